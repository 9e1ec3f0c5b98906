"""How good something has become, training after training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt

from pages.parts.charts import Look, amount_axis, series_colour


class GrowthPart(NamedTuple):
    """How good one method was after one training.

    Attributes:
        training: Number of the training, from 1.
        label: When it was, and on how many articles.
        series: The method.
        value: How good it was.
        colour: Of the method.
    """

    training: int
    label: str
    series: str
    value: float
    colour: str


def growth(parts: Sequence[GrowthPart], look: Look, *, unit: str) -> alt.LayerChart:
    """Draws a curve for each method, with a dot a training.

    Args:
        parts: What was measured.
        look: Sizes.
        unit: What is measured.
    """
    named = {part.series: part.colour for part in parts}
    last = max(part.training for part in parts)
    base = alt.Chart(alt.Data(values=[part._asdict() for part in parts])).encode(
        x=alt.X(
            "training:Q",
            title=None,
            scale=alt.Scale(domain=[0.7, last + 0.3], nice=False),
            axis=alt.Axis(
                format="d",
                values=list(range(1, last + 1)),
                labelExpr="'第 ' + datum.label + ' 次'",
                labelFontSize=look.font_size,
                labelOverlap="greedy",
                grid=False,
                ticks=False,
            ),
        ),
        y=alt.Y("value:Q", axis=amount_axis(look, unit, whole=False), scale=alt.Scale(domainMin=0)),
        color=series_colour(named, look, symbol="circle"),
        tooltip=[
            alt.Tooltip("label:N", title="学习"),
            alt.Tooltip("series:N", title="办法"),
            alt.Tooltip("value:Q", title=unit, format=".2f"),
        ],
    )
    line = base.mark_line(strokeWidth=look.font_size / 6)
    dots = base.mark_circle(size=look.font_size * 4, opacity=1)
    return alt.layer(line, dots).properties(height=look.step * 7)
