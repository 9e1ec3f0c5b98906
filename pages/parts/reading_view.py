"""The bar beside an article: how it is set, which paragraph is in view, notes on a selection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.parts.figure import STATIC
from pages.parts.resources import may
from pages.parts.selection import number

Place = tuple[int, int]


def asked_place() -> Place | None:
    """The paragraph and character that the address asks for."""
    first, _, second = st.query_params.get("place", "").partition("-")
    paragraph, start = number(first), number(second or "0")
    return None if paragraph is None or start is None else (paragraph, start)


def reading_view(
    article_id: int,
    target: Place | None,
    on_note: Callable[[dict[str, Any]], object],
    *,
    follow: bool,
) -> int:
    """Draws the bar and listens to the reader.

    Args:
        article_id: The article on the page.
        target: Where the reader wants to go.
        on_note: Called with paragraph, start, end, colour and `write` when a selection is marked.
        follow: Whether to hear which paragraph is in view.

    Returns:
        The paragraph in view; the first one before the reader has moved.
    """
    renderer = st.components.v2.component(
        "sixue.reading",
        css=(STATIC / "reading_bar.css").read_text(encoding="utf-8"),
        js=(STATIC / "reading.js").read_text(encoding="utf-8"),
    )
    key = f"reading-{article_id}"

    def marked() -> None:
        note = getattr(st.session_state[key], "note", None)
        if isinstance(note, dict):
            on_note(note)

    state = renderer(
        key=key,
        data={
            "article": article_id,
            "follow": follow,
            "mark": may("reader"),
            "target": None if target is None else {"paragraph": target[0], "start": target[1]},
        },
        default={"paragraph": target[0] if target else 0},
        on_note_change=marked,
        on_paragraph_change=lambda: None,
    )
    seen = getattr(state, "paragraph", 0)
    return seen if isinstance(seen, int) else 0
