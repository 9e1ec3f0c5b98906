"""Cached questions about reading lists, by archive revision and plain values."""

from __future__ import annotations

import streamlit as st

from corpus.article import Article
from corpus.reading_lists import ReadingList
from pages.parts.resources import open_archive


@st.cache_data(max_entries=8, show_spinner=False)
def lists(at_revision: int) -> list[ReadingList]:  # noqa: ARG001
    """Every reading list, the one changed last first."""
    return sorted(open_archive().reading_lists.all(), key=lambda one: -one.revision)


@st.cache_data(max_entries=32, show_spinner=False)
def articles_of(at_revision: int, ids: tuple[int, ...]) -> dict[int, Article]:  # noqa: ARG001
    """Those of the articles that are kept, by id."""
    return {article.id: article for article in open_archive().articles.find(ids)}
