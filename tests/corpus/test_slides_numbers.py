"""What a chart on a slide holds, read back, is what the plot held: to the last digit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.plot import KINDS, Bar, Cell, Circle, Dot, Part, Plot, Word, YearPart
from pages.parts.board_files import PICTURED
from tests.corpus.test_slides import BLUE, charts, deck, exhibit, tables

Numbers = Sequence[float]
COUNTS = st.lists(st.tuples(*[st.floats(1, 1e9)] * 2), min_size=2, max_size=6)
"""What two series have in each year."""
ANY = st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), min_size=1, max_size=12)


def bars(values: Numbers) -> list[Bar]:
    return [Bar(f"词{n}", value) for n, value in enumerate(values)]


def years(values: Numbers) -> list[YearPart]:
    return [YearPart(2001 + n // 2, "甲乙"[n % 2], value, BLUE) for n, value in enumerate(values)]


PLOTS: dict[str, Callable[[Numbers], Plot]] = {
    "bars": lambda values: Plot.of("bars", bars(values)),
    "labelled_bars": lambda values: Plot.of("labelled_bars", bars(values), share=True),
    "diverging": lambda values: Plot.of("diverging", bars(values), sides=["甲", "乙"]),
    "over_years": lambda values: Plot.of("over_years", years(values)),
    "curves": lambda values: Plot.of("curves", years(values), series="提法"),
    "stream": lambda values: Plot.of("stream", years(values)),
    "panels": lambda values: Plot.of("panels", years(values)),
    "shares": lambda values: Plot.of(
        "shares", [Part(f"行{n}", "增收", value, BLUE) for n, value in enumerate(values)]
    ),
    "dots": lambda values: Plot.of(
        "dots",
        [Dot(f"行{n // 2}", "甲乙"[n % 2], value, "") for n, value in enumerate(values)],
        colours=dict.fromkeys("甲乙", BLUE),
    ),
    "circles": lambda values: Plot.of(
        "circles",
        [Circle(f"词{n}", n, value, abs(value) + 1, BLUE, "") for n, value in enumerate(values)],
    ),
    "cloud": lambda values: Plot.of(
        "cloud", [Word(f"词{n}", abs(value) + 1, BLUE) for n, value in enumerate(values)]
    ),
}


def read(chart: Any) -> list[float]:
    return [v for s in chart.plots[0].series for v in s.values if v is not None]


@pytest.mark.parametrize("kind", PLOTS)
@settings(max_examples=10)
@given(values=ANY)
def test_charts_hold_the_very_numbers(kind: str, values: list[float]) -> None:
    plot = PLOTS[kind](values)
    field = {"circles": "y", "cloud": "weight"}.get(kind, "value")
    expected = Counter(row[field] for row in plot.rows)
    assert Counter(v for chart in charts(deck(exhibit(plot))) for v in read(chart)) == expected


@settings(max_examples=10)
@given(values=ANY)
def test_a_heat_map_holds_the_words_of_its_cells(values: list[float]) -> None:
    cells = [Cell(f"行{n}", "2019", value, f"{value:g}", "") for n, value in enumerate(values)]
    shown = tables(deck(exhibit(Plot.of("heat", cells))))
    assert [row[1] for page in shown for row in page[1:]] == [cell.text for cell in cells]


@settings(max_examples=10)
@given(values=COUNTS)
def test_a_race_holds_every_year_and_its_end(values: list[tuple[float, float]]) -> None:
    rows = years([value for pair in values for value in pair])
    ended, way = charts(deck(exhibit(Plot.of("race", rows))))
    assert Counter(read(way)) == Counter(row.value for row in rows)
    assert Counter(read(ended)) == Counter(values[-1])


@settings(max_examples=10)
@given(values=COUNTS)
def test_a_timeline_holds_the_very_numbers(values: list[tuple[float, float]]) -> None:
    rows = years([value for pair in values for value in pair])
    (chart,) = charts(deck(exhibit(Plot.of("timeline", rows, series="提法"))))
    sizes = chart._chartSpace.xpath("//c:bubbleSize//c:v/text()")
    assert Counter(map(float, sizes)) == Counter(row.value for row in rows)


def test_every_kind_that_is_no_picture_is_among_them() -> None:
    assert set(KINDS) - PICTURED <= {*PLOTS, "heat", "race", "timeline"}
