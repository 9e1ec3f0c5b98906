"""The timeline of formulations: a row each, a circle a year, the first use marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import pi, sqrt
from typing import Any

import altair as alt

from corpus.colours import legible
from corpus.plot import YearPart
from pages.parts.charts import Look, words_axis
from pages.parts.palette import DARK_WORDS
from pages.parts.year_axis import years_below

_ROW = 3.1
"""Height of a row in steps: the circle, and what is said below it."""
_LEAST, _MOST = 0.62, 1.35
"""Radius of the circles of the fewest and of the most uses, in sizes of letters."""


def timeline(
    parts: Sequence[YearPart],
    look: Look,
    *,
    unit: str,
    series: str = "提法",
    firsts: Mapping[str, str],
) -> alt.LayerChart:
    """Draws the rows. A year of articles none of which has it is a point; one without is empty.

    Args:
        parts: How often each series was used in each year of which there are articles.
        look: Sizes.
        unit: What is counted.
        series: What a row is, for the tooltip.
        firsts: What is said of the first use of each.
    """
    names = list(dict.fromkeys(part.series for part in parts))
    rows = [_row(part, parts, look, firsts) for part in parts]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=years_below("year:Q", parts, look, room=0.6),
        y=alt.Y("series:N", sort=names, title=None, axis=words_axis(look)),
        tooltip=[
            alt.Tooltip("series:N", title=series),
            alt.Tooltip("year:Q", title="年份", format="d"),
            alt.Tooltip("value:Q", title=unit, format="d"),
            alt.Tooltip("first:N", title="首次"),
        ],
    )
    years = max(part.year for part in parts) - min(part.year for part in parts) + 1
    area = f"min(datum.area, {pi} * pow(width / {years + 1} * 0.48, 2))"
    used = base.transform_filter("datum.value > 0")
    points = base.transform_filter("datum.value === 0").mark_circle(
        color=look.words, opacity=0.35, size=look.font_size * 2
    )
    circles = used.mark_circle(opacity=1, size=alt.ExprRef(area)).encode(
        color=alt.Color("colour:N", scale=None)
    )
    # A number that would not fit into its circle is left to the tooltip.
    fits = f"2.2 * sqrt({area} / {pi}) / length(datum.value + '')"
    amounts = used.mark_text(
        baseline="middle",
        fontSize=alt.ExprRef(f"{fits} < {look.font_size * 0.75} ? 0 : {look.font_size * 0.85}"),
    ).encode(text=alt.Text("value:Q", format="d"), color=alt.Color("ink:N", scale=None))
    first = base.transform_filter("datum.first !== ''")
    rings = first.mark_point(
        filled=False,
        stroke=look.words,
        strokeWidth=look.font_size / 8,
        size=alt.ExprRef(f"{area} * 1.35"),
        opacity=1,
    )
    said = first.mark_text(
        baseline="top",
        dy=look.font_size * (_MOST + 0.25),
        fontSize=look.font_size * 0.85,
        color=look.words,
    ).encode(text="first:N")
    height = alt.Step(look.step * _ROW)
    return alt.layer(points, circles, amounts, rings, said).properties(height=height)


def _row(
    part: YearPart, parts: Sequence[YearPart], look: Look, firsts: Mapping[str, str]
) -> dict[str, Any]:
    most = max((p.value for p in parts), default=1.0) or 1.0
    radius = (_LEAST + (_MOST - _LEAST) * sqrt(part.value / most)) * look.font_size
    used = [p.year for p in parts if p.series == part.series and p.value > 0]
    is_first = bool(used) and part.year == min(used)
    return {
        **part._asdict(),
        "area": pi * radius**2,
        "ink": legible(part.colour, "#ffffff", DARK_WORDS),
        "first": firsts.get(part.series, "首见") if is_first else "",
    }
