"""Cached questions about the vocabulary, by archive revision."""

from __future__ import annotations

from typing import Any

import streamlit as st

from corpus.tag_candidates import candidates
from corpus.tag_tree import TagTree
from pages.parts.resources import open_archive


@st.cache_resource(max_entries=4, show_spinner=False)
def vocabulary(at_revision: int) -> TagTree:  # noqa: ARG001
    """The vocabulary; copy it before changing it."""
    return open_archive().tag_vocabulary.tree()


@st.cache_data(max_entries=4, show_spinner=False)
def uses_below(at_revision: int) -> dict[int, int]:  # noqa: ARG001
    """For each tag that has tags below it: articles that bear it or one of those."""
    return open_archive().tag_vocabulary.uses_below()


@st.cache_resource(max_entries=4, show_spinner=False)
def tag_candidates(at_revision: int) -> list[dict[str, Any]]:
    """What a tag picker offers, as the browser takes it; not to be changed."""
    tree, totals = vocabulary(at_revision), uses_below(at_revision)
    return [
        {
            "id": one.id,
            "name": one.name,
            "path": one.path,
            "colour": one.colour or "",
            "parent": tree.get(one.id).parent or 0,
            "uses": one.uses,
            "total": totals.get(one.id, one.uses),
            "forms": [[form.text, form.folded, form.sounds] for form in one.forms],
        }
        for one in candidates(tree)
    ]


def preferred_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The tags that names lead to; a name that leads nowhere stays as it is."""
    if not names:
        return ()
    tree = vocabulary(open_archive().revision())
    found = ((tree.resolve(name), name) for name in names)
    return tuple(dict.fromkeys(tag.name if tag else name for tag, name in found))
