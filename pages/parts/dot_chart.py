"""Dots on lines: how much each of a few articles has of a word, a line a word (a dumbbell)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt

from corpus.plot import Dot
from pages.parts.charts import Look, series_colour, words_axis
from pages.parts.palette import ACCENT


def dots(
    given: Sequence[Dot], colours: Mapping[str, str], look: Look, *, unit: str
) -> alt.LayerChart:
    """Draws a line for each row, from its least to its most, and a dot for each series on it.

    Args:
        given: The dots; rows stand in the order in which they are met.
        colours: Colour by series.
        look: Sizes and ground.
        unit: What the values are.
    """
    rows = list(dict.fromkeys(dot.row for dot in given))
    values = [dot.value for dot in given]
    base = alt.Chart(alt.Data(values=[dot._asdict() for dot in given])).encode(
        y=alt.Y("row:N", sort=rows, title=None, axis=words_axis(look)),
    )
    top = max(values, default=0.0) or 1.0
    # With a little room before 0, so that a dot there does not lie upon its name.
    scale = alt.Scale(domain=[-top * 0.03, top * 1.06], nice=False)
    axis = alt.Axis(
        title=unit,
        orient="top",
        labelFontSize=look.font_size * 0.9,
        titleFontSize=look.font_size * 0.9,
        tickCount=5,
        format=",.2~f",
    )
    line = base.mark_rule(
        strokeWidth=max(2, look.font_size / 6), opacity=0.35, color=ACCENT
    ).encode(x=alt.X("min(value):Q", scale=scale, title=unit, axis=axis), x2="max(value):Q")
    dot = base.mark_circle(size=look.font_size**2 * 0.9, opacity=1, stroke=look.ground).encode(
        x=alt.X("value:Q", scale=scale, title=unit, axis=axis),
        color=series_colour(colours, look, symbol="circle"),
        tooltip=[
            alt.Tooltip("row:N", title="词"),
            alt.Tooltip("series:N", title="文章"),
            alt.Tooltip("text:N", title=unit),
        ],
    )
    return alt.layer(line, dot).properties(height=alt.Step(look.step))
