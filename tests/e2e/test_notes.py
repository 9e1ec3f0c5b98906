"""Notes belong to browsers, and a reading list to whoever has its address."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.anchors import anchor_of
from corpus.archive import Archive
from tests.articles import read_by
from tests.e2e.test_reader import word_of
from tests.e2e.test_reading import settled
from tests.e2e.test_walk import PHONE, fits, saved


def write(home: Path, page: Page, text: str, *, shared: bool = False) -> str:
    """Writes a note on the first sentence of an article, as the reader of a page; its title."""
    reader = sha256(word_of(page.context).encode()).hexdigest()
    with Archive.open(home=home) as archive:
        content = archive.articles.get(1).content
        paragraphs = [p.text for p in content.paragraphs]
        longest = max(range(len(paragraphs)), key=lambda number: len(paragraphs[number]))
        anchor = anchor_of(paragraphs, longest, 0, paragraphs[longest].index("。") + 1)
        read_by(reader, archive).notes.add(1, anchor, text, "green", shared)
        return content.title


@pytest.fixture
def another(browser: Browser, browser_context_args: dict[str, str]) -> Page:
    """A page of a browser that has never been here."""
    settings = {k: v for k, v in browser_context_args.items() if k != "base_url"}
    return browser.new_context(**settings).new_page()


def test_a_private_note_is_seen_by_its_writer_only(
    page: Page, another: Page, own_app: str, tmp_path: Path
) -> None:
    page.goto(f"{own_app}/notes")
    expect(page.get_by_text("还没有笔记")).to_be_visible()
    title = write(tmp_path / "app", page, "只给自己看的话")
    page.reload()
    expect(page.get_by_text("只给自己看的话")).to_be_visible()
    another.goto(f"{own_app}/notes?view=shared")
    expect(another.get_by_text("还没有人分享笔记")).to_be_visible()

    page.get_by_role("button", name="修改", exact=True).click()
    page.get_by_text("分享给大家").click()
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_text("已分享")).to_be_visible()
    page.get_by_role("button", name=re.compile("名字：")).click()
    page.get_by_role("textbox", name="名字").fill("林老师")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("林老师（我）")).to_be_visible()

    another.reload()
    expect(another.get_by_text("只给自己看的话")).to_be_visible()
    expect(another.get_by_text("林老师")).to_be_visible()
    expect(another.get_by_role("button", name="删除")).to_have_count(0)
    another.get_by_role("link", name=title).click()
    expect(another).to_have_url(re.compile(r"/read\?article=1&place=\d+-0"))
    another.context.close()


def test_a_note_is_found_taken_along_removed_and_put_back(
    page: Page, own_app: str, tmp_path: Path
) -> None:
    page.goto(f"{own_app}/notes")
    expect(page.get_by_text("还没有笔记")).to_be_visible()
    write(tmp_path / "app", page, "记得查数字")
    write(tmp_path / "app", page, "另一句话")
    page.reload()
    search = page.get_by_role("searchbox")
    search.fill("查数字")
    search.press("Enter")
    expect(page.get_by_text("另一句话")).to_have_count(0)
    expect(page).to_have_url(re.compile("q="))
    page.get_by_role("button", name="导出").click()
    name, data = saved(page, "Markdown 文档")
    assert name == "我的笔记.md"
    assert "记得查数字" in data.decode()
    assert "另一句话" not in data.decode()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="删除").click()
    expect(page.get_by_text("已删除一条笔记")).to_be_visible()
    page.get_by_role("button", name="放回").click()
    expect(page.get_by_text("记得查数字")).to_be_visible()
    for size in ({"width": 1440, "height": 900}, PHONE):
        page.set_viewport_size(size)
        settled(page)
        fits(page)


def test_a_reading_list_opens_by_its_address_in_a_fresh_browser(
    page: Page, another: Page, own_app: str
) -> None:
    page.goto(f"{own_app}/lists")
    page.get_by_role("textbox", name="名称").fill("富裕这几篇")
    page.get_by_role("button", name="新建", exact=True).click()
    expect(page.get_by_text("书单里还没有文章")).to_be_visible()
    search = page.get_by_role("searchbox")
    search.fill("共同富裕")
    search.press("Enter")
    items = page.locator("[class*='st-key-list-item-'] .stPageLink")
    for count in (1, 2):
        page.get_by_role("button", name="加入").first.click()
        expect(items).to_have_count(count)
    first, second = items.all_inner_texts()
    page.get_by_role("button", name="下移").first.click()
    expect(items).to_have_text([second, first], use_inner_text=True)
    page.get_by_role("button", name="网址").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    assert link.startswith(own_app)

    another.goto(link)
    shown = another.locator("[class*='st-key-list-item-'] .stPageLink")
    expect(shown).to_have_text([second, first], use_inner_text=True)
    for size in ({"width": 1440, "height": 900}, PHONE):
        another.set_viewport_size(size)
        settled(another)
        fits(another)
    another.get_by_role("link", name="并排对比").click()
    expect(another.locator(".sx-hit-title")).to_have_text([second, first], use_inner_text=True)
    another.context.close()
