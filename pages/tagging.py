"""标引: articles tagged one by one or many at once, and how good and even the tags are."""

from __future__ import annotations

import streamlit as st

from pages.parts import (
    tag_audit_parts,
    tag_gap_parts,
    tag_many,
    tag_quality_parts,
    tagging_desk,
    tagging_queries,
)
from pages.parts.errors import calm
from pages.parts.figure import STATIC
from pages.parts.paging import choice
from pages.parts.resources import stop_unless

VIEWS = {
    "desk": tagging_desk.show,
    "many": tag_many.show,
    "audit": tag_audit_parts.show,
    "gaps": tag_gap_parts.show,
    "quality": tag_quality_parts.show,
}
NAMES = {"desk": "逐篇", "many": "批量", "audit": "核对", "gaps": "缺口", "quality": "成绩"}


def main() -> None:
    """Draws the page."""
    stop_unless("editor")
    st.html(STATIC / "tagging.css")
    view = st.query_params.get("view", "")
    view = view if view in VIEWS else next(iter(VIEWS))
    with st.container(
        key="tagging-top", horizontal=True, vertical_alignment="center", gap="medium"
    ):
        st.html('<h2 class="sx-section">标引</h2>', width="content")
        choice("看哪一部分", NAMES, view, key="tagging-view", on_change=_show)
    tagging_queries.keep_trained()
    with calm():
        VIEWS[view]()


def _show() -> None:
    st.query_params["view"] = st.session_state["tagging-view"]


main()
