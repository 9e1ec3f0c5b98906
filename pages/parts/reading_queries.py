"""What stands beside an article, asked once a revision; notes are asked anew each time."""

from __future__ import annotations

import streamlit as st

from corpus.anatomy import Anatomy
from corpus.duplicates import Alike
from corpus.quotation_check import QuotationCheck, check_quotation
from pages.parts.caching import kept
from pages.parts.resources import open_archive
from pages.parts.theme_queries import Theme, ThemeMap


@st.cache_data(max_entries=256, show_spinner=False)
def anatomy(at_revision: int, article_id: int) -> Anatomy:  # noqa: ARG001
    """The outline of an article and what stands in it."""
    return open_archive().anatomy.of(article_id)


@kept(256)
def checked(at_revision: int, article_id: int, text: str) -> QuotationCheck:  # noqa: ARG001
    """A quotation held against the other articles."""
    return check_quotation(open_archive(), article_id, text)


@st.cache_data(max_entries=256, show_spinner=False)
def twins(at_revision: int, article_id: int) -> tuple[Alike, ...]:  # noqa: ARG001
    """Articles that share most of their text with one."""
    return open_archive().duplicates.of_article(article_id)


@st.cache_data(max_entries=64, show_spinner=False)
def twins_of_texts(at_revision: int, texts: tuple[str, ...]) -> tuple[Alike | None, ...]:  # noqa: ARG001
    """For each text the article that holds most of it, if any is alike."""
    return open_archive().duplicates.of_texts(texts)


def paragraph_themes(article_id: int, themes: ThemeMap) -> tuple[Theme | None, ...]:
    """The theme each paragraph of an article says most of; None for headings and the rest."""
    found = _topics(themes.revision, article_id, themes)
    return tuple(None if place is None else themes.themes[place] for place in found)


@st.cache_data(max_entries=256, show_spinner=False)
def _topics(
    at_revision: int,  # noqa: ARG001
    article_id: int,
    _themes: ThemeMap,
) -> tuple[int | None, ...]:
    archive = open_archive()
    content = archive.articles.get(article_id).content
    texts = [p.text if p.kind == "paragraph" else "" for p in content.paragraphs]
    return archive.themes.of_paragraphs(_themes.found.model, texts)
