"""Beside the lines of a concordance: in which years its words were written, and how often."""

from __future__ import annotations

import streamlit as st

from corpus.concordance import YearFrequency
from corpus.exhibit import Card
from corpus.plot import Plot, YearPart
from pages.parts import concordance_queries, figure, queries
from pages.parts.concordance_queries import Answer, Lines, Question
from pages.parts.figure import Figure
from pages.parts.filters import said
from pages.parts.palette import ACCENT
from pages.parts.selection import Selection

_LONGEST_NAME = 8


def years(at_revision: int, asked: Question, lines: Answer[Lines]) -> None:
    """How often the words were written in 10,000 characters of each year."""
    found = concordance_queries.years(at_revision, asked)
    if not any(year.occurrences for year in found.value):
        st.caption("出现这个词的文章都没有日期，画不出历年词频。可以在导入时补上日期。")
        return
    undated = lines.value.found.total - sum(year.occurrences for year in found.value)
    note = f"，另有 {undated:,} 处所在的文章没有日期，不在图中" if undated > 0 else ""
    scope = "筛选出的文章里，" if asked.filters else "整个文库里，"
    described = _years_figure(
        found.value, asked, card(asked, lines.value.found.articles, found.revision)
    )
    figure.head(described)
    figure.chart(
        described.on_screen(),
        chart_key("frequency", asked, described.card),
        described.alt,
    )
    st.caption(f"{scope}每一万字里出现几次；没有文章的年份空着{note}。")
    figure.foot(described)


def _years_figure(found: tuple[YearFrequency, ...], asked: Question, made_of: Card) -> Figure:
    name = label(asked)
    parts = [YearPart(y.year, name, y.per_10k, ACCENT) for y in found if y.per_10k is not None]

    return Figure(
        name="frequency",
        title=f"历年词频：{name}",
        plot=Plot.of("over_years", parts, unit="次/万字", whole=False, series="词", legend=False),
        columns=("年份", "出现次数", "篇数", "字数", "每万字"),
        rows=[
            (
                y.year,
                y.occurrences,
                y.articles,
                y.characters,
                None if y.per_10k is None else round(y.per_10k, 4),
            )
            for y in found
        ],
        card=made_of,
        alt=f"{name}每万字出现次数："
        + "；".join(f"{p.year} 年 {p.value:.2f}" for p in parts if p.value),
    )


def label(asked: Question) -> str:
    """The words, short enough for a heading."""
    name = "、".join(asked.words)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def card(asked: Question, articles: int, revision: int) -> Card:
    """The small print of a chart."""
    filters = said(Selection(filters=asked.filters))
    scope = f"查找：{asked.query}" + (f"；筛选：{filters}" if filters else "")
    version = queries.dictionary_version(queries.revision())
    used = [y.year for y in concordance_queries.years(revision, asked).value if y.articles]
    period = (used[0], used[-1]) if used else None
    return Card(articles, revision, scope, dictionary=version, period=period)


def chart_key(name: str, asked: Question, card: Card) -> str:
    """Another key for another question, so that no old click is taken for one on this chart."""
    return f"{name}-{card.revision}-{abs(hash(asked)) % 10**8}"
