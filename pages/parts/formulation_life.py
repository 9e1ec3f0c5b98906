"""The life of formulations: curves, a timeline with their first uses, or a race."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import streamlit as st

from corpus.exhibit import Card
from corpus.formulations import Track
from corpus.plot import Plot, YearPart
from pages.parts import figure, race_player
from pages.parts.figure import Figure
from pages.parts.paging import choice
from pages.parts.palette import ACCENT, colour

FORMS = {"": "频率", "timeline": "时间线", "race": "逐年"}
_NOTES = {
    "": "每一万字里出现几次；没有文章的年份空着。",
    "timeline": "一行一个提法，圆里是当年的次数，外面的圈是首次出现；小点的年份有文章而没有它，"
    "没有文章的年份空着。",
    "race": "从第一年累计到这一年的次数；跳过没有文章的年份。",
}
_FORM = "formulation-form"


def show(tracks: Sequence[Track], card: Card, key: str) -> None:
    """Draws the years of phrases in the form of the address.

    Args:
        tracks: The phrases.
        card: What the chart is made of.
        key: Tells these phrases from others.
    """
    dated = [track for track in tracks if any(year.occurrences for year in track.years)]
    if not dated:
        st.caption("用到它的文章都没有日期，画不出历年变化。可以在导入时补上日期。")
        return
    forms = {form: name for form, name in FORMS.items() if form != "race" or len(dated) > 1}
    form = st.query_params.get("life", "")
    form = form if form in forms else ""
    colours = {
        track.phrase: ACCENT if len(tracks) == 1 else colour(place)
        for place, track in enumerate(tracks)
    }
    described = _figure(dated, colours, form, card)
    figure.head(described)
    choice("怎样画", forms, form, key=_FORM, on_change=_change)
    if form == "" and len(tracks) > 1:
        figure.legend(colours)
    if form == "race":
        race_player.show(described, key)
    else:
        figure.chart(described.on_screen(), f"life-{form}-{key}", described.alt)
    undated = sum(track.undated for track in tracks)
    note = f"另有 {undated:,} 篇没有日期，不在图中。" if undated else ""
    st.caption(f"{_NOTES[form]}{note}")
    figure.foot(described)


def _change() -> None:
    if st.session_state[_FORM]:
        st.query_params["life"] = st.session_state[_FORM]
    else:
        st.query_params.pop("life", None)


def _figure(dated: Sequence[Track], colours: dict[str, str], form: str, card: Card) -> Figure:
    titles = {"": "历年变化", "timeline": "提法时间线", "race": "提法逐年：累计次数"}
    said = {"": "历年每万字出现次数：", "timeline": "首次出现和历年次数：", "race": "累计次数："}
    return Figure(
        name="life",
        title=titles[form],
        plot=_plot(dated, colours, form),
        columns=("提法", "年份", "次数", "篇数", "字数", "每万字"),
        rows=[
            (t.phrase, y.year, y.occurrences, y.articles, y.characters, y.per_10k)
            for t in dated
            for y in t.years
        ],
        card=card,
        alt=said[form] + "；".join(map(_first_said if form == "timeline" else _named, dated)),
    )


def _plot(dated: Sequence[Track], colours: dict[str, str], form: str) -> Plot:
    if form == "":
        parts = [
            YearPart(y.year, t.phrase, y.per_10k, colours[t.phrase])
            for t in dated
            for y in t.years
            if y.per_10k is not None
        ]
        return Plot.of("curves", parts, unit="次/万字", series="提法")
    counted = []
    for track in dated:
        there = [year for year in track.years if year.per_10k is not None]
        counts = [year.occurrences for year in there]
        values = list(accumulate(counts)) if form == "race" else counts
        counted += [
            YearPart(year.year, track.phrase, value, colours[track.phrase])
            for year, value in zip(there, values, strict=True)
        ]
    if form == "race":
        return Plot.of("race", counted, unit="次", series="提法", form="d")
    firsts = {t.phrase: _day(t) for t in dated}
    return Plot.of("timeline", counted, unit="次", series="提法", firsts=firsts)


def _named(track: Track) -> str:
    return track.phrase


def _first_said(track: Track) -> str:
    day = track.first.published if track.first else None
    return f"{track.phrase} {day:%Y-%m-%d} 首见" if day else track.phrase


def _day(track: Track) -> str:
    day = track.first.published if track.first else None
    return f"首见 {day.month} 月 {day.day} 日" if day else "首见"
