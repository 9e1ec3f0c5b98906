"""覆盖: which themes each author, source, tag or year has touched, and which not."""

from __future__ import annotations

from typing import cast

import streamlit as st

from corpus.article_facets import Facet
from pages.parts import basket, coverage_parts, queries
from pages.parts.empty import empty, empty_library
from pages.parts.figure import STATIC
from pages.parts.filters import facets
from pages.parts.jobs import Job
from pages.parts.paging import choice
from pages.parts.resources import open_archive
from pages.parts.selection import Selection, from_url

BY: dict[Facet, str] = {
    "authors": "作者",
    "sources": "来源",
    "tags": "标签",
    "years": "年份",
    "columns": "栏目",
}
MEASURES = {"articles": "篇数", "share": "占该列的比例"}


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    selection = Selection(filters=from_url().filters)
    found = queries.search(queries.revision(), selection).result
    with st.sidebar:
        facets(selection, found.facets)
    st.html('<h2 class="sx-section">覆盖</h2>')
    if not found.total:
        _nothing(selection)
        basket.bar()
        return
    rows = _choice("rows", coverage_parts.ROWS, coverage_parts.usual_rows(), "行是什么")
    with st.container(key="coverage-ways", horizontal=True, gap="small"):
        by = cast(Facet, _choice("by", BY, "authors", "列是什么"))
        measure = _choice("measure", MEASURES, "articles", "格子里写什么")
    themes = coverage_parts.themes(rows, selection)
    if isinstance(themes, Job):
        coverage_parts.wait_for(themes)
    elif not themes:
        coverage_parts.no_themes(rows)
    else:
        ids = tuple(open_archive().search.ids(filters=selection.filters)) if selection else None
        coverage_parts.matrix(themes, by, BY[by], measure, ids, selection)
    basket.bar()


def _choice(param: str, options: dict[str, str], usual: str, label: str) -> str:
    given = st.query_params.get(param, "")
    chosen = given if given in options else usual
    key = f"coverage-{param}"
    choice(label, options, chosen, key=key, on_change=_keep, args=(param, key))
    return chosen


def _keep(param: str, key: str) -> None:
    st.query_params[param] = st.session_state[key]
    st.query_params.pop("cell", None)


def _nothing(selection: Selection) -> None:
    if selection:
        empty("没有符合条件的文章", "请减少左侧的筛选条件。")
    else:
        empty_library("导入文章之后，这里列出谁、哪个来源、哪一年谈到了哪些主题。")


main()
