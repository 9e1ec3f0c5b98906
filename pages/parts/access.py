"""What every page needs for those who listen to it or use it by keys alone."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.parts.literal import as_html

STATIC = Path(__file__).resolve().parent.parent / "static"


def access() -> None:
    """Mends Streamlit's own markup in the browser; drawn once by the frame."""
    st.html(STATIC / "access.css")
    script = "".join(
        (STATIC / name).read_text(encoding="utf-8") for name in ("chart_keys.js", "access.js")
    )
    component = st.components.v2.component("sixue.access", js=script)
    with st.container(key="access"):
        component(key="access-script", height=1, on_ground_change=lambda: None)


def unseen_heading(words: str, level: int = 1) -> None:
    """A heading that is only said, where the eye sees by the menu or the place what is meant."""
    st.html(f'<h{level} class="sx-unseen">{as_html(words)}</h{level}>')
