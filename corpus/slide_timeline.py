"""The timeline of formulations on a slide: a row each, a bubble a year, the first use ringed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Pt

from corpus.plot import Plot
from corpus.slide_chart_data import bubble_rows, colours_of, name_of, unit_said
from corpus.slide_chart_looks import (
    colour_series,
    label_values,
    leave_room,
    new_chart,
    rows_axis,
    scale,
)
from corpus.slide_deck import MOST_PAGES, Panel
from corpus.slide_numbers import finite
from corpus.slide_text import (
    INK,
    LINE,
    SMALLEST,
    Box,
    Said,
    clipped,
    rgb,
    text_box,
    width,
    words_on,
)

_ROWS = 6
_BELOW = 34.0
"""Room for the years, in points."""
_MOST_LABELS = 10
_NO_NOUGHT = "0;;;"


def timeline(plot: Plot, _room: Box) -> list[Panel]:
    """A few rows on each slide."""
    names = list(colours_of(plot))
    said = [f"圆的大小和数字：{plot.unit}" if plot.unit else unit_said(plot), "黑圈是首次出现"]
    pages = [names[start : start + _ROWS] for start in range(0, len(names), _ROWS)]
    return [
        Panel(" · ".join(filter(None, said)), partial(_draw, plot, page))
        for page in pages[:MOST_PAGES]
    ]


def _draw(plot: Plot, names: Sequence[str], slide: Any, box: Box) -> list[Any]:
    years = sorted({int(row["year"]) for row in plot.rows})
    sizes = {(r["series"], int(r["year"])): finite(r["value"]) or 0 for r in plot.rows}
    # Every row has every year, if only of size 0: LibreOffice leaves out a first row that is
    # shorter than another.
    rows = {
        name: [(year, len(names) - place - 0.5, sizes.get((name, year), 0)) for year in years]
        for place, name in enumerate(names)
    }
    frame, chart = new_chart(slide, box, XL_CHART_TYPE.BUBBLE, bubble_rows(rows))
    _axes(chart, years[0], years[-1], len(names))
    colours = [colours_of(plot)[name] for name in names]
    colour_series(chart, colours)
    chart.plots[0].bubble_scale = min(45, 160 // len(names))
    for series, colour, its in zip(chart.series, colours, rows.values(), strict=True):
        label_values(series, _NO_NOUGHT, XL_LABEL_POSITION.CENTER, words_on(colour))
        _say_sizes(series)
        used = [place for place, (_, _, size) in enumerate(its) if size > 0]
        if used:
            _ring(series, used[0], colour)
    names_wide = min(max(width(name_of(n), SMALLEST) for n in names) + 12, box.width * 0.3)
    leave_room(chart, names_wide / box.width, below=_BELOW / box.height)
    _names(slide, names, Box(box.x, box.y, names_wide - 8, box.height - _BELOW))
    return [frame]


def _axes(chart: Any, first: int, last: int, rows: int) -> None:
    below, beside = chart.category_axis, chart.value_axis
    scale(below, first - 1, last + 1)
    below.major_unit = max(-(-(last - first) // _MOST_LABELS), 1)
    # The years before the first and after the last are only there to make room.
    code = f'[<{first}]"";[>{last}]"";0'
    below.tick_labels.number_format, below.tick_labels.number_format_is_linked = code, False
    rows_axis(below)
    scale(beside, 0, rows)
    beside.visible = beside.has_major_gridlines = False


def _say_sizes(series: Any) -> None:
    """Writes how large a bubble is in place of how high it stands."""
    labels = series._element.find(qn("c:dLbls"))
    labels.find(qn("c:showVal")).set("val", "0")
    size = labels.find(qn("c:showBubbleSize"))
    if size is None:
        size = labels.makeelement(qn("c:showBubbleSize"), {})
        labels.find(qn("c:showPercent")).addnext(size)
    size.set("val", "1")


def _ring(series: Any, place: int, colour: str) -> None:
    point = series.points[place]
    point.format.fill.solid()
    point.format.fill.fore_color.rgb = rgb(colour)
    point.format.line.color.rgb = rgb(INK)
    point.format.line.width = Pt(4)


def _names(slide: Any, names: Sequence[str], box: Box) -> None:
    """The program has no axis of names beside bubbles: they are written where the rows stand."""
    high = box.height / len(names)
    for place, name in enumerate(names):
        middle = box.y + high * (place + 0.5) - SMALLEST * LINE / 2
        said = clipped(name_of(name), box.width, SMALLEST, 1)
        row = Box(box.x, middle, box.width, SMALLEST * LINE)
        text_box(slide, row, "名称", [[Said(said, True)]], SMALLEST)
