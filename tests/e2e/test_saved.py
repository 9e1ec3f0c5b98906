"""What a search shows lies in its address: under a name, or as a link to hand on."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_reading import settled

SEARCH = "/search?q=富裕&years=2021&years=2022&sort=oldest"


def results(page: Page) -> list[str]:
    expect(page.locator(".sx-hit-title").first).to_be_visible()
    settled(page)
    return page.locator(".sx-hit-title").all_inner_texts()


def shows_the_search(page: Page, found: list[str]) -> None:
    expect(page.get_by_role("searchbox").first).to_have_value("富裕")
    assert results(page) == found
    years = page.locator(".st-key-facetbox-years")
    for year in ("2021", "2022"):
        expect(years.get_by_role("button", name=re.compile(f"^{year}"))).to_have_attribute(
            "aria-pressed", "true"
        )
    expect(page.get_by_role("radio", name="最早")).to_be_checked()


def test_a_saved_search_opens_in_a_fresh_browser(
    page: Page, own_app: str, browser: Browser, browser_context_args: dict[str, str]
) -> None:
    page.goto(own_app + SEARCH)
    found = results(page)
    assert len(found) > 1
    page.get_by_role("button", name="保存").click()
    name = page.get_by_role("textbox", name="名称")
    expect(name).to_have_value("富裕")
    link = page.get_by_test_id("stCode").inner_text().strip()
    assert link.startswith(own_app)
    name.fill("富裕这两年")
    name.press("Enter")
    expect(page.get_by_text("已保存“富裕这两年”")).to_be_visible()

    settings = {k: v for k, v in browser_context_args.items() if k != "base_url"}
    for first in (link, own_app):
        fresh = browser.new_context(**settings)
        visitor = fresh.new_page()
        visitor.goto(first)
        if first == own_app:
            visitor.get_by_role("link", name="富裕这两年").click()
            expect(visitor).to_have_url(re.compile("/search"))
        shows_the_search(visitor, found)
        fresh.close()


def test_a_group_of_words_is_made_with_the_keyboard_and_found_at_once(
    page: Page, own_app: str
) -> None:
    page.goto(f"{own_app}/dictionary?view=synonyms")
    line = page.get_by_role("textbox", name=re.compile("加一组词"))
    line.fill("同奔富裕 = 共同富裕")
    line.press("Enter")
    expect(page.locator(".sx-group b")).to_contain_text("共同富裕")
    expect(line).to_have_value("")
    page.get_by_role("link", name="检索", exact=True).last.click()
    expect(page.locator(".sx-hit-title").first).to_be_visible()
    page.goto(f"{own_app}/search?q=同奔富裕")
    expect(page.locator(".sx-snippets mark").first).to_have_text("共同富裕")


def test_a_pasted_list_says_what_became_of_it(page: Page, own_app: str) -> None:
    page.goto(f"{own_app}/dictionary?view=synonyms")
    page.get_by_text("一次粘贴多组").click()
    page.get_by_role("textbox", name="一行一组").fill("共富 = 共同富裕\n只有一个词")
    page.get_by_role("button", name="加入同义词").click()
    expect(page.locator(".sx-group")).to_have_count(1)
    expect(page.get_by_text("加入 1 组。")).to_be_visible()
    expect(page.get_by_text("第 2 行“只有一个词”")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="存成文本文件").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == "共富 → 共同富裕\n"
