"""The fields of an article as a form: what stands in it, how it is drawn, what was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from corpus.article import ArticleDraft
from corpus.articles import DraftFields
from corpus.corrections import FIELD_NAMES

EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)
NAMES = {**FIELD_NAMES, "status": "去留"}
"""What the fields are called in every list and form."""

_HELP = {
    "authors": "几位作者用顿号隔开",
    "source": "报刊名，不用书名号",
}
_LINES = ("title", "kicker", "subtitle", "authors", "affiliation", "source", "column")
_SEPARATORS = re.compile(r"[、，,;；/\s]+")

Written = dict[str, Any]
"""What stands in each field of the form, as typed."""


def written_of(content: ArticleDraft) -> Written:
    """What stands in the form of an article before anybody types."""
    texts = {name: getattr(content, name) for name in _LINES}
    lines = {n: "、".join(v) if n == "authors" else v or "" for n, v in texts.items()}
    return {**lines, "published": content.published}


def draw(
    written: Written,
    key: str,
    *,
    on_change: Callable[[str, str], object] | None = None,
) -> Written:
    """Draws the fields.

    Args:
        written: What stands in them.
        key: Unique on the page.
        on_change: Called with the name of a field and the key of its widget when it was changed;
            None inside an `st.form`.

    Returns:
        What stands in them now.
    """
    now: Written = {}
    names = [*_LINES, "published"]
    # Row by row, so that they stand in their order on a phone too.
    places = [st.container(), *(side for _ in range(len(names) // 2) for side in st.columns(2))]
    for name, place in zip(names, places, strict=False):
        widget = f"{key}-{name}"
        if widget not in st.session_state:
            st.session_state[widget] = written[name]
        options: dict[str, Any] = {"key": widget, "help": _HELP.get(name)}
        if on_change:
            options |= {"on_change": on_change, "args": (name, widget)}
        if name == "published":
            now[name] = place.date_input(
                NAMES[name],
                min_value=EARLIEST,
                max_value=LATEST,
                format="YYYY-MM-DD",
                value=None,
                **options,
            )
        else:
            now[name] = place.text_input(NAMES[name], **options)
    return now


def cleaned(written: Mapping[str, Any]) -> DraftFields:
    """The fields of a draft that what was written means."""
    fields: dict[str, Any] = {}
    for name, value in written.items():
        if name == "authors":
            fields[name] = names_in(value)
        elif name == "published":
            fields[name] = value
        else:
            clean = value.strip()
            clean = clean.strip("《》") if name == "source" else clean
            fields[name] = clean if name == "title" else clean or None
    return DraftFields(**fields)  # type: ignore[typeddict-item]


def names_in(text: str) -> tuple[str, ...]:
    """Names that were written one after the other."""
    return tuple(dict.fromkeys(name for name in _SEPARATORS.split(text.strip()) if name))
