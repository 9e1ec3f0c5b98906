"""提法 in a real browser: chosen from the list, its first use, and on to the sentence."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.test_walk import PHONE, fits

PHRASE = "共同富裕"


def test_one_from_the_list_leads_to_its_first_sentence(page: Page) -> None:
    page.goto("/formulations")
    page.get_by_role("searchbox", name="在文库的提法里找").fill(PHRASE)
    page.get_by_role("searchbox", name="在文库的提法里找").press("Enter")
    rows = page.locator("[class*='st-key-formulation-row-']")
    row = rows.filter(has=page.get_by_text(PHRASE, exact=True))
    row.get_by_role("button", name="跟踪").click()
    expect(page.locator(".sx-lead")).to_contain_text("首见于")
    expect(page).to_have_url(re.compile("phrase="))
    expect(page.locator(".sx-passage mark").first).to_have_text(PHRASE)

    page.locator(".st-key-passage-of-first").get_by_role("link").click()
    expect(page.locator(".sx-article mark").first).to_have_text(PHRASE)
    page.go_back()
    expect(page.locator(".sx-lead")).to_contain_text("首见于")


def test_a_companion_is_followed_by_a_click(page: Page) -> None:
    page.goto(f"/formulations?phrase={PHRASE}")
    names = page.locator("[class*='st-key-chart-companions'] svg text")
    expect(names.filter(has_text=PHRASE)).to_be_visible()
    other = next(name for name in names.all_text_contents() if name != PHRASE)
    names.get_by_text(other, exact=True).scroll_into_view_if_needed()
    box = names.get_by_text(other, exact=True).bounding_box()
    assert box is not None
    # The circle stands below its name; a click takes the nearest one.
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] + 8)
    expect(page.locator(".sx-lead")).to_contain_text(f"“{other}”")


def test_two_compared_fit_on_a_telephone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"/formulations?phrase={PHRASE}&phrase=创业")
    expect(page.locator(".sx-lead")).to_have_count(2)
    fits(page)
