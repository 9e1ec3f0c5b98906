"""Addresses to hand on."""

from __future__ import annotations

import streamlit as st

from pages.parts.addresses import ADDRESSES


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
