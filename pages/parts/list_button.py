"""The button that puts an article on a reading list."""

from __future__ import annotations

import streamlit as st

from corpus.named_items import LONGEST_NAME
from corpus.reading_lists import ReadingList
from pages.parts import list_queries, queries
from pages.parts.errors import attempt
from pages.parts.literal import as_label
from pages.parts.resources import may, open_archive

SHOWN = 12


def add_to_list(article_id: int, title: str, *, key: str) -> None:
    """Draws a button that opens the reading lists, to put the article on one or on a new one.

    Args:
        article_id: The article.
        title: Its title.
        key: Of the button; those inside begin with it.
    """
    if not may("reader"):
        return
    popover = st.popover(
        "加入书单", key=key, type="tertiary", icon=":material/playlist_add:", on_change="rerun"
    )
    if not popover.open:
        return
    lists = list_queries.lists(queries.revision())
    with popover:
        for one in lists[:SHOWN]:
            inside = article_id in one.articles
            st.button(
                as_label(one.name),
                key=f"{key}-{one.id}",
                icon=":material/check:" if inside else ":material/add:",
                disabled=inside,
                help="已在这个书单里" if inside else None,
                width="stretch",
                on_click=attempt,
                args=(_add, one, article_id, title, key),
            )
        if len(lists) > SHOWN:
            st.caption(f"这里列出最近改过的 {SHOWN} 个，其余的请到“书单”页添加。")
        with st.form(f"{key}-form", border=False):
            st.text_input("新书单的名称", key=f"{key}-name", max_chars=LONGEST_NAME)
            st.form_submit_button(
                "新建并加入",
                key=f"{key}-create",
                on_click=attempt,
                args=(_create, article_id, title, key),
            )


def _add(one: ReadingList, article_id: int, title: str, key: str) -> None:
    open_archive().reading_lists.add(one.id, article_id)
    _done(one.name, title, key)


def _create(article_id: int, title: str, key: str) -> None:
    made = open_archive().reading_lists.create(st.session_state[f"{key}-name"], [article_id])
    st.session_state[f"{key}-name"] = ""
    _done(made.name, title, key)


def _done(name: str, title: str, key: str) -> None:
    st.session_state[key] = False
    st.toast(f"《{as_label(title)}》已加入书单“{as_label(name)}”。", icon=":material/list_alt:")
