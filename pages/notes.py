"""笔记: what a visitor has written down about articles, and what others share."""

from __future__ import annotations

import streamlit as st

from pages.parts import basket, notebook
from pages.parts.figure import STATIC
from pages.parts.paging import choice
from pages.parts.resources import may

NAMES: dict[notebook.View, str] = {"mine": "我的笔记", "shared": "大家分享的"}


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "notebook.css")
    with st.container(key="notebook"):
        st.html('<h2 class="sx-section">笔记</h2>')
        asked = st.query_params.get("view") == "shared" or not may("reader")
        view: notebook.View = "shared" if asked else "mine"
        if may("reader"):
            choice("看哪些笔记", NAMES, view, key="notes-view", on_change=_show)
        notebook.show(view)
    basket.bar()


def _show() -> None:
    st.query_params["view"] = st.session_state["notes-view"]


main()
