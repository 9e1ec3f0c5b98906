"""Plots as charts of the presentation program, with the very numbers, to be changed there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

from corpus.plot import Plot, PlotKind
from corpus.slide_bars import bars, dots, shares
from corpus.slide_chart_data import Values, bubbles, by_category, colours_of, unit_said
from corpus.slide_chart_looks import (
    colour_series,
    label_values,
    legend,
    new_chart,
    scale,
    skip_labels,
    value_lines,
)
from corpus.slide_deck import Panel
from corpus.slide_numbers import finite, number_format, top
from corpus.slide_text import SMALLEST, Box, dress, width, words_on

_FEW_YEARS = 12
_FARTHEST = 400
"""Years between the first and the last that are shown with all their gaps."""


def chart_panels(plot: Plot, room: Box) -> list[Panel] | None:
    """A plot as one chart or, where there is much, several of one scale.

    Args:
        plot: A plot with marks.
        room: Where one chart stands.

    Returns:
        The charts; None if the presentation program has no chart of this kind.
    """
    if whole := _WHOLE.get(plot.kind):
        said = f"圆的大小：{plot.unit}" if plot.kind == "circles" and plot.unit else unit_said(plot)
        return [Panel(said, partial(whole, plot))]
    paged = _PAGED.get(plot.kind)
    return paged(plot, room) if paged else None


def _over_years(plot: Plot, slide: Any, box: Box) -> list[Any]:
    years, values = _yearly(plot, add=True)
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


def _curves(plot: Plot, slide: Any, box: Box) -> list[Any]:
    years, values = _yearly(plot, add=False)
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


def _years_below(chart: Any, years: Sequence[int], box: Box) -> None:
    wide = width(str(years[-1]), SMALLEST) + 8
    skip_labels(chart, max(-(-int(len(years) * wide) // int(box.width * 0.8)), 1))
    value_lines(chart)


def _yearly(plot: Plot, *, add: bool) -> tuple[list[int], Values]:
    """All years from the first to the last, and the values of each series, gaps where none is."""
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


def _circles(plot: Plot, slide: Any, box: Box) -> list[Any]:
    marks = [m for m in plot.rows if None not in map(finite, (m["x"], m["y"], m["size"]))]
    if not marks:
        return []
    data = bubbles([(m["label"], m["x"], m["y"], m["size"]) for m in marks])
    frame, chart = new_chart(slide, box, XL_CHART_TYPE.BUBBLE, data)
    colour_series(chart, [mark["colour"] for mark in marks])
    for axis in (chart.category_axis, chart.value_axis):
        axis.visible = axis.has_major_gridlines = False
    for axis, side in ((chart.category_axis, "x"), (chart.value_axis, "y")):
        reach = top([mark[side] for mark in marks]) * 1.45
        scale(axis, -reach, reach)
    chart.plots[0].bubble_scale = 60
    chart.plots[0].has_data_labels = True
    labels = chart.plots[0].data_labels
    labels.show_series_name, labels.show_value = True, False
    labels.position = XL_LABEL_POSITION.ABOVE
    dress(labels.font, SMALLEST)
    return [frame]


_WHOLE: Mapping[PlotKind, Callable[[Plot, Any, Box], list[Any]]] = {
    "over_years": _over_years,
    "curves": _curves,
    "circles": _circles,
}
_PAGED: Mapping[PlotKind, Callable[[Plot, Box], list[Panel]]] = {
    "bars": bars,
    "labelled_bars": bars,
    "diverging": bars,
    "shares": shares,
    "dots": dots,
}
