"""Moving an article to the trash, and back."""

from __future__ import annotations

import streamlit as st

from pages.parts import basket, queries
from pages.parts.errors import attempt
from pages.parts.literal import as_label
from pages.parts.resources import may, open_archive

SHOWN = 50
_LAST = "last_trashed"


def trash(article_id: int, title: str) -> None:
    """Moves an article to the trash; the next run offers to undo it."""
    open_archive().articles.trash([article_id])
    basket.take(article_id)
    st.session_state[_LAST] = (article_id, title)


def restore(article_id: int) -> None:
    """Takes an article out of the trash."""
    open_archive().articles.restore([article_id])
    if st.session_state.get(_LAST, (None, ""))[0] == article_id:
        del st.session_state[_LAST]


def show_undo(article_id: int) -> bool:
    """Says that this visitor has just moved the article to the trash, with the way back.

    Returns:
        False, and shows nothing, if it was not so.
    """
    last, title = st.session_state.get(_LAST, (None, ""))
    if last != article_id:
        return False
    st.info(f"《{as_label(title)}》已移入回收站。", icon=":material/delete:")
    undo_button(article_id)
    return True


def undo_button(article_id: int) -> None:
    """The button that takes one article out of the trash again, for whoever may."""
    if not may("editor"):
        return
    st.button(
        "放回文库",
        key=f"restore-{article_id}",
        icon=":material/undo:",
        on_click=attempt,
        args=(restore, article_id),
    )


def trash_list(at_revision: int) -> None:
    """What lies in the trash, each with the way back; nothing if the trash is empty."""
    thrown = queries.trashed(at_revision, SHOWN + 1) if may("editor") else []
    if not thrown:
        return
    count = f"{len(thrown)} 篇" if len(thrown) <= SHOWN else f"最近 {SHOWN} 篇"
    with st.expander(f"回收站（{count}）", icon=":material/delete:"):
        for article_id, title in thrown[:SHOWN]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(as_label(title), width="stretch")
                undo_button(article_id)
