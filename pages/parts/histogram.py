"""The years of the results as a small chart whose bars can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import streamlit as st

from corpus.search import FacetCount
from pages.parts.figure import is_dark
from pages.parts.palette import ACCENT, NEUTRAL
from pages.parts.selection import Selection, to_url

_LEAST_YEARS = 2
_PICK = "year"
_HEIGHT = 76


def year_histogram(selection: Selection, counts: Sequence[FacetCount]) -> None:
    """Draws how many of the results are of which year; a click chooses the year or lets it go.

    Args:
        selection: What is looked at now.
        counts: The years and how many results are of each.
    """
    years = {int(entry.value): entry.count for entry in counts}
    if len(years) < _LEAST_YEARS:
        return
    key = _key(selection)
    st.vega_lite_chart(
        spec=_specification(years, selection.filters.years),
        key=key,
        on_select=lambda: _choose(selection, key),
        selection_mode=[_PICK],
        width="stretch",
        height=_HEIGHT,
        theme=None,
        alt="历年篇数：" + "，".join(f"{y} 年 {n} 篇" for y, n in sorted(years.items())),
    )


def _key(selection: Selection) -> str:
    """Named by what is chosen, so that it follows the address and not its own memory."""
    return f"histogram-{sha256(repr(selection).encode()).hexdigest()[:12]}"


def _specification(years: dict[int, int], chosen: Sequence[int]) -> dict[str, Any]:
    """A bar a year on a true axis: a year without articles is a gap."""
    first, last = min(years), max(years)
    rows = [
        {"from": year - 0.42, "to": year + 0.42, "year": year, "count": count, "base": 0}
        for year, count in sorted(years.items())
    ]
    ink = "#a29d94" if is_dark() else "#6b655c"
    lit = {"test": f"indexof({list(chosen)}, datum.year) >= 0", "value": ACCENT}
    x = {
        "field": "from",
        "type": "quantitative",
        "scale": {"domain": [first - 0.5, last + 0.5], "nice": False},
        "axis": {
            "title": None,
            "values": sorted({first, last}),
            "format": "d",
            "labelColor": ink,
            "labelFlush": True,
            "labelFontSize": 12,
            "labelPadding": 4,
            "grid": False,
            "ticks": False,
            "domainColor": ink,
        },
    }
    tooltip = [
        {"field": "year", "type": "quantitative", "title": "年份", "format": "d"},
        {"field": "count", "type": "quantitative", "title": "篇数", "format": ",d"},
    ]
    place = {"x": x, "x2": {"field": "to"}, "tooltip": tooltip}
    return {
        "data": {"values": rows},
        "padding": 0,
        "background": "transparent",
        "view": {"stroke": None},
        "layer": [
            {
                "mark": {"type": "rect"},
                "encoding": {
                    **place,
                    "y": {
                        "field": "count",
                        "type": "quantitative",
                        "scale": {"zero": True},
                        "axis": None,
                    },
                    "y2": {"field": "base"},
                    "color": {"condition": lit, "value": NEUTRAL},
                },
            },
            {
                "mark": {"type": "rect", "opacity": 0, "cursor": "pointer"},
                "encoding": place,
                "params": [
                    {
                        "name": _PICK,
                        "select": {"type": "point", "fields": ["year"], "on": "click"},
                    }
                ],
            },
        ],
    }


def _choose(selection: Selection, key: str) -> None:
    picked = st.session_state[key].selection.get(_PICK) or []
    years = {int(one["year"]) for one in picked if "year" in one}
    if years:
        chosen = set(selection.filters.years) ^ years
        to_url(selection.narrowed(years=tuple(sorted(chosen))))
