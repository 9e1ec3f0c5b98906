"""Charts for a room: what is shown fits, and what does not is said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.plot import Bar, Cell, Plot
from pages.parts.room import LYING, UPRIGHT, Canvas, drawings, fitted

CANVASES = pytest.mark.parametrize("canvas", [LYING, UPRIGHT], ids=["wide", "upright"])


@CANVASES
@given(count=st.integers(1, 120))
def test_bars_fit_and_keep_their_order(canvas: Canvas, count: int) -> None:
    plot = Plot.of("bars", [Bar(f"词{n}", float(count - n)) for n in range(count)])
    shown, look, note = fitted(plot, canvas)
    assert len(shown.rows) * look.step <= canvas.height
    assert look.step >= look.font_size * 1.2
    assert shown.rows == plot.rows[: len(shown.rows)]
    if note:
        assert f"前 {len(shown.rows)} 行，共 {count} 行" in note
    else:
        assert shown == plot


def test_of_many_words_of_two_sides_the_strongest_of_both_are_shown() -> None:
    plot = Plot.of("diverging", [Bar(f"词{n}", 20.5 - n) for n in range(41)], sides=["甲", "乙"])
    shown, _, note = fitted(plot, LYING)
    half = len(shown.rows) // 2
    assert shown.rows == (*plot.rows[:half], *plot.rows[-half:])
    assert f"两边各前 {half} 项，共 41 项" in note


@CANVASES
def test_a_large_table_of_shades_says_how_much_is_shown(canvas: Canvas) -> None:
    cells = [Cell(f"行{r}", f"列{c}", r, str(r), "") for r in range(60) for c in range(60)]
    shown, _, note = fitted(Plot.of("heat", cells, unit="篇"), canvas)
    rows, columns = ({row[side] for row in shown.rows} for side in ("row", "column"))
    assert len(shown.rows) == len(rows) * len(columns)
    assert re.findall(r"前 (\d+)", note) == [str(len(rows)), str(len(columns))]
    assert "缩小筛选范围" in note


def test_every_chart_is_there_for_both_ways_to_hold_a_screen_on_both_grounds() -> None:
    drawn = drawings(Plot.of("bars", [Bar("增收", 2.0)]))
    assert set(drawn) == {"wide", "upright"}
    assert all(set(its) == {"light", "dark", "note"} for its in drawn.values())
