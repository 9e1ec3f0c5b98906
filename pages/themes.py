"""主题: what the selected articles are about, in which words, where and when."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts import (
    basket,
    keyword_parts,
    queries,
    theme_cloud,
    theme_map_parts,
    theme_parts,
    theme_quality_parts,
    theme_set_parts,
    theme_words,
    theme_years,
)
from pages.parts.empty import empty, empty_library
from pages.parts.figure import STATIC
from pages.parts.filters import facets, said
from pages.parts.jobs import Job
from pages.parts.literal import as_html
from pages.parts.paging import choice
from pages.parts.resources import may
from pages.parts.saved import save_search
from pages.parts.selection import Selection, from_url, number
from pages.parts.theme_queries import COUNTS, ThemeMap, jobs, themes_of

PATIENCE = 3.0
"""Seconds a page run waits for the themes before it says that they are being looked for."""
VIEWS = {"": "概览", "words": "词语", "map": "地图", "mix": "篇目", "edit": "调整"}
_VIEW = "themes-view"


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    # Only the filters: the browser's history keeps the query of a search that a word led to.
    selection = Selection(filters=from_url().filters)
    revision = queries.revision()
    found = queries.search(revision, selection)
    with st.sidebar:
        facets(selection, found.result.facets)
    theme_set_parts.show_undo()
    if not found.result.total:
        _nothing(selection)
        basket.bar()
        return
    count = _count()
    named = theme_set_parts.chosen(revision)
    with st.spinner("正在计算主题……", show_time=False):
        themes = themes_of(selection, count, PATIENCE, named.id if named else None)
    if isinstance(themes, Job):
        _wait_for(themes)
        return
    _head(themes, selection, count)
    if not themes.themes:
        st.info("这些文章的文字太少，还看不出主题。请放宽筛选，或导入更多文章。")
        keyword_parts.selection_chart(revision, selection)
    else:
        theme_quality_parts.stability(themes)
        theme_quality_parts.answer(selection, themes)
        views = {v: name for v, name in VIEWS.items() if v != "edit" or may("editor")}
        view = st.query_params.get("view", "")
        view = view if view in views else ""
        choice("看什么", views, view, key=_VIEW, on_change=_change_view)
        _show(view, themes, selection)
    basket.bar()


def _change_view() -> None:
    if st.session_state[_VIEW]:
        st.query_params["view"] = st.session_state[_VIEW]
    else:
        st.query_params.pop("view", None)


def _show(view: str, themes: ThemeMap, selection: Selection) -> None:
    others: dict[str, Callable[[ThemeMap, Selection], None]] = {
        "words": theme_words.show,
        "map": theme_map_parts.show_map,
        "mix": theme_map_parts.show_mix,
        "edit": lambda found, _: theme_set_parts.edit(found),
    }
    if view in others:
        others[view](themes, selection)
        return
    left, right = st.columns([1, 1], gap="large")
    with left:
        chosen = theme_parts.theme_bars(themes, selection)
        theme_years.show(themes, selection)
    with right:
        theme_parts.one_theme(themes, themes.themes[chosen], selection.params())
    left, right = st.columns([5, 3], gap="large")
    with left:
        theme_cloud.show(themes, selection)
    with right:
        keyword_parts.selection_chart(themes.revision, selection)


def _count() -> int | None:
    given = number(st.query_params.get("topics", ""))
    return given if given in COUNTS else None


def _head(themes: ThemeMap, selection: Selection, count: int | None) -> None:
    with st.container(key="themes-head", horizontal=True, vertical_alignment="center", gap="small"):
        query = as_html(said(selection))
        st.html(
            f'<p class="sx-count"><b>{len(themes.articles):,}</b> 篇文章，'
            f"<b>{len(themes.themes)}</b> 个主题<span>{query}</span></p>"
        )
        theme_set_parts.pick(themes.revision, themes.set)
        if themes.set is None:
            st.session_state["topic-count"] = count or 0
            st.segmented_control(
                "主题数",
                [0, *COUNTS],
                key="topic-count",
                format_func=lambda n: str(n) if n else "自动",
                required=True,
                on_change=_choose_count,
            )
            if themes.themes:
                theme_quality_parts.ask(selection)
                theme_set_parts.save(themes, selection)
        save_search(selection, "themes")


def _choose_count() -> None:
    chosen = st.session_state["topic-count"]
    if chosen:
        st.query_params["topics"] = str(chosen)
    else:
        st.query_params.pop("topics", None)
    st.query_params.pop("topic", None)


@st.fragment(run_every=1.0)
def _wait_for(job: Job) -> None:
    if job.state == "cancelled":
        st.info("已取消，主题没有算完。", icon=":material/cancel:")
        if st.button("重新计算", key="themes-again"):
            jobs().forget(job.key)
            st.rerun(scope="app")
        return
    if job.state != "running":
        st.rerun(scope="app")
    told = f"{job.note}（{job.done:,} / {job.total:,}）" if job.total else job.note
    st.progress(job.share, text=f"文章较多，正在计算主题……{told}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("可以先去别的页面，回来就能看到。", width="content")
        st.button("取消", key="themes-cancel", icon=":material/close:", on_click=job.cancel)


def _nothing(selection: Selection) -> None:
    if selection:
        empty("没有符合条件的文章", "请减少左侧的筛选条件，主题才有内容可算。")
        st.page_link("themes.py", label="看全部文章的主题", icon=":material/filter_alt_off:")
        return
    empty_library("导入文章之后，这里会列出主题、词云、关键词和历年变化。")


main()
