"""Reading deeply and comparing, in a real browser, wide and on a telephone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

MENU = "给选中的文字做标记"
PHONE = {"width": 390, "height": 844}


def open_article(page: Page, address: str = "", query: str = "老年食堂") -> None:
    page.goto(f"{address}/search?q={query}")
    page.get_by_role("link", name=re.compile("^阅读：")).first.click()
    expect(page.locator(".sx-article h1")).to_be_visible()


def select(page: Page, words: str) -> None:
    """Selects words of the article as a reader would with the mouse."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(
            document.querySelector(".sx-article"), NodeFilter.SHOW_TEXT)
          for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words)
            if (at < 0 || !node.parentElement.closest("[data-p]")) continue
            node.parentElement.scrollIntoView({ block: "center" })
            const range = document.createRange()
            range.setStart(node, at)
            range.setEnd(node, at + words.length)
            getSelection().removeAllRanges()
            getSelection().addRange(range)
            return
          }
          throw new Error(`no ${words}`)
        }""",
        words,
    )


def beginning(page: Page) -> str:
    """Six characters of the second paragraph."""
    text = page.locator(".sx-article > p[data-p]").nth(1).text_content() or ""
    return text[2:8]


def test_a_note_is_kept_and_seen_by_others_only_once_it_is_shared(
    page: Page, browser: Browser, own_app: str
) -> None:
    open_article(page, own_app)
    words = beginning(page)
    address = page.url
    select(page, words)
    page.get_by_role("toolbar", name="给选中的文字做标记").get_by_role(
        "button", name="写笔记"
    ).click()
    page.get_by_role("textbox", name="笔记").fill("这句要带到会上说")
    page.get_by_role("button", name="保存修改").click()
    expect(page.locator(".sx-article .sx-note")).to_have_text(words)
    expect(page.locator(".sx-note-text")).to_have_text("这句要带到会上说")
    page.reload()
    expect(page.locator(".sx-article .sx-note")).to_have_text(words)

    def stranger_sees(count: int) -> None:
        with browser.new_context(locale="zh-CN") as context:
            other = context.new_page()
            other.goto(address)
            expect(other.locator(".sx-article h1")).to_be_visible()
            expect(other.get_by_role("button", name="字大")).to_be_visible()
            expect(other.locator(".sx-article .sx-note")).to_have_count(count)

    stranger_sees(0)
    page.get_by_text("笔记 1").click()
    page.get_by_role("button", name="修改", exact=True).click()
    page.get_by_text("分享给大家").last.click()
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_text("已分享", exact=True)).to_be_visible()
    stranger_sees(1)


def test_the_paragraph_in_view_has_its_like_beside_it(page: Page) -> None:
    open_article(page)
    page.get_by_text("本段", exact=True).click()
    expect(page.get_by_text("正在读的一段")).to_be_visible()
    last = page.locator(".sx-article > p[data-p]").last
    words = (last.text_content() or "")[:12]
    last.scroll_into_view_if_needed()
    last.click()
    expect(page.locator(".st-key-read-right .sx-quote").first).to_contain_text(words)


def test_letters_grow_and_stay_so(page: Page) -> None:
    open_article(page)
    text = page.locator(".sx-article > p[data-p]").first
    before = text.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    page.get_by_role("button", name="字大").click()
    page.get_by_role("button", name="黑体").click()
    page.reload()
    expect(page.get_by_role("button", name="宋体")).to_be_visible()
    assert text.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") > before


def test_two_articles_are_compared_point_by_point_and_taken_home(page: Page) -> None:
    page.goto("/search?q=老年食堂")
    page.get_by_role("button", name=re.compile("加入对比$")).first.click()
    page.goto("/search?q=共同富裕")
    page.goto("/compare?articles=1,2")
    expect(page.locator(".sx-summary")).to_contain_text("个相同的要点")
    expect(page.locator(".sx-contents").first).to_be_visible()
    page.get_by_text(re.compile(r"^只在一篇 \d+$")).click()
    first = page.locator("[class*='st-key-said-']").first
    expect(first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Word 文档").click()
    assert download.value.suggested_filename == "对比-1-2.docx"
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel 表格").click()
    assert download.value.suggested_filename == "对比-1-2.xlsx"
    first.get_by_role("link", name="看原文").click()
    expect(page).to_have_url(re.compile(r"/read\?article=1&place=\d+-\d+"))
    expect(page.locator(".sx-found-here")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/read?article=1", "/compare?articles=1,2,3,4"])
def test_nothing_runs_out_of_a_telephone(page: Page, path: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(path)
    expect(page.locator(".sx-contents").first).to_be_attached()
    expect(page.locator(".sx-section, .sx-article h1").first).to_be_visible()
    page.wait_for_timeout(500)
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= PHONE["width"]


def test_a_note_is_written_on_a_telephone(page: Page, own_app: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    open_article(page, own_app)
    words = beginning(page)
    select(page, words)
    menu = page.get_by_role("toolbar", name=MENU)
    expect(menu).to_be_visible()
    box = menu.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    menu.get_by_role("button", name="绿").click()
    expect(page.locator(".sx-article .sx-note-green")).to_have_text(words)
