"""Prevalence over the years as a stream: bands that swell and shrink around one middle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor, log10
from typing import Any

import altair as alt

from corpus.plot import YearPart
from pages.parts.charts import Look, legend_height, series_colour, series_of
from pages.parts.year_axis import runs, years_below

_HALF = 0.34
"""Part of a year, to either side of its middle, in which a band keeps the width of the year."""


def stream(
    parts: Sequence[YearPart], look: Look, *, unit: str, series: str = "主题"
) -> alt.LayerChart:
    """Draws the bands; each year is as wide as its value, and a year without articles is a gap.

    Args:
        parts: What lies above each other in each year.
        look: Sizes.
        unit: What the width of a band is.
        series: What a band is, for the tooltip.
    """
    placed = list(_placed(parts))
    # Drawn before it is stacked: stacking would fill a gap with a slope that nothing stands for.
    ends = [{**row, "x": row["year"] + side} for row in placed for side in (-_HALF, _HALF)]
    reach = max((row["high"] for row in placed), default=1.0) or 1.0
    y = alt.Y("low:Q", axis=None, scale=alt.Scale(domain=[-reach * 1.04, reach * 1.04], nice=False))
    left = look.font_size * 3.2
    bands = (
        alt.Chart(alt.Data(values=ends))
        .mark_area(interpolate="monotone", stroke=look.ground, strokeWidth=1)
        .encode(
            x=years_below("x:Q", parts, look, room=0.5, padding=left),
            y=y,
            y2="high:Q",
            detail="run:N",
            color=series_colour(series_of(parts), look),
        )
    )
    columns = years_below("from:Q", parts, look, room=0.5, padding=left)
    spots = (
        alt.Chart(alt.Data(values=placed))
        .mark_rect(opacity=0)
        .encode(
            x=columns,
            x2="to:Q",
            y=y,
            y2="high:Q",
            tooltip=[
                alt.Tooltip("year:Q", title="年份", format="d"),
                alt.Tooltip("series:N", title=series),
                alt.Tooltip("value:Q", title=unit, format=".1f"),
            ],
        )
    )
    height = look.step * 8 + legend_height(parts, look)
    return alt.layer(bands, spots, *_measure(reach, unit, look)).properties(height=height)


def _placed(parts: Sequence[YearPart]) -> Iterator[dict[str, Any]]:
    run_of = runs([part.year for part in parts])
    for year, run in run_of.items():
        own = [part for part in parts if part.year == year]
        low = -sum(part.value for part in own) / 2
        for part in own:
            yield {
                **part._asdict(),
                "low": low,
                "high": low + part.value,
                "from": year - 0.5,
                "to": year + 0.5,
                "run": f"{part.series}{run}",
            }
            low += part.value


def _measure(reach: float, unit: str, look: Look) -> tuple[alt.Chart, alt.Chart]:
    """A stick of a round length: bands have no axis on which they could be read."""
    size = 10 ** floor(log10(reach)) if reach > 0 else 1
    length = next(n * size for n in (5, 2, 1) if n * size <= reach)
    said_of_it = f"{length:g} {unit}".strip()
    marks = [{"low": -length / 2, "high": length / 2, "middle": 0, "text": said_of_it}]
    base = alt.Chart(alt.Data(values=marks))
    stick = base.mark_rule(color=look.words, strokeWidth=look.font_size / 7).encode(
        x=alt.value(look.font_size * 0.3), y="low:Q", y2="high:Q"
    )
    said = base.mark_text(
        align="left", baseline="middle", fontSize=look.font_size * 0.9, color=look.words
    ).encode(x=alt.value(look.font_size * 0.7), y=alt.Y("middle:Q"), text="text:N")
    return stick, said
