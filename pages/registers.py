"""引据: what the library's articles refer to: writings, words of others, figures."""

from __future__ import annotations

import streamlit as st

from pages.parts import basket, cited_works, figure_rows, queries, quoted_words
from pages.parts.empty import empty, empty_library
from pages.parts.figure import STATIC
from pages.parts.filters import facets, said
from pages.parts.literal import as_html
from pages.parts.paging import choice
from pages.parts.selection import Selection, from_url

VIEWS = {"works": cited_works.show, "quotations": quoted_words.show, "figures": figure_rows.show}
NAMES = {"works": "文献", "quotations": "引语", "figures": "数据"}
_VIEW = "registers-view"


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    st.html(STATIC / "registers.css")
    given = from_url()
    selection = Selection(filters=given.filters, page=given.page)
    found = queries.search(queries.revision(), Selection(filters=given.filters)).result
    with st.sidebar:
        facets(selection, found.facets)
    with st.container(key="registers"):
        st.html(f'<h2 class="sx-section">引据<small>{as_html(said(selection))}</small></h2>')
        if found.total:
            _view(selection)
        else:
            _nothing(selection)
    basket.bar()


def _view(selection: Selection) -> None:
    given = st.query_params.get("view", "")
    view = given if given in VIEWS else next(iter(VIEWS))
    choice("看哪一种引据", NAMES, view, key=_VIEW, on_change=_show)
    VIEWS[view](selection)


def _show() -> None:
    for name in ("find", "kind", "order", "page", "open", "check"):
        st.query_params.pop(name, None)
    st.query_params["view"] = st.session_state[_VIEW]


def _nothing(selection: Selection) -> None:
    if selection.filters:
        empty("没有符合条件的文章", "请减少左侧的筛选条件。")
        return
    empty_library(
        "导入文章之后，这里列出它们提到的文献、引用的话和数据，并且可以核对。",
    )


main()
