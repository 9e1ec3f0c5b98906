"""Topics as circles in the plane, and the order in which they would become one."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt

import altair as alt

from corpus.plot import Circle, Join
from pages.parts.charts import Look
from pages.parts.label_places import Named, shifts

_SMALLEST, _LARGEST = 1.5, 14
"""Areas of circles in squares of a letter."""
_EDGE = 1.45
_HEIGHT = 13
"""Of the map, in steps."""


def circles(
    marks: Sequence[Circle], look: Look, *, unit: str, pick: str | None = None
) -> alt.LayerChart:
    """Draws circles with their names.

    Args:
        marks: The circles.
        look: Sizes.
        unit: What their size is.
        pick: Name of the selection a click makes; it holds `id`.
    """
    reach = max((max(abs(m.x), abs(m.y)) for m in marks), default=1.0) or 1.0
    largest = max((m.size for m in marks), default=1.0) or 1.0
    letter = look.font_size**2
    areas = [letter * (_SMALLEST + (_LARGEST - _SMALLEST) * m.size / largest) for m in marks]
    named = [Named(m.label, m.x, m.y, sqrt(a / pi)) for m, a in zip(marks, areas, strict=True)]
    down = shifts(named, look, reach=reach * _EDGE, height=look.step * _HEIGHT)
    rows = [
        {**m._asdict(), "area": area, "shift": shift}
        for m, area, shift in zip(marks, areas, down, strict=True)
    ]
    scale = alt.Scale(domain=[-reach * _EDGE, reach * _EDGE], nice=False)
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("x:Q", axis=None, scale=scale),
        y=alt.Y("y:Q", axis=None, scale=scale),
        tooltip=[
            alt.Tooltip("label:N", title="主题"),
            alt.Tooltip("size:Q", title=unit, format=".0%"),
        ],
    )
    dots = base.mark_circle(opacity=0.75, cursor="pointer" if pick else "default").encode(
        size=alt.Size("area:Q", scale=None, legend=None), color=alt.Color("colour:N", scale=None)
    )
    if pick is not None:
        dots = dots.encode(
            opacity=alt.condition({"param": pick, "empty": True}, alt.value(0.8), alt.value(0.35))
        ).add_params(alt.selection_point(name=pick, fields=["id"], on="click"))
    # Names of near circles run into each other; a rim of the ground keeps them apart.
    down = alt.ExprRef("datum.shift")
    rim = base.mark_text(
        dy=down,
        fontSize=look.font_size,
        color=look.ground,
        stroke=look.ground,
        strokeWidth=4,
        opacity=0.8,
    ).encode(text="label:N")
    names = base.mark_text(dy=down, fontSize=look.font_size, color=look.words).encode(
        text="label:N"
    )
    return alt.layer(dots, rim, names).properties(height=look.step * _HEIGHT)


def dendrogram(
    names: Sequence[str], colours: Sequence[str], joins: Sequence[Join], look: Look
) -> alt.LayerChart:
    """Draws which topics would become one first: the shorter the way, the more alike.

    Args:
        names: Topics in the order in which they stand.
        colours: Their colours.
        joins: The steps; places are those of `names`, heights from 0 to 1.
        look: Sizes.
    """
    top = max((join.height for join in joins), default=1.0) or 1.0
    lines = []
    for join in joins:
        lines += [
            {"x": join.low_height, "x2": join.height, "y": join.low, "y2": join.low},
            {"x": join.high_height, "x2": join.height, "y": join.high, "y2": join.high},
            {"x": join.height, "x2": join.height, "y": join.low, "y2": join.high},
        ]
    y = alt.Y(
        "y:Q", axis=None, scale=alt.Scale(domain=[-0.6, len(names) - 0.4], reverse=True, nice=False)
    )
    scale = alt.Scale(domain=[-0.75 * top, top * 1.05], nice=False)
    rules = (
        alt.Chart(alt.Data(values=lines))
        .mark_rule(color="#8c8c88", strokeWidth=look.font_size / 8)
        .encode(x=alt.X("x:Q", axis=None, scale=scale), x2="x2:Q", y=y, y2="y2:Q")
    )
    rows = [
        {"x": -0.02 * top, "y": place, "label": name, "colour": colour}
        for place, (name, colour) in enumerate(zip(names, colours, strict=True))
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(x=alt.X("x:Q", axis=None, scale=scale), y=y)
    dots = base.mark_circle(size=look.font_size * 8, opacity=1).encode(
        color=alt.Color("colour:N", scale=None)
    )
    texts = base.mark_text(
        align="right",
        baseline="middle",
        dx=-look.font_size * 0.7,
        fontSize=look.font_size,
        color=look.words,
        limit=look.font_size * 12,
    ).encode(text="label:N")
    return alt.layer(rules, dots, texts).properties(height=look.step * max(len(names), 2))
