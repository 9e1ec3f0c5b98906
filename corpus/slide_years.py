"""What changes over the years as charts of the presentation program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

from corpus.plot import Plot
from corpus.slide_bars import bars
from corpus.slide_chart_data import Values, by_category, colours_of, unit_said
from corpus.slide_chart_looks import (
    colour_series,
    label_values,
    legend,
    new_chart,
    skip_labels,
    value_lines,
)
from corpus.slide_deck import Panel
from corpus.slide_numbers import finite, number_format
from corpus.slide_text import SMALLEST, Box, width, words_on

RACERS = 10
"""Bars of a race, as on the page."""
_FEW_YEARS = 12
_FARTHEST = 400
"""Years between the first and the last that are shown with all their gaps."""


def over_years(plot: Plot, slide: Any, box: Box) -> list[Any]:
    """Columns, a year each, of what lies above each other in it."""
    years, values = yearly(plot, add=True)
    frame, chart = new_chart(
        slide, box, XL_CHART_TYPE.COLUMN_STACKED, by_category(list(map(str, years)), values)
    )
    chart.plots[0].gap_width = 40
    _years_below(chart, years, box)
    colour_series(chart, [colours_of(plot)[name] for name in values])
    if len(values) == 1 and len(years) <= _FEW_YEARS:
        code = number_format(next(iter(values.values())), ".1~f")
        ground = next(iter(colours_of(plot).values()))
        label_values(chart.plots[0], code, XL_LABEL_POSITION.CENTER, words_on(ground))
    if plot.options.get("legend", True) and len(values) > 1:
        legend(chart, list(values))
    return [frame]


def curves(plot: Plot, slide: Any, box: Box) -> list[Any]:
    """A line a series, with a mark a year."""
    years, values = yearly(plot, add=False)
    frame, chart = new_chart(
        slide, box, XL_CHART_TYPE.LINE_MARKERS, by_category(list(map(str, years)), values)
    )
    _years_below(chart, years, box)
    colour_series(chart, [colours_of(plot)[name] for name in values], line=True)
    if len(values) == 1 and len(years) <= _FEW_YEARS:
        code = number_format(next(iter(values.values())), plot.options.get("form", ".2f"))
        label_values(chart.plots[0], code, XL_LABEL_POSITION.ABOVE)
    if len(values) > 1:
        legend(chart, list(values))
    return [frame]


def stream(plot: Plot, _room: Box) -> list[Panel]:
    """Areas that lie on each other; columns where there are too few years for an area."""
    years, _ = yearly(plot, add=True)
    there = {int(row["year"]) for row in plot.rows}
    if len(there) < 2:
        return [Panel(unit_said(plot), partial(over_years, plot))]
    # An area cannot be broken: these programs draw a year without a number as nought.
    gaps = "没有文章的年份记为 0" if len(there) < len(years) else ""
    caption = " · ".join(filter(None, (unit_said(plot), gaps)))
    return [Panel(caption, partial(_areas, plot))]


def _areas(plot: Plot, slide: Any, box: Box) -> list[Any]:
    years, values = yearly(plot, add=True)
    data = by_category(list(map(str, years)), values)
    frame, chart = new_chart(slide, box, XL_CHART_TYPE.AREA_STACKED, data)
    _years_below(chart, years, box)
    colour_series(chart, [colours_of(plot)[name] for name in values])
    legend(chart, list(values))
    return [frame]


def race(plot: Plot, room: Box) -> list[Panel]:
    """How all stand in the last year, and on the next slide the way there."""
    years = sorted({int(row["year"]) for row in plot.rows})
    last = [row for row in plot.rows if int(row["year"]) == years[-1]]
    leading = sorted(last, key=lambda row: -(finite(row["value"]) or 0))[:RACERS]
    ended = Plot(
        "bars",
        tuple(
            {"label": r["series"], "value": r["value"], "colour": r["colour"], "id": ""}
            for r in leading
        ),
        unit=plot.unit,
        options={"form": plot.options.get("form", ".1f")},
    )
    names = [row["series"] for row in leading]
    rows = (row for name in names for row in plot.rows if row["series"] == name)
    way = Plot("curves", tuple(rows), unit=plot.unit, options=ended.options)
    period = f"{years[0]}–{years[-1]} 年累计"
    ends = [
        Panel(f"截至 {years[-1]} 年 · {p.caption}".removesuffix(" · "), p.draw)
        for p in bars(ended, room)
    ]
    if len(years) < 2:
        return ends
    said = " · ".join(filter(None, (period, unit_said(plot))))
    return [*ends, Panel(said, partial(curves, way))]


def yearly(plot: Plot, *, add: bool) -> tuple[list[int], Values]:
    """All years from the first to the last, and the values of each series, gaps where none is.

    Args:
        plot: A plot of parts of years.
        add: True if parts of one series and year belong together.
    """
    there = sorted({int(row["year"]) for row in plot.rows})
    near = there[-1] - there[0] <= _FARTHEST
    years = list(range(there[0], there[-1] + 1)) if near else there
    values: Values = {name: [None] * len(years) for name in colours_of(plot)}
    place_of = {year: place for place, year in enumerate(years)}
    for row in plot.rows:
        series, place = values[row["series"]], place_of[int(row["year"])]
        value, before = finite(row["value"]), series[place]
        known = [one for one in (before if add else None, value) if one is not None]
        series[place] = sum(known) if known else None
    return years, values


def _years_below(chart: Any, years: Sequence[int], box: Box) -> None:
    wide = width(str(years[-1]), SMALLEST) + 8
    skip_labels(chart, max(-(-int(len(years) * wide) // int(box.width * 0.8)), 1))
    value_lines(chart)
