"""The app as an ASGI object: `streamlit run streamlit_app.py`.

The router script lies in `pages/`, not here: beside a folder of that name Streamlit would run
its files bare on a cold deep link, before any router has spoken.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts.addresses import ADDRESSES, is_navigation
from pages.parts.reader_cookie import ReaderCookie

ROOT = Path(__file__).resolve().parent
logger = logging.getLogger("sixue")

# Streamlit writes its styles into the page and starts from an inline script, and charts compile
# their expressions; everything else must come from this very server.
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; "
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; "
        "font-src 'self' data:; "
        "worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}


UNASKED = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
# What must be there before Streamlit draws anything: it stands in the page itself.
AHEAD = "".join(
    f"<script>{(ROOT / 'pages' / 'static' / name).read_text(encoding='utf-8')}</script>"
    for name in ("chinese.js", "guide.js")
)

# What is not a page: Streamlit's own addresses, and ours.
SERVED = {
    *("_stcore", "media", "static", "app", "component", "healthz", "auth", "oauth2callback"),
    "stage",
}
NOT_FOUND = """<!doctype html><html lang="zh"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>没有这个页面 · 思学</title>
<body style="font-family:sans-serif;max-width:30rem;margin:20vh auto;line-height:1.8">
<h1 style="font-size:1.4rem">没有这个页面</h1>
<p>网址可能写错了，或者页面已经改名。<a href="/" style="color:#9e2b25">回到首页</a></p></html>"""


def is_known(path: str) -> bool:
    """Tells whether something is at an address; Streamlit itself would answer any."""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    inside = path.strip("/").removeprefix(base).strip("/")
    return inside in ADDRESSES.values() or inside.partition("/")[0] in SERVED


class ResponseDress:
    """Adds the security headers to every response; a page is Chinese and brings our scripts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on, changing the response on its way back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if is_navigation(scope) and not is_known(scope["path"]):
            await HTMLResponse(NOT_FOUND, status_code=404, headers=HEADERS)(scope, receive, send)
            return
        if b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            # A page must come uncompressed and anew, or it could not be changed below: what a
            # browser has kept of it is as old as Streamlit, not as old as our scripts.
            kept = [pair for pair in scope["headers"] if pair[0] not in UNASKED]
            scope = {**scope, "headers": kept}
        held: list[Message] = []

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in HEADERS.items()),
                ]
                present = {name.lower(): value for name, value in message["headers"]}
                if present.get(b"content-type", b"").startswith(b"text/html"):
                    held.append(message)
                    return
            elif held:
                start = held.pop()
                before = message.get("body", b"")
                message["body"] = _with_scripts(before)
                _lengthen(start, len(message["body"]) - len(before))
                await send(start)
            await send(message)

        await self.app(scope, receive, dressed)


def _with_scripts(page: bytes) -> bytes:
    """Streamlit's page as a Chinese one with our scripts; any other page as it is."""
    if b'<html lang="en">' not in page:
        return page
    page = page.replace(b'<html lang="en">', b'<html lang="zh">', 1)
    return page.replace(b"</head>", AHEAD.encode() + b"</head>", 1)


def _lengthen(start: Message, by: int) -> None:
    start["headers"] = [
        (name, str(int(value) + by).encode() if name.lower() == b"content-length" else value)
        for name, value in start["headers"]
    ]


async def healthz(_request: Request) -> PlainTextResponse:
    """Says whether the archive can be used; 503 with the reason if not."""
    from corpus.errors import SixueError
    from pages.parts.resources import shared_archive

    try:
        revision = await asyncio.to_thread(lambda: shared_archive().revision())
    except SixueError as error:
        return PlainTextResponse(error.problem, status_code=503)
    return PlainTextResponse(f"ok {revision}")


async def show(request: Request) -> HTMLResponse:
    """A board for a room, as one document."""
    from corpus.errors import SixueError
    from pages.parts.resources import shared_archive
    from pages.parts.stage import document

    def written() -> str:
        boards = shared_archive().boards
        board = boards.get(request.path_params["board"])
        return document(board, boards.exhibits(board), "engine.js", served=True)

    try:
        return HTMLResponse(await asyncio.to_thread(written))
    except SixueError as error:
        words = NOT_FOUND.replace("没有这个页面", escape(error.problem)).replace(
            "网址可能写错了，或者页面已经改名。", escape(error.remedy)
        )
        return HTMLResponse(words, 404)


async def engine(_request: Request) -> Response:
    """The script that draws the charts of a board."""
    from pages.parts import stage
    from pages.parts.resources import shared_archive

    script = await asyncio.to_thread(lambda: stage.engine(shared_archive().home))
    return Response(
        script, media_type="text/javascript", headers={"cache-control": "max-age=86400"}
    )


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warms what the first visitor would wait for; what is warm is never collected."""
    from corpus.errors import SixueError
    from pages.parts.resources import receiving, warm_up

    try:
        await asyncio.to_thread(warm_up)
    except SixueError as error:
        # Not fatal: each page says so itself and works as soon as the cause is gone.
        logger.warning("%s", error)
    receiving().start()
    gc.collect()
    gc.freeze()
    yield
    receiving().stop()


app = st.App(
    ROOT / "pages" / "frame.py",
    lifespan=lifespan,
    routes=[
        Route("/healthz", healthz),
        Route("/stage/engine.js", engine),
        Route("/stage/{board:int}", show),
    ],
    middleware=[Middleware(ResponseDress), Middleware(ReaderCookie)],
)
