"""A race of bars over the years: how far each has come by the end of one of them.

The chart holds all years. Its parameter `at` tells which stands there; between two whole numbers
bars are on their way, while the numbers beside them stay those of the year they come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from corpus.plot import YearPart
from pages.parts.charts import Look, series_of

AT = "at"
"""Name of the parameter; from 0, the first year, to the last one."""
MOST = 10
_LEAST = 4
"""Rows there is room for, so that the year finds its place behind two bars as well."""
_ROW = 1.55
"""Height of a row in steps: a name above, its bar below."""


def years_in(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The years a race goes through: those of which there is something.

    Args:
        rows: Of a plot of a race.
    """
    return sorted({int(row["year"]) for row in rows})


def race(
    parts: Sequence[YearPart],
    look: Look,
    *,
    unit: str,
    series: str = "主题",
    form: str = ".1f",
    year: int | None = None,
) -> alt.LayerChart:
    """Draws the race as it stands in a year.

    Args:
        parts: How much each series has by the end of each year.
        look: Sizes.
        unit: What is counted.
        series: What a bar is, for the tooltip.
        form: How values are written.
        year: The year; the last one if None.
    """
    years = years_in([part._asdict() for part in parts])
    lines = min(MOST, max(_LEAST, len({part.series for part in parts})))
    start = years.index(year) if year in years else len(years) - 1
    at = alt.param(name=AT, value=start)
    # What would be written as nought has not set out yet.
    least = 0.5 if form == "d" else 0.05
    top = max((part.value for part in parts), default=1.0) or 1.0
    x = alt.X("now:Q", axis=None, scale=alt.Scale(domain=[0, top * 1.12], nice=False))
    y_scale = alt.Scale(domain=[-0.5, lines - 0.5], reverse=True, nice=False)
    base = (
        alt.Chart(alt.Data(values=_rows(parts, years)))
        .transform_filter(f"datum.frame === floor({AT})")
        .transform_calculate(
            now=f"datum.value + (datum.next - datum.value) * ({AT} - floor({AT}))",
            place=f"datum.rank + (datum.later - datum.rank) * ({AT} - floor({AT}))",
            low="datum.place - 0.02",
            high="datum.place + 0.42",
            nought="0",
        )
        .transform_filter(f"datum.now >= {least} && datum.place < {lines - 0.5}")
    )
    bars = base.mark_rect(cornerRadius=2).encode(
        x=x,
        x2="nought:Q",
        y=alt.Y("low:Q", axis=None, scale=y_scale),
        y2="high:Q",
        color=alt.Color("colour:N", scale=None),
        tooltip=[
            alt.Tooltip("series:N", title=series),
            alt.Tooltip("year:Q", title="截至", format="d"),
            alt.Tooltip("value:Q", title=unit, format=form),
        ],
    )
    written = {"align": "left", "baseline": "middle", "color": look.words}
    names = base.mark_text(
        **written, fontSize=look.font_size, dy=-look.step * _ROW * 0.25, limit=alt.ExprRef("width")
    ).encode(x=alt.value(0), y=alt.Y("place:Q", axis=None, scale=y_scale), text="series:N")
    amounts = base.mark_text(
        **written, fontSize=look.font_size * 0.9, dx=6, dy=look.step * _ROW * 0.2
    ).encode(
        x=x,
        y=alt.Y("place:Q", axis=None, scale=y_scale),
        text=alt.Text("value:Q", format=form),
    )
    behind = _year_behind(years, look)
    return (
        alt.layer(behind, bars, names, amounts)
        .add_params(at)
        .properties(height=lines * look.step * _ROW)
    )


def _rows(parts: Sequence[YearPart], years: Sequence[int]) -> list[dict[str, Any]]:
    """What each series has in each year, and where it goes from there."""
    colours = series_of(parts)
    given = {(part.series, part.year): part.value for part in parts}
    values: dict[str, list[float]] = {name: [] for name in colours}
    for year in years:
        for name, its in values.items():
            its.append(given.get((name, year), its[-1] if its else 0.0))
    ranks = [
        _ranked({name: its[frame] for name, its in values.items()}) for frame in range(len(years))
    ]
    rows = []
    for name, its in values.items():
        for frame, year in enumerate(years):
            later = min(frame + 1, len(years) - 1)
            rows.append(
                {
                    "series": name,
                    "year": year,
                    "value": its[frame],
                    "colour": colours[name],
                    "frame": frame,
                    "next": its[later],
                    "rank": ranks[frame][name],
                    "later": ranks[later][name],
                }
            )
    return rows


def _ranked(values: dict[str, float]) -> dict[str, int]:
    """Places from 0; of equal ones the first stays before the other."""
    order = sorted(values, key=lambda name: -values[name])
    return {name: place for place, name in enumerate(order)}


def _year_behind(years: Sequence[int], look: Look) -> alt.Chart:
    frames = [{"frame": frame, "said": str(year)} for frame, year in enumerate(years)]
    return (
        alt.Chart(alt.Data(values=frames))
        .transform_filter(f"datum.frame === floor({AT})")
        .mark_text(
            align="right",
            baseline="bottom",
            fontSize=look.font_size * 6,
            fontWeight="bold",
            color=look.words,
            opacity=0.16,
        )
        .encode(x=alt.value("width"), y=alt.value("height"), text="said:N")
    )
