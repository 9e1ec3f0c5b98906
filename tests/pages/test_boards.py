"""专题板: collected, told, ordered, shown to a room, made anew."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.board import Board
from corpus.exhibit import Exhibit
from corpus.plot import KINDS, Bar, Cell, Circle, Dot, Join, Link, Node, Part, Plot, Word, YearPart
from corpus.samples import sample_files
from pages.parts import stage
from pages.parts.charts import SCREEN
from pages.parts.plots import draw
from tests.corpus.test_boards import BARS, PASSAGE
from tests.pages.conftest import Open, shown

TABLE = replace(BARS, kind="table", title="数据", name="table", plot=None)
PLOTS = (
    Plot.of("bars", [Bar("增收", 2)], unit="次"),
    Plot.of("labelled_bars", [Bar("增收　创业", 0.5)], unit="占比", share=True),
    Plot.of("diverging", [Bar("增收", 2.5), Bar("创业", -1)], unit="倍数", sides=["甲", "乙"]),
    Plot.of("over_years", [YearPart(2021, "增收", 3, "#2850b0")], unit="篇", legend=False),
    Plot.of("stream", [YearPart(2021, "增收", 3, "#2850b0")], unit="篇"),
    Plot.of("panels", [YearPart(2021, "增收", 3, "#2850b0")], unit="篇"),
    Plot.of("race", [YearPart(2021, "增收", 3, "#2850b0")], unit="篇"),
    Plot.of("timeline", [YearPart(2021, "增收", 3, "#2850b0")], unit="次", firsts={"增收": "首见"}),
    Plot.of("curves", [YearPart(2021, "增收", 3, "#2850b0")], unit="次/万字", series="提法"),
    Plot.of("shares", [Part("甲", "增收", 0.5, "#2850b0")]),
    Plot.of("heat", [Cell("增收", "周青", 1, "1", "x")], unit="篇", row="主题"),
    Plot.of("dots", [Dot("增收", "甲", 1, "1")], unit="每千字次数", colours={"甲": "#2850b0"}),
    Plot.of(
        "network",
        [Node("增收", 2, "#2850b0"), Node("创业", 1, "#2850b0")],
        [Link("增收", "创业", 1)],
    ),
    Plot.of("circles", [Circle("增收", 0, 1, 0.5, "#2850b0", "0")], unit="占比"),
    Plot.of(
        "dendrogram",
        [Node("增收", 1, "#2850b0"), Node("创业", 1, "#2850b0")],
        [Join(0, 1, 0, 0, 0.4)],
    ),
    Plot.of("cloud", [Word("增收", 1, "#2850b0")], unit="权重", seed=0),
)


def chart_of(plot: Plot) -> Exhibit:
    return replace(BARS, title=f"图：{plot.kind}", plot=plot)


def make(home: Path, *exhibits: Exhibit, name: str = "共富专题") -> int:
    with Archive.open(home=home) as archive:
        board = archive.boards.create(name, "周五讲")
        for exhibit in exhibits:
            archive.boards.add(board.id, exhibit, "记住这一句")
        return board.id


def only(home: Path) -> Board:
    with Archive.open(home=home) as archive:
        (one,) = archive.boards.all()
        return one


def titles(home: Path) -> list[str]:
    return [item.title for item in only(home).items]


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.kind)
def test_what_was_kept_is_drawn_as_it_was_shown(plot: Plot) -> None:
    kept = Plot.from_json(json.loads(json.dumps(plot.as_json())))
    assert draw(kept, SCREEN).to_dict() == draw(plot, SCREEN).to_dict()
    assert "增收" in json.dumps(draw(kept, SCREEN).to_dict(), ensure_ascii=False)


def test_every_kind_of_chart_is_among_them() -> None:
    assert {plot.kind for plot in PLOTS} == set(KINDS)


def test_without_boards_it_says_what_one_is(visit: Open, library: Path) -> None:
    assert "还没有专题板" in shown(visit("boards.py"))


def test_a_board_is_made_and_says_how_it_is_filled(visit: Open, library: Path) -> None:
    app = visit("boards.py")
    app.text_input(key="board-new-name").set_value("路与食堂")
    app.button(key="board-create").click().run()
    assert "专题板上还没有东西" in shown(app)
    assert only(library).name == "路与食堂"


BUTTON = """
import streamlit as st
from pages.parts.board_button import add_to_board
from pages.parts.errors import show_pending
from tests.corpus.test_boards import BARS
show_pending()
add_to_board(lambda: BARS, key="to-board")
"""


def test_a_chart_is_put_on_a_new_board_and_not_twice(library: Path) -> None:
    app = AppTest.from_string(BUTTON, default_timeout=60).run()
    app.session_state["to-board"] = True
    app.run()
    app.text_input(key="to-board-says").set_value("增收排在第一")
    app.text_input(key="to-board-name").set_value("新板")
    app.button(key="to-board-create").click().run()
    one = only(library)
    assert [(item.title, item.takeaway) for item in one.items] == [("关键词", "增收排在第一")]
    app.session_state["to-board"] = True
    app.run()
    app.button(key=f"to-board-{one.id}").click().run()
    assert only(library) == one
    assert "已经有它了" in app.toast[0].value


def test_items_are_told_moved_and_taken_off_and_that_is_undone(visit: Open, library: Path) -> None:
    board = make(library, BARS, PASSAGE, TABLE)
    app = visit("boards.py", board=str(board))
    said = shown(app)
    assert "记住这一句" in said
    assert "了，竹子卖出去了。" in said
    assert "4 篇文章" in said
    app.button(key="board-up-2").click().run()
    assert titles(library) == ["路通了", "关键词", "数据"]
    app.button(key="board-take-1").click().run()
    assert titles(library) == ["路通了", "数据"]
    app.button(key="board-undo").click().run()
    app.button(key="board-undo").click().run()
    assert titles(library) == ["关键词", "路通了", "数据"]


def test_a_removed_board_can_be_put_back(visit: Open, library: Path) -> None:
    board = make(library, BARS)
    app = visit("boards.py", board=str(board))
    app.button(key="board-remove").click().run()
    assert "已删除专题板“共富专题”" in shown(app)
    app.button(key="board-restore").click().run()
    assert titles(library) == ["关键词"]


def test_it_says_whether_it_is_as_new_as_the_library(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        now = archive.boards.shown_revision()
    fresh = replace(BARS, card=replace(BARS.card, revision=now))
    board = make(library, fresh)
    app = visit("boards.py", board=str(board))
    assert "与文库一致" in shown(app)
    with Archive.open(home=library) as archive:
        archive.variants.add("乡村振兴", ["新农村"])
    app.run()
    assert "1 项还是旧的" in shown(app)
    app.button(key="board-freeze").click().run()
    assert "定格在文库第" in shown(app)
    assert only(library).frozen


def test_what_is_old_is_made_anew_by_the_page_it_came_from(visit: Open, library: Path) -> None:
    stale = replace(
        BARS,
        name="frequency",
        title="历年词频",
        address="/concordance?q=共同富裕",
        card=replace(BARS.card, revision=0),
    )
    board = make(library, stale)
    with Archive.open(home=library) as archive:
        archive.variants.add("乡村振兴", ["新农村"])
    app = visit("boards.py", board=str(board))
    app.button(key="board-renew").click().run()
    with Archive.open(home=library) as archive:
        one = archive.boards.get(board)
        (exhibit,) = archive.boards.exhibits(one).values()
        assert exhibit.card.revision == archive.boards.shown_revision()
    assert exhibit.plot is not None
    assert exhibit.plot.kind == "over_years"
    assert one.items[0].title == "历年词频"
    assert one.items[0].takeaway == "记住这一句"


@pytest.fixture
def samples(library: Path) -> Path:
    """A library with articles long enough to have points, citations and figures."""
    with Archive.open(home=library) as archive:
        archive.imports.run(sample_files())
        archive.index.catch_up()
    return library


def put_on(app: AppTest, button: str, board: int) -> None:
    """Opens a button that adds to boards, and chooses one."""
    app.session_state[button] = True
    app.run()
    app.button(key=f"{button}-{board}").click().run()


def the_item(home: Path) -> Exhibit:
    with Archive.open(home=home) as archive:
        (board,) = archive.boards.all()
        (exhibit,) = archive.boards.exhibits(board).values()
        return exhibit


def test_a_paragraph_that_was_found_goes_onto_a_board_with_its_marks(
    visit: Open, samples: Path
) -> None:
    board = make(samples)
    app = visit("search.py", q="集体经济", view="passages")
    button = next(b.key for b in app.get("popover") if "board-passage-" in str(b.key))
    put_on(app, str(button), board)
    quoted = the_item(samples).passage
    assert quoted
    assert {quoted.text[slice(*mark)] for mark in quoted.marks} >= {"集体经济"}


@pytest.mark.parametrize("view", ["works", "quotations", "figures"])
def test_a_register_goes_onto_a_board_and_is_made_anew(
    visit: Open, samples: Path, view: str
) -> None:
    board = make(samples)
    put_on(visit("registers.py", view=view), "board-register", board)
    kept = the_item(samples)
    assert kept.kind == "table"
    assert kept.rows
    assert {len(row) for row in kept.rows} == {len(kept.columns)}
    with Archive.open(home=samples) as archive:
        archive.variants.add("乡村振兴", ["新农村"])
    visit("boards.py", board=str(board)).button(key="board-renew").click().run()
    assert the_item(samples).card.revision > kept.card.revision
    assert the_item(samples).rows == kept.rows


@pytest.mark.parametrize("name", ["points", "figures"])
def test_what_a_comparison_found_goes_onto_a_board(visit: Open, samples: Path, name: str) -> None:
    board = make(samples)
    with Archive.open(home=samples) as archive:
        ids = ",".join(map(str, archive.search.ids("集体经济")[:2]))
    put_on(visit("compare.py", articles=ids), f"board-{name}", board)
    kept = the_item(samples)
    assert len(kept.columns) == 3
    assert kept.rows
    assert all(any(row[1:]) for row in kept.rows)


def test_another_page_visited_meanwhile_gives_nothing(visit: Open, library: Path) -> None:
    address = "/concordance?q=共同富裕"
    board = make(library, replace(BARS, name="frequency", address=address))
    before = only(library)
    app = visit("concordance.py", q="竹笋")
    app.session_state["board-renewing"] = (board, 1, [(1, address, "frequency")])
    app.run()
    assert "正在更新专题板" in shown(app)
    assert only(library) == before


def test_a_page_that_shows_it_no_more_can_be_skipped(visit: Open, library: Path) -> None:
    lost = replace(BARS, name="gone", address="/search?q=路", card=replace(BARS.card, revision=0))
    board = make(library, lost)
    app = visit("boards.py", board=str(board))
    app.button(key="board-renew").click().run()
    assert "正在更新专题板：第 1 项，共 1 项" in shown(app)
    app.button(key="board-skip").click().run()
    assert "正在更新" not in shown(app)
    assert "共富专题" in shown(app)


def test_an_unknown_board_leads_to_those_there_are(visit: Open, library: Path) -> None:
    make(library)
    assert "没有这个专题板" in shown(visit("boards.py", board="99"))


HOSTILE = "</script><script>alert(1)</script> **粗** <b>&amp;"


def document_of(home: Path, *, served: bool = False) -> str:
    with Archive.open(home=home) as archive:
        (board,) = archive.boards.all()
        return stage.document(board, archive.boards.exhibits(board), "/*engine*/", served=served)


def test_the_document_shows_everything_and_is_harmless(library: Path) -> None:
    plot = Plot.of("bars", [Bar(HOSTILE, 1.0)], unit="次")
    make(library, replace(BARS, title=HOSTILE[:60], plot=plot), PASSAGE, TABLE, name="专题 <i>")
    written = document_of(library)
    assert written.count('<section class="slide') == 4
    assert "<script>alert" not in written
    assert "专题 &lt;i&gt;" in written
    assert "路通了，竹子卖出去了。" in re.sub("</?mark>", "", written)
    assert "4 篇文章" in written
    data = re.search(r'id="charts">(.*?)</script>', written)
    assert data
    charts = json.loads(data[1])
    assert set(charts) == {"1"}
    assert HOSTILE in json.dumps(charts, ensure_ascii=False).replace("\\", "")
    assert "记住这一句" in unescape(written)
    assert re.findall(r"""(?:src|href)=["']([^"']+)""", written) == []


def test_only_a_race_can_be_run_and_it_knows_its_years(library: Path) -> None:
    parts = [YearPart(year, "增收", 1.0, "#2850b0") for year in (2019, 2022)]
    make(library, replace(BARS, plot=Plot.of("race", parts, unit="篇")), BARS)
    written = document_of(library)
    assert written.count('data-race="play"') == 1
    assert '"years":[2019,2022]' in written


def test_only_a_served_document_leads_into_the_app(library: Path) -> None:
    make(library, BARS)
    assert '"follow"' not in document_of(library)
    assert '"follow":"/concordance?q={}"' in document_of(library, served=True)


def test_the_engine_is_put_together_once(tmp_path: Path) -> None:
    first = stage.engine(tmp_path)
    assert "vegaEmbed" in first
    (kept,) = (tmp_path / "stage").iterdir()
    kept.write_text("kept")
    assert stage.engine(tmp_path) == "kept"
