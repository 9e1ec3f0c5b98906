"""How much of each year the themes make up: stacked, as a stream, each apart, or as a race."""

from __future__ import annotations

from itertools import accumulate

import streamlit as st

from corpus.plot import Plot, PlotKind, YearPart
from pages.parts import figure, race_player
from pages.parts.figure import Figure
from pages.parts.paging import choice
from pages.parts.selection import Selection
from pages.parts.theme_parts import card, key
from pages.parts.theme_queries import ThemeMap

FORMS: dict[str, tuple[str, PlotKind]] = {
    "": ("堆叠", "over_years"),
    "stream": ("河流", "stream"),
    "panels": ("分格", "panels"),
    "race": ("逐年", "race"),
}
_NOTES = {
    "": "颜色同上图。柱高是当年的篇数，一篇涉及几个主题的按比例分开",
    "stream": "颜色同上图。越宽，当年的篇数越多，左边的竖线是尺子；一篇涉及几个主题的按比例分开",
    "panels": "各图同一尺度，数字是篇数最多的那一年；一篇涉及几个主题的按比例分开",
    "race": "从第一年累计到这一年的篇数，一篇涉及几个主题的按比例分开；跳过没有文章的年份",
}
_FORM = "theme-years-form"


def show(themes: ThemeMap, selection: Selection) -> None:
    """Draws the years in the form of the address."""
    if not themes.years:
        st.caption("这些文章都没有日期，画不出历年变化。可以在导入时补上日期。")
        return
    form = st.query_params.get("years", "")
    form = form if form in FORMS else ""
    described = _figure(themes, selection, form)
    figure.head(described)
    names = {one: name for one, (name, _) in FORMS.items()}
    choice("怎样画", names, form, key=_FORM, on_change=_change)
    chart_key = key(themes, f"years-{form}")
    if form == "race":
        race_player.show(described, chart_key)
    else:
        figure.chart(described.on_screen(), chart_key, described.alt)
    undated = themes.found.undated
    note = f"；另有 {undated} 篇没有日期，不在图中" if undated else ""
    st.caption(f"{_NOTES[form]}{note}。")
    figure.foot(described)


def _change() -> None:
    if st.session_state[_FORM]:
        st.query_params["years"] = st.session_state[_FORM]
    else:
        st.query_params.pop("years", None)


def _figure(themes: ThemeMap, selection: Selection, form: str) -> Figure:
    ordered = sorted(themes.years)
    values = {t.index: [themes.years[year][t.index] for year in ordered] for t in themes.themes}
    if form == "race":
        values = {index: list(accumulate(its)) for index, its in values.items()}
    parts = [
        YearPart(year, theme.label, value, theme.colour)
        for theme in themes.themes
        for year, value in zip(ordered, values[theme.index], strict=True)
    ]
    period = f"{ordered[0]} 年到 {ordered[-1]} 年"
    return Figure(
        name="years",
        title="主题逐年：累计篇数" if form == "race" else "主题的历年变化",
        plot=Plot.of(FORMS[form][1], parts, unit="篇"),
        columns=("年份", *(theme.label for theme in themes.themes)),
        rows=[
            (year, *(round(values[t.index][place], 2) for t in themes.themes))
            for place, year in enumerate(ordered)
        ],
        card=card(themes, selection),
        alt=f"{period}各主题的{'累计' if form == 'race' else ''}篇数",
    )
