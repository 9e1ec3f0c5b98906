"""Charts as files: PNG and SVG with a Chinese font."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt

from pages.parts.charts import written
from pages.parts.fonts import Font, font_for

PICTURE_WIDTH = 1280
PICTURE_SCALE = 1.5


@dataclass(frozen=True, slots=True)
class Card:
    """What a chart was made of, for the small print below it.

    Attributes:
        articles: How many articles went in.
        revision: Archive revision.
        scope: Which articles, in words.
        seed: Seed of the topic model or layout; None where chance plays no part.
        dictionary: Archive revision that last changed the library's dictionary; 0 if it is empty.
        settings: How it was made, in words.
    """

    articles: int
    revision: int
    scope: str = "未筛选"
    seed: int | None = None
    dictionary: int = 0
    settings: tuple[str, ...] = ()

    def __str__(self) -> str:
        facts = [f"{self.articles:,} 篇文章", f"文库第 {self.revision:,} 版", self.scope]
        if self.dictionary:
            facts.append(f"词典第 {self.dictionary:,} 版")
        facts.extend(self.settings)
        if self.seed is not None:
            facts.append(f"随机种子 {self.seed}")
        return " · ".join(facts)


def png(chart: alt.TopLevelMixin, title: str, card: Card) -> bytes:
    """The chart as a picture fit for a slide, title above and card below.

    Raises:
        FontMissing: No Chinese font on this machine.
        GlyphMissing: Some characters have no glyph in any font.
    """
    import vl_convert

    spec = specification(chart, title, card)
    return vl_convert.vegalite_to_png(spec, scale=PICTURE_SCALE)


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
