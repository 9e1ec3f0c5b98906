"""差异: the words that set some articles apart from others."""

from __future__ import annotations

import streamlit as st

from pages.parts import basket, contrast_parts, contrast_sides, queries
from pages.parts.contrast_sides import Sides
from pages.parts.empty import empty, empty_library
from pages.parts.figure import STATIC
from pages.parts.selection import Selection


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    st.html('<h2 class="sx-section">差异</h2>')
    revision = queries.revision()
    found = queries.search(revision, Selection()).result
    if not found.total:
        empty_library("导入文章之后，可以在这里比较两组文章的用词。")
    else:
        sides = contrast_sides.choose(found.facets)
        if sides is None:
            _welcome()
        else:
            _answer(revision, sides)
    basket.bar()


def _welcome() -> None:
    empty(
        "先选甲方",
        "例如选一个标签、一个年份或一篇文章；乙方不选，就是其余文章。这里会列出甲方用得明显更多、更少的词，点词就看句子。",
    )


def _answer(revision: int, sides: Sides) -> None:
    with st.spinner("正在比较用词……", show_time=False):
        found = contrast_parts.contrast(revision, sides.first, sides.second)
    contrast_parts.summary(found, sides)
    if not found.rows:
        st.info("两边的用词没有靠得住的差别，或者文字太少。请换一种分法，或多选几项。")
        return
    left, right = st.columns([1, 1], gap="large")
    with left:
        picked = contrast_parts.chart(found, sides)
    with right:
        st.html('<h2 class="sx-section">词表</h2>')
        contrast_parts.table(found, sides)
    word = picked or st.query_params.get("word", "")
    if picked and st.query_params.get("word") != picked:
        st.query_params["word"] = picked
    if word:
        contrast_parts.sentences(word, sides)


main()
