"""The cookie by which a browser is known again: who holds its word owns the notes made with it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts.addresses import is_navigation

COOKIE = "sixue_reader"
BYTES = 24
SECONDS = 2 * 365 * 24 * 3600
_WORD = re.compile(r"[\w-]{32}", re.ASCII)


def word_in(cookies: Mapping[str, str]) -> str | None:
    """The word that a browser was given; None if it has none, or one that we never gave."""
    # Streamlit's AppTest puts something that is no text in the place of a cookie.
    word = str(cookies.get(COOKIE, ""))
    return word if _WORD.fullmatch(word) else None


class ReaderCookie:
    """Gives every browser that opens a page a word of its own, and lets it keep it.

    It comes with the page itself, so it is there before the page opens its websocket. Each page
    says it anew: browsers forget a cookie 400 days after they were last told, whatever its age.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on; the response to a page's carries the cookie."""
        if scope["type"] != "http" or not is_navigation(scope):
            await self.app(scope, receive, send)
            return
        sent = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
        word = word_in(cookie_parser(sent)) or secrets.token_urlsafe(BYTES)
        cookie = f"{COOKIE}={word}; Path=/; Max-Age={SECONDS}; HttpOnly; SameSite=Lax"
        if scope["scheme"] == "https":
            cookie += "; Secure"

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode())]
            await send(message)

        await self.app(scope, receive, with_cookie)
