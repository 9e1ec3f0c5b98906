"""检索: find articles by words and narrow them by facets."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.parts import basket, queries
from pages.parts.filters import facets
from pages.parts.literal import as_html
from pages.parts.result_files import result_files
from pages.parts.results import hit
from pages.parts.searchbox import search_box
from pages.parts.selection import Selection, Sort, from_url, to_url

SORTS: dict[Sort, str] = {"relevance": "相关", "newest": "最新", "oldest": "最早"}


def main() -> None:
    """Draws the page."""
    selection = from_url()
    search_box(selection)
    found = queries.search(queries.revision(), selection)
    result = found.result
    with st.sidebar:
        facets(selection, result.facets)
    for notice in result.notices:
        st.html(f'<p class="sx-notice">{as_html(notice)}</p>')
    if not result.total:
        _nothing(selection)
        basket.bar()
        return
    _head(selection, found)
    last = (result.total - 1) // queries.PAGE_SIZE + 1
    page = min(selection.page, last)
    first = (page - 1) * queries.PAGE_SIZE
    for number, one in enumerate(result.hits):
        hit(one, selection, first + number)
    if last > 1:
        _pages(replace(selection, page=page), last)
    basket.bar()


def _head(selection: Selection, found: queries.Found) -> None:
    with st.container(
        key="results-head", horizontal=True, vertical_alignment="center", gap="small"
    ):
        what = "" if selection else "（文库全部文章）"
        milliseconds = max(1, round(found.seconds * 1000))
        st.html(
            f'<p class="sx-count"><b>{found.result.total:,}</b> 篇{what}'
            f"<span>用时 {milliseconds} 毫秒</span></p>"
        )
        sorts = list(SORTS) if selection.query else ["newest", "oldest"]
        st.session_state["sort"] = selection.sort if selection.sort in sorts else "newest"
        with st.container(
            key="results-ways", horizontal=True, vertical_alignment="center", width="content"
        ):
            st.segmented_control(
                "排序",
                sorts,
                key="sort",
                format_func=SORTS.__getitem__,
                required=True,
                label_visibility="collapsed",
                on_change=_sort,
                args=(selection,),
            )
            result_files(selection, found.result.total)


def _sort(selection: Selection) -> None:
    to_url(replace(selection, sort=st.session_state["sort"], page=1))


def _pages(selection: Selection, last: int) -> None:
    # Named by its page, so that it follows the address and not its own memory.
    key = f"page-{selection.page}"
    with st.container(key="results-foot", horizontal_alignment="center"):
        st.pagination(last, default=selection.page, key=key, on_change=_turn, args=(selection, key))


def _turn(selection: Selection, key: str) -> None:
    to_url(replace(selection, page=st.session_state[key]))


def _nothing(selection: Selection) -> None:
    if not selection:
        st.html(
            '<div class="sx-empty"><h3>文库里还没有文章</h3>'
            "<p>到“导入”页上传文件，或在首页载入示例文库。</p></div>"
        )
        st.page_link("importing.py", label="去导入文件", icon=":material/upload_file:")
        return
    tips = [
        "换一个更短、更常用的词，或只留最要紧的一个词；",
        "去掉引号：加引号的词组必须原样出现；",
        "去掉减号排除的词。",
    ]
    if selection.filters:
        tips.insert(0, "清除左侧的筛选条件，在整个文库里找；")
    listed = "".join(f"<li>{tip}</li>" for tip in tips)
    st.html(f'<div class="sx-empty"><h3>没有找到文章</h3><p>可以试试：</p><ul>{listed}</ul></div>')
    with st.container(horizontal=True):
        if selection.filters and selection.query:
            st.page_link(
                "search.py",
                label="在整个文库里找",
                icon=":material/filter_alt_off:",
                query_params=Selection(selection.query).params(),
            )
        st.page_link("search.py", label="浏览全部文章", icon=":material/list:")


main()
