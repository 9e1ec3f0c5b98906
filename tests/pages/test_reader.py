"""Who is in front of a page, without a browser that keeps cookies."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def asking() -> None:
    import streamlit as st

    from pages.parts.reader import reader_id

    st.text(reader_id())


def test_without_a_cookie_each_session_is_a_reader_of_its_own() -> None:
    sessions = [AppTest.from_function(asking).run() for _ in range(2)]
    first, second = (session.text[0].value for session in sessions)
    assert len(first) == len(second) == 64
    assert first != second
    assert sessions[0].run().text[0].value == first
