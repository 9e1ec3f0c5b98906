"""The 数据 view of the page of references: the figures as a table, and who disagrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from corpus.citation_places import Place
from corpus.figure_register import FigureEntry
from corpus.matching import match_text
from nlp.figures import same_indicator
from nlp.quantities import change, said
from pages.parts import queries, register_parts, register_queries
from pages.parts.empty import empty
from pages.parts.jobs import Job
from pages.parts.literal import as_html
from pages.parts.paging import choice, turn_pages
from pages.parts.register_parts import Table
from pages.parts.selection import Selection

PER_PAGE = 20
MOST_OTHERS = 6
"""Sentences of other articles that are shown below one that they disagree with."""
ORDERS = {"": "不一致的在前", "name": "按指标", "value": "数值大的在前", "year": "年份近的在前"}
COLUMNS = ("核对", "指标", "从", "到 / 值", "变化", "年份", "地区", "文章", "句子", "数值", "单位")
SHOWN = ("指标", "从", "到 / 值", "变化", "年份", "文章")
"""Columns that a room can take in."""
_ORDER = "register-order"


def show(selection: Selection) -> None:
    """Draws the view.

    Args:
        selection: Which articles, and the page of the table.
    """
    found = register_queries.figures(selection)
    if isinstance(found, Job):
        register_parts.wait_for(found)
        return
    if not found:
        empty(
            "这些文章里没有找到数据",
            "这里列出文章里有指标、有数值的话，例如“财政收入从多少增加到多少”。"
            "请放宽左侧的筛选条件，或再导入一些文章。",
        )
        return
    register_parts.find("在指标和地区里找", "人均收入")
    order = st.query_params.get("order", "")
    order = order if order in ORDERS else ""
    choice("次序", ORDERS, order, key=_ORDER, on_change=register_parts.keep, args=("order", _ORDER))
    wanted = register_parts.typed()
    shown = sorted((e for e in found if _holds(e, wanted)), key=_ORDERED[order])
    if not shown:
        empty("没有这样的数据", "请换几个字，或清空上面的查找框。")
        return
    disagreeing = sum(bool(entry.disagrees) for entry in shown)
    told = f"其中 {disagreeing:,} 条与别的文章不一致" if disagreeing else "没有互相矛盾的"
    register_parts.head(
        f"<b>{len(shown):,}</b> 条数据<span>{told}</span>",
        Table("数据", COLUMNS, lambda: [_cells(entry) for entry in shown], SHOWN),
        selection,
    )
    last = max(1, -(-len(shown) // PER_PAGE))
    page = min(selection.page, last)
    _table(shown[(page - 1) * PER_PAGE : page * PER_PAGE], found)
    if last > 1:
        turn_pages("register", selection, last)


def _holds(entry: FigureEntry, wanted: str) -> bool:
    figure = entry.figure
    return not wanted or wanted in match_text(f"{figure.indicator}\n{figure.place or ''}")


def _group(entry: FigureEntry) -> tuple[object, ...]:
    figure = entry.figure
    return figure.indicator, figure.place or "", figure.year or "", entry.article_id


_ORDERED: dict[str, Callable[[FigureEntry], Any]] = {
    "": lambda entry: (not entry.disagrees, *_group(entry)),
    "name": _group,
    "value": lambda entry: (entry.figure.value.unit, -entry.figure.value.value, *_group(entry)),
    "year": lambda entry: (-_calendar_year(entry), *_group(entry)),
}


def _calendar_year(entry: FigureEntry) -> int:
    year = (entry.figure.year or "")[:4]
    return int(year) if len(year) == 4 and year.isascii() and year.isdigit() else 0


def _cells(entry: FigureEntry) -> tuple[object, ...]:
    figure = entry.figure
    return (
        "数字不一致" if entry.disagrees else "",
        figure.indicator,
        said(figure.start),
        "" if figure.value == figure.change else said(figure.value),
        change(figure),
        figure.year or "",
        figure.place or "",
        entry.title,
        entry.sentence,
        None if figure.value.parts else figure.value.value,
        figure.value.unit,
    )


def _table(some: Sequence[FigureEntry], found: Sequence[FigureEntry]) -> None:
    """Draws the table, and below it the sentence of the row that is chosen."""
    frame = pd.DataFrame([_cells(entry) for entry in some], columns=list(COLUMNS))
    if not any(entry.disagrees for entry in some):
        frame = frame.drop(columns="核对")
    text = st.column_config.TextColumn
    # A chosen row is remembered by its number: another table must have another key.
    marks = "".join(f"{e.article_id}-{e.figure.paragraph}-{e.figure.value.span}" for e in some)
    state = st.dataframe(
        frame,
        key=f"register-figures-{queries.revision()}-{register_parts.mark_of(marks)}",
        hide_index=True,
        width="stretch",
        height="content",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "核对": text(width=90),
            "指标": text(width=130),
            "从": text(width=80),
            "到 / 值": text(width=100),
            "变化": text(width=110, help="文章没有写的，由“从”和“到”算出"),
            "年份": text(width=80),
            "地区": text(width=90),
            "文章": text(width=180),
            "句子": text(width=320),
            "数值": st.column_config.NumberColumn(
                format="localized", width=120, help="换成同一单位，可以点列头排序"
            ),
            "单位": text(width=60),
        },
    )
    chosen = state.selection.rows
    if chosen and chosen[0] < len(some):
        _sentences(some[chosen[0]], found)
    else:
        st.caption("选一行，下面就是它的句子；点列头可以给这一页排序。")


def _sentences(entry: FigureEntry, found: Sequence[FigureEntry]) -> None:
    """The sentence of a figure, and those of the articles that say otherwise."""
    with st.container(key="register-figure-sentence"):
        register_parts.sentence("figure", _place(entry))
        others = [
            other
            for other in found
            if other.article_id in entry.disagrees
            and entry.article_id in other.disagrees
            and same_indicator(other.figure, entry.figure)
            and other.figure.year == entry.figure.year
        ]
        if others:
            names = as_html(entry.figure.indicator)
            st.html(f'<p class="sx-verdict sx-differs">别的文章里，{names}是另一个数</p>')
        for number, other in enumerate(others[:MOST_OTHERS]):
            register_parts.sentence(f"figure-{number}", _place(other))


def _place(entry: FigureEntry) -> Place:
    """Where a figure stands; its number is marked."""
    figure = entry.figure
    start = figure.sentence_span[0]
    span = figure.value.span
    return Place(
        entry.article_id,
        entry.title,
        None,
        figure.paragraph,
        span[0],
        entry.sentence,
        (span[0] - start, span[1] - start),
    )
