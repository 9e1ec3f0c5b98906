"""主题: what the selected articles are about, in which words, where and when."""

from __future__ import annotations

import streamlit as st

from pages.parts import basket, queries, theme_parts
from pages.parts.figure import STATIC
from pages.parts.filters import facets
from pages.parts.jobs import Job
from pages.parts.literal import as_html
from pages.parts.saved import save_search
from pages.parts.selection import Selection, from_url, number
from pages.parts.theme_queries import COUNTS, ThemeMap, themes_of

PATIENCE = 3.0
"""Seconds a page run waits for the themes before it says that they are being looked for."""


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    # Only the filters: the browser's history keeps the query of a search that a word led to.
    selection = Selection(filters=from_url().filters)
    found = queries.search(queries.revision(), selection)
    with st.sidebar:
        facets(selection, found.result.facets)
    if not found.result.total:
        _nothing(selection)
        basket.bar()
        return
    count = _count()
    with st.spinner("正在计算主题……", show_time=False):
        themes = themes_of(selection, count, PATIENCE)
    if isinstance(themes, Job):
        _wait_for(themes)
        return
    _head(themes, selection, count)
    if not themes.themes:
        st.info("这些文章的文字太少，还看不出主题。请放宽筛选，或导入更多文章。")
        theme_parts.keywords(themes, selection)
    else:
        theme_parts.overview(themes, selection)
        left, right = st.columns([5, 3], gap="large")
        with left:
            theme_parts.cloud_of_words(themes, selection)
        with right:
            theme_parts.keywords(themes, selection)
    basket.bar()


def _count() -> int | None:
    given = number(st.query_params.get("topics", ""))
    return given if given in COUNTS else None


def _head(themes: ThemeMap, selection: Selection, count: int | None) -> None:
    with st.container(key="themes-head", horizontal=True, vertical_alignment="center", gap="small"):
        query = as_html(theme_parts.said(selection))
        looked_at = f"<b>{len(themes.articles):,}</b> 篇文章"
        if themes.selected > len(themes.articles):
            looked_at = f"从 {themes.selected:,} 篇里随机抽取 {looked_at}"
        st.html(
            f'<p class="sx-count">{looked_at}，'
            f"<b>{len(themes.themes)}</b> 个主题<span>{query}</span></p>"
        )
        st.session_state["topic-count"] = count or 0
        st.segmented_control(
            "主题数",
            [0, *COUNTS],
            key="topic-count",
            format_func=lambda n: str(n) if n else "自动",
            required=True,
            on_change=_choose_count,
        )
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
    st.info("文章较多，正在计算主题……可以先去别的页面，回来就能看到。", icon="spinner")
    if job.state != "running":
        st.rerun(scope="app")


def _nothing(selection: Selection) -> None:
    if selection:
        st.html(
            '<div class="sx-empty"><h3>没有符合条件的文章</h3>'
            "<p>请减少左侧的筛选条件，主题才有内容可算。</p></div>"
        )
        st.page_link("themes.py", label="看全部文章的主题", icon=":material/filter_alt_off:")
        return
    st.html(
        '<div class="sx-empty"><h3>文库里还没有文章</h3>'
        "<p>导入文章之后，这里会列出主题、词云、关键词和历年变化。</p></div>"
    )
    with st.container(horizontal=True):
        st.page_link("importing.py", label="导入文件", icon=":material/upload_file:")
        st.page_link("home.py", label="到首页载入示例文库", icon=":material/home:")


main()
