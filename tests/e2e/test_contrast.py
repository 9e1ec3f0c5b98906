"""差异 in a real browser: from a bar of the chart to the sentences, and on to the article."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.test_walk import PHONE, fits

ADDRESS = "/contrast?by=years&a=2021"


def test_a_bar_shows_its_sentences_which_lead_to_the_article_and_back(page: Page) -> None:
    page.goto(ADDRESS)
    labels = page.locator("[class*='st-key-chart-contrast'] svg text")
    expect(labels.first).to_be_visible()
    word = labels.first.text_content() or ""
    # The row lies above its label and takes the click.
    labels.first.click(force=True)
    expect(page.get_by_role("heading", name=f"“{word}”的句子")).to_be_visible()
    expect(page).to_have_url(re.compile("word="))

    page.reload()
    expect(page.get_by_role("heading", name=f"“{word}”的句子")).to_be_visible()
    page.locator("[class*='st-key-passage-of'] a").first.click()
    expect(page.locator(".sx-article mark").first).to_have_text(word)
    page.go_back()
    expect(page.get_by_role("heading", name=f"“{word}”的句子")).to_be_visible()


def test_the_sentences_of_a_word_fit_on_a_telephone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{ADDRESS}&word=共同富裕")
    expect(page.locator("[class*='st-key-passage-of']").first).to_be_visible()
    fits(page)
