"""Bars to the left and to the right of a common axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from corpus.plot import Bar
from pages.parts.charts import Look
from pages.parts.palette import ink

ROOM = 1.35
"""How much longer than the longest bar each half is, so that a label of five signs fits."""
_MORE = 0.06
"""What each further sign takes."""


def diverging_bars(
    bars: Sequence[Bar],
    look: Look,
    *,
    unit: str,
    pick: str | None = None,
    form: str = "+.2~f",
    sides: Sequence[str] = (),
) -> alt.LayerChart:
    """Bars with their words at the end they grow to: above 0 to the right, below to the left.

    Args:
        bars: In the order in which they stand.
        look: Sizes.
        unit: What is measured, for the tooltip.
        pick: Name of the selection a click on a row makes; it holds `id`.
        form: How values are written.
        sides: What stands to the right and to the left; said above where there is a legend.
    """
    rows: list[dict[str, Any]] = [
        {**bar._asdict(), "order": place, "id": bar.id or bar.label}
        for place, bar in enumerate(bars)
    ]
    top = max((abs(bar.value) for bar in bars), default=1.0) or 1.0
    longest = max((len(bar.label) for bar in bars), default=0)
    end = top * (ROOM + _MORE * max(longest - 5, 0))
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("order:O", axis=None),
        tooltip=[
            alt.Tooltip("label:N", title="内容"),
            alt.Tooltip("value:Q", title=unit, format=form),
        ],
    )
    value = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[-end, end], nice=False))
    bar = base.mark_bar(height=round(look.step * 0.55)).encode(
        x=value, color=alt.Color("colour:N", scale=None)
    )
    if pick is not None:
        lit = alt.condition({"param": pick, "empty": True}, alt.value(1), alt.value(0.4))
        bar = bar.encode(opacity=lit)
    layers: list[alt.Chart] = [bar]
    for side, align, shift in (("> 0", "left", 6), ("<= 0", "right", -6)):
        layers.append(
            base.transform_filter(f"datum.value {side}")
            .mark_text(
                align=align,
                baseline="middle",
                dx=shift,
                fontSize=look.font_size,
                color=look.words,
            )
            .encode(x=value, text="label:N")
        )
    if pick is not None:
        chosen = alt.selection_point(name=pick, fields=["id"], on="click")
        layers.append(base.mark_rect(opacity=0, cursor="pointer").add_params(chosen))
    drawn = alt.layer(*layers)
    if sides and look.legend:
        drawn = alt.layer(*layers, *_sides(bars, sides, look)).properties(
            padding={"top": look.font_size * 2, "left": 14, "right": 14, "bottom": 5}
        )
    return drawn.properties(height=alt.Step(look.step))


def _sides(bars: Sequence[Bar], sides: Sequence[str], look: Look) -> list[alt.Chart]:
    """The names of both sides above the bars, each in its colour, towards where it grows."""
    found = []
    for name, up, align, at in ((sides[0], True, "right", "width"), (sides[1], False, "left", 0)):
        colour = next((bar.colour for bar in bars if (bar.value > 0) == up), look.words)
        said = f"{name} →" if up else f"← {name}"
        mark = alt.Chart(alt.Data(values=[{"said": said}])).mark_text(
            align=align,
            baseline="bottom",
            fontSize=look.font_size,
            fontWeight="bold",
            color=ink(colour, dark=look.dark),
            limit=alt.ExprRef("width / 2 - 12"),
        )
        found.append(
            mark.encode(x=alt.value(at), y=alt.value(-look.font_size * 0.6), text="said:N")
        )
    return found
