"""A table whose cells are the darker the more is in them, and can be clicked, empty or not."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from corpus.colours import legible, mixed
from corpus.plot import Cell
from pages.parts.charts import Look, words_axis
from pages.parts.palette import ACCENT

_LEAST_COLUMN = 46
_SHORT, _FEW_COLUMNS = 3, 8
"""Longer or more names of columns than these stand at a slant."""
_PALE = ("#f3ece6", "#3a2b28")


def heat(
    cells: Sequence[Cell],
    look: Look,
    *,
    unit: str,
    row: str = "行",
    pick: str | None = None,
    top: float | None = None,
) -> alt.LayerChart:
    """Draws the table.

    Args:
        cells: All of them, also the empty ones; rows and columns in the order they are met.
        look: Sizes.
        unit: What is measured.
        row: What a row is, for the tooltip.
        pick: Name of the selection a click on a cell makes; it holds `id`.
        top: The value of the darkest cell; the highest there is if None.
    """
    highest = top or max((cell.value for cell in cells), default=0.0) or 1.0
    shades = [
        mixed(_PALE[look.dark], ACCENT, min(max(cell.value / highest, 0), 1)) for cell in cells
    ]
    values = [
        {
            **cell._asdict(),
            "shade": shade,
            "ink": legible(shade, *([look.words] if cell.value > 0 else [look.faint, look.words])),
        }
        for cell, shade in zip(cells, shades, strict=True)
    ]
    base = alt.Chart(alt.Data(values=values)).encode(
        x=_columns(cells, look),
        y=_rows(cells, look),
        tooltip=[
            alt.Tooltip("row:N", title=row),
            alt.Tooltip("column:N", title="列"),
            alt.Tooltip("text:N", title=unit),
        ],
    )
    square = base.mark_rect(
        cornerRadius=2,
        stroke=look.ground,
        strokeWidth=1,
        cursor="pointer" if pick else "default",
    ).encode(color=alt.Color("shade:N", scale=None))
    amount = base.mark_text(fontSize=look.font_size * 0.9).encode(
        text="text:N", color=alt.Color("ink:N", scale=None)
    )
    layers = [square, amount]
    if pick is not None:
        chosen = alt.selection_point(name=pick, fields=["id"], on="click")
        layers.append(base.mark_rect(opacity=0, cursor="pointer").add_params(chosen))
    return alt.layer(*layers).properties(
        height=alt.Step(look.step), width=alt.Step(max(_LEAST_COLUMN, look.font_size * 3))
    )


def _columns(cells: Sequence[Cell], look: Look) -> alt.X:
    names = list(dict.fromkeys(cell.column for cell in cells))
    slanted = len(names) > _FEW_COLUMNS or any(len(name) > _SHORT for name in names)
    axis = alt.Axis(
        orient="top",
        labelAngle=(-75 if look.narrow else -50) if slanted else 0,
        labelFontSize=look.font_size,
        labelLimit=look.font_size * 11,
        labelOverlap=not slanted,
        ticks=False,
        domain=False,
    )
    return alt.X("column:N", sort=names, title=None, axis=axis)


def _rows(cells: Sequence[Cell], look: Look) -> alt.Y:
    names = list(dict.fromkeys(cell.row for cell in cells))
    return alt.Y(
        "row:N", sort=names, title=None, axis=words_axis(look, longest=8 if look.narrow else 12)
    )
