"""Charts in one hand: the sizes, and one small builder a kind of chart.

A builder takes plain values and a `Look` and returns an Altair chart whose text is large enough
for where it will be seen. The same builder serves the page, the projector and the exported
picture, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

import altair as alt

from corpus.plot import Bar, Part, YearPart
from pages.parts.palette import (
    DARK_GROUND,
    DARK_WORDS,
    FAINT_ON_DARK,
    FAINT_ON_LIGHT,
    LIGHT_GROUND,
    LIGHT_WORDS,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How large things are drawn.

    Attributes:
        font_size: Of labels, in pixels.
        step: Height of a row of a bar chart, in pixels.
        legend_columns: How many names of series stand beside each other.
        legend: False where the names of the series stand beside the chart already.
        dark: True if it stands on a dark ground.
        narrow: True on a screen that stands upright.
    """

    font_size: int
    step: int
    legend_columns: int
    legend: bool = True
    dark: bool = False
    narrow: bool = False

    @property
    def ground(self) -> str:
        """The colour behind the chart."""
        return DARK_GROUND if self.dark else LIGHT_GROUND

    @property
    def words(self) -> str:
        """The colour of words on that ground."""
        return LIGHT_WORDS if self.dark else DARK_WORDS

    @property
    def faint(self) -> str:
        """The colour of words of less weight on that ground."""
        return FAINT_ON_DARK if self.dark else FAINT_ON_LIGHT


def lettered(drawn: alt.TopLevelMixin, look: Look) -> alt.TopLevelMixin:
    """Gives the axes and legends of a whole chart a colour in which they can be read."""
    words = {"labelColor": look.words, "titleColor": look.words}
    drawn.config = alt.Config(axis=alt.AxisConfig(**words), legend=alt.LegendConfig(**words))
    return drawn


SCREEN = Look(14, 30, 2, legend=False)
STAGE = Look(24, 44, 3)
PRINT = Look(18, 40, 3)
SLIDE = Look(20, 26, 3)
"""Sizes in points on a slide, where nothing under 18 is read from the back row."""


def labelled_bars(
    bars: Sequence[Bar], look: Look, *, unit: str, share: bool = False, pick: str | None = None
) -> alt.LayerChart:
    """Bars with their label above them, so that long labels fit a phone too.

    Args:
        bars: In the order in which they stand.
        look: Sizes.
        unit: What is measured, for the tooltip.
        share: True if values are parts of one.
        pick: Name of the selection a click on a row makes; it holds `id`.
    """
    form = ".0%" if share else ".3~g"
    thickness = round(look.font_size * 0.9)
    base = alt.Chart(alt.Data(values=_rows(bars))).encode(
        y=alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
        tooltip=_tooltip("label", unit, form),
    )
    value = _length(bars, 1.12)
    bar = base.mark_bar(height=thickness, yOffset=thickness * 0.9, cornerRadiusEnd=2).encode(
        x=value, color=alt.Color("colour:N", scale=None)
    )
    label = base.mark_text(
        align="left",
        baseline="middle",
        dy=-thickness * 0.75,
        fontSize=look.font_size,
        color=look.words,
    ).encode(x=alt.value(0), text="label:N")
    amount = base.mark_text(
        align="left",
        baseline="middle",
        dx=6,
        dy=thickness * 0.9,
        fontSize=look.font_size * 0.9,
        color=look.words,
    ).encode(x=value, text=alt.Text("value:Q", format=form))
    layers = [_lit(bar, pick), label, amount, *_whole_rows(base, pick)]
    return alt.layer(*layers).properties(height=alt.Step(round(look.step * 1.7)))


def bars(
    values: Sequence[Bar],
    look: Look,
    *,
    unit: str,
    pick: str | None = None,
    form: str = ".3~g",
) -> alt.LayerChart:
    """Bars with short labels (words) at their left.

    Args:
        values: As for `labelled_bars`.
        look: Sizes.
        unit: As for `labelled_bars`.
        pick: As for `labelled_bars`.
        form: How values are written.
    """
    base = alt.Chart(alt.Data(values=_rows(values))).encode(
        y=alt.Y("label:N", sort=[b.label for b in values], title=None, axis=words_axis(look)),
        tooltip=_tooltip("label", unit, form),
    )
    value = _length(values, 1.15)
    bar = base.mark_bar(height=round(look.step * 0.55), cornerRadiusEnd=2).encode(
        x=value, color=alt.Color("colour:N", scale=None)
    )
    amount = base.mark_text(
        align="left", baseline="middle", dx=6, fontSize=look.font_size * 0.9, color=look.words
    ).encode(x=value, text=alt.Text("value:Q", format=form))
    layers = [_lit(bar, pick), amount, *_whole_rows(base, pick)]
    return alt.layer(*layers).properties(height=alt.Step(look.step))


def _rows(bars: Sequence[Bar]) -> list[dict[str, Any]]:
    return [{**b._asdict(), "order": i, "id": b.id or b.label} for i, b in enumerate(bars)]


def _length(bars: Sequence[Bar], room: float) -> alt.X:
    """The axis of the values, with room at the end for the number."""
    top = _top(b.value for b in bars) * room
    return alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, top]))


def _tooltip(label: str, unit: str, form: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{label}:N", title="内容"),
        alt.Tooltip("value:Q", title=unit, format=form),
    ]


def _lit(bar: alt.Chart, pick: str | None) -> alt.Chart:
    """Bars of which, after a click, the others step back."""
    if pick is None:
        return bar
    lit = {"param": pick, "empty": True}
    return bar.encode(opacity=alt.condition(lit, alt.value(1), alt.value(0.4)))


def _whole_rows(base: alt.Chart, pick: str | None) -> list[alt.Chart]:
    """Invisible marks as wide as the chart, so that the whole row takes the click."""
    if pick is None:
        return []
    row = base.mark_rect(opacity=0, cursor="pointer")
    return [row.add_params(alt.selection_point(name=pick, fields=["id"], on="click"))]


def over_years(
    parts: Sequence[YearPart], look: Look, *, unit: str, series: str = "主题", whole: bool = True
) -> alt.Chart:
    """Stacked bars on a true time axis: a year without articles is a gap.

    Args:
        parts: What stands above each other in each year.
        look: Sizes.
        unit: What is measured.
        series: What a part is, for the tooltip.
        whole: False if the axis needs steps below one.
    """
    rows = [
        {
            "from": _day(p.year, 2),
            "to": _day(p.year, 12),
            "year": str(p.year),
            "series": p.series,
            "value": p.value,
            "order": i,
        }
        for i, p in enumerate(parts)
    ]
    years = [p.year for p in parts]
    first, last = min(years), max(years)
    axis = alt.Axis(
        format="%Y",
        values=[_day(year, 7) for year in range(first, last + 1)],
        labelFontSize=look.font_size,
        labelOverlap="greedy",
        grid=False,
        ticks=False,
    )
    scale = alt.Scale(type="utc", domain=[_day(first, 1), _day(last + 1, 1)])
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(stroke=look.ground, strokeWidth=1, orient="vertical")
        .encode(
            x=alt.X("from:T", title=None, axis=axis, scale=scale),
            x2="to:T",
            y=alt.Y("value:Q", stack="zero", axis=amount_axis(look, unit, whole=whole)),
            color=series_colour(series_of(parts), look),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("year:N", title="年份"),
                alt.Tooltip("series:N", title=series),
                alt.Tooltip("value:Q", title=unit, format=".1f" if whole else ".2f"),
            ],
        )
        .properties(height=look.step * 8 + legend_height(parts, look))
    )


def _day(year: int, month: int) -> str:
    return f"{date(year, month, 1).isoformat()}T00:00:00Z"


def shares(parts: Sequence[Part], look: Look) -> alt.Chart:
    """One full bar a row, cut into the shares of its themes."""
    rows = [
        {"row": p.row, "series": p.series, "value": p.value, "order": i}
        for i, p in enumerate(parts)
    ]
    order = list(dict.fromkeys(p.row for p in parts))
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(stroke=look.ground, strokeWidth=1)
        .encode(
            y=alt.Y("row:N", sort=order, title=None, axis=words_axis(look)),
            x=alt.X(
                "value:Q",
                stack="normalize",
                title=None,
                axis=alt.Axis(
                    format="%", labelFontSize=look.font_size * 0.9, tickCount=4, grid=False
                ),
            ),
            color=series_colour(series_of(parts), look),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("row:N", title="文章"),
                alt.Tooltip("series:N", title="主题"),
                alt.Tooltip("value:Q", title="占比", format=".0%"),
            ],
        )
        .properties(height=len(order) * look.step * 1.5 + 40 + legend_height(parts, look))
    )


def written(chart: alt.TopLevelMixin) -> str:
    """Everything a chart may write: all strings of its specification."""
    return "".join(strings(chart.to_dict()))


def strings(value: Any) -> list[str]:
    """All texts in a value, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [s for v in value.values() for s in strings(v)]
    if isinstance(value, Sequence):
        return [s for v in value for s in strings(v)]
    return []


def series_of(parts: Sequence[Part] | Sequence[YearPart]) -> dict[str, str]:
    """The colour of each series, in the order in which they are met."""
    return {p.series: p.colour for p in parts}


def series_colour(series: Mapping[str, str], look: Look, *, symbol: str = "square") -> alt.Color:
    """The colours of series by their names, with a legend below where there is to be one."""
    legend = alt.Legend(
        title=None,
        orient="bottom",
        columns=look.legend_columns,
        labelFontSize=look.font_size,
        symbolType=symbol,
        symbolSize=look.font_size**2 * 0.45,
        labelLimit=look.font_size * (10.5 if look.narrow else 16),
    )
    return alt.Color(
        "series:N",
        scale=alt.Scale(domain=list(series), range=list(series.values())),
        legend=legend if look.legend else None,
    )


def legend_height(parts: Sequence[Part] | Sequence[YearPart], look: Look) -> float:
    """The room a legend takes from a chart whose whole height is given."""
    if not look.legend:
        return 0.0
    rows = ceil(len(series_of(parts)) / look.legend_columns)
    return rows * look.font_size * 2 + look.font_size * 2


def words_axis(look: Look, longest: int = 9) -> alt.Axis:
    """An axis of names of so many characters at most, each beside the middle of its row."""
    return alt.Axis(
        labelFontSize=look.font_size,
        labelLimit=look.font_size * (longest + 0.5),
        labelBaseline="middle",
        labelFlush=False,
        ticks=False,
        domain=False,
        labelPadding=8,
    )


def amount_axis(look: Look, unit: str, *, whole: bool = True) -> alt.Axis:
    """An axis of amounts with its unit at the top; `whole` keeps it to whole numbers."""
    return alt.Axis(
        title=unit,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleBaseline="bottom",
        titleX=-look.font_size * 2,
        titleY=-look.font_size * 0.6,
        labelFontSize=look.font_size * 0.9,
        titleFontSize=look.font_size * 0.9,
        tickCount=4,
        **({"tickMinStep": 1, "format": "d"} if whole else {"format": ",.2~f"}),
    )


def _top(values: Any) -> float:
    return max(values, default=0.0) or 1.0
