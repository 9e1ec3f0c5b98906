"""Notes on the article that is read: made, changed, shared, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from corpus.anchors import anchor_of, find_anchor
from corpus.note_export import notes_as_text
from corpus.notes import Note
from pages.parts.errors import attempt
from pages.parts.literal import as_html
from pages.parts.reader import reader_id
from pages.parts.reading_dress import note_anchor
from pages.parts.resources import open_archive
from pages.parts.undo_bar import remember, undo_bar

COLOURS = {"yellow": "黄", "green": "绿", "blue": "蓝", "red": "红"}
QUOTE_SHOWN = 90
_REMOVED = "note-removed"
OPEN = "note-open"
"""The note whose form is open, in the session."""


def mark(article_id: int, paragraphs: Sequence[str], said: dict[str, Any]) -> None:
    """Keeps a note on what the reader has selected."""
    place = [said.get(name) for name in ("paragraph", "start", "end")]
    if not all(isinstance(one, int) for one in place) or said.get("colour") not in COLOURS:
        return
    anchor = anchor_of(paragraphs, *place)  # type: ignore[arg-type]
    note = open_archive().notes.add(article_id, reader_id(), anchor, colour=said["colour"])
    st.session_state[OPEN] = note.id if said.get("write") else 0


def notes_of(article_id: int) -> list[Note]:
    """The notes on an article that this reader may see; asked anew in each run."""
    return open_archive().notes.of_article(article_id, reader_id())


def notes(article_id: int, paragraphs: Sequence[str], found: Sequence[Note]) -> None:
    """Draws the notes on an article."""
    undo_bar(_REMOVED, _restore, key="note-restore")
    st.caption(
        "在文章里选中一段文字，就能标成颜色或写笔记。自己的笔记只有自己看得到，分享以后大家都能看到。"
    )
    reader = reader_id()
    for note in found:
        _note(note, paragraphs, mine=note.reader == reader)
    with (
        st.popover("给全文写笔记", key="note-whole", type="tertiary", icon=":material/edit_note:"),
        st.form(f"note-new-{article_id}", border=False, clear_on_submit=True),
    ):
        st.text_area("笔记", key=f"note-new-text-{article_id}")
        st.checkbox("分享给大家", key=f"note-new-shared-{article_id}")
        st.form_submit_button("保存", type="primary", on_click=attempt, args=(_add, article_id))
    if found:
        st.download_button(
            "导出这一篇的笔记",
            lambda: notes_as_text(found, [open_archive().articles.get(article_id)]).encode(),
            file_name=f"笔记-{article_id}.md",
            mime="text/markdown",
            key="note-export",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )


def _note(note: Note, paragraphs: Sequence[str], *, mine: bool) -> None:
    with st.container(key=f"note-{note.id}", gap=None):
        if note.anchor:
            quote = note.anchor.quote
            shown = quote if len(quote) <= QUOTE_SHOWN else f"{quote[:QUOTE_SHOWN]}……"
            stands = find_anchor(note.anchor, paragraphs) is not None
            link = (
                f'<a href="#{note_anchor(note)}">{as_html(shown)}</a>' if stands else as_html(shown)
            )
            lost = "" if stands else '<span class="sx-by">（原文已改，找不到这句话了）</span>'
            st.html(f'<blockquote class="sx-quote sx-note-{note.colour}">{link}{lost}</blockquote>')
        if note.text:
            st.html(f'<p class="sx-note-text">{as_html(note.text)}</p>')
        when = note.changed_at.astimezone().strftime("%Y-%m-%d %H:%M")
        who = ("我，已分享" if note.shared else "我，仅自己可见") if mine else note.reader_name
        st.html(f'<p class="sx-by">{as_html(f"{who}　{when}")}</p>')
        if mine:
            _own(note)


def _own(note: Note) -> None:
    with st.container(key=f"note-acts-{note.id}", horizontal=True, gap="small"):
        if st.session_state.get(OPEN) == note.id:
            _form(note)
            return
        st.button("编辑", key=f"note-edit-{note.id}", type="tertiary", icon=":material/edit:",
                  on_click=_open, args=(note.id,))  # fmt: skip
        st.button("删除", key=f"note-remove-{note.id}", type="tertiary", icon=":material/delete:",
                  on_click=attempt, args=(_remove, note))  # fmt: skip


def _form(note: Note) -> None:
    tail = f"{note.id}-{note.version}"
    with st.form(f"note-form-{tail}", border=False):
        st.text_area("笔记", note.text, key=f"note-text-{tail}", placeholder="写下您的想法")
        st.segmented_control(
            "颜色",
            list(COLOURS),
            default=note.colour,
            key=f"note-colour-{tail}",
            format_func=COLOURS.__getitem__,
            required=True,
        )
        st.checkbox("分享给大家", note.shared, key=f"note-shared-{tail}")
        st.form_submit_button("保存", type="primary", on_click=attempt, args=(_change, note))
    st.button("不改了", key=f"note-close-{note.id}", type="tertiary", on_click=_open, args=(0,))


def _open(note_id: int) -> None:
    st.session_state[OPEN] = note_id


def _add(article_id: int) -> None:
    open_archive().notes.add(
        article_id,
        reader_id(),
        None,
        st.session_state[f"note-new-text-{article_id}"],
        shared=st.session_state[f"note-new-shared-{article_id}"],
    )


def _change(note: Note) -> None:
    tail = f"{note.id}-{note.version}"
    open_archive().notes.change(
        note.id,
        reader_id(),
        text=st.session_state[f"note-text-{tail}"],
        colour=st.session_state[f"note-colour-{tail}"],
        shared=st.session_state[f"note-shared-{tail}"],
        expected_version=note.version,
    )
    st.session_state[OPEN] = 0


def _remove(note: Note) -> None:
    open_archive().notes.remove(note.id, reader_id())
    remember(_REMOVED, note.id, "已删除一条笔记。")


def _restore(note_id: int) -> None:
    open_archive().notes.restore(note_id, reader_id())
