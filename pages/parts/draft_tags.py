"""The tags of an article that is about to be kept."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from corpus.sheet import Sheet
from pages.parts.errors import attempt

_BETWEEN = re.compile(r"[、，,;；\s]+")


def draft_tags(sheet: Sheet, index: int, key: str, after: Callable[[Sheet], object]) -> None:
    """The field with the tags of one draft.

    Args:
        sheet: The document.
        index: Which of its drafts.
        key: Unique on the page.
        after: Called with the sheet after a change.
    """
    field = f"tags-{key}"
    # What was taken back or corrected by somebody else must show.
    st.session_state[field] = "、".join(sheet.drafts[index].tags)

    def changed() -> None:
        names = _BETWEEN.split(st.session_state[field].strip())
        sheet.edit(index, tags=tuple(dict.fromkeys(name for name in names if name)))
        after(sheet)

    st.text_input(
        "标签",
        key=field,
        label_visibility="collapsed",
        placeholder="标签，用顿号隔开",
        on_change=attempt,
        args=(changed,),
    )
