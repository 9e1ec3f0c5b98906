"""Plots as charts of the presentation program, with the very numbers, to be changed there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

from corpus.plot import Plot, PlotKind
from corpus.slide_bars import bars, dots, shares
from corpus.slide_chart_data import bubbles, unit_said
from corpus.slide_chart_looks import colour_series, new_chart, scale
from corpus.slide_deck import Panel
from corpus.slide_numbers import finite, top
from corpus.slide_panels import panels
from corpus.slide_text import SMALLEST, Box, dress
from corpus.slide_timeline import timeline
from corpus.slide_years import curves, over_years, race, stream


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
    "over_years": over_years,
    "curves": curves,
    "circles": _circles,
}
_PAGED: Mapping[PlotKind, Callable[[Plot, Box], list[Panel]]] = {
    "bars": bars,
    "labelled_bars": bars,
    "diverging": bars,
    "shares": shares,
    "dots": dots,
    "stream": stream,
    "panels": panels,
    "race": race,
    "timeline": timeline,
}
