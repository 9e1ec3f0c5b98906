"""Charts as files for print: PNG of 300 dots an inch and SVG in millimetres, in a Chinese font."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt

from corpus.exhibit import Card
from pages.parts.charts import written
from pages.parts.fonts import Font, font_for

PICTURE_WIDTH = 1280
DOTS = 300
"""Dots an inch of every picture, at the size at which it is meant to be seen."""
INCHES = 10
"""Width of a picture on paper; its lines of 18 pixels are then ten points high."""
SLIDE_WIDTH = 880
"""Width of a picture on a slide, in points, so that a size in it is a size on the slide."""
_POINTS, _MILLIMETRES = 72, 25.4
_ELSEWHERE = "'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
"""For whoever opens a drawing on a machine without the font it was made in."""
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_FAMILY = re.compile(r'font-family="([^"]+)"')


def png(chart: alt.TopLevelMixin, title: str, card: Card) -> bytes:
    """The chart as a picture for print, title above and card below; it says its own size.

    Raises:
        FontMissing: No Chinese font on this machine.
        GlyphMissing: Some characters have no glyph in any font.
    """
    return _printed(_drawing(specification(chart, title, card)), INCHES * _POINTS)


def plain_png(chart: alt.TopLevelMixin, height: int | None = None) -> bytes:
    """The chart alone, at 300 dots an inch at its place on a slide; errors as for `png`.

    Args:
        chart: A chart.
        height: In points, for charts that fill any room; others have their own.
    """
    spec = specification(chart, "", Card(0, 0))
    spec["width"], spec["padding"] = SLIDE_WIDTH, 0
    if height is not None:
        spec["height"] = height
    del spec["title"]
    return _printed(_drawing(spec), SLIDE_WIDTH)


def svg(chart: alt.TopLevelMixin, title: str, card: Card) -> str:
    """The chart as a drawing that can be scaled, as large on paper as `png`; errors as there."""
    return _measured(_drawing(specification(chart, title, card)))


def png_and_svg(chart: alt.TopLevelMixin, title: str, card: Card) -> tuple[bytes, str]:
    """What `png` and `svg` give, of one drawing."""
    drawn = _drawing(specification(chart, title, card))
    return _printed(drawn, INCHES * _POINTS), _measured(drawn)


def _drawing(spec: Mapping[str, Any]) -> str:
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn


def _printed(drawn: str, points: float) -> bytes:
    """A drawing as a picture so many points wide; what is a little too wide is cut to a dot."""
    import vl_convert

    wide, _ = _size(drawn)
    printed: bytes = vl_convert.svg_to_png(drawn, scale=(points + 0.02) / wide, ppi=DOTS)
    return printed


def _measured(drawn: str) -> str:
    """A drawing that says how large it is on paper, and which fonts may stand in for its own."""
    wide, high = _size(drawn)
    millimetres = INCHES * _MILLIMETRES
    said = f'width="{millimetres:g}mm" height="{millimetres * high / wide:.2f}mm"'
    return _FAMILY.sub(rf"""font-family="'\1', {_ELSEWHERE}\"""", _SIZE.sub(said, drawn, count=1))


def _size(drawn: str) -> tuple[float, float]:
    found = _SIZE.search(drawn)
    assert found is not None
    return float(found[1]), float(found[2])


def specification(chart: alt.TopLevelMixin, title: str, card: Card) -> dict[str, Any]:
    """A Vega-Lite specification that stands on its own, in a font that has all its characters."""
    font = font_for(f"{title}{card}{written(chart)}")
    make_known(font)
    spec: dict[str, Any] = chart.to_dict()
    spec["width"] = PICTURE_WIDTH
    spec["padding"] = 32
    spec["title"] = {
        "text": title,
        "subtitle": str(card),
        "anchor": "start",
        "frame": "group",
        "fontSize": 30,
        "subtitleFontSize": 16,
        "subtitlePadding": 8,
        "offset": 24,
        "color": "#222222",
        "subtitleColor": "#666666",
    }
    spec["config"] = _print_config(font, spec.get("config", {}))
    return spec


def make_known(font: Font) -> None:
    """Tells the renderer of a font that the system does not know."""
    if font.packaged:
        _register(font.path.parent)


@cache
def _register(folder: Path) -> None:
    import vl_convert

    vl_convert.register_font_directory(str(folder))


def _print_config(font: Font, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **given,
        "font": font.family,
        "background": "#ffffff",
        "view": {"stroke": None},
        "axis": {"labelColor": "#333333", "titleColor": "#333333", "gridColor": "#e6e2dd"},
        "legend": {"labelColor": "#333333"},
        "text": {"color": "#222222"},
    }
