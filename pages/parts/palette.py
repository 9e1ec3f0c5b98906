"""The colours of themes: apart for every eye, readable on light and on dark."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache

from corpus.colours import READABLE, contrast
from corpus.plot import ACCENT, NEUTRAL

__all__ = [
    "ACCENT",
    "DARK_GROUND",
    "DARK_WORDS",
    "FAINT_ON_DARK",
    "FAINT_ON_LIGHT",
    "LIGHT_GROUND",
    "LIGHT_WORDS",
    "NEUTRAL",
    "PALETTE",
    "colour",
    "ink",
]

PALETTE = (
    "#2850b0",
    "#d0b810",
    "#a02828",
    "#7890f8",
    "#787870",
    "#70c0f8",
    "#b06000",
    "#c09048",
    "#a0c0a0",
    "#5078b8",
    "#605070",
    "#9898b0",
)
"""Twelve colours that stay apart in normal sight and with red, green or blue blindness.

Found by search: the least distance in OKLab over all pairs and all four kinds of sight is .088,
simulated after Machado, Oliveira and Fernandes (2009). The first ones are the most different.
"""
LIGHT_GROUND = "#fdfcf9"
DARK_GROUND = "#16171a"
DARK_WORDS = "#24211d"
LIGHT_WORDS = "#e8e4dc"
FAINT_ON_LIGHT = "#6b655c"
FAINT_ON_DARK = "#a29d94"


def colour(slot: int) -> str:
    """The colour of a slot of the palette; beyond the palette, grey."""
    return PALETTE[slot] if 0 <= slot < len(PALETTE) else NEUTRAL


@cache
def ink(colour: str, *, dark: bool) -> str:
    """The nearest tone of a colour in which words can be read on a light or dark ground."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    ground = DARK_GROUND if dark else LIGHT_GROUND
    while contrast(colour, ground) < READABLE and 0 < lightness < 1:
        lightness += 0.01 if dark else -0.01
        colour = "#" + "".join(
            f"{round(min(max(part, 0), 1) * 255):02x}"
            for part in hls_to_rgb(hue, lightness, saturation)
        )
    return colour
