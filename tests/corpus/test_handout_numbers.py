"""The few numbers that stand below a chart on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corpus.exhibit import Card, Exhibit
from corpus.handout_numbers import telling
from corpus.plot import Bar, Cell, Dot, Link, Node, Part, Plot, Word, YearPart

BLUE = "#2850b0"
EXHIBIT = Exhibit("chart", "x", "图", "", "/themes", Card(1, 1))


def told(kind: Any, marks: list[Any], more: list[Any] | None = None, **given: Any) -> Any:
    plot = Plot.of(kind, marks, more or [], **given)
    grid, said = telling(replace(EXHIBIT, plot=plot))
    return [list(row) for row in (grid.head, *grid.rows)], said


def test_the_largest_bars_stand_first_whichever_way_they_point() -> None:
    bars = [Bar(f"词{n}", n - 4.25) for n in range(8)]
    rows, said = told("diverging", bars, unit="倍数")
    assert rows[0] == ["", "词0", "词1", "词7", "词2", "词6", "词3"]
    assert rows[1] == ["倍数", "-4.25", "-3.25", "2.75", "-2.25", "1.75", "-1.25"]
    assert said == "图中共 8 项，表中是数值最大的 6 项。"


def test_shares_are_written_as_such() -> None:
    rows, said = told(
        "labelled_bars", [Bar("增收", 0.256), Bar("创业", 0.1)], share=True, unit="占比"
    )
    assert rows == [["", "增收", "创业"], ["占比", "26%", "10%"]]
    assert said == ""
    parts = [Part("甲", "增收", 0.7, BLUE), Part("甲", "文化", 0.3, BLUE)]
    assert told("shares", parts)[0] == [["", "甲"], ["增收", "70%"], ["文化", "30%"]]


def test_a_cell_is_told_once_and_never_that_a_thing_is_like_itself() -> None:
    cells = [
        Cell(r, c, v, f"{v:.0%}", "")
        for r, c, v in (
            ("甲", "甲", 1.0),
            ("甲", "乙", 0.13),
            ("乙", "甲", 0.13),
            ("乙", "丙", 0.0),
        )
    ]
    assert told("heat", cells, unit="相似度")[0] == [["", "甲 · 乙"], ["相似度", "13%"]]


def test_of_many_years_those_with_most_stand_in_their_order() -> None:
    parts = [YearPart(2000 + n, "提法", float(n % 10), BLUE) for n in range(20)]
    rows, said = told("over_years", parts, unit="次/万字")
    years = rows[0][1:]
    assert years == sorted(years)
    assert {"2009", "2019"} <= set(years)
    assert len(years) == 8
    assert said == "单位：次/万字。表中是数值最大的几年。"


def test_dots_links_and_words_have_their_numbers() -> None:
    dots = [Dot("产业", "甲", 6.209, ""), Dot("产业", "乙", 0.5128, "")]
    assert told("dots", dots, unit="每千字次数") == (
        [["", "产业"], ["甲", "6.21"], ["乙", "0.513"]],
        "单位：每千字次数。",
    )
    nodes = [Node("路", 2, BLUE), Node("车", 1, BLUE)]
    assert told("network", nodes, [Link("路", "车", 3)], unit="同段次数")[0] == [
        ["", "路 与 车"],
        ["同段次数", "3"],
    ]
    assert told("cloud", [Word("路", 1.0), Word("车", 2.0)], unit="权重")[0][0] == ["", "车", "路"]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_leaves_a_gap(value: float) -> None:
    assert told("bars", [Bar("路", value)], unit="次")[0] == [["", "路"], ["次", ""]]


def test_without_marks_there_is_nothing_to_tell() -> None:
    assert told("bars", []) == ([[]], "")
    assert told("dendrogram", [Node("路", 1, BLUE)]) == ([[]], "")
