from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.board import Board
from corpus.board_schema import boards, exhibits
from corpus.boards import MOST_ITEMS
from corpus.exhibit import Card, Exhibit, Quoted
from corpus.integrity import check
from corpus.named_items import InvalidItem, ItemChanged, ItemNotFound, NameInUse
from corpus.plot import Bar, Plot
from tests.articles import draft, keep

CARD = Card(4, 7, "标签 产业", seed=1, settings=("方法：思学",))
BARS = Exhibit(
    kind="chart",
    name="keywords",
    title="关键词",
    says="关键词：增收、创业",
    address="/themes?topics=6",
    card=CARD,
    columns=("关键词", "得分"),
    rows=(("增收", 0.4), ("创业", 0.3)),
    plot=Plot.of("bars", [Bar("增收", 0.4), Bar("创业", 0.3)], unit="得分", form=".3f"),
)
PASSAGE = Exhibit(
    kind="passage",
    name="passage",
    title="路通了",
    says="路通了，竹子卖出去了。",
    address="/read?article=1",
    card=Card(1, 7),
    passage=Quoted(1, "修路记", "林晓 · 松河日报", "路通了，竹子卖出去了。", ((0, 2),)),
)


def numbered(number: int) -> Exhibit:
    return replace(PASSAGE, title=f"第 {number} 段")


def titles(board: Board | None) -> list[str]:
    assert board is not None
    return [item.title for item in board.items]


@pytest.fixture
def board(archive: Archive) -> Board:
    return archive.boards.create(" 共富  专题 ", "周五讲")


def test_what_is_put_on_a_board_is_shown_again_as_it_was(archive: Archive, board: Board) -> None:
    assert (board.name, board.note, board.items, board.frozen) == ("共富 专题", "周五讲", (), False)
    archive.boards.add(board.id, BARS, "增收排在第一")
    full = archive.boards.add(board.id, PASSAGE)
    shown = archive.boards.exhibits(full)
    assert [shown[item.exhibit] for item in full.items] == [BARS, PASSAGE]
    assert [(item.title, item.takeaway) for item in full.items] == [
        ("关键词", "增收排在第一"),
        ("路通了", ""),
    ]
    assert archive.boards.all() == [full] == [archive.boards.get(board.id)]
    assert check(archive) == []


def test_items_are_ordered_told_and_taken_off(archive: Archive, board: Board) -> None:
    boards = archive.boards
    for number in (1, 2, 3):
        boards.add(board.id, numbered(number))
    assert titles(boards.move(board.id, 3, 0)) == ["第 3 段", "第 1 段", "第 2 段"]
    assert titles(boards.move(board.id, 3, 99)) == ["第 1 段", "第 2 段", "第 3 段"]
    said = boards.say(board.id, 2, title="竹子", takeaway=" 路通了 ", notes="先停一下\n再讲")
    item = said.item(2)
    assert item
    assert (item.title, item.takeaway, item.notes) == ("竹子", "路通了", "先停一下\n再讲")
    assert titles(boards.take(board.id, 1)) == ["竹子", "第 3 段"]
    again = boards.add(board.id, numbered(4))
    assert [one.key for one in again.items] == [2, 3, 4]


def test_what_is_done_twice_is_done_once(archive: Archive, board: Board) -> None:
    made = archive.boards.add(board.id, BARS)
    assert archive.boards.add(board.id, BARS) == made
    assert archive.boards.take(board.id, 9) == made
    assert archive.boards.move(board.id, 1, 0) == made
    assert archive.boards.say(board.id, 1, title="关键词") == made


def test_boards_leave_the_revision_of_the_library_alone(archive: Archive) -> None:
    keep(archive, draft("一篇。"))
    before = archive.revision(), archive.boards.shown_revision()
    board = archive.boards.create("板")
    archive.boards.add(board.id, BARS)
    archive.boards.remove(board.id)
    assert (archive.revision(), archive.boards.shown_revision()) == before
    keep(archive, draft("又一篇。"))
    assert archive.boards.shown_revision() == archive.revision() > before[1]
    archive.variants.add("乡村振兴", ["新农村"])
    assert archive.boards.shown_revision() == archive.revision()
    archive.reading_lists.create("与图无关")
    assert archive.boards.shown_revision() == archive.revision() - 1


def test_newer_numbers_take_the_place_of_old_ones_unless_the_board_is_frozen(
    archive: Archive, board: Board
) -> None:
    archive.boards.add(board.id, BARS, "增收第一")
    newer = replace(BARS, card=replace(CARD, revision=9), rows=(("增收", 0.5), ("创业", 0.1)))
    renewed = archive.boards.renew(board.id, 1, newer)
    assert archive.boards.exhibits(renewed)[renewed.items[0].exhibit] == newer
    assert renewed.items[0].takeaway == "增收第一"
    archive.boards.change(board.id, frozen=True)
    with pytest.raises(InvalidItem, match="定格"):
        archive.boards.renew(board.id, 1, BARS)
    back = archive.boards.undo(board.id)
    assert back is not None
    assert not back.frozen


def test_what_cannot_be_kept_is_refused_with_a_reason(archive: Archive, board: Board) -> None:
    boards = archive.boards
    boards.add(board.id, BARS)
    for wrong in (
        lambda: boards.create(" "),
        lambda: boards.create("长" * 61),
        lambda: boards.create("共富专题", "说" * 2001),
        lambda: boards.say(board.id, 1, takeaway="长" * 121),
        lambda: boards.add(board.id, replace(BARS, says="长" * 1_000_001)),
    ):
        with pytest.raises(InvalidItem):
            wrong()
    with pytest.raises(NameInUse):
        boards.create("共富 专题")
    for missing in (
        lambda: boards.get(99),
        lambda: boards.get(2**70),
        lambda: boards.say(board.id, 7, title="无"),
        lambda: boards.move(99, 1, 0),
    ):
        with pytest.raises(ItemNotFound):
            missing()
    seen = boards.get(board.id)
    boards.change(board.id, note="改过")
    with pytest.raises(ItemChanged):
        boards.change(board.id, name="另一个", expected_version=seen.version)


def test_a_board_has_an_end(archive: Archive, board: Board) -> None:
    for number in range(MOST_ITEMS):
        archive.boards.add(board.id, numbered(number))
    with pytest.raises(InvalidItem, match="最多"):
        archive.boards.add(board.id, BARS)


def test_a_removed_board_comes_back_unless_its_name_is_taken(
    archive: Archive, board: Board
) -> None:
    full = archive.boards.add(board.id, BARS)
    archive.boards.remove(board.id)
    assert archive.boards.all() == []
    other = archive.boards.create("共富 专题")
    assert other.id != board.id
    with pytest.raises(NameInUse):
        archive.boards.undo(board.id)
    archive.boards.change(other.id, name="别的")
    back = archive.boards.undo(board.id)
    assert back is not None
    assert back.items == full.items
    assert archive.boards.exhibits(back) == archive.boards.exhibits(full)
    assert check(archive) == []


def test_what_was_tampered_with_is_found(archive: Archive, board: Board) -> None:
    full = archive.boards.add(board.id, BARS)
    with archive.database.write_beside("reader") as connection:
        connection.execute(sa.delete(exhibits))
        connection.execute(sa.update(boards).values(note="谁也没有写过"))
    problems = [problem.message for problem in check(archive)]
    assert any("修改历史不一致" in message for message in problems)
    assert any("1 项的内容不见了" in message for message in problems)
    assert archive.boards.exhibits(full) == {}


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 5)),
        st.tuples(st.just("take"), st.integers(1, 5)),
        st.tuples(st.just("move"), st.integers(1, 5)),
        st.tuples(st.just("say"), st.integers(1, 5)),
        st.tuples(st.just("freeze"), st.integers(0, 1)),
    ),
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_undo_restores(sqlite_archive: Archive, edits: list[tuple[str, int]]) -> None:
    boards = sqlite_archive.boards
    made = boards.create(f"板 {len(boards.all())}")
    states: list[Any] = [made]
    for what, number in edits:
        before = boards.get(made.id)
        try:
            if what == "add":
                after = boards.add(made.id, numbered(number))
            elif what == "take":
                after = boards.take(made.id, number)
            elif what == "move":
                after = boards.move(made.id, number, 0)
            elif what == "say":
                after = boards.say(made.id, number, takeaway=f"要点 {number}")
            else:
                after = boards.change(made.id, frozen=bool(number))
        except ItemNotFound:
            after = before
        if after != before:
            states.append(after)
    while len(states) > 1:
        states.pop()
        back = boards.undo(made.id)
        assert back is not None
        assert (back.items, back.frozen) == (states[-1].items, states[-1].frozen)
    assert boards.undo(made.id) is None


def test_what_was_kept_before_cards_had_a_period_is_still_shown() -> None:
    kept = BARS.as_json()
    del kept["card"]["period"]
    assert Exhibit.from_json(kept) == BARS
    dated = replace(BARS, card=replace(CARD, period=(2019, 2023)))
    assert Exhibit.from_json(json.loads(json.dumps(dated.as_json()))) == dated


@pytest.mark.parametrize(
    ("period", "said"),
    [(None, "4 篇文章 · 文库"), ((2021, 2021), " · 2021 年 · "), ((2019, 2023), "2019–2023 年")],
)
def test_a_card_says_of_which_years_its_articles_are(
    period: tuple[int, int] | None, said: str
) -> None:
    assert said in str(replace(CARD, period=period))


def test_a_period_is_that_of_the_articles_with_a_date(archive: Archive) -> None:
    old, new, undated = keep(
        archive,
        draft("路通了。", "一", published=date(2019, 3, 1)),
        draft("竹子卖出去了。", "二", published=date(2022, 3, 1)),
        draft("民宿开了。", "三"),
    )
    table = archive.facets.table()
    assert table.period() == (2019, 2022)
    assert table.period([new, undated]) == (2022, 2022)
    assert table.period([undated]) is None
    assert table.period([old, 999]) == (2019, 2019)
