"""A card is made, its words are changed, it is thrown away and put back; a cell leads on."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.test_reading import settled


def test_a_card_lives_from_its_words_to_the_matrix(page: Page, own_app: str) -> None:
    page.goto(f"{own_app}/cards?name=养老&word=养老&word=老年食堂")
    page.get_by_role("button", name="建卡").click()
    expect(page.get_by_text("证明它的句子")).to_be_visible()
    expect(page.locator(".sx-passage mark").first).to_be_visible()
    words = page.get_by_role("combobox", name=re.compile("主题的词")).last
    words.fill("老人")
    words.press("Enter")
    # An open list of options hides the rest of the page from whoever listens to it.
    words.press("Escape")
    expect(page.locator(".sx-changes td", has_text="老人").first).to_be_visible()
    page.get_by_role("button", name="删除").click()
    expect(page.get_by_text("已删除主题卡“养老”")).to_be_visible()
    page.get_by_role("button", name="放回").click()
    expect(page.locator(".sx-changes td", has_text="老人").first).to_be_visible()

    page.goto(f"{own_app}/coverage?rows=cards&by=authors")
    empty = page.get_by_test_id("stVegaLiteChart").locator("text", has_text="0").last
    expect(empty).to_be_visible()
    settled(page)
    box = empty.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    heading = page.locator(".sx-section", has_text="× 养老")
    expect(heading).to_be_visible()
    expect(page.get_by_role("heading", name="还没有人写")).to_be_visible()
    page.goto(f"{own_app}/coverage?rows=cards&by=authors&cell=养老×周婉宁")
    expect(heading).to_be_visible()
    page.goto(f"{own_app}/coverage?rows=cards&by=authors&cell=养老×顾晓棠")
    page.locator("[class*='st-key-coverage-here-'] a").first.click()
    expect(page).to_have_url(re.compile("/read"))
