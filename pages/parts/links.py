"""Addresses to hand on, and ways that only some may go."""

from __future__ import annotations

import streamlit as st

from pages.parts.addresses import ADDRESSES
from pages.parts.resources import may


def link_to(page: str, query: str) -> str:
    """The whole address of a page, as the visitor's browser reaches it.

    Args:
        page: File of the page that is open, or of another one.
        query: What stands behind the question mark; may be empty.
    """
    base = (st.context.url or "/").rstrip("/")
    path = ADDRESSES[page]
    base = base if base.endswith(f"/{path}") else f"{base}/{path}"
    return f"{base}?{query}" if query else base


def import_link() -> None:
    """The way to the import page, for whoever may bring files in."""
    if may("editor"):
        st.page_link("importing.py", label="导入文件", icon=":material/upload_file:")


def card_link(label: str, **given: str | list[str]) -> None:
    """The way to a new theme card, for whoever may make one.

    Args:
        label: Of the link.
        given: What the page is to know: `name`, `word`.
    """
    if may("editor"):
        st.page_link("theme_cards.py", label=label, icon=":material/style:", query_params=given)
