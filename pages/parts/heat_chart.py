"""A table whose cells are the darker the more is in them, and can be clicked, empty or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt

from pages.parts.charts import Look
from pages.parts.palette import ACCENT

_LEAST_COLUMN = 46
_SHORT, _FEW_COLUMNS = 3, 8
"""Longer or more names of columns than these stand at a slant."""
_PALE = ("#f3ece6", "#3a2b28")


class Cell(NamedTuple):
    """A cell: its row, its column, its value, what is written in it, and its key."""

    row: str
    column: str
    value: float
    text: str
    id: str


def heat(
    cells: Sequence[Cell], look: Look, *, unit: str, pick: str | None = None
) -> alt.LayerChart:
    """Draws the table.

    Args:
        cells: All of them, also the empty ones; rows and columns in the order they are met.
        look: Sizes.
        unit: What is measured.
        pick: Name of the selection a click on a cell makes; it holds `id`.
    """
    top = max((cell.value for cell in cells), default=0.0) or 1.0
    columns = list(dict.fromkeys(cell.column for cell in cells))
    long = len(columns) > _FEW_COLUMNS or any(len(column) > _SHORT for column in columns)
    base = alt.Chart(alt.Data(values=[cell._asdict() for cell in cells])).encode(
        x=alt.X(
            "column:N",
            sort=columns,
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=-50 if long else 0,
                labelFontSize=look.font_size,
                labelLimit=look.font_size * 9,
                labelOverlap=not long,
                ticks=False,
                domain=False,
            ),
        ),
        y=alt.Y(
            "row:N",
            sort=list(dict.fromkeys(cell.row for cell in cells)),
            title=None,
            axis=alt.Axis(
                labelFontSize=look.font_size,
                labelLimit=look.font_size * 10,
                ticks=False,
                domain=False,
                labelPadding=8,
            ),
        ),
        tooltip=[
            alt.Tooltip("row:N", title="主题"),
            alt.Tooltip("column:N", title="列"),
            alt.Tooltip("text:N", title=unit),
        ],
    )
    square = base.mark_rect(
        cornerRadius=2,
        stroke=look.ground,
        strokeWidth=1,
        cursor="pointer" if pick else "default",
    ).encode(
        color=alt.Color(
            "value:Q",
            legend=None,
            scale=alt.Scale(domain=[0, top], range=[_PALE[look.dark], ACCENT]),
        )
    )
    strong = alt.condition(f"datum.value > {top * 0.55}", alt.value("#fff"), alt.value(look.words))
    written = base.mark_text(fontSize=look.font_size * 0.9).encode(
        text="text:N",
        color=strong,
        opacity=alt.condition("datum.value > 0", alt.value(1), alt.value(0.45)),
    )
    layers = [square, written]
    if pick is not None:
        chosen = alt.selection_point(name=pick, fields=["id"], on="click")
        layers.append(base.mark_rect(opacity=0, cursor="pointer").add_params(chosen))
    return alt.layer(*layers).properties(
        height=alt.Step(look.step), width=alt.Step(max(_LEAST_COLUMN, look.font_size * 3))
    )
