"""语境: every place where a word stands, in which company, in which years."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import streamlit as st

from corpus.concordance import ConcordanceUnavailable, KwicSort
from pages.parts import (
    basket,
    collocate_parts,
    concordance_parts,
    concordance_queries,
    kwic,
    queries,
)
from pages.parts.collocate_parts import MEASURES, Measure
from pages.parts.concordance_files import line_files
from pages.parts.concordance_queries import Answer, Lines, Question
from pages.parts.empty import empty, empty_library
from pages.parts.errors import calm, say
from pages.parts.figure import STATIC
from pages.parts.filters import facets
from pages.parts.literal import as_html, as_label
from pages.parts.paging import choice, turn_pages
from pages.parts.resources import open_archive
from pages.parts.saved import save_search
from pages.parts.searchbox import search_box
from pages.parts.selection import Selection, from_url, to_url, word_params

ORDERS: dict[KwicSort, str] = {"article": "按文章", "left": "按左侧", "right": "按右侧"}
EXAMPLES = 3


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    st.html(STATIC / "concordance.css")
    selection = from_url()
    search_box(selection, live=False)
    revision = queries.revision()
    found = queries.search(revision, replace(selection, sort="relevance", page=1))
    if not selection.query:
        _welcome(revision, new=not found.result.total and not selection.filters)
        basket.bar()
        return
    with st.sidebar:
        facets(selection, found.result.facets)
    for notice in found.result.notices:
        st.html(f'<p class="sx-notice">{as_html(notice)}</p>')
    asked = concordance_queries.question(selection)
    if not asked.needles:
        _no_word()
    else:
        _answer(revision, asked, selection)
    basket.bar()


def _answer(revision: int, asked: Question, selection: Selection) -> None:
    order = _order()
    try:
        lines = concordance_queries.lines(revision, asked, order, selection.page)
    except ConcordanceUnavailable as error:
        say(error.problem, error.remedy)
        _wait_until_there_is_one()
        return
    if lines.revision < revision:
        _wait_until_complete(revision)
    if not lines.value.found.total:
        _nothing(selection)
        return
    main_column, side = st.columns([9, 5], gap="large")
    with main_column:
        _head(lines, asked, order, selection)
        params = Selection(selection.query, selection.filters).params()
        with st.container(key=f"kwic-by-{order}", gap="xsmall"):
            if order == "article":
                kwic.by_article(lines.value, params)
            else:
                kwic.by_context(lines.value, order, params)
        if lines.value.last > 1:
            turn_pages("concordance", replace(selection, page=lines.value.number), lines.value.last)
    with side, st.container(key="concordance-side"):
        articles = lines.value.found.articles
        with calm():
            concordance_parts.years(revision, asked, lines)
        with calm():
            collocate_parts.company(revision, asked, selection, articles, _measure())


def _order() -> KwicSort:
    given = st.query_params.get("order", "")
    return given if given in ORDERS else "article"


def _measure() -> Measure:
    given = st.query_params.get("measure", "")
    return given if given in MEASURES else "likelihood"


def _head(lines: Answer[Lines], asked: Question, order: KwicSort, selection: Selection) -> None:
    found = lines.value.found
    milliseconds = max(1, round(lines.seconds * 1000))
    forms = f"查找的词：{'、'.join(asked.needles)}" if len(asked.needles) > 1 else ""
    if asked.beside:
        others = "、".join(asked.beside.needles)
        forms = f"{'、'.join(asked.needles)}，前后 {asked.beside.distance} 个字以内有 {others}"
    with st.container(
        key="concordance-head", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(
            f'<p class="sx-count"><b>{found.total:,}</b> 处，见于 <b>{found.articles:,}</b> 篇'
            f"<span>用时 {milliseconds} 毫秒</span></p>"
        )
        with st.container(
            key="concordance-ways", horizontal=True, vertical_alignment="center", width="content"
        ):
            choice("排序", ORDERS, order, key="order", on_change=_sort)
            save_search(selection, "concordance")
            line_files(asked, order, found.total, ORDERS[order])
    if forms:
        st.html(f'<p class="sx-meta">{as_html(forms)}</p>')


def _sort() -> None:
    chosen = st.session_state["order"]
    if chosen == "article":
        st.query_params.pop("order", None)
    else:
        st.query_params["order"] = chosen
    st.query_params.pop("page", None)


@st.fragment(run_every=2.0)
def _wait_until_complete(revision: int) -> None:
    st.html('<p class="sx-notice">语境索引正在更新，最近的改动稍后会自动出现。</p>')
    if concordance_queries.is_complete(revision):
        st.rerun(scope="app")


@st.fragment(run_every=2.0)
def _wait_until_there_is_one() -> None:
    if open_archive().concordance.revision():
        st.rerun(scope="app")


def _welcome(revision: int, *, new: bool) -> None:
    if new:
        empty_library("导入文章之后，这里会列出一个词的每一处用例。")
        return
    empty(
        "看一个词是怎么用的",
        "输入一个词，这里会对齐列出它在文库里的每一处用例，可以按左右两侧的字排序；旁边是它的搭配词和历年词频。",
    )
    words = [k.term for k in queries.library_keywords(revision) if len(k.term) > 1][:EXAMPLES]
    if not words:
        return
    with st.container(key="concordance-examples", horizontal=True, vertical_alignment="center"):
        st.html("例如", width="content")
        for place, word in enumerate(words):
            st.button(
                as_label(word),
                key=f"example-{place}",
                on_click=to_url,
                args=(Selection(cast(str, word_params(word)["q"])),),
            )


def _no_word() -> None:
    empty(
        "还缺一个要看的词",
        "作者、来源、年份等只限定文章的范围，请再加上要看的词，例如：作者:周青 共同富裕",
    )


def _nothing(selection: Selection) -> None:
    tips = [
        "换一个更短、更常用的词；",
        "去掉引号：加引号的词组必须原样出现；",
        "几个词用空格隔开，会分别列出。",
    ]
    if selection.filters:
        tips.insert(0, "清除左侧的筛选条件，在整个文库里找；")
    empty("一处也没有找到", "可以试试：", tips)
    with st.container(horizontal=True):
        if selection.filters:
            st.button(
                "在整个文库里找",
                key="concordance-everywhere",
                type="tertiary",
                icon=":material/filter_alt_off:",
                on_click=to_url,
                args=(Selection(selection.query),),
            )
        st.page_link(
            "search.py",
            label="检索文章",
            icon=":material/search:",
            query_params=Selection(selection.query, selection.filters).params(),
        )


main()
