"""Which reader is in front of the page."""

from __future__ import annotations

import secrets
from hashlib import sha256

import streamlit as st

from pages.parts.reader_cookie import BYTES, word_in

_OWN = "reader-word"


def reader_id() -> str:
    """The SHA-256, in hexadecimal, of the word that only this browser knows.

    A browser that keeps no cookies is another reader in each session.
    """
    word = word_in(st.context.cookies)
    if word is None:
        word = str(st.session_state.setdefault(_OWN, secrets.token_urlsafe(BYTES)))
    return sha256(word.encode()).hexdigest()
