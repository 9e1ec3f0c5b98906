"""The pages of a list, and choices above it: what they say is what the address says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.parts.selection import Selection, to_url


def turn_pages(name: str, selection: Selection, last: int) -> None:
    """Draws the way to the other pages of a list.

    Args:
        name: Of the list, for the keys.
        selection: What is looked at, with the page that is shown.
        last: The number of the last page.
    """
    # Named by its page, so that it follows the address and not its own memory.
    key = f"{name}-page-{selection.page}"
    with st.container(key=f"{name}-foot", horizontal_alignment="center"):
        st.pagination(last, default=selection.page, key=key, on_change=_turn, args=(selection, key))


def _turn(selection: Selection, key: str) -> None:
    to_url(replace(selection, page=st.session_state[key]))


def choice(
    label: str,
    options: Mapping[Any, str],
    chosen: Any,
    *,
    key: str,
    on_change: Callable[..., None],
    args: tuple[Any, ...] = (),
) -> None:
    """Draws a few options side by side, of which one is always chosen.

    Args:
        label: What is chosen, for those who listen.
        options: The options and how they are written.
        chosen: What the address says.
        key: Where the callback finds the choice.
        on_change: Writes the address.
        args: For the callback.
    """
    st.session_state[key] = chosen
    st.segmented_control(
        label,
        list(options),
        key=key,
        format_func=options.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=on_change,
        args=args,
    )


def first_shown(total: int, size: int, key: str) -> int:
    """Where the shown piece of a list begins that is turned by `turn`."""
    last = max(1, -(-total // size))
    return (min(st.session_state.get(key) or 1, last) - 1) * size


def turn(total: int, size: int, key: str) -> None:
    """Draws the way to the other pieces of a list that is not in the address; none for a short one.

    Args:
        total: How long the list is.
        size: How much of it is shown at once.
        key: Of the widget, the same as for `first_shown`.
    """
    if total > size:
        with st.container(key=f"{key}-foot", horizontal_alignment="center"):
            st.pagination(-(-total // size), key=key)
