"""词典: the library's own words, stop words and words that mean the same, and their history."""

from __future__ import annotations

import streamlit as st

from pages.parts import basket, dictionary_changes, proposal_rows, variant_list, word_list
from pages.parts.paging import choice
from pages.parts.resources import may

VIEWS = {
    "phrases": proposal_rows.show,
    "words": word_list.show_words,
    "stop": word_list.show_stop_words,
    "synonyms": variant_list.show,
    "changes": dictionary_changes.show,
}
NAMES = {
    "phrases": "待定",
    "words": "词语",
    "stop": "停用词",
    "synonyms": "同义词",
    "changes": "修改记录",
}

EDITORS = {"phrases", "changes"}
"""What only those are shown who decide on words."""


def main() -> None:
    """Draws the page."""
    with st.container(key="dictionary"):
        st.html('<h2 class="sx-section">词典</h2>')
        names = {v: name for v, name in NAMES.items() if v not in EDITORS or may("editor")}
        view = st.query_params.get("view", "")
        view = view if view in names else next(iter(names))
        choice("看哪一部分", names, view, key="dictionary-view", on_change=_show)
        VIEWS[view]()
    basket.bar()


def _show() -> None:
    st.query_params["view"] = st.session_state["dictionary-view"]


main()
