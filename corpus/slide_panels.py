"""Small multiples on slides: a small chart a series, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
from pptx.enum.text import PP_PARAGRAPH_ALIGNMENT

from corpus.plot import Plot
from corpus.slide_chart_data import by_category, colours_of, name_of, unit_said
from corpus.slide_chart_looks import (
    colour_series,
    label_point,
    leave_room,
    new_chart,
    quiet,
    scale,
)
from corpus.slide_deck import MOST_PAGES, Panel
from corpus.slide_numbers import number_format, top
from corpus.slide_text import LINE, SMALLEST, Box, Said, clipped, text_box
from corpus.slide_years import yearly

_COLUMNS, _LINES, _GAP = 3, 3, 14.0


def panels(plot: Plot, _room: Box) -> list[Panel]:
    """Up to nine charts on a slide, each with the name of its series above."""
    names = list(colours_of(plot))
    count = -(-len(names) // (_COLUMNS * _LINES))
    most = -(-len(names) // count)
    pages = [names[start : start + most] for start in range(0, len(names), most)]
    return [
        Panel(_caption(plot, number * most, page, names), partial(_draw, plot, page, most))
        for number, page in enumerate(pages[:MOST_PAGES])
    ]


def _caption(plot: Plot, before: int, page: Sequence[str], names: Sequence[str]) -> str:
    said = [unit_said(plot), "各图同一尺度"]
    if len(page) < len(names):
        said.append(f"第 {before + 1}–{before + len(page)} 个，共 {len(names)} 个")
    return " · ".join(filter(None, said))


def _draw(plot: Plot, names: Sequence[str], most: int, slide: Any, box: Box) -> list[Any]:
    columns = min(_COLUMNS, most)
    lines = -(-most // columns)
    wide = (box.width - _GAP * (columns - 1)) / columns
    high = (box.height - _GAP * (lines - 1)) / lines
    return [
        _one(
            plot,
            name,
            slide,
            Box(
                box.x + place % columns * (wide + _GAP),
                box.y + place // columns * (high + _GAP),
                wide,
                high,
            ),
        )
        for place, name in enumerate(names)
    ]


def _one(plot: Plot, name: str, slide: Any, box: Box) -> Any:
    line = SMALLEST * LINE
    years, values = yearly(plot, add=True)
    everything = [value for its in values.values() for value in its]
    data = by_category(list(map(str, years)), {name: values[name]})
    middle = Box(box.x, box.y + line, box.width, max(box.height - 2 * line, line))
    frame, chart = new_chart(slide, middle, XL_CHART_TYPE.COLUMN_CLUSTERED, data)
    quiet(chart)
    # In so little room programs slant or break years: the first and the last stand below instead.
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    leave_room(chart, 0)
    scale(chart.value_axis, 0, top(everything) * 1.45)
    chart.plots[0].gap_width = 25
    colour_series(chart, [colours_of(plot)[name]])
    known = [value for value in values[name] if value]
    if known:
        code = number_format(everything, plot.options.get("form", ".1f"))
        label_point(chart.series[0], values[name].index(max(known)), code)
    said = clipped(name_of(name), box.width, SMALLEST, 1)
    text_box(slide, replace(box, height=line), "名称", [[Said(said, True)]], SMALLEST)
    below = Box(box.x, middle.y + middle.height, box.width, line)
    text_box(slide, below, "年份", [[Said(str(years[0]))]], SMALLEST)
    if len(years) > 1:
        last = text_box(slide, below, "年份", [[Said(str(years[-1]))]], SMALLEST)
        last.text_frame.paragraphs[0].alignment = PP_PARAGRAPH_ALIGNMENT.RIGHT
    return frame
