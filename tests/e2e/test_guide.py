"""What one does on a page is said once, and then kept behind a button."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pages.parts.guide import GUIDE
from tests.e2e.test_walk import PHONE, fits


def told(page: Page, file: str) -> None:
    """The sentence of a page stands above it."""
    expect(page.locator(".sx-guide p")).to_have_text(GUIDE[file].sentence)
    expect(page.locator(".sx-guide")).to_be_visible()


def test_a_sentence_that_was_put_away_stays_away(page: Page) -> None:
    page.goto("/lists")
    told(page, "reading_lists.py")
    heading = page.locator("h2.sx-section").first
    before = heading.bounding_box()
    page.get_by_role("button", name="知道了").click()
    expect(page.locator(".sx-guide")).to_be_hidden()
    after = heading.bounding_box()
    assert before
    assert after
    assert 0 < before["y"] - after["y"] < 60
    page.get_by_role("link", name="语境", exact=True).click()
    told(page, "concordance.py")
    page.goto("/lists")
    expect(heading).to_be_visible()
    expect(page.locator(".sx-guide")).to_be_hidden()
    page.get_by_role("button", name="说明").click()
    expect(page.get_by_test_id("stPopoverBody")).to_contain_text(GUIDE["reading_lists.py"].sentence)
    page.get_by_role("link", name=GUIDE["reading_lists.py"].after[1]).click()
    told(page, "boards.py")


def test_whoever_wants_no_sentences_sees_none(page: Page) -> None:
    page.goto("/notes")
    told(page, "notes.py")
    page.get_by_role("button", name="不再提示").click()
    for path in ("/notes", "/coverage", "/dictionary"):
        page.goto(path)
        expect(page.locator(".sx-guide")).to_have_count(1)
        expect(page.locator(".sx-guide")).to_be_hidden()


def test_a_printed_page_has_no_sentence(page: Page) -> None:
    page.goto("/read?article=1")
    told(page, "read.py")
    page.emulate_media(media="print")
    expect(page.locator(".sx-article")).to_be_visible()
    expect(page.locator(".sx-guide")).to_be_hidden()


@pytest.mark.parametrize("path", ["/search?q=富裕", "/tagging"])
def test_the_button_stands_at_the_same_place_on_a_telephone(page: Page, path: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(path)
    button = page.get_by_role("button", name="说明")
    expect(button).to_be_visible()
    fits(page)
    box = button.bounding_box()
    page.goto("/")
    expect(button).to_be_visible()
    assert button.bounding_box() == box
    button.click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    fits(page)
