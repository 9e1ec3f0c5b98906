"""A tag looked for in the vocabulary, or a new one, to be put on what is at hand."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts import queries
from pages.parts.errors import attempt

_KEY = "tag-search-box"


def tag_search(choose: Callable[[str], object]) -> None:
    """Draws the field; the key / leads into it.

    Args:
        choose: Called with the chosen name.
    """
    with st.container(key="tag-search"):
        st.selectbox(
            "找标签",
            [use.name for use in queries.all_tags(queries.revision())],
            index=None,
            key=_KEY,
            placeholder="找标签，或写一个新的  /",
            accept_new_options=True,
            label_visibility="collapsed",
            on_change=_chosen,
            args=(choose,),
        )


def _chosen(choose: Callable[[str], object]) -> None:
    name = st.session_state[_KEY]
    st.session_state[_KEY] = None
    if name:
        attempt(choose, name)
