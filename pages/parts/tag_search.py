"""A tag looked for in the vocabulary, or a new one, to be put on what is at hand."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts import queries, tag_queries
from pages.parts.errors import attempt
from pages.parts.tag_picker import tag_picker


def tag_search(choose: Callable[[str], object]) -> None:
    """Draws the field; the key / leads into it.

    Args:
        choose: Called with the chosen name.
    """
    with st.container(key="tag-search"):
        tag_picker(
            "tag-search-field",
            (),
            tag_queries.tag_candidates(queries.revision()),
            lambda name: attempt(choose, name),
            _nothing,
            label="找标签",
            placeholder="找标签（/）：汉字、拼音或首字母，回车加上",
        )


def _nothing(_name: str) -> None:
    """Nothing is worn here that could be taken off."""
