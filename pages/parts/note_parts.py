"""Notes on the article that is read: made from a selection or on the whole, and shown beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from corpus.anchors import anchor_of
from corpus.note_export import COLOURS
from corpus.notes import LONGEST_TEXT, Note
from pages.parts.errors import attempt
from pages.parts.note_card import note_card, show_undo, write_dialog
from pages.parts.resources import may, open_archive

_WRITING = "note-writing"


def mark(article_id: int, paragraphs: Sequence[str], said: dict[str, Any]) -> None:
    """Keeps a note on what the reader has selected, and opens its form if words are to follow."""
    place = [said.get(name) for name in ("paragraph", "start", "end")]
    if not all(isinstance(one, int) for one in place) or said.get("colour") not in COLOURS:
        return
    anchor = anchor_of(paragraphs, *place)  # type: ignore[arg-type]
    note = open_archive().notes.add(article_id, anchor, colour=said["colour"])
    if said.get("write"):
        st.session_state[_WRITING] = note.id


def notes_of(article_id: int) -> list[Note]:
    """The notes on an article that this reader may see; asked anew in each run."""
    return open_archive().notes.of_article(article_id)


def write(found: Sequence[Note]) -> None:
    """Opens the form of the note that was just made to be written on."""
    wanted = st.session_state.pop(_WRITING, 0)
    for note in found:
        if note.id == wanted:
            write_dialog(note)


def notes(article_id: int, paragraphs: Sequence[str], found: Sequence[Note]) -> None:
    """Draws the notes on an article."""
    reader = open_archive().actor.reader
    show_undo()
    for note in found:
        note_card(note, paragraphs, own=note.reader == reader)
    if may("reader"):
        _new(article_id)
    elif not found:
        st.caption("还没有人分享对这篇文章的笔记。")
    st.page_link("notes.py", label="全部笔记和导出", icon=":material/edit_note:")


def _new(article_id: int) -> None:
    st.caption(
        "在文章里选中文字，就能标成颜色或写笔记。笔记先只有自己看得到，分享以后大家都能看到。"
    )
    with (
        st.popover("给全文写笔记", key="note-whole", type="tertiary", icon=":material/edit_note:"),
        st.form(f"note-new-{article_id}", border=False, clear_on_submit=True),
    ):
        st.text_area("笔记", key=f"note-new-text-{article_id}", max_chars=LONGEST_TEXT)
        st.checkbox("分享给大家", key=f"note-new-shared-{article_id}")
        st.form_submit_button("保存", type="primary", on_click=attempt, args=(_add, article_id))


def _add(article_id: int) -> None:
    open_archive().notes.add(
        article_id,
        None,
        st.session_state[f"note-new-text-{article_id}"],
        shared=st.session_state[f"note-new-shared-{article_id}"],
    )
