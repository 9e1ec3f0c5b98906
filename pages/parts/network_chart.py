"""A phrase in the middle of those that travel with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt

from nlp.network import spread
from pages.parts.charts import Look

_THICKEST = 7.0
_SMALLEST, _LARGEST = 120, 900
_EDGE = 1.35


class Node(NamedTuple):
    """A node: its name, its size above 0, its colour."""

    label: str
    size: float
    colour: str


class Link(NamedTuple):
    """A link between the nodes of two labels, with its weight above 0."""

    one: str
    other: str
    weight: float


def network(
    nodes: Sequence[Node], links: Sequence[Link], look: Look, *, pick: str | None = None
) -> alt.LayerChart:
    """Draws a network.

    Args:
        nodes: The first stands in the middle.
        links: Between them.
        look: Sizes.
        pick: Name of the selection a click on a node makes; it holds `id`.
    """
    number = {node.label: place for place, node in enumerate(nodes)}
    places = spread(
        len(nodes), [(number[link.one], number[link.other], link.weight) for link in links]
    )
    top = max((link.weight for link in links), default=1.0)
    lines = [
        {
            "x": places[number[link.one]][0],
            "y": places[number[link.one]][1],
            "x2": places[number[link.other]][0],
            "y2": places[number[link.other]][1],
            "width": 0.6 + _THICKEST * link.weight / top,
            "one": link.one,
            "other": link.other,
            "weight": link.weight,
        }
        for link in links
    ]
    largest = max((node.size for node in nodes), default=1.0)
    dots = [
        {
            "x": place[0],
            "y": place[1],
            "id": node.label,
            "label": node.label,
            "size": _SMALLEST + (_LARGEST - _SMALLEST) * node.size / largest,
            "value": node.size,
            "colour": node.colour,
        }
        for node, place in zip(nodes, places, strict=True)
    ]
    scale = alt.Scale(domain=[-_EDGE, _EDGE], nice=False)
    x, y = alt.X("x:Q", axis=None, scale=scale), alt.Y("y:Q", axis=None, scale=scale)
    width = alt.StrokeWidth("width:Q", scale=None)
    drawn = (
        alt.Chart(alt.Data(values=lines))
        .mark_rule(color="#8c8c88", opacity=0.45, strokeCap="round")
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=width,
            tooltip=[
                alt.Tooltip("one:N", title="一个"),
                alt.Tooltip("other:N", title="另一个"),
                alt.Tooltip("weight:Q", title="同段", format=",.0f"),
            ],
        )
    )
    base = alt.Chart(alt.Data(values=dots)).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("label:N", title="提法"),
            alt.Tooltip("value:Q", title="同段", format=",.0f"),
        ],
    )
    circles = base.mark_circle(opacity=1, cursor="pointer" if pick else "default").encode(
        size=alt.Size("size:Q", scale=None, legend=None), color=alt.Color("colour:N", scale=None)
    )
    names = base.mark_text(
        dy=-look.font_size * 1.5, fontSize=look.font_size, color=look.words
    ).encode(text="label:N")
    if pick is not None:
        circles = circles.add_params(
            alt.selection_point(name=pick, fields=["id"], on="click", nearest=True)
        )
    return alt.layer(drawn, circles, names).properties(height=look.step * 13)
