"""Who is in front of the page."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from corpus.actor import LOCAL, VISITOR, Actor
from corpus.members import Members


def person(members: Members) -> Actor:
    """The person in front of the page, as far as they have proved who they are.

    With a login configured it is whoever has logged in. Without one it is the owner of the
    machine where the page is opened on the machine itself, and nobody known elsewhere.

    Args:
        members: The roles.
    """
    if get_script_run_ctx() is None:
        return VISITOR  # work behind the page acts for whoever started it, who hands it on
    if has_login():
        email = st.user.get("email") if st.user.is_logged_in else None
        return members.actor_of(str(email), str(st.user.get("name") or "")) if email else VISITOR
    return LOCAL if is_local() else VISITOR


def has_login() -> bool:
    """True if a login is configured (`[auth]` in the secrets)."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def is_local() -> bool:
    """True if the server listens on this machine alone and was addressed as this machine."""
    address = st.get_option("server.address") or ""
    host = urlsplit(f"//{st.context.headers.get('Host') or 'localhost'}").hostname or ""
    return _is_loopback(address) and _is_loopback(host)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
