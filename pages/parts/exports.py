"""Charts as files: PNG and SVG with a Chinese font."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt

from corpus.exhibit import Card
from pages.parts.charts import written
from pages.parts.fonts import Font, font_for

PICTURE_WIDTH = 1280
PICTURE_SCALE = 1.5
SLIDE_SCALE = 3.0


def png(chart: alt.TopLevelMixin, title: str, card: Card) -> bytes:
    """The chart as a picture fit for a slide, title above and card below.

    Raises:
        FontMissing: No Chinese font on this machine.
        GlyphMissing: Some characters have no glyph in any font.
    """
    import vl_convert

    spec = specification(chart, title, card)
    return vl_convert.vegalite_to_png(spec, scale=PICTURE_SCALE)


def plain_png(chart: alt.TopLevelMixin) -> bytes:
    """The chart alone, at 300 dots an inch on a slide; errors as for `png`."""
    import vl_convert

    spec = specification(chart, "", Card(0, 0))
    del spec["title"]
    return vl_convert.vegalite_to_png(spec, scale=SLIDE_SCALE)


def svg(chart: alt.TopLevelMixin, title: str, card: Card) -> str:
    """The chart as a drawing that can be scaled; errors as for `png`."""
    import vl_convert

    return vl_convert.vegalite_to_svg(specification(chart, title, card))


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
