"""Who is in front of the page."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from corpus.actor import LOCAL, VISITOR, Actor
from corpus.members import Members
from pages.parts.reader import reader_id

LOGIN_SECONDS = 30 * 24 * 3600
"""So long a login lasts: as long as its cookie, in a page that stays open too."""
FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
"""Headers by which a proxy says that somebody else is asking."""


def person(members: Members) -> Actor:
    """The person in front of the page, as far as they have proved who they are.

    With a login configured it is whoever has logged in. Without one it is the owner of the
    machine where the page is opened on the machine itself, and nobody known elsewhere.

    Args:
        members: The roles; asked in every run, so that a role taken away is gone at the next click.
    """
    if get_script_run_ctx() is None:
        return VISITOR  # work behind the page acts for whoever started it, who hands it on
    if has_login():
        email = proved_address(st.user, time.time(), trusting=_trusts_provider())
        return members.actor_of(email, str(st.user.get("name") or "")) if email else VISITOR
    return replace(LOCAL, reader=reader_id()) if is_local() else VISITOR


def has_login() -> bool:
    """True if a login is configured: `[auth]` in the secrets.

    A file of secrets that cannot be read counts as a login that nobody passes.
    """
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return any(Path(file).exists() for file in st.get_option("secrets.files"))


def is_logged_in() -> bool:
    """True if the provider has sent somebody, whether they may do anything here or not."""
    return bool(st.user.get("is_logged_in"))


def proved_address(claims: Mapping[str, object], now: float, *, trusting: bool) -> str | None:
    """The e-mail address that a login has proved; None if it has proved none.

    Streamlit checks the signature, age and origin of the cookie when a page connects. It checks
    neither how old a login has become in a page that stayed open, nor whether the provider has
    verified the address: with some of them anybody may enter any (OpenID Connect Core 1.0, 5.7).

    Args:
        claims: What the provider has said, as in `st.user`.
        now: Seconds since 1970.
        trusting: True if an address is to be believed of which the provider does not say whether
            it is verified.
    """
    issued, verified = claims.get("iat"), claims.get("email_verified")
    if not claims.get("is_logged_in") or not isinstance(issued, int | float):
        return None
    if now - issued > LOGIN_SECONDS:
        return None
    if verified not in (True, "true") and not (verified is None and trusting):
        return None
    return str(claims.get("email") or "") or None


def is_local() -> bool:
    """True if the server listens on this machine alone and was asked from this machine."""
    headers = st.context.headers
    if any(headers.get(name) for name in FORWARDED):
        return False
    # A proxy may change the name it was asked by; where the page came from the browser says.
    asked = (_host(headers.get(name)) for name in ("Host", "Origin"))
    client = st.context.ip_address
    hosts = [st.get_option("server.address") or "", *asked, client]
    return all(_is_loopback(host) for host in hosts if isinstance(host, str))


def _trusts_provider() -> bool:
    try:
        return bool(st.secrets["auth"].get("trust_email"))
    except (FileNotFoundError, KeyError):
        return False


def _host(address: str | None) -> str | None:
    """The host of an address with or without a scheme; empty if it has none."""
    if address is None:
        return None
    return urlsplit(address if "//" in address else f"//{address}").hostname or ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
