"""Cached questions about formulations, by archive revision and plain values."""

from __future__ import annotations

import streamlit as st

from corpus.article_facets import Facet
from corpus.formulations import Network, Track, User
from pages.parts.caching import kept
from pages.parts.resources import open_archive


@kept(256)
def track(at_revision: int, phrase: str) -> Track:  # noqa: ARG001
    """The life of a phrase."""
    return open_archive().formulations.track(phrase)


@kept(256)
def users(at_revision: int, phrase: str, facet: Facet) -> tuple[User, ...]:  # noqa: ARG001
    """Who writes a phrase."""
    return open_archive().formulations.users(phrase, facet)


@st.cache_data(max_entries=64, show_spinner=False)
def companions(at_revision: int, phrase: str) -> Network:  # noqa: ARG001
    """What travels with a phrase."""
    return open_archive().formulations.companions(phrase)
