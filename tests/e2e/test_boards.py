"""A presenter's way: collect from four pages, order, show to a room, take away."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from corpus.board import Board, BoardItem
from pages.parts import stage
from tests.corpus.test_boards import BARS
from tests.e2e.collecting import PATIENT, collect
from tests.pages.test_boards import PLOTS

SOURCES = (
    ("/themes", "themes"),
    ("/formulations?phrase=共同富裕", "companions"),
    ("/contrast?by=years&a=2021", "contrast"),
    ("/concordance?q=共同富裕", "frequency"),
)


@pytest.fixture
def board(page: Page, own_app: str) -> str:
    """The address of a board with charts of four pages."""
    for number, (path, name) in enumerate(SOURCES):
        collect(page, own_app, path, name, "共富专题", first=not number)
    page.goto(f"{own_app}/boards")
    page.get_by_role("button", name="共富专题").click()
    expect(page.locator(".sx-board-title")).to_have_count(len(SOURCES))
    return page.url


def saved(page: Page, button: str, file: Path) -> Path:
    with page.expect_download(timeout=PATIENT) as download:
        page.get_by_role("button", name=button).click()
    download.value.save_as(file)
    return file


def slides_of(file: Path) -> list[Any]:
    return list(Presentation(str(file)).slides)


def title_of(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


def test_charts_are_collected_ordered_shown_and_taken_away(
    page: Page, board: str, browser: Browser, tmp_path: Path
) -> None:
    assert re.search(r"board=\d+$", board)
    names = page.locator(".sx-board-title")
    expect(names.nth(0)).to_contain_text("主题分布")
    page.locator(".st-key-board-down-1").get_by_role("button").click()
    expect(names.nth(1)).to_contain_text("主题分布")
    page.locator(".st-key-board-words-1").get_by_role("button").click()
    page.get_by_role("textbox", name="要点，一句话").fill("产业是主线")
    page.get_by_role("textbox", name="讲稿").fill("先停一下")
    page.get_by_role("button", name="保存修改").click()
    expect(page.locator(".sx-takeaway")).to_have_text("产业是主线")

    page.locator(".st-key-board-export").get_by_role("button").click()
    slides = saved(page, "PPTX", tmp_path / "board.pptx")
    titles = ["共富专题", "结伴的提法", "主题分布", "差异词", "历年词频：共同富裕", "方法"]
    assert [title_of(slide) for slide in slides_of(slides)] == titles
    assert slides_of(saved(page, "PPTX", tmp_path / "again.pptx"))
    pictures = saved(page, "图片", tmp_path / "board.zip")
    with zipfile.ZipFile(pictures) as archive:
        assert [name for name in archive.namelist() if name.endswith(".png")] == [
            f"{number:02} {title}.png" for number, title in enumerate(titles[1:-1], 1)
        ]
    paper = Document(str(saved(page, "DOCX", tmp_path / "board.docx")))
    said = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "第 2 项的要点是“产业是主线”。" in said
    assert "先停一下" not in said
    assert len(paper.inline_shapes) == len(SOURCES)
    file = saved(page, "网页", tmp_path / "board.html")

    with page.expect_popup() as opened:
        page.get_by_role("link", name="放映").click()
    room = opened.value
    expect(room.get_by_role("heading", level=1)).to_have_text("共富专题")
    room.keyboard.press("ArrowRight")
    expect(room.locator(".slide:not([hidden]) h2")).to_have_text("结伴的提法")
    expect(room.locator(".slide:not([hidden]) svg")).to_contain_text("共同富裕", timeout=PATIENT)
    room.keyboard.press(" ")
    expect(room.locator(".slide:not([hidden]) .takeaway")).to_have_text("产业是主线")
    expect(room.get_by_text("先停一下")).to_be_hidden()
    room.keyboard.press("n")
    expect(room.get_by_text("先停一下")).to_be_visible()
    room.keyboard.press("End")
    expect(room.locator(".place")).to_have_text("5 / 5")
    room.keyboard.press("d")
    expect(room.locator(".slide:not([hidden]) [data-drawn=dark] svg")).to_be_visible()
    room.close()

    every_chart_is_there_without_a_network(browser, file)


def every_chart_is_there_without_a_network(browser: Browser, file: Path) -> None:
    with browser.new_context(offline=True, locale="zh-CN") as context:
        page = context.new_page()
        page.goto(file.as_uri())
        for number, title in enumerate(("结伴的提法", "主题分布", "差异词", "历年词频"), 1):
            page.keyboard.press("ArrowRight")
            expect(page.locator(".place")).to_have_text(f"{number + 1} / 5")
            expect(page.locator(".slide:not([hidden]) h2")).to_contain_text(title)
            expect(page.locator(".slide:not([hidden]) svg text").first).to_be_attached()


def test_every_kind_of_chart_is_drawn_without_a_network(browser: Browser, tmp_path: Path) -> None:
    shown = [replace(BARS, title=plot.kind, name=plot.kind, plot=plot) for plot in PLOTS]
    exhibits = {str(number): one for number, one in enumerate(shown, 1)}
    items = tuple(BoardItem(int(key), key, one.title) for key, one in exhibits.items())
    now = datetime.now(UTC)
    board = Board(1, "共富专题", "", items, False, 1, "林晓", now)
    file = tmp_path / "board.html"
    file.write_text(stage.document(board, exhibits, stage.engine()), encoding="utf-8")
    with browser.new_context(offline=True, locale="zh-CN") as context:
        page = context.new_page()
        page.goto(file.as_uri())
        for plot in PLOTS:
            page.keyboard.press("ArrowRight")
            slide = page.locator(".slide:not([hidden])")
            expect(slide.locator("h2")).to_have_text(plot.kind)
            expect(slide.locator("svg").first).to_contain_text(re.compile("增收|甲|2021"))


def test_a_paragraph_goes_onto_a_board_word_for_word(page: Page, own_app: str) -> None:
    page.goto(f"{own_app}/read?article=1&place=1-0")
    page.get_by_role("radio", name="本段").or_(page.get_by_text("本段", exact=True)).first.click()
    page.locator(".st-key-board-passage").get_by_role("button").click(timeout=PATIENT)
    page.get_by_role("textbox", name="新专题板的名称").fill("原话")
    page.get_by_role("button", name="新建并加入").click()
    expect(page.get_by_text("已加入专题板").first).to_be_visible()
    page.goto(f"{own_app}/boards?board=1")
    quoted = page.locator(".sx-passage")
    expect(quoted).to_be_visible(timeout=PATIENT)
    words = quoted.inner_text().partition("\n")[0]
    page.get_by_role("link", name="来处").click()
    expect(page.locator(".sx-article")).to_contain_text(words[:30], timeout=PATIENT)
