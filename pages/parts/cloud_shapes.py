"""Shapes that a word cloud can fill, as outlines in a square from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

Outline = Sequence[tuple[float, float]]
SHAPES = {"": "方", "circle": "圆", "heart": "心", "star": "星", "book": "书"}
"""The shapes with their names; the first one is the whole frame."""
_STEPS = 96
_INNER = 0.58
"""How deep the corners of the star go in; deeper ones hold no words."""


def outline(shape: str) -> Outline:
    """The outline of a shape, none for the whole frame or a shape that is not known."""
    return {"circle": _circle, "heart": _heart, "star": _star, "book": _book}.get(shape, list)()


def _circle() -> Outline:
    turns = [2 * pi * step / _STEPS for step in range(_STEPS)]
    return [(0.5 + 0.5 * cos(turn), 0.5 + 0.5 * sin(turn)) for turn in turns]


def _heart() -> Outline:
    turns = [2 * pi * step / _STEPS for step in range(_STEPS)]
    return _filling(
        [
            (
                sin(turn) ** 3 * 16,
                -(13 * cos(turn) - 5 * cos(2 * turn) - 2 * cos(3 * turn) - cos(4 * turn)),
            )
            for turn in turns
        ]
    )


def _star() -> Outline:
    corners = [(pi * step / 5, 1.0 if step % 2 == 0 else _INNER) for step in range(10)]
    return _filling([(sin(turn) * reach, -cos(turn) * reach) for turn, reach in corners])


def _book() -> Outline:
    """An open book: two pages whose edges rise from the spine and fall again."""
    half = [step / (_STEPS // 4) for step in range(_STEPS // 4 + 1)]
    edge = [(u, 0.16 - 0.13 * sin(pi * u**0.8)) for u in half]
    top = [(0.5 - u / 2, y) for u, y in reversed(edge)] + [(0.5 + u / 2, y) for u, y in edge]
    return _filling([*top, *((x, y + 0.78) for x, y in reversed(top))])


def _filling(points: Outline) -> Outline:
    """Points moved and stretched until they fill the square."""
    lows = [min(point[side] for point in points) for side in (0, 1)]
    spans = [max(point[side] for point in points) - lows[side] for side in (0, 1)]
    return [((x - lows[0]) / spans[0], (y - lows[1]) / spans[1]) for x, y in points]
