"""Colours as `#rrggbb`: between two of them, and which words can be read on which ground."""

from __future__ import annotations

READABLE = 4.5
"""Least contrast of words against the ground (WCAG 2.2, AA)."""


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two: a share of 0 is the first, 1 the second."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def legible(ground: str, *wished: str) -> str:
    """The first of the wished colours that can be read on a ground; else white or black.

    One of those two always can: whatever the ground, one is 4.58 apart from it or more.
    """
    choice = (*wished, "#ffffff", "#000000")
    return next(one for one in choice if contrast(one, ground) >= READABLE)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, faint = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (faint + 0.05)


def _parts(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
