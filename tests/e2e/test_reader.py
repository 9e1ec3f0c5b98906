"""Browsers are told apart by a cookie, which the first page already knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pages.parts.reader_cookie import COOKIE
from tests.e2e.server import serving

ASKING = """
import streamlit as st
from pages.parts.reader import reader_id
st.text(reader_id())
st.button("再问")
"""
ASKING_APP = """
from pathlib import Path
import streamlit as st
from starlette.middleware import Middleware
from pages.parts.reader_cookie import ReaderCookie
app = st.App(Path(__file__).with_name("asking.py"), middleware=[Middleware(ReaderCookie)])
"""


def word_of(context: BrowserContext) -> str:
    (cookie,) = [c for c in context.cookies() if c["name"] == COOKIE]
    return cookie["value"]


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app that gives our cookie and whose only page says who is asking."""
    folder = tmp_path_factory.mktemp("asking")
    (folder / "asking.py").write_text(ASKING)
    (folder / "app.py").write_text(ASKING_APP)
    with serving(folder / "home", folder / "app.py") as address:
        yield address


def shown(page: Page) -> str:
    text = page.get_by_test_id("stText")
    expect(text).to_have_text(re.compile("^[0-9a-f]{64}$"))
    return text.inner_text()


def test_two_browsers_are_two_readers_and_stay_so(asking: str, browser: Browser) -> None:
    readers = []
    for _ in range(2):
        context = browser.new_context()
        page = context.new_page()
        page.goto(asking)
        first = shown(page)
        assert first == sha256(word_of(context).encode()).hexdigest(), "known on the first visit"
        page.get_by_role("button", name="再问").click()
        page.reload()
        assert shown(page) == first
        another = context.new_page()
        another.goto(asking)
        assert shown(another) == first
        readers.append(first)
        context.close()
    assert readers[0] != readers[1]


def test_a_word_that_we_never_gave_is_exchanged(asking: str, browser: Browser) -> None:
    context = browser.new_context()
    context.add_cookies([{"name": COOKIE, "value": "", "url": asking}])
    page = context.new_page()
    page.goto(asking)
    assert shown(page) == sha256(word_of(context).encode()).hexdigest()
    assert len(word_of(context)) == 32
    context.close()


def test_pages_carry_the_cookie_and_their_parts_do_not(page: Page) -> None:
    answer = page.goto("/search")
    assert answer is not None
    cookie = answer.header_value("set-cookie") or ""
    assert re.search(rf"{COOKIE}=[\w-]{{32}}; Path=/; Max-Age=63072000", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie, "or it would be lost on a plain address"
    assert COOKIE not in page.evaluate("document.cookie")
    word = word_of(page.context)
    page.goto("/")
    assert word_of(page.context) == word
    part = page.request.get("/_stcore/health", headers={"accept": "*/*"})
    assert COOKIE not in part.headers.get("set-cookie", "")
