"""A reader searches in a real browser: pinyin, facets, reload and back, years, phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import PATIENCE

PATIENT = PATIENCE * 1000


def count(page: Page) -> int:
    said = page.locator(".sx-count b").first.inner_text()
    return int(said.replace(",", ""))


def searchbox(page: Page) -> str:
    return page.get_by_role("searchbox").input_value()


def test_pinyin_is_typed_and_a_word_is_chosen(page: Page) -> None:
    page.goto("/search")
    expect(page.locator(".sx-hit-title").first).to_be_visible(timeout=PATIENT)
    everything = count(page)
    page.get_by_role("searchbox").click()
    page.keyboard.type("gtfy", delay=60)
    offers = page.locator(".st-key-offers button")
    offer = offers.filter(has_text=re.compile("^共同富裕")).first
    expect(offer).to_be_visible(timeout=PATIENT)
    assert count(page) == everything, "letters alone change nothing"
    assert "q=" not in page.url
    offer.click()
    expect(page.get_by_role("searchbox")).to_have_value("共同富裕")
    expect(page).to_have_url(re.compile("q="))
    expect(page.locator("mark").first).to_have_text("共同富裕")
    assert 0 < count(page) < everything


def test_a_word_is_found_while_it_is_typed_and_nothing_typed_is_lost(page: Page) -> None:
    page.goto("/search")
    expect(page.locator(".sx-hit-title").first).to_be_visible(timeout=PATIENT)
    page.get_by_role("searchbox").click()
    for part in ("集体", "经济", " ", "增收"):
        page.keyboard.insert_text(part)
        # Long enough for an answer to come back and, if it were careless, to change the box.
        page.wait_for_timeout(1500)
    expect(page.locator("mark").first).to_be_visible(timeout=PATIENT)
    page.wait_for_timeout(1500)
    assert searchbox(page) == "集体经济 增收"
    expect(page).to_have_url(re.compile(r"q=.*%E5%A2%9E%E6%94%B6"))


def test_composing_pinyin_sends_nothing_before_the_word_is_chosen(page: Page) -> None:
    page.goto("/search?q=产业")
    expect(page.locator("mark").first).to_be_visible(timeout=PATIENT)
    found = count(page)
    box = page.get_by_role("searchbox")
    box.click()
    page.keyboard.press("Control+A")
    keys = page.context.new_cdp_session(page)
    for letters in ("s", "sh", "shou", "shour", "shouru"):
        keys.send("Input.imeSetComposition", {
            "text": letters, "selectionStart": len(letters), "selectionEnd": len(letters),
        })  # fmt: skip
        page.wait_for_timeout(350)
    assert count(page) == found
    assert page.url.endswith("q=%E4%BA%A7%E4%B8%9A")
    keys.send("Input.insertText", {"text": "收入"})
    expect(page).to_have_url(re.compile("q=%E6%94%B6%E5%85%A5"), timeout=PATIENT)
    expect(page.locator("mark").first).to_have_text("收入")


def test_two_facets_survive_a_reload_and_are_undone_by_going_back(page: Page) -> None:
    page.goto("/search?q=产业")
    expect(page.locator("mark").first).to_be_visible(timeout=PATIENT)
    before = count(page)
    sidebar = page.get_by_test_id("stSidebar")

    def choose(facet: str) -> None:
        box = sidebar.locator(f".st-key-facetbox-{facet}")
        box.locator("button[aria-pressed]").filter(has_not_text=re.compile(r"\s0$")).first.click()
        expect(page).to_have_url(re.compile(f"{facet}="), timeout=PATIENT)

    choose("years")
    page.wait_for_timeout(800)
    one = count(page)
    choose("authors")
    page.wait_for_timeout(800)
    two = count(page)
    assert before > one >= two > 0
    address = page.url

    page.reload()
    expect(page.locator(".sx-hit-title").first).to_be_visible(timeout=PATIENT)
    assert (count(page), page.url) == (two, address)
    expect(sidebar.locator("[aria-pressed=true]")).to_have_count(2)

    page.go_back()
    expect(page).not_to_have_url(re.compile("authors="), timeout=PATIENT)
    expect(page.locator(".sx-count b").first).to_have_text(f"{one:,}")
    page.go_back()
    expect(page).not_to_have_url(re.compile("years="), timeout=PATIENT)
    expect(page.locator(".sx-count b").first).to_have_text(f"{before:,}")
    assert searchbox(page) == "产业"


def test_a_bar_of_the_years_is_clicked_and_let_go(page: Page) -> None:
    page.goto("/search")
    chart = page.get_by_test_id("stSidebar").get_by_test_id("stVegaLiteChart").locator("svg")
    expect(chart).to_be_visible(timeout=PATIENT)
    everything = count(page)

    def click_the_last_bar() -> None:
        page.wait_for_timeout(1500)
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] - 12, box["y"] + 20)

    click_the_last_bar()
    expect(page).to_have_url(re.compile("years="), timeout=PATIENT)
    expect(page.locator(".sx-count b").first).not_to_have_text(f"{everything:,}")
    assert count(page) < everything
    click_the_last_bar()
    expect(page).not_to_have_url(re.compile("years="), timeout=PATIENT)


@pytest.mark.parametrize("address", ["/search?q=产业 增收", "/search?q=产业&view=passages"])
def test_on_a_phone_nothing_runs_out_of_the_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    expect(page.locator("mark").first).to_be_visible(timeout=PATIENT)
    page.wait_for_timeout(1000)
    widths = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stMain] *')]"
        ".filter(e => e.getBoundingClientRect().width > 0)"
        ".map(e => Math.round(e.getBoundingClientRect().right))"
    )
    assert max(widths) <= 392
    page.get_by_role("searchbox").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("gtfy", delay=60)
    expect(page.locator(".st-key-offers button").first).to_be_visible(timeout=PATIENT)
