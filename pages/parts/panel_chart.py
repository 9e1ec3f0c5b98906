"""Small multiples: one little chart of the years a series, all on one scale.

They are laid out by hand in one view, in pixels: a chart of charts would not take the width that
a page or a screen gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from corpus.plot import YearPart
from pages.parts.charts import Look
from pages.parts.palette import ink

_WIDE = 0.92
"""Part of a column that its panel takes."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Heights of what a panel is made of, in pixels."""

    columns: int
    name: float
    bars: float
    years: float

    @property
    def row(self) -> float:
        return self.name + self.bars + self.years


def panels(
    parts: Sequence[YearPart],
    look: Look,
    *,
    unit: str,
    series: str = "主题",
    form: str = ".1f",
) -> alt.LayerChart:
    """Draws the panels; a year without articles has neither bar nor ground to stand on.

    Args:
        parts: Value of each series in each year.
        look: Sizes.
        unit: What is measured.
        series: What a panel is, for the tooltip.
        form: How values are written.
    """
    names = list(dict.fromkeys(part.series for part in parts))
    size = look.font_size
    grid = _Grid(look.legend_columns, size * 2.6, look.step * 1.7, size * 1.9)
    marks = _marks(parts, names, grid)
    lines = -(-len(names) // grid.columns)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, grid.columns], nice=False))
    y = alt.Y(
        "y:Q", axis=None, scale=alt.Scale(domain=[0, lines * grid.row], reverse=True, nice=False)
    )
    base = alt.Chart(alt.Data(values=marks)).encode(x=x, y=y)
    grounds = base.mark_rect(color=look.words, opacity=0.35).encode(x2="x2:Q", y2="ground:Q")
    bars = base.mark_rect().encode(
        x2="x2:Q",
        y2="top:Q",
        color=alt.Color("colour:N", scale=None),
        tooltip=[
            alt.Tooltip("series:N", title=series),
            alt.Tooltip("year:Q", title="年份", format="d"),
            alt.Tooltip("value:Q", title=unit, format=form),
        ],
    )
    peaks = (
        base.transform_filter("datum.peak")
        .mark_text(baseline="bottom", dy=-2, fontSize=size * 0.85, color=look.words)
        .encode(
            x=alt.X("middle:Q", axis=None),
            y=alt.Y("top:Q", axis=None),
            text=alt.Text("value:Q", format=form),
        )
    )
    titles = _titles(parts, names, grid, look)
    words = [
        alt.Chart(alt.Data(values=[one for one in titles if one["align"] == align]))
        .mark_text(
            align=align,
            baseline="middle",
            limit=alt.ExprRef(f"width / {grid.columns} * {_WIDE}"),
        )
        .encode(
            x=x,
            y=y,
            text="text:N",
            size=alt.Size("size:Q", scale=None, legend=None),
            color=alt.Color("ink:N", scale=None),
        )
        for align in ("left", "right")
    ]
    return alt.layer(grounds, bars, peaks, *words).properties(height=lines * grid.row)


def _marks(parts: Sequence[YearPart], names: Sequence[str], grid: _Grid) -> list[dict[str, Any]]:
    first, last = min(part.year for part in parts), max(part.year for part in parts)
    step = _WIDE / (last - first + 1)
    top = max((part.value for part in parts), default=1.0) or 1.0
    peaks: dict[str, YearPart] = {}
    for part in parts:
        if part.value > 0 and part.value > peaks.get(part.series, part._replace(value=0)).value:
            peaks[part.series] = part
    rows = []
    for part in parts:
        line, column = divmod(names.index(part.series), grid.columns)
        ground = line * grid.row + grid.name + grid.bars
        left = column + step * (part.year - first)
        rows.append(
            {
                **part._asdict(),
                "x": left + step * 0.06,
                "x2": left + step * 0.94,
                "middle": left + step / 2,
                "y": ground,
                "ground": ground + 2,
                "top": ground - grid.bars * part.value / top,
                "peak": peaks.get(part.series) is part,
            }
        )
    return rows


def _titles(
    parts: Sequence[YearPart], names: Sequence[str], grid: _Grid, look: Look
) -> list[dict[str, Any]]:
    first, last = min(part.year for part in parts), max(part.year for part in parts)
    colours = {part.series: part.colour for part in parts}
    rows = []
    for place, name in enumerate(names):
        line, column = divmod(place, grid.columns)
        top = line * grid.row
        foot = top + grid.name + grid.bars + grid.years * 0.38
        said = [(name, 0.0, top + look.font_size * 0.7, "left", look.font_size)]
        said.append((str(first), 0.0, foot, "left", look.font_size * 0.85))
        if last > first:
            said.append((str(last), _WIDE, foot, "right", look.font_size * 0.85))
        rows += [
            {
                "text": text,
                "x": column + x,
                "y": y,
                "align": align,
                "size": size,
                "ink": ink(colours[name], dark=look.dark) if text == name else look.words,
            }
            for text, x, y, align, size in said
        ]
    return rows
