"""语境 in a real browser: the order in the address, back and forth, the file, a telephone."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import unquote

from playwright.sync_api import Locator, Page, expect

from tests.e2e.test_walk import PHONE, fits, saved

WORD = "共同富裕"


def rights(page: Page) -> Locator:
    """What stands after the keyword, line by line."""
    return page.locator(".sx-kwic td:last-child")


def order(page: Page, name: str) -> None:
    """Chooses the order of the lines."""
    page.locator(".st-key-order").get_by_text(name, exact=True).click()


def test_the_order_is_in_the_address_and_comes_back_from_there(page: Page) -> None:
    page.goto(f"/concordance?q={WORD}")
    expect(page.locator(".st-key-head-collocates")).to_be_visible()
    by_article = rights(page).all_inner_texts()
    assert len(by_article) > 5
    assert set(page.locator(".sx-kwic td:nth-child(2)").all_inner_texts()) == {WORD}

    order(page, "按右侧")
    expect(page).to_have_url(re.compile("order=right"))
    expect(page.locator(".sx-hit-title")).to_have_count(0)
    expect(rights(page)).to_have_count(len(by_article))
    # Lines are exchanged one by one: only when all are is the order that of the page.
    page.wait_for_timeout(200)
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
    by_right = rights(page).all_inner_texts()
    assert by_right != by_article
    assert sorted(by_right) == sorted(by_article)

    page.reload()
    expect(rights(page)).to_have_text(by_right)
    page.go_back()
    expect(rights(page)).to_have_text(by_article)
    page.go_forward()
    expect(rights(page)).to_have_text(by_right)


def test_a_line_leads_to_its_article_with_the_word_marked_and_back(page: Page) -> None:
    page.goto(f"/concordance?q={WORD}&order=left")
    links = page.locator(".st-key-kwic-links").get_by_role("link")
    expect(links.first).to_be_visible()
    before = rights(page).all_inner_texts()
    links.first.click()
    expect(page.locator(".sx-article mark").first).to_have_text(WORD)
    page.go_back()
    expect(rights(page)).to_have_text(before)


def test_a_collocate_shows_where_both_stand_and_back_leads_home(page: Page) -> None:
    page.goto(f"/concordance?q={WORD}")
    first = page.locator(".st-key-collocates-words").get_by_role("button").first
    expect(first).to_be_visible()
    term = first.inner_text()
    first.click()
    expect(page.get_by_role("searchbox")).to_have_value(f'"{WORD} {term}"~10')
    assert unquote(page.url).replace("+", " ").endswith(f'?q="{WORD} {term}"~10')
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value(WORD)
    expect(first).to_have_text(term)

    chart = page.locator("[class*='st-key-chart-collocates'] svg")
    bar = chart.locator("path[aria-roledescription='bar']").first
    expect(bar).to_be_visible()
    bar.click(force=True)
    expect(page.get_by_role("searchbox")).to_have_value(f'"{WORD} {term}"~10')
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value(WORD)
    expect(first).to_have_text(term)
    page.wait_for_timeout(1000)
    expect(page.get_by_role("searchbox")).to_have_value(WORD)


def test_the_file_has_a_row_for_every_place(page: Page) -> None:
    page.goto(f"/concordance?q={WORD}")
    count = page.locator(".sx-count b").first
    expect(count).to_be_visible()
    page.locator(".st-key-export-lines").get_by_role("button").click()
    name, data = saved(page, "CSV 表格")
    assert re.fullmatch(rf"思学语境-{WORD}-\d{{8}}\.csv", name)
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert head == ["左侧", "关键词", "右侧", "标题", "日期", "文章编号", "位置"]
    assert len(rows) == int(count.inner_text().replace(",", ""))
    assert {row[1] for row in rows} == {WORD}


def test_a_telephone_shows_the_keyword_in_the_middle_and_leads_on(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"/concordance?q={WORD}&order=right")
    expect(page.locator(".st-key-head-collocates")).to_be_visible()
    fits(page)
    boxes = [cell.bounding_box() for cell in page.locator(".sx-kwic td:nth-child(2)").all()]
    assert len({round(box["x"]) for box in boxes if box}) == 1
    (middle,) = {round(box["x"] + box["width"] / 2) for box in boxes if box}
    assert abs(middle - PHONE["width"] / 2) < 10
    page.locator(".st-key-kwic-links").get_by_role("link").first.click()
    expect(page.locator(".sx-article mark").first).to_have_text(WORD)
