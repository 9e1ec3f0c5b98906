"""What this visitor has just done, with the way back, until the page is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from pages.parts.errors import attempt
from pages.parts.literal import as_label
from pages.parts.selection import just_arrived

K = TypeVar("K", int, str)
"""What the way back needs to know: an id, or the name of a batch."""


def remember(memory: str, item_id: K, told: str) -> None:
    """Keeps what was done for the next runs of the page.

    Args:
        memory: Where it is kept in the session.
        item_id: What the way back needs to know.
        told: What was done, as plain text.
    """
    st.session_state[memory] = (item_id, told)


def remembered(memory: str) -> bool:
    """True if something was done here since the page was opened."""
    if just_arrived():
        st.session_state.pop(memory, None)
    return memory in st.session_state


def undo_bar(
    memory: str,
    undo: Callable[[K], object],
    *,
    key: str,
    label: str = "放回",
    icon: str = ":material/delete:",
) -> None:
    """Says what was remembered, with a button that takes it back; nothing if nothing was.

    Args:
        memory: As for `remember`.
        undo: Takes it back; what was remembered is forgotten if it succeeds.
        key: Of the button.
        label: What is written on it.
        icon: Of the message.
    """
    if not remembered(memory):
        return
    item_id, told = st.session_state[memory]
    with st.container(key=f"{memory}-undo", horizontal=True, vertical_alignment="center"):
        st.info(as_label(told), icon=icon, width="stretch")
        st.button(
            label,
            key=key,
            icon=":material/undo:",
            on_click=attempt,
            args=(_undo, memory, undo, item_id),
        )


def _undo(memory: str, undo: Callable[[K], object], item_id: K) -> None:
    undo(item_id)
    st.session_state.pop(memory, None)
