"""Cached questions about theme cards and coverage, by archive revision and plain values."""

from __future__ import annotations

import streamlit as st

from corpus.article_facets import Facet
from corpus.coverage import Coverage, coverage, of_value, touching
from corpus.theme_cards import ThemeCard
from corpus.theme_evidence import Evidence, evidence
from pages.parts.caching import kept
from pages.parts.resources import open_archive


@st.cache_data(max_entries=8, show_spinner=False)
def cards(at_revision: int) -> list[ThemeCard]:  # noqa: ARG001
    """Every theme card."""
    return open_archive().theme_cards.all()


@kept(64)
def proofs(at_revision: int, words: tuple[str, ...]) -> Evidence:  # noqa: ARG001
    """What proves a theme made of words."""
    return evidence(open_archive(), words)


@kept(512)
def touched(at_revision: int, words: tuple[str, ...], least: int) -> tuple[int, ...]:  # noqa: ARG001
    """The articles that touch a theme made of words."""
    return touching(open_archive(), words, least)


def covered(themes: dict[str, tuple[int, ...]], by: Facet, ids: tuple[int, ...] | None) -> Coverage:
    """Which themes each value of a facet covers; quick enough to ask each time."""
    return coverage(open_archive(), themes, by, ids)


def bearing(by: Facet, value: str, ids: tuple[int, ...] | None) -> tuple[int, ...]:
    """The articles that bear a value."""
    return of_value(open_archive(), by, value, ids)
