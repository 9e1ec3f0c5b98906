"""Curves over the years, a gap where a year has nothing to count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import altair as alt

from corpus.plot import YearPart
from pages.parts.charts import Look, amount_axis, series_colour
from pages.parts.year_axis import years_below


def curves(
    parts: Sequence[YearPart], look: Look, *, unit: str, series: str, form: str = ".2f"
) -> alt.LayerChart:
    """Draws a curve for each series, with a dot a year.

    Args:
        parts: Value of each series in each year; a year left out is a gap.
        look: Sizes.
        unit: What is measured.
        series: What a series is, for the tooltip.
        form: How values are written.
    """
    rows: list[dict[str, Any]] = []
    for name in dict.fromkeys(part.series for part in parts):
        run, last = 0, None
        for part in sorted((p for p in parts if p.series == name), key=lambda p: p.year):
            run += last is not None and part.year > last + 1
            last = part.year
            rows.append({**part._asdict(), "run": f"{name}{run}"})
    named = {part.series: part.colour for part in parts}
    several = replace(look, legend=look.legend and len(named) > 1)
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=years_below("year:Q", parts, look, room=0.3),
        y=alt.Y("value:Q", axis=amount_axis(look, unit, whole=False)),
        color=series_colour(named, several, symbol="circle"),
        tooltip=[
            alt.Tooltip("year:Q", title="年份", format="d"),
            alt.Tooltip("series:N", title=series),
            alt.Tooltip("value:Q", title=unit, format=form),
        ],
    )
    line = base.mark_line(strokeWidth=look.font_size / 6).encode(detail="run:N")
    dots = base.mark_circle(size=look.font_size * 4, opacity=1)
    return alt.layer(line, dots).properties(height=look.step * 8)
