"""One note: the words it stands on, what was written, by whom; its owner may change it here."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.anchors import find_anchor
from corpus.note_export import COLOURS
from corpus.notes import LONGEST_TEXT, Note
from pages.parts.errors import attempt
from pages.parts.literal import as_html
from pages.parts.resources import open_archive
from pages.parts.selection import place_value
from pages.parts.undo_bar import remember, undo_bar

_REMOVED = "note-removed"


def show_undo() -> None:
    """Says which note this visitor has just removed, with the way back."""
    undo_bar(_REMOVED, lambda note: open_archive().notes.restore(note), key="note-restore")


def place_of(note: Note, paragraphs: Sequence[str]) -> dict[str, str]:
    """The parameter of the reading page that leads to the words of a note as the text is now.

    Args:
        note: A note.
        paragraphs: The texts of all paragraphs of its article.

    Returns:
        Empty for a note on the whole article, and where its words are gone from the text.
    """
    place = note.anchor and find_anchor(note.anchor, paragraphs)
    return {"place": place_value(place[0], place[1])} if place else {}


def note_card(note: Note, paragraphs: Sequence[str], *, own: bool) -> None:
    """Draws a note.

    Args:
        note: The note.
        paragraphs: The texts of all paragraphs of its article.
        own: True if the visitor may change it.
    """
    place = place_of(note, paragraphs)
    st.html(_body(note))
    with st.container(
        key=f"note-foot-{note.id}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(_facts(note, lost=bool(note.anchor) and not place, own=own), width="stretch")
        if place:
            st.page_link(
                "read.py",
                label="看原文",
                query_params={"article": str(note.article_id), **place},
                width="content",
            )
        if own:
            _change(note)
            st.button(
                "删除",
                key=f"note-remove-{note.id}",
                type="tertiary",
                icon=":material/delete:",
                on_click=attempt,
                args=(_remove, note.id),
            )


def _body(note: Note) -> str:
    text = f'<p class="sx-note-text">{as_html(note.text)}</p>' if note.text else ""
    tone = f"sx-note-{note.colour}"
    if note.anchor is None:
        return f'<div class="sx-note-whole {tone}">{text}</div>'
    return f'<blockquote class="sx-quote {tone}">{as_html(note.anchor.quote)}</blockquote>{text}'


def _facts(note: Note, *, lost: bool, own: bool) -> str:
    when = note.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
    name = f"{note.reader_name}（我）" if own else note.reader_name
    facts = [name, when, "已分享" if note.shared else "私有"]
    if note.anchor is None:
        facts.append("写给整篇文章")
    if lost:
        facts.append("原文已改，这段文字不在了")
    spans = "".join(f"<span>{as_html(fact)}</span>" for fact in facts)
    return f'<p class="sx-meta">{spans}</p>'


@st.dialog("写笔记")
def write_dialog(note: Note) -> None:
    """The form of a note just made, over the page, wherever its words stand."""
    quote = note.anchor.quote if note.anchor else ""
    st.html(f'<blockquote class="sx-quote sx-note-{note.colour}">{as_html(quote)}</blockquote>')
    if _form(note):
        st.rerun()


def _change(note: Note) -> None:
    key = f"note-change-{note.id}"
    popover = st.popover(
        "修改", key=key, type="tertiary", icon=":material/edit:", on_change="rerun"
    )
    if not popover.open:
        return
    with popover:
        _form(note, key)


def _form(note: Note, popover: str = "") -> bool:
    """The fields of a note; True once they were kept."""
    tail = f"{note.id}-{note.version}"
    with st.form(f"note-form-{tail}", border=False):
        st.text_area("笔记", note.text, key=f"note-text-{tail}", max_chars=LONGEST_TEXT)
        st.segmented_control(
            "颜色",
            list(COLOURS),
            default=note.colour,
            key=f"note-colour-{tail}",
            format_func=COLOURS.__getitem__,
            required=True,
        )
        st.checkbox("分享给大家", note.shared, key=f"note-shared-{tail}")
        return st.form_submit_button(
            "保存修改",
            key=f"note-keep-{note.id}",
            type="primary",
            on_click=attempt,
            args=(_keep, note, popover),
        )


def _keep(note: Note, popover: str) -> None:
    tail = f"{note.id}-{note.version}"
    open_archive().notes.change(
        note.id,
        text=st.session_state[f"note-text-{tail}"],
        colour=st.session_state[f"note-colour-{tail}"],
        shared=st.session_state[f"note-shared-{tail}"],
        expected_version=note.version,
    )
    if popover:
        st.session_state[popover] = False


def _remove(note_id: int) -> None:
    open_archive().notes.remove(note_id)
    remember(_REMOVED, note_id, "已删除一条笔记。")
