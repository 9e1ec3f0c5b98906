"""Sheets: what is corrected is what is kept, and nothing of the page is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.archive import Archive
from corpus.article import UNTITLED
from corpus.boundaries import BoundaryError
from corpus.corrections import BothChanged
from corpus.intake import look_for_duplicates, read
from corpus.sheet import Sheet
from tests.pages.press_page import PAGE, TITLES


@pytest.fixture
def archive(sqlite_archive: Archive) -> Archive:
    return sqlite_archive


@pytest.fixture
def sheet(archive: Archive) -> Sheet:
    (only,) = read(archive.imports, "版面.txt", PAGE.encode()).sheets
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
    again = read(archive.imports, "另一份.txt", PAGE.encode())
    assert again.sheets[0].prepared.duplicates == (1, 2, 3)
    again.sheets[0].merge(1)
    look_for_duplicates(archive.imports, again.sheets)
    assert again.sheets[0].prepared.duplicates == (None, 3)


def test_what_cannot_be_read_is_refused_with_a_remedy(archive: Archive):
    intake = read(archive.imports, "空.txt", b"")
    assert intake.sheets == []
    assert intake.refusals[0].reason == "empty"
    assert intake.refusals[0].remedy


def test_what_lies_beyond_the_desk_is_kept_all_the_same(archive: Archive):
    rows = "标题,正文\n" + "".join(f"第{i}篇,山路第{i}段修好了。\n" for i in range(1, 8))
    intake = read(archive.imports, "表.csv", rows.encode(), limit=3)
    assert (len(intake.sheets), intake.more) == (3, True)
    intake.sheets[0].drop(0, True)
    intake.sheets[1].edit(0, title="改过的题目")
    kept = list(archive.imports.keep(intake.final(archive.imports, [])))
    articles = archive.articles.find([i for one in kept for i in one.article_ids])
    names = [article.content.title for article in articles]
    assert names == ["改过的题目", *(f"第{i}篇" for i in range(3, 8))]


def test_a_boundary_moves_to_another_line_with_what_was_edited(sheet: Sheet):
    sheet.edit(2, authors=("沈望舒", "周青禾"))
    sheet.move(2, PAGE.index("讲台搭在路边"))
    assert sheet.drafts[2].title == TITLES[2]
    assert sheet.drafts[2].authors == ("沈望舒", "周青禾")
    assert "讲台搭在路边" in sheet.drafts[2].text
    assert "讲台搭在路边" not in sheet.drafts[1].text
    sheet.undo()
    assert titles(sheet) == TITLES


def test_what_a_boundary_leaves_behind_belongs_to_the_article_before(sheet: Sheet):
    sheet.move(2, PAGE.index("食堂的钱分三块"))
    assert TITLES[2] in sheet.drafts[1].headings
    assert sheet.drafts[2].text.startswith("食堂的钱分三块")


def test_in_front_of_the_first_article_stands_furniture(sheet: Sheet):
    sheet.move(0, PAGE.index("路通之后的账本"))
    assert sheet.drafts[0].title == "路通之后的账本"
    assert TITLES[0] in sheet.split.furniture
    sheet.move(0, 0)
    assert "北岭乡有九个村" in sheet.drafts[0].text
    assert TITLES[0] not in sheet.split.furniture


@pytest.mark.parametrize("line", ["让山路成为富路", "本版投稿邮箱"])
def test_no_boundary_moves_past_a_whole_article(sheet: Sheet, line: str):
    with pytest.raises(BoundaryError, match="并入上一篇"):
        sheet.move(1, PAGE.index(line))
    assert titles(sheet) == TITLES


def test_what_two_people_correct_in_different_places_is_put_together(sheet: Sheet):
    base = sheet.corrections
    mine, theirs = replace(sheet, edits={}, dropped=set()), sheet
    theirs.start_article(PAGE.index("养路的人从哪里来"))
    theirs.edit(0, title="富路")
    mine.edit(0, source="青川日报")
    mine.drop(2, True)
    mine.merge_in(base, theirs)
    assert titles(mine) == ("富路", "养路的人从哪里来", *TITLES[1:])
    assert mine.drafts[0].source == "青川日报"
    assert mine.is_dropped(3)
    mine.undo()
    assert mine.corrections == theirs.corrections


def test_what_two_people_correct_in_one_place_is_shown_to_both(sheet: Sheet):
    base = sheet.corrections
    mine, theirs = replace(sheet, edits={}), sheet
    theirs.edit(0, title="富路")
    mine.edit(0, title="山路")
    with pytest.raises(BothChanged) as caught:
        mine.merge_in(base, theirs)
    assert (caught.value.theirs, caught.value.mine) == ("富路", "山路")
    theirs.merge(1)
    mine.undo()
    mine.start_article(PAGE.index("养路的人从哪里来"))
    with pytest.raises(BothChanged, match=r"切分.*2 篇.*4 篇"):
        mine.merge_in(base, theirs)
