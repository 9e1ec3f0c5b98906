"""投稿: readers send in and get a receipt; editors see what came, split it and decide."""

from __future__ import annotations

import streamlit as st

from corpus.errors import SixueError
from pages.parts.errors import show
from pages.parts.resources import may, open_archive, stop_unless
from pages.parts.selection import number
from pages.parts.split_view import STATIC
from pages.parts.submission_desk import submission_desk
from pages.parts.submission_form import form
from pages.parts.submission_list import inlet, open_one, submission_list


def main() -> None:
    """Draws the page."""
    stop_unless("reader")
    st.html(STATIC / "importing.css")
    if not may("editor"):
        st.html('<h2 class="sx-section">投稿</h2>')
        form()
        return
    given = st.query_params.get("submission", "")
    if given:
        _one(number(given))
        return
    with st.expander("投稿", icon=":material/send:", key="submission-send"):
        form()
    submission_list()
    inlet()


def _one(submission_id: int | None) -> None:
    try:
        one = open_archive().submissions.get(submission_id or 0)
    except SixueError as error:
        show(error)
        st.button(
            "投稿箱",
            key="submission-back",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=open_one,
            args=(None,),
        )
        return
    submission_desk(one)


main()
