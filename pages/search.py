"""检索: find articles by words and narrow them by facets."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from corpus.passage_search import ARTICLES
from corpus.search import SearchResult
from pages.parts import basket, queries
from pages.parts.access import unseen_heading
from pages.parts.contrast_sides import WAYS
from pages.parts.empty import empty, empty_library
from pages.parts.filters import facets
from pages.parts.literal import as_html
from pages.parts.paging import choice, turn_pages
from pages.parts.passage_results import alike, passage_list, place_in_url, roles_in_url
from pages.parts.result_files import result_files
from pages.parts.results import hit
from pages.parts.saved import save_search, saved_list
from pages.parts.searchbox import proposals, search_box
from pages.parts.selection import FACETS, Selection, Sort, from_url, to_url

SORTS: dict[Sort, str] = {"relevance": "相关", "newest": "最新", "oldest": "最早"}


VIEWS = {"articles": "文章", "passages": "段落"}
NO_PASSAGES = (
    "这些文章是按作者、标签、日期一类条件或标题找到的，没有哪一段含有要找的词。请换到“文章”来看。"
)
NO_PASSAGES_OF_ROLE = "含有要找的词的段落里，没有起这种作用的。请再点一下上面选中的作用，取消它。"
FEW = 2
"""With so few results other words are proposed."""


def main() -> None:
    """Draws the page."""
    place = place_in_url()
    if place is not None:
        alike(place)
        return
    selection = from_url()
    search_box(selection)
    at_revision = queries.revision()
    found = queries.search(at_revision, selection)
    result = found.result
    with st.sidebar:
        facets(selection, result.facets)
    for notice in result.notices:
        st.html(f'<p class="sx-notice">{as_html(notice)}</p>')
    if _needs_proposals(result):
        meant = queries.proposals(selection.query)
        if meant:
            proposals(selection, [(one.text, one.query, one.articles) for one in meant])
    if not result.total:
        _nothing(selection)
    else:
        if not selection:
            saved_list(at_revision)
        _results(selection, found)
    basket.bar()


def _needs_proposals(result: SearchResult) -> bool:
    """True if few articles were found, or none with all of the words."""
    if result.query.is_blank:
        return False
    return result.total <= FEW or all(hit.missing for hit in result.hits)


def _results(selection: Selection, found: queries.Found) -> None:
    total = found.result.total
    passages = bool(selection.query) and st.query_params.get("view") == "passages"
    head = st.container()
    if passages:
        total = passage_list(selection).total
        if not total:
            empty("", NO_PASSAGES_OF_ROLE if roles_in_url() else NO_PASSAGES)
    page = min(selection.page, max((total - 1) // queries.PAGE_SIZE + 1, 1))
    with head:
        _head(selection, found, total if passages else None)
    if not passages:
        first = (page - 1) * queries.PAGE_SIZE
        for number, one in enumerate(found.result.hits):
            hit(one, selection, first + number)
    last = (total - 1) // queries.PAGE_SIZE + 1
    if last > 1:
        turn_pages("results", replace(selection, page=page), last)


def _head(selection: Selection, found: queries.Found, passages: int | None) -> None:
    """How many there are, in which way and order, and what can be done with them."""
    with st.container(
        key="results-head", horizontal=True, vertical_alignment="center", gap="small"
    ):
        unseen_heading("检索结果", 2)
        st.html(_count(selection, found, passages))
        with st.container(
            key="results-ways", horizontal=True, vertical_alignment="center", width="content"
        ):
            if selection.query:
                _view_control(selection, passages is not None)
            if passages is None:
                _sort_control(selection)
            if selection.query:
                st.page_link(
                    "concordance.py",
                    label="语境",
                    icon=":material/format_align_center:",
                    query_params=replace(selection, page=1, sort="relevance").params(),
                    help="这些词的每一处用例、搭配和历年词频",
                )
            _contrast_link(selection)
            if selection and found.result.total > 1:
                st.page_link(
                    "compare.py",
                    label="两两对比",
                    icon=":material/compare:",
                    query_params={**replace(selection, page=1).params(), "view": "matrix"},
                    help="这些文章两两有多相近，点一格就并排对比",
                )
            if selection:
                save_search(selection)
            result_files(selection, found.result.total)


def _contrast_link(selection: Selection) -> None:
    """The way from one tag, author, source or year to what sets it apart from the rest."""
    chosen = [name for name in FACETS if getattr(selection.filters, name)]
    if selection.query or len(chosen) != 1 or chosen[0] not in WAYS:
        return
    st.page_link(
        "contrast.py",
        label="差异",
        icon=":material/balance:",
        query_params={
            "by": chosen[0],
            "a": [str(value) for value in getattr(selection.filters, chosen[0])],
        },
        help="这些文章与其余文章相比，用得明显更多的词",
    )


def _count(selection: Selection, found: queries.Found, passages: int | None) -> str:
    milliseconds = max(1, round(found.seconds * 1000))
    if passages is not None:
        looked_at = min(found.result.total, ARTICLES)
        return (
            f'<p class="sx-count"><b>{passages:,}</b> 段'
            f"<span>出自最切题的 {looked_at:,} 篇</span></p>"
        )
    what = "" if selection else "（文库全部文章）"
    return (
        f'<p class="sx-count"><b>{found.result.total:,}</b> 篇{what}'
        f"<span>用时 {milliseconds} 毫秒</span></p>"
    )


def _view_control(selection: Selection, passages: bool) -> None:
    shown = "passages" if passages else "articles"
    choice("看文章还是段落", VIEWS, shown, key="view", on_change=_view, args=(selection,))


def _view(selection: Selection) -> None:
    if st.session_state["view"] == "passages":
        st.query_params["view"] = "passages"
    else:
        st.query_params.pop("view", None)
    to_url(replace(selection, page=1))


def _sort_control(selection: Selection) -> None:
    sorts = {s: name for s, name in SORTS.items() if selection.query or s != "relevance"}
    chosen = selection.sort if selection.sort in sorts else "newest"
    choice("排序", sorts, chosen, key="sort", on_change=_sort, args=(selection,))


def _sort(selection: Selection) -> None:
    to_url(replace(selection, sort=st.session_state["sort"], page=1))


def _nothing(selection: Selection) -> None:
    if not selection:
        empty_library("导入文章之后，可以在这里按词、作者、来源和年份查找。")
        return
    tips = [
        "换一个更短、更常用的词，或只留最要紧的一个词；",
        "去掉引号：加引号的词组必须原样出现；",
        "去掉减号排除的词。",
    ]
    if selection.filters:
        tips.insert(0, "清除左侧的筛选条件，在整个文库里找；")
    empty("没有找到文章", "可以试试：", tips)
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
