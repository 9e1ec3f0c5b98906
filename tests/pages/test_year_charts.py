"""Charts of years: what stands in a year is what was counted, and nothing stands where none was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.plot import Plot, YearPart
from pages.parts.charts import PRINT, SCREEN
from pages.parts.plots import draw

BLUE, RED = "#2850b0", "#a02828"
YEARS = (2019, 2020, 2022)
PARTS = [
    YearPart(year, name, value, colour)
    for name, colour, values in (("增收", BLUE, (1.0, 3.0, 2.0)), ("文化", RED, (2.0, 0.0, 5.0)))
    for year, value in zip(YEARS, values, strict=True)
]
COUNTS = st.dictionaries(
    st.integers(1950, 2030), st.lists(st.floats(0, 99), min_size=2, max_size=2), min_size=1
)


def layers(kind: Any, parts: list[YearPart], **options: Any) -> list[list[dict[str, Any]]]:
    """The rows behind each layer of a chart."""
    spec = draw(Plot.of(kind, parts, unit="篇", **options), PRINT).to_dict()
    return [layer.get("data", spec.get("data"))["values"] for layer in spec["layer"]]


def of(counts: dict[int, list[float]]) -> list[YearPart]:
    return [
        YearPart(year, name, values[place], colour)
        for place, (name, colour) in enumerate((("增收", BLUE), ("文化", RED)))
        for year, values in counts.items()
    ]


@given(COUNTS)
def test_a_stream_is_as_wide_as_its_year_around_one_middle(counts: dict[int, list[float]]) -> None:
    bands, *_ = layers("stream", of(counts))
    for row in bands:
        assert row["high"] - row["low"] == pytest.approx(row["value"], abs=1e-9)
        assert abs(row["x"] - row["year"]) < 0.5
    for year, values in counts.items():
        own = [row for row in bands if row["year"] == year]
        assert min(r["low"] for r in own) == pytest.approx(-sum(values) / 2, abs=1e-9)
        assert max(r["high"] for r in own) == pytest.approx(sum(values) / 2, abs=1e-9)


def test_a_stream_is_broken_where_a_year_has_no_articles() -> None:
    bands, *_ = layers("stream", PARTS)
    run_of = {row["year"]: row["run"] for row in bands if row["series"] == "增收"}
    assert run_of[2019] == run_of[2020] != run_of[2022]


def test_small_multiples_have_one_scale_and_no_ground_in_a_gap() -> None:
    marks = layers("panels", PARTS)[0]
    assert {row["year"] for row in marks} == set(YEARS)
    heights = {(r["series"], r["year"]): r["ground"] - 2 - r["top"] for r in marks}
    assert heights["文化", 2022] == pytest.approx(5 * heights["增收", 2019])
    assert heights["文化", 2020] == 0
    assert [(r["series"], r["year"]) for r in marks if r["peak"]] == [
        ("增收", 2020),
        ("文化", 2022),
    ]


@given(COUNTS)
def test_a_race_stops_in_each_year_of_the_data_and_nowhere_else(
    counts: dict[int, list[float]],
) -> None:
    parts = of(counts)
    rows = layers("race", parts)[1]
    years = sorted(counts)
    assert sorted({(row["frame"], row["year"]) for row in rows}) == list(enumerate(years))
    given_values = {(part.series, part.year): part.value for part in parts}
    assert {(row["series"], row["year"]): row["value"] for row in rows} == given_values
    for frame in range(len(years)):
        there = sorted((row for row in rows if row["frame"] == frame), key=lambda r: r["rank"])
        assert [row["rank"] for row in there] == list(range(len(there)))
        values = [row["value"] for row in there]
        assert values == sorted(values, reverse=True)
        later = {row["series"]: row for row in rows if row["frame"] == frame + 1}
        for row in there if later else ():
            assert (row["next"], row["later"]) == (
                later[row["series"]]["value"],
                later[row["series"]]["rank"],
            )


def test_a_race_begins_where_it_is_told_to_and_ends_without() -> None:
    plot = Plot.of("race", PARTS, unit="篇")
    assert draw(plot, SCREEN).to_dict()["params"] == [{"name": "at", "value": 2}]
    early = Plot.of("race", PARTS, unit="篇", year=2019)
    assert draw(early, SCREEN).to_dict()["params"] == [{"name": "at", "value": 0}]


def test_a_timeline_marks_the_first_use_and_not_the_first_year() -> None:
    parts = [YearPart(2019, "共同富裕", 0, BLUE), YearPart(2021, "共同富裕", 3, BLUE)]
    rows = layers("timeline", parts, firsts={"共同富裕": "首见 3 月 1 日"})[0]
    assert [(row["year"], row["first"]) for row in rows] == [(2019, ""), (2021, "首见 3 月 1 日")]
