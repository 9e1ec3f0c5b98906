"""Plots of rows as charts of the presentation program: bars, shares, and dots on a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION

from corpus.plot import NEUTRAL, Plot
from corpus.slide_chart_data import Values, by_category, colours_of, name_of, unit_said
from corpus.slide_chart_looks import (
    colour_points,
    colour_series,
    from_above,
    join_dots,
    label_values,
    leave_room,
    legend,
    new_chart,
    quiet,
    scale,
    skip_labels,
    upright,
    value_lines,
)
from corpus.slide_deck import INNER, MOST_PAGES, Panel
from corpus.slide_numbers import finite, number_format, top, written
from corpus.slide_text import (
    LINE,
    SMALLEST,
    Box,
    Said,
    clipped,
    lines,
    one_line,
    text_box,
    width,
    words_on,
)

HEAVIEST = 15
"""Words of a cloud that are shown as bars."""
_ROW = SMALLEST * 1.45
"""Height of a row: less, and some programs leave out every second name."""
_SHORT, _GAP = 150.0, 24.0
_SIDES = SMALLEST * LINE + 4
_LEAST_SHARE = 0.06
"""A smaller part of a bar is too narrow for its number."""
_WORDS_BELOW = 10
"""Names that stand beside each other below dots."""
Row = Mapping[str, Any]


def heaviest(plot: Plot) -> Plot:
    """The heaviest words of a cloud as a plot of bars."""
    found = sorted(plot.rows, key=lambda word: -word["weight"])[:HEAVIEST]
    rows = tuple(
        {"label": w["text"], "value": w["weight"], "colour": w["colour"], "id": ""} for w in found
    )
    return Plot("bars", rows, unit=plot.unit)


def word_bars(plot: Plot, room: Box) -> list[Panel]:
    """The heaviest words of a cloud in one chart, or in two beside each other."""
    words = heaviest(plot)
    said = f"最重的 {len(words.rows)} 个词 · {unit_said(plot)}".removesuffix(" · ")
    return [Panel(said, panel.draw) for panel in bars(words, room)]


def bars(plot: Plot, room: Box) -> list[Panel]:
    """Bars from the left, or from 0 to both sides, in the order of the rows."""
    labels = _label_room(plot.rows)
    room = room.below(_SIDES if plot.options.get("sides") else 0)
    deep = max(len(lines(name_of(r["label"]), labels, SMALLEST)) for r in plot.rows)
    most = max(int(room.height / (_ROW * deep)), 1)
    # Of short words two columns stand beside each other: what is on one slide can be compared.
    columns = 2 if len(plot.rows) > most and labels < _SHORT else 1
    pages = _parts(plot.rows, most * columns)
    return [
        Panel(_caption(plot, page, pages, len(plot.rows)), partial(_draw_bars, plot, page, columns))
        for page in pages[:MOST_PAGES]
    ]


def _draw_bars(plot: Plot, rows: Sequence[Row], columns: int, slide: Any, box: Box) -> list[Any]:
    if plot.options.get("sides"):
        _name_sides(plot, slide, box)
        box = box.below(_SIDES)
    size = -(-len(rows) // columns)
    wide = (box.width - _GAP * (columns - 1)) / columns
    return [
        _bar_chart(
            plot,
            rows[start : start + size],
            slide,
            # The last column may be shorter; its bars are as thick as the others'.
            Box(
                box.x + number * (wide + _GAP),
                box.y,
                wide,
                box.height * len(rows[start : start + size]) / size,
            ),
        )
        for number, start in enumerate(range(0, len(rows), size))
    ]


def _name_sides(plot: Plot, slide: Any, box: Box) -> None:
    """The colours of both sides with their names: bars of one series have no legend."""
    first, second = map(one_line, plot.options["sides"])
    right, left = (
        next((r["colour"] for r in plot.rows if (r["value"] > 0) == up), NEUTRAL)
        for up in (True, False)
    )
    half = box.width / 2 - _GAP
    said = [
        part
        for colour, name in ((right, first), (left, second))
        for part in (Said("■ ", colour=colour), Said(clipped(name, half, SMALLEST, 1) + "　　"))
    ]
    text_box(slide, Box(box.x, box.y, box.width, _SIDES), "图例", [said], SMALLEST)


def _bar_chart(plot: Plot, rows: Sequence[Row], slide: Any, box: Box) -> Any:
    values = [finite(row["value"]) for row in rows]
    data = by_category([row["label"] for row in rows], {plot.unit or "数值": values})
    frame, chart = new_chart(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, data)
    everything = [finite(row["value"]) for row in plot.rows]
    form = plot.options.get("form", "+.2~f" if plot.kind == "diverging" else "")
    code = number_format(everything, form, share=bool(plot.options.get("share")))
    from_above(chart)
    quiet(chart)
    below = min((v for v in everything if v is not None), default=0.0) < 0
    names = _label_room(plot.rows, box.width) + 12
    end = _end(top(everything), code, (box.width - names) / (2 if below else 1))
    scale(chart.value_axis, -end if below else 0, end)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    label_values(chart.plots[0], code, XL_LABEL_POSITION.OUTSIDE_END)
    colour_points(chart.series[0], [row["colour"] for row in rows])
    leave_room(chart, names / box.width)
    return frame


def _end(most: float, code: str, room: float) -> float:
    """Where an axis ends on which the longest bar has room for its number beside it."""
    number = width(written(most, code), SMALLEST) + 8
    return most / max(1 - number / room, 0.4)


def shares(plot: Plot, room: Box) -> list[Panel]:
    """A full bar a row, cut into the shares of its series."""
    return _grouped(plot, room, _ROW * 1.6, XL_CHART_TYPE.BAR_STACKED_100)


def dots(plot: Plot, room: Box) -> list[Panel]:
    """What a few have of each row: bars where they fit on a slide, else dots joined by a line."""
    series = len({row["series"] for row in plot.rows})
    high = SMALLEST * LINE * (series + 0.5)
    found = _grouped(plot, room, high, XL_CHART_TYPE.BAR_CLUSTERED)
    if len(found) == 1:
        return found
    rows = list(dict.fromkeys(row["row"] for row in plot.rows))
    pages = _parts(rows, _WORDS_BELOW)
    return [
        Panel(_caption(plot, page, pages, len(rows)), partial(_draw_dots, plot, page))
        for page in pages[:MOST_PAGES]
    ]


def _draw_dots(plot: Plot, rows: Sequence[str], slide: Any, box: Box) -> list[Any]:
    values, colours = _by_row(plot, rows), colours_of(plot)
    frame, chart = new_chart(slide, box, XL_CHART_TYPE.LINE_MARKERS, by_category(rows, values))
    skip_labels(chart, 1)
    value_lines(chart)
    upright(chart)
    everything = [finite(row["value"]) for row in plot.rows]
    scale(chart.value_axis, 0, top(everything) * 1.06)
    colour_series(chart, list(colours.values()), line=True)
    join_dots(chart)
    legend(chart, list(values))
    return [frame]


def _grouped(plot: Plot, room: Box, high: float, kind: XL_CHART_TYPE) -> list[Panel]:
    rows = list(dict.fromkeys(row["row"] for row in plot.rows))
    left = room.height - 2 * _ROW
    pages = _parts(rows, int(left / high))
    return [
        Panel(_caption(plot, page, pages, len(rows)), partial(_draw_grouped, plot, page, kind))
        for page in pages[:MOST_PAGES]
    ]


def _draw_grouped(
    plot: Plot, rows: Sequence[str], kind: XL_CHART_TYPE, slide: Any, box: Box
) -> list[Any]:
    values, colours = _by_row(plot, rows), colours_of(plot)
    frame, chart = new_chart(slide, box, kind, by_category(rows, values))
    from_above(chart)
    quiet(chart)
    colour_series(chart, list(colours.values()))
    everything = [finite(row["value"]) for row in plot.rows]
    if kind == XL_CHART_TYPE.BAR_CLUSTERED:
        scale(chart.value_axis, 0, top(everything) * 1.2)
        chart.plots[0].overlap, chart.plots[0].gap_width = 0, 50
        label_values(chart.plots[0], number_format(everything), XL_LABEL_POSITION.OUTSIDE_END)
    else:
        code = f'[>={_LEAST_SHARE}]0%;""' if top(everything) <= 1 else number_format(everything)
        for series, colour in zip(chart.series, colours.values(), strict=True):
            label_values(series, code, XL_LABEL_POSITION.CENTER, words_on(colour))
    legend(chart, list(values))
    return [frame]


def _by_row(plot: Plot, rows: Sequence[str]) -> Values:
    values: Values = {name: [None] * len(rows) for name in colours_of(plot)}
    place_of = {name: place for place, name in enumerate(rows)}
    for row in plot.rows:
        if (place := place_of.get(row["row"])) is not None:
            values[row["series"]][place] = finite(row["value"])
    return values


def _label_room(rows: Sequence[Row], whole: float = INNER) -> float:
    widest = max(width(name_of(row["label"]), SMALLEST) for row in rows)
    return min(widest + 4, whole * 0.42)


def _parts(rows: Sequence[Any], most: int) -> list[Sequence[Any]]:
    """Rows in parts of about the same size, none larger than the most."""
    count = -(-len(rows) // max(most, 1))
    size = max(most, 1) if count > MOST_PAGES else -(-len(rows) // count)
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _caption(plot: Plot, page: Sequence[Any], pages: Sequence[Sequence[Any]], count: int) -> str:
    said = [unit_said(plot)] if plot.unit else []
    if sides := plot.options.get("sides"):
        said = ["向右：{}，向左：{}".format(*map(one_line, sides)), *said]
    if len(pages) > 1:
        place = next(n for n, one in enumerate(pages) if one is page)
        first = sum(map(len, pages[:place])) + 1
        said.append(f"第 {first}–{first + len(page) - 1} 项，共 {count} 项")
        if place == MOST_PAGES - 1 and len(pages) > MOST_PAGES:
            said.append(f"其余 {count - first - len(page) + 1} 项没有列出")
    return " · ".join(said)
