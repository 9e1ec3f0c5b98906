"""The button that puts what is shown on a board."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from corpus.board import Board
from corpus.boards import LONGEST_TAKEAWAY
from corpus.exhibit import Exhibit
from corpus.named_items import LONGEST_NAME
from pages.parts.addresses import ADDRESSES
from pages.parts.errors import attempt
from pages.parts.literal import as_label
from pages.parts.resources import may, open_archive

SHOWN = 8
MOST_ROWS = 500
"""Rows of a table, or of the numbers of a chart, that are taken along onto a board."""


def here() -> str:
    """Path and query of the page that is open."""
    path = st.session_state.get("current_page", "")
    query = urlencode({k: st.query_params.get_all(k) for k in st.query_params}, doseq=True)
    return f"/{path}?{query}" if query else f"/{path}"


def file_of(address: str) -> str | None:
    """The file of the page at an address of this app; None if there is none."""
    path = address.partition("?")[0].strip("/")
    return next((file for file, known in ADDRESSES.items() if known == path), None)


def query_of(address: str) -> dict[str, list[str]]:
    """The parameters of an address of this app."""
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(address.partition("?")[2], keep_blank_values=True):
        query.setdefault(name, []).append(value)
    return query


def add_to_board(make: Callable[[], Exhibit], *, key: str) -> None:
    """Draws a button that opens the boards, to put something on one or on a new one.

    Args:
        make: Makes what is shown, once somebody wants it.
        key: Of the button; those inside begin with it.
    """
    if not may("reader"):
        return
    popover = st.popover(
        "加入专题板",
        key=key,
        type="tertiary",
        icon=":material/co_present:",
        on_change="rerun",
    )
    if not popover.open:
        return
    boards = open_archive().boards.all()
    with popover:
        st.text_input(
            "要点，一句话（可不写）",
            key=f"{key}-says",
            max_chars=LONGEST_TAKEAWAY,
            placeholder="请大家记住什么？",
        )
        for one in boards[:SHOWN]:
            st.button(
                as_label(one.name),
                key=f"{key}-{one.id}",
                icon=":material/add:",
                width="stretch",
                on_click=attempt,
                args=(_add, one, make, key),
            )
        if len(boards) > SHOWN:
            st.caption(f"这里列出最近改过的 {SHOWN} 个。")
        with st.form(f"{key}-form", border=False):
            st.text_input("新专题板的名称", key=f"{key}-name", max_chars=LONGEST_NAME)
            st.form_submit_button(
                "新建并加入", key=f"{key}-create", on_click=attempt, args=(_create, make, key)
            )


def _add(one: Board, make: Callable[[], Exhibit], key: str) -> None:
    takeaway = st.session_state.get(f"{key}-says", "")
    full = open_archive().boards.add(one.id, make(), takeaway)
    st.session_state[key] = False
    st.session_state[f"{key}-says"] = ""
    name = as_label(one.name)
    if full == one:
        st.toast(f"专题板“{name}”里已经有它了。", icon=":material/co_present:")
    else:
        st.toast(f"已加入专题板“{name}”，现有 {len(full.items)} 项。", icon=":material/co_present:")


def _create(make: Callable[[], Exhibit], key: str) -> None:
    made = open_archive().boards.create(st.session_state[f"{key}-name"])
    st.session_state[f"{key}-name"] = ""
    _add(made, make, key)
