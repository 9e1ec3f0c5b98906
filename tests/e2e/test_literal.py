"""Articles, tags and names are data: nothing in them is ever markup."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import HOSTILE_AUTHOR, HOSTILE_TEXT, HOSTILE_TITLE


def test_results_show_an_article_as_typed(page: Page) -> None:
    page.goto("/search?q=照录")
    title = page.locator(".sx-hit-title")
    expect(title).to_have_count(1)
    expect(title).to_have_text(HOSTILE_TITLE)
    expect(page.locator(".sx-meta")).to_contain_text(HOSTILE_AUTHOR)
    expect(page.locator(".sx-snippets")).to_contain_text("<script>alert(1)</script> <b>不粗</b>")
    expect(page.locator(".sx-snippets mark").first).to_have_text("照录")
    expect(page).to_have_title(re.compile("检索"))


def test_facets_show_values_as_typed(page: Page) -> None:
    page.goto("/search?q=照录")
    shown = page.get_by_test_id("stSidebar").locator("button[data-variant='pills']")
    expect(shown).to_have_count(4)
    texts = [text.replace("\u2060", "").split("\n")[0] for text in shown.all_inner_texts()]
    assert texts == [":red[标签]", HOSTILE_AUTHOR, "$来源$", "2020"]
    shown.first.click()
    expect(page).to_have_url(re.compile("tags="))
    expect(page.locator(".sx-hit-title")).to_have_text(HOSTILE_TITLE)


def test_reading_shows_an_article_as_typed(page: Page) -> None:
    page.goto("/search?q=照录")
    page.get_by_role("link", name=re.compile("^阅读：")).click()
    article = page.locator(".sx-article")
    expect(article.locator("h1")).to_have_text(HOSTILE_TITLE)
    expect(article.locator("h2")).to_have_text("一、**标题** <i>")
    expect(article.locator("> p")).to_have_text(HOSTILE_TEXT)
    expect(article.locator("script, b, i, strong, a, .katex")).to_have_count(0)
    expect(page.locator(".sx-contents a")).to_have_text("一、**标题** <i>")
    expect(page.locator(".chip > span")).to_have_text(":red[标签]")
    expect(page).to_have_title(re.compile("阅读"))


def test_query_comes_back_as_typed(page: Page) -> None:
    page.goto("/search?q=%3Cb%3E**x**%20%24y%24")
    expect(page.get_by_role("searchbox")).to_have_value("<b>**x** $y$")
