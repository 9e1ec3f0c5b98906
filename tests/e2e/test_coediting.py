"""Two browsers at one article, and the history that takes back what they did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from corpus.archive import Archive
from tests.articles import by, draft, keep
from tests.e2e.server import serving
from tests.e2e.test_reading import settled

TEXT = "# 一、修路\n山路修到了村口。\n# 二、种树\n荒坡种上了香榧。"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[str]:
    """The app on two articles, with a bulk edit to take back."""
    home = tmp_path / "app"
    with Archive.open(home=home) as archive:
        ids = keep(archive, draft(TEXT, "青溪县的两件事"), draft("食堂开了火。", "食堂的账"))
        by("林晓", archive).articles.trash(ids)
        archive.index.catch_up()
    with serving(home) as address:
        yield address


def edit(page: Page, address: str) -> None:
    page.goto(f"{address}/read?article=1")
    page.get_by_role("button", name="修改文章").click()
    expect(page.get_by_role("textbox", name="正文")).to_be_visible()


def write(page: Page, label: str, text: str) -> None:
    page.get_by_role("textbox", name=label, exact=True).fill(text)
    page.keyboard.press("Tab")
    settled(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="保存", exact=True).click()


def undo_the_last(page: Page, address: str) -> None:
    page.goto(f"{address}/history?did=trash")
    expect(page.get_by_text("把 2 篇移入回收站")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("将恢复 2 篇")
    dialog.get_by_role("button", name="撤销", exact=True).click()
    expect(page.get_by_text("已恢复 2 篇")).to_be_visible()


def test_a_bulk_change_is_taken_back_and_done_again(page: Page, app: str) -> None:
    undo_the_last(page, app)
    page.get_by_role("button", name="重做").click()
    expect(page.get_by_text("已恢复 2 篇")).to_be_visible()
    page.goto(f"{app}/read?article=1")
    expect(page.get_by_text("没有编号为 1 的文章")).to_be_visible()


def test_two_browsers_edit_one_article_and_lose_nothing(
    page: Page, new_context: object, app: str
) -> None:
    undo_the_last(page, app)
    context: BrowserContext = new_context()  # type: ignore[operator]
    other = context.new_page()
    edit(page, app)
    edit(other, app)

    write(page, "标题", "青溪县的两件实事")
    save(page)
    expect(page.locator(".sx-article h1")).to_have_text("青溪县的两件实事")
    write(other, "栏目", "调研")
    write(other, "正文", TEXT.replace("荒坡种上了香榧。", "荒坡种满了香榧。"))
    save(other)
    expect(other.locator(".sx-article h1")).to_have_text("青溪县的两件实事")
    expect(other.locator(".sx-where")).to_contain_text("调研")
    expect(other.locator(".sx-article")).to_contain_text("荒坡种满了香榧。")

    edit(page, app)
    edit(other, app)
    write(page, "副题", "来自第一扇窗")
    save(page)
    expect(page.locator(".sx-subtitle")).to_contain_text("第一")
    write(other, "副题", "来自第二扇窗")
    save(other)
    conflict = other.locator(".st-key-conflict-subtitle")
    expect(conflict).to_contain_text("来自第一扇窗")
    expect(conflict).to_contain_text("来自第二扇窗")
    expect(other.get_by_role("button", name="保存", exact=True)).to_be_disabled()
    conflict.get_by_role("radio", name="用对方的").or_(
        conflict.get_by_role("button", name="用对方的")
    ).click()
    settled(other)
    expect(other.get_by_role("textbox", name="副题")).to_have_value("来自第一扇窗")
    conflict.get_by_text("用我的").click()
    settled(other)
    save(other)
    expect(other.locator(".sx-subtitle")).to_contain_text("第二")


def test_text_that_was_typed_is_there_after_a_walk_through_other_pages(
    page: Page, app: str
) -> None:
    undo_the_last(page, app)
    edit(page, app)
    page.get_by_role("textbox", name="正文").fill(TEXT + "\n没有保存的一句。")
    page.wait_for_timeout(1500)  # a pause in typing; the box itself is never left
    page.get_by_test_id("stTopNavLink").filter(has_text="首页").click()
    expect(page.get_by_text("最新入库")).to_be_visible()
    page.go_back()
    box = page.get_by_role("textbox", name="正文")
    expect(box).to_have_value(TEXT + "\n没有保存的一句。")
