"""What is offered to boards, and made anew: each page it came from is visited once and gives it.

A chart or table is worked out by its page, from its address. So nothing but the page makes it anew:
the visitor's own browser is led there, the page hands over what it shows, and leads on.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from corpus.board import Board
from corpus.exhibit import Exhibit
from corpus.named_items import ItemNotFound
from pages.parts.board_button import add_to_board, file_of, here, query_of
from pages.parts.errors import attempt
from pages.parts.resources import open_archive

_RENEWING = "board-renewing"
"""In the session: the board, how many items there were, and those yet to be made anew."""
_BOARDS = "boards.py"


def begin(board: Board, exhibits: dict[str, Exhibit]) -> None:
    """Makes all charts and tables of a board anew, one after the other."""
    wanted = [
        (item.key, exhibits[item.exhibit].address, exhibits[item.exhibit].name)
        for item in board.items
        if item.exhibit in exhibits and exhibits[item.exhibit].kind != "passage"
    ]
    st.session_state[_RENEWING] = (board.id, len(wanted), wanted)
    lead_on()


def lead_on() -> None:
    """Leads to the page of the next item, or back to the board once all are done."""
    board_id, _, left = st.session_state[_RENEWING]
    while left and file_of(left[0][1]) is None:
        left.pop(0)
    if not left:
        st.session_state.pop(_RENEWING)
        st.switch_page(_BOARDS, query_params={"board": str(board_id)})
    address = left[0][1]
    st.switch_page(file_of(address) or _BOARDS, query_params=dict(query_of(address)))


def offer(name: str, make: Callable[[], Exhibit]) -> None:
    """Draws the button that puts what is shown on a board, and gives it to one that waits for it.

    Args:
        name: What is shown is called so on its page.
        make: Makes it.
    """
    add_to_board(make, key=f"board-{name}")
    hand_over(name, make)


def hand_over(name: str, make: Callable[[], Exhibit]) -> None:
    """Puts what a page shows in the place of the item that waits for it; does nothing if none.

    Args:
        name: What is shown is called so on its page.
        make: Makes it.
    """
    state = st.session_state.get(_RENEWING)
    if state is None:
        return
    board_id, _, left = state
    if not left or left[0][2] != name or not _is_open(left[0][1]):
        return
    key, _, _ = left.pop(0)
    attempt(_renew, board_id, key, make())
    lead_on()


def _is_open(address: str) -> bool:
    """True on the page of an address: whoever walks elsewhere meanwhile meets the same names."""
    now = here()
    there = query_of(now)
    asked = query_of(address).items()
    return file_of(now) == file_of(address) and all(there.get(k) == v for k, v in asked)


def told() -> None:
    """Says on every page that a board is being made anew, with the way out."""
    state = st.session_state.get(_RENEWING)
    if state is None:
        return
    _, count, left = state
    with st.container(key="board-renewing", horizontal=True, vertical_alignment="center"):
        st.info(
            f"正在更新专题板：第 {count - len(left) + 1} 项，共 {count} 项……",
            icon="spinner",
            width="stretch",
        )
        st.button("跳过这一项", key="board-skip", on_click=_skip)
        st.button("停止更新", key="board-stop", on_click=_stop)
    if st.session_state.pop("board-led", False):
        lead_on()


def _renew(board_id: int, key: int, exhibit: Exhibit) -> None:
    try:
        open_archive().boards.renew(board_id, key, exhibit)
    except ItemNotFound:
        return  # somebody has taken it off in the meantime


def _skip() -> None:
    st.session_state[_RENEWING][2].pop(0)
    st.session_state["board-led"] = True


def _stop() -> None:
    st.session_state[_RENEWING][2].clear()
    st.session_state["board-led"] = True
