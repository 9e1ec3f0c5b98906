"""A phrase in the middle of those that travel with it."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt
from typing import Any

import altair as alt

from corpus.plot import Link, Node
from nlp.network import spread
from pages.parts.charts import Look
from pages.parts.label_places import Named, shifts
from pages.parts.palette import NEUTRAL

_THINNEST, _THICKEST = 0.6, 7.0
_SMALLEST, _LARGEST = 0.6, 4.6
"""Areas of the nodes in squares of a letter."""
_EDGE = 1.35
_HEIGHT = 13
"""Of the chart, in steps."""
Places = dict[str, tuple[float, float]]


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
    places = _places(nodes, links)
    drawn = _lines(places, links)
    base = alt.Chart(alt.Data(values=_dots(places, nodes, look))).encode(
        x=_axis(alt.X, "x:Q"),
        y=_axis(alt.Y, "y:Q"),
        tooltip=[
            alt.Tooltip("label:N", title="提法"),
            alt.Tooltip("value:Q", title="同段", format=",.0f"),
        ],
    )
    circles = base.mark_circle(opacity=1, cursor="pointer" if pick else "default").encode(
        size=alt.Size("size:Q", scale=None, legend=None), color=alt.Color("colour:N", scale=None)
    )
    names = base.mark_text(
        dy=alt.ExprRef("datum.shift"), fontSize=look.font_size, color=look.words
    ).encode(text="label:N")
    if pick is not None:
        circles = circles.add_params(
            alt.selection_point(name=pick, fields=["id"], on="click", nearest=True)
        )
    return alt.layer(drawn, circles, names).properties(height=look.step * _HEIGHT)


def _places(nodes: Sequence[Node], links: Sequence[Link]) -> Places:
    """Where each node stands, by its label."""
    number = {node.label: place for place, node in enumerate(nodes)}
    found = spread(
        len(nodes), [(number[link.one], number[link.other], link.weight) for link in links]
    )
    return {label: (float(found[n][0]), float(found[n][1])) for label, n in number.items()}


def _lines(places: Places, links: Sequence[Link]) -> alt.Chart:
    top = max((link.weight for link in links), default=1.0)
    rows = [
        {
            **link._asdict(),
            "x": places[link.one][0],
            "y": places[link.one][1],
            "x2": places[link.other][0],
            "y2": places[link.other][1],
            "width": _THINNEST + _THICKEST * link.weight / top,
        }
        for link in links
    ]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_rule(color=NEUTRAL, opacity=0.45, strokeCap="round")
        .encode(
            x=_axis(alt.X, "x:Q"),
            y=_axis(alt.Y, "y:Q"),
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            tooltip=[
                alt.Tooltip("one:N", title="一个"),
                alt.Tooltip("other:N", title="另一个"),
                alt.Tooltip("weight:Q", title="同段", format=",.0f"),
            ],
        )
    )


def _dots(places: Places, nodes: Sequence[Node], look: Look) -> list[dict[str, Any]]:
    largest = max((node.size for node in nodes), default=1.0)
    letter = look.font_size**2
    areas = [letter * (_SMALLEST + (_LARGEST - _SMALLEST) * n.size / largest) for n in nodes]
    named = [
        Named(node.label, *places[node.label], sqrt(area / pi))
        for node, area in zip(nodes, areas, strict=True)
    ]
    down = shifts(named, look, reach=_EDGE, height=look.step * _HEIGHT, above=True)
    return [
        {
            "x": places[node.label][0],
            "y": places[node.label][1],
            "id": node.label,
            "label": node.label,
            "size": area,
            "shift": shift,
            "value": node.size,
            "colour": node.colour,
        }
        for node, area, shift in zip(nodes, areas, down, strict=True)
    ]


def _axis(kind: Any, field: str) -> Any:
    """Both axes alike: unseen, with room for names at the edge."""
    return kind(field, axis=None, scale=alt.Scale(domain=[-_EDGE, _EDGE], nice=False))
