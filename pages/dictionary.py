"""词典: the library's own words, stop words and words that mean the same, and their history."""

from __future__ import annotations

import streamlit as st

from pages.parts import basket, variant_list
from pages.parts.paging import choice

VIEWS = {
    "synonyms": variant_list.show,
}
NAMES = {"synonyms": "同义词"}


def main() -> None:
    """Draws the page."""
    with st.container(key="dictionary"):
        st.html('<h2 class="sx-section">词典</h2>')
        view = st.query_params.get("view", "")
        view = view if view in VIEWS else next(iter(VIEWS))
        choice("看哪一部分", NAMES, view, key="dictionary-view", on_change=_show)
        VIEWS[view]()
    basket.bar()


def _show() -> None:
    st.query_params["view"] = st.session_state["dictionary-view"]


main()
