"""A real browser at a real server; whatever leaves the machine fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from corpus.archive import Archive
from corpus.samples import sample_files
from tests.articles import draft, prepared
from tests.e2e.server import CHROMIUM_ARGUMENTS, chromium, serving

HERE = Path(__file__).resolve().parent
HOSTILE_TITLE = "<script>document.title='坏'</script> **粗** :red[红] $x$ -> :smile:"
HOSTILE_TEXT = (
    "照录：<script>alert(1)</script> <b>不粗</b> **不粗** _不斜_ :red[不红] $x^2$ "
    "[不是链接](https://example.com) :material/home: &amp; -- -> # 不是标题"
)
HOSTILE_AUTHOR = "**作者** :blue[甲]"

expect.set_options(timeout=30_000)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Everything below this folder needs a browser."""
    if item.path.is_relative_to(HERE):
        item.add_marker("e2e")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": chromium(),
        "args": CHROMIUM_ARGUMENTS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1440, "height": 900},
    }


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample library and one article full of markup."""
    home = tmp_path_factory.mktemp("library") / "home"
    with Archive.open(home=home) as archive:
        archive.imports.run(sample_files())
        hostile = draft(
            f"# 一、**标题** <i>\n{HOSTILE_TEXT}",
            HOSTILE_TITLE,
            authors=(HOSTILE_AUTHOR,),
            source="$来源$",
            published=date(2020, 2, 2),
            tags=(":red[标签]",),
        )
        list(archive.imports.keep(prepared([hostile], "恶意.jsonl")))
        archive.index.catch_up()
    return home


@pytest.fixture(scope="session")
def base_url(library: Path) -> Iterator[str]:
    """The app with the sample library; tests must leave it as it was."""
    with serving(library) as address:
        yield address


@pytest.fixture
def empty_app(tmp_path: Path) -> Iterator[str]:
    """The app on an empty data folder of this test's own."""
    with serving(tmp_path / "app") as address:
        yield address


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[str]:
    """The app on a library of the samples of this test's own, which it may change."""
    home = tmp_path / "app"
    with Archive.open(home=home) as archive:
        archive.imports.run(sample_files())
        archive.index.catch_up()
    with serving(home) as address:
        yield address


@pytest.fixture(scope="session")
def strangers() -> list[str]:
    """What the browser asked of other machines, and what its guard complained about."""
    return []


@pytest.fixture(scope="session")
def window(
    browser: Browser, browser_context_args: dict[str, Any], strangers: list[str]
) -> Iterator[Page]:
    """The one window of all tests: a new one needs seconds to compile the app's scripts again."""

    def note(url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")):
            strangers.append(url)

    def complaint(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            strangers.append(message.text)

    with browser.new_context(**browser_context_args) as context:
        context.on("request", lambda asked: note(asked.url))
        context.on("console", complaint)
        context.on("page", lambda page: page.on("websocket", lambda opened: note(opened.url)))
        yield context.new_page()


@pytest.fixture
def page(
    window: Page, browser_context_args: dict[str, Any], strangers: list[str]
) -> Iterator[Page]:
    """A window of somebody who has never been here; what leaves the machine fails the test."""
    strangers.clear()
    yield window
    if window.url.startswith("http"):
        window.evaluate("() => { sessionStorage.clear(); localStorage.clear() }")
    window.goto("about:blank")
    window.context.clear_cookies()
    window.set_viewport_size(browser_context_args["viewport"])
    window.emulate_media(color_scheme="light", media="screen", reduced_motion="no-preference")
    assert not strangers, f"Requests left the machine: {strangers}"
