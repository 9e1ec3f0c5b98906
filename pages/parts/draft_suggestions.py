"""Suggested tags for an article that is about to be kept."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from corpus.article import UNTITLED, ArticleDraft
from corpus.tagging import TagSuggestion
from pages.parts import queries
from pages.parts.errors import attempt
from pages.parts.resources import open_archive
from pages.parts.tag_suggestions import Act, tag_suggestions


def draft_suggestions(
    draft: ArticleDraft, key: str, accept: Callable[[str], object], *, keys: bool = False
) -> None:
    """Draws what is suggested to a draft beside the tags it has.

    Args:
        draft: The draft.
        key: Unique on the page, and lasting as long as it is the same draft.
        accept: Called with the name of each tag that was taken.
        keys: Whether it listens to keys; true for one draft of a page at most.
    """
    memory = f"{key}-refused"
    refused: tuple[str, ...] = st.session_state.get(memory, ())
    title = "" if UNTITLED in draft.marks else draft.title
    paragraphs = tuple(paragraph.text for paragraph in draft.paragraphs)
    found = _suggested(
        queries.revision(),
        open_archive().tag_training.current().learnt,
        title,
        paragraphs,
        (*draft.tags, *refused),
    )

    def act(asked: Act) -> None:
        if asked.action == "accept":
            attempt(accept, asked.name)
        elif asked.action == "refuse":
            st.session_state[memory] = (*refused, asked.name)
        elif asked.action == "unrefuse":
            st.session_state[memory] = tuple(name for name in refused if name != asked.name)

    tag_suggestions(
        key, paragraphs, title, found, act, key=f"{key}-suggested", refused=refused, keys=keys
    )


@st.cache_data(max_entries=256, show_spinner=False)
def _suggested(
    at_revision: int,  # noqa: ARG001
    learnt: int,  # noqa: ARG001
    title: str,
    paragraphs: tuple[str, ...],
    without: tuple[str, ...],
) -> tuple[TagSuggestion, ...]:
    return open_archive().tagging.suggest_to(title, paragraphs, without=without)
