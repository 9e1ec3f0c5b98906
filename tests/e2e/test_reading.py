"""From an empty library to reading, and back the way one came."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page, expect

from corpus.archive import Archive


def settled(page: Page) -> None:
    """Waits until the last click has been answered."""
    page.wait_for_timeout(200)
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()


def test_newcomer_loads_samples_searches_and_reads(page: Page, empty_app: str) -> None:
    page.goto(empty_app)
    expect(page.get_by_text("文库还是空的")).to_be_visible()
    page.get_by_role("button", name="载入示例文库").click()
    expect(page.get_by_text("最新入库")).to_be_visible(timeout=60_000)
    page.get_by_role("searchbox").fill("共同富裕")
    page.keyboard.press("Enter")
    expect(page.locator(".sx-count")).to_contain_text("篇")
    assert unquote(page.url).endswith("/search?q=共同富裕")
    title = page.locator(".sx-hit-title").first.inner_text()
    page.get_by_role("link", name=re.compile("^阅读：")).first.click()
    expect(page.locator(".sx-article h1")).to_have_text(title)
    expect(page.locator(".sx-article mark").first).to_have_text("共同富裕")


def test_back_returns_to_the_same_results(page: Page) -> None:
    page.goto("/search?q=富裕")
    count = page.locator(".sx-count b")
    expect(count).to_be_visible()
    all_of_them = count.inner_text()
    year = page.locator(".st-key-facetbox-years button[aria-pressed]").first
    year.click()
    expect(page).to_have_url(re.compile("years="))
    settled(page)
    expect(year).to_have_attribute("aria-pressed", "true")
    filtered_url, filtered = page.url, count.inner_text()
    assert int(filtered) < int(all_of_them)
    page.get_by_role("link", name=re.compile("^阅读：")).first.click()
    expect(page.locator(".sx-article")).to_be_visible()

    page.go_back()
    expect(page.locator(".sx-count")).to_be_visible()
    assert page.url == filtered_url
    expect(count).to_have_text(filtered)
    page.go_back()
    expect(count).to_have_text(all_of_them)
    expect(year).to_have_attribute("aria-pressed", "false")
    page.go_forward()
    expect(count).to_have_text(filtered)
    page.reload()
    expect(count).to_have_text(filtered)
    expect(page.get_by_role("searchbox")).to_have_value("富裕")


def test_walks_through_the_results_while_reading(page: Page) -> None:
    page.goto("/search?q=富裕")
    titles = page.locator(".sx-hit-title")
    expect(titles.nth(1)).to_be_visible()
    first, second = titles.nth(0).inner_text(), titles.nth(1).inner_text()
    page.get_by_role("link", name=re.compile("^阅读：")).first.click()
    heading = page.locator(".sx-article h1")
    expect(heading).to_have_text(first)
    page.get_by_role("link", name="下一篇").click()
    expect(heading).to_have_text(second)
    assert "at=1" in page.url
    page.get_by_role("link", name="上一篇").click()
    expect(heading).to_have_text(first)
    page.go_back()
    expect(heading).to_have_text(second)
    page.mouse.move(0, 0)  # the hint of the link under the pointer lies over its neighbours
    page.get_by_role("link", name="返回检索结果").click()
    expect(titles.first).to_have_text(first)


def test_contents_lead_to_their_sections(page: Page) -> None:
    page.goto("/search?q=共同富裕")
    page.get_by_role("link", name=re.compile("^阅读：")).first.click()
    entry = page.locator(".sx-contents a").last
    expect(entry).to_be_visible()
    anchor = (entry.get_attribute("href") or "").removeprefix("#")
    entry.click()
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    expect(page.locator(".sx-article")).to_be_visible()


def test_similar_article_and_keyword_lead_on(page: Page) -> None:
    page.goto("/search?q=共同富裕")
    page.get_by_role("link", name=re.compile("^阅读：")).first.click()
    heading = page.locator(".sx-article h1")
    expect(heading).to_be_visible()
    keyword = page.locator(".st-key-words-read").get_by_role("link").first
    before, url, word = heading.inner_text(), page.url, keyword.inner_text()
    page.locator(".st-key-read-similar").get_by_role("link").first.click()
    expect(heading).not_to_have_text(before)
    assert page.url != url
    page.go_back()
    expect(heading).to_have_text(before)
    expect(keyword).to_have_text(word)  # the words are drawn after the text
    keyword.click()
    expect(page.get_by_role("searchbox")).to_have_value(word)
    expect(page.locator(".sx-hit-title").first).to_be_visible()


def kept(home: Path, tag: str) -> None:
    """Waits until a tag is in the library: what the browser shows at once is still on its way."""
    with Archive.open(home=home) as archive:
        for _ in range(300):
            if any(one.name == tag for one in archive.tags.all()):
                return
            time.sleep(0.1)
    raise AssertionError(f"{tag} was not kept")


def test_tags_go_on_and_off(page: Page, library: Path) -> None:
    page.goto("/search?q=老年食堂")
    page.get_by_role("link", name=re.compile("^阅读：")).first.click()
    field = page.locator(".st-key-read-tags .field")
    offer = page.locator(".st-key-tag-offers").get_by_role("button").first
    expect(offer).to_be_visible()
    word = offer.inner_text().split("\n")[-1]
    offer.click()
    expect(field).to_contain_text(word)
    page.reload()
    expect(field).to_contain_text(word)
    field.get_by_role("button", name=f"取下标签 {word}").click()
    expect(field).not_to_contain_text(word)
    field.get_by_role("combobox").click()
    field.get_by_role("combobox").fill("新标签甲")
    page.keyboard.press("Enter")
    expect(field).to_contain_text("新标签甲")
    kept(library, "新标签甲")
    page.goto("/search?tags=新标签甲")
    expect(page.locator(".sx-hit-title")).to_have_count(1)


def test_trash_and_undo(page: Page) -> None:
    page.goto("/search?q=共同富裕")
    page.get_by_role("link", name=re.compile("^阅读：")).first.click()
    heading = page.locator(".sx-article h1")
    expect(heading).to_be_visible()
    title = heading.inner_text()
    page.get_by_role("button", name="移入回收站").click()
    expect(page.get_by_text(f"《{title}》已移入回收站")).to_be_visible()
    page.get_by_role("button", name="放回文库").click()
    expect(heading).to_have_text(title)


def test_basket_follows_from_page_to_page(page: Page) -> None:
    page.goto("/search?q=富裕")
    page.get_by_role("button", name="加入对比").first.click()
    bar = page.locator(".st-key-basket")
    expect(bar).to_contain_text("1 / 4")
    page.get_by_role("link", name=re.compile("^阅读：")).nth(1).click()
    expect(page.locator(".sx-article")).to_be_visible()
    page.get_by_role("button", name="加入对比").click()
    expect(bar).to_contain_text("2 / 4")
    bar.get_by_role("link", name="开始对比").click()
    expect(page).to_have_url(re.compile(r"/compare\?articles=\d+(%2C|,)\d+"))
