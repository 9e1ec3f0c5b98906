"""Where the names of marks in the plane stand, so that they do not lie upon each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pages.parts.charts import Look

_ASPECT, _NARROW_ASPECT = 1.5, 1.05
"""How much wider than high the plane is taken to be; how wide it will be nobody knows yet."""
_TRIES = 4


class Named(NamedTuple):
    """A mark with a name: where it is, and its radius in pixels."""

    name: str
    x: float
    y: float
    radius: float


def shifts(
    marks: Sequence[Named], look: Look, *, reach: float, height: float, above: bool = False
) -> list[float]:
    """How far below its mark each name stands in pixels; less than 0 is above.

    Args:
        marks: Those whose names matter most come first.
        look: Size of the letters.
        reach: The plane goes from minus this to this, both ways.
        height: Of the plane, in pixels.
        above: True if names stand above where they can.
    """
    line = look.font_size * 1.25
    wide = height * (_NARROW_ASPECT if look.narrow else _ASPECT)
    taken: list[tuple[float, float, float]] = []
    found = []
    for mark in marks:
        x, y = mark.x / reach / 2 * wide, -mark.y / reach / 2 * height
        half = len(mark.name) * look.font_size / 2
        near = mark.radius + line * 0.6
        sides = (-1, 1) if above else (1, -1)
        tries = [side * (near + line * step) for step in range(_TRIES) for side in sides]
        shift = next((one for one in tries if _free(taken, x, y + one, half, line)), tries[0])
        taken.append((x, y + shift, half))
        found.append(shift)
    return found


def _free(
    taken: Sequence[tuple[float, float, float]], x: float, y: float, half: float, line: float
) -> bool:
    return all(
        abs(x - other) > half + wide or abs(y - level) > line for other, level, wide in taken
    )
