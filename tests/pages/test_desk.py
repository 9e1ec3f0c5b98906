"""The desk: what is corrected is what is kept, and nothing of the page is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.article import UNTITLED
from pages.parts.desk import Desk, Sheet, read
from tests.pages.press_page import PAGE, TITLES


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(home=tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def sheet(archive: Archive) -> Sheet:
    (only,) = read(archive, "版面.txt", PAGE.encode()).sheets
    return only


def titles(sheet: Sheet) -> tuple[str, ...]:
    return tuple(draft.title for draft in sheet.drafts)


def keep(archive: Archive, sheet: Sheet) -> list[str]:
    final = sheet.final()
    assert final is not None
    ids = [i for kept in archive.imports.keep([final]) for i in kept.article_ids]
    return [article.content.title for article in archive.articles.find(ids)]


def test_a_page_is_laid_down_as_it_was_split(sheet: Sheet):
    assert titles(sheet) == TITLES
    assert sheet.drafts[0].authors == ("周青禾",)
    assert len(sheet.split.furniture) == 2


def test_uncorrected_it_is_kept_as_split(archive: Archive, sheet: Sheet):
    assert sheet.final() is sheet.prepared
    assert keep(archive, sheet) == list(TITLES)


def test_a_new_boundary_makes_another_article_and_can_be_undone(sheet: Sheet):
    sheet.start_article(PAGE.index("养路的人从哪里来"))
    assert titles(sheet) == (TITLES[0], "养路的人从哪里来", *TITLES[1:])
    sheet.undo()
    assert titles(sheet) == TITLES


def test_an_article_can_join_the_one_before_it(sheet: Sheet):
    sheet.merge(1)
    assert titles(sheet) == (TITLES[0], TITLES[2])


def test_a_line_gets_another_role(sheet: Sheet):
    start = PAGE.index("讲台搭在路边")
    sheet.relabel(start, PAGE.index("\n", start), "furniture")
    assert len(sheet.split.furniture) == 3


def test_edited_fields_survive_another_boundary(sheet: Sheet):
    sheet.edit(2, title="长者餐桌", authors=("沈望舒", "周青禾"))
    sheet.start_article(PAGE.index("养路的人从哪里来"))
    assert sheet.drafts[3].title == "长者餐桌"
    assert sheet.drafts[3].authors == ("沈望舒", "周青禾")


def test_a_title_given_by_hand_takes_the_mark_away(sheet: Sheet):
    assert sheet.drafts[1].marks == (UNTITLED,)
    sheet.edit(1, title="学习会开到工地上")
    assert sheet.drafts[1].marks == ()


def test_taking_an_edit_back_leaves_no_trace(sheet: Sheet):
    sheet.edit(0, title="别的标题")
    sheet.edit(0, title=TITLES[0])
    assert sheet.final() is sheet.prepared


def test_what_is_left_out_is_not_kept_but_stays_in_the_source(archive: Archive, sheet: Sheet):
    sheet.drop(1, True)
    sheet.edit(2, title="长者餐桌")
    assert keep(archive, sheet) == [TITLES[0], "长者餐桌"]
    source = archive.sources.get(1)
    assert source.text == sheet.split.text
    assert any("讲台搭在路边" in line for line in source.furniture)


def test_when_everything_is_left_out_nothing_is_kept(sheet: Sheet):
    for index in range(3):
        sheet.drop(index, True)
    assert sheet.final() is None


def test_articles_that_are_kept_already_are_known(archive: Archive, sheet: Sheet):
    keep(archive, sheet)
    again = read(archive, "另一份.txt", PAGE.encode())
    assert again.sheets[0].prepared.duplicates == (1, 2, 3)
    again.sheets[0].merge(1)
    again.sheets[0].look_for_duplicates(archive)
    assert again.sheets[0].prepared.duplicates == (None, 3)


def test_what_cannot_be_read_is_refused_with_a_remedy(archive: Archive):
    intake = read(archive, "空.txt", b"")
    assert intake.sheets == []
    assert intake.refusals[0].reason == "empty"
    assert intake.refusals[0].remedy


def test_what_lies_beyond_the_desk_is_kept_all_the_same(archive: Archive):
    rows = "标题,正文\n" + "".join(f"第{i}篇,山路第{i}段修好了。\n" for i in range(1, 8))
    intake = read(archive, "表.csv", rows.encode(), limit=3)
    assert (len(intake.sheets), intake.more) == (3, True)
    intake.sheets[0].drop(0, True)
    intake.sheets[1].edit(0, title="改过的题目")
    kept = list(archive.imports.keep(intake.final(archive, [])))
    articles = archive.articles.find([i for one in kept for i in one.article_ids])
    names = [article.content.title for article in articles]
    assert names == ["改过的题目", *(f"第{i}篇" for i in range(3, 8))]


def test_the_desk_keeps_the_order_of_uploads(archive: Archive):
    desk = Desk(order=["a", "b"])
    desk.lay_down("b", read(archive, "乙.txt", PAGE.encode()))
    desk.lay_down("a", read(archive, "甲.txt", PAGE.replace("富路", "通途").encode()))
    assert [sheet.name for sheet in desk.sheets] == ["甲.txt", "乙.txt"]


def test_the_desk_counts_what_will_be_kept(archive: Archive, sheet: Sheet):
    keep(archive, replace(sheet, dropped={sheet.starts[0], sheet.starts[1]}))
    desk = Desk(order=["a"])
    desk.lay_down("a", read(archive, "版面.txt", PAGE.encode()))
    assert desk.count() == (2, 1)
    desk.sheets[0].drop(0, True)
    assert desk.count() == (1, 1)
