"""The axis of years below a chart: every year from the first to the last, also those without."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from corpus.plot import YearPart
from pages.parts.charts import Look


def years_below(
    field: str, parts: Sequence[YearPart], look: Look, *, room: float, padding: float = 0
) -> alt.X:
    """An axis on which years stand as far apart as they are.

    Args:
        field: What stands on it, with its type.
        parts: What is shown.
        look: Sizes.
        room: Years that are left free on either side.
        padding: Pixels that are left free beyond them.
    """
    first, last = min(part.year for part in parts), max(part.year for part in parts)
    return alt.X(
        field,
        title=None,
        scale=alt.Scale(domain=[first - room, last + room], nice=False, padding=padding),
        axis=alt.Axis(
            format="d",
            values=list(range(first, last + 1)),
            labelFontSize=look.font_size,
            labelOverlap="greedy",
            grid=False,
            ticks=False,
        ),
    )


def runs(years: Sequence[int]) -> dict[int, int]:
    """For each year the number of the unbroken run of years it belongs to."""
    found: dict[int, int] = {}
    run, before = 0, None
    for year in sorted(set(years)):
        run += before is not None and year > before + 1
        found[year], before = run, year
    return found
