"""A real browser at a real server; whatever leaves the machine fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebSocket, expect

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


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything below this folder needs a browser; one at a time is as much as a core can do."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("e2e")
            item.add_marker(pytest.mark.xdist_group("browser"))


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


@pytest.fixture(autouse=True)
def _nothing_leaves_the_machine(context: BrowserContext) -> Iterator[None]:
    strangers: list[str] = []

    def note(url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            strangers.append(url)

    def watch(page: Page) -> None:
        def socket(opened: WebSocket) -> None:
            note(opened.url)

        page.on("websocket", socket)

    def request(asked: Request) -> None:
        note(asked.url)

    def complaint(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            strangers.append(message.text)

    context.on("request", request)
    context.on("console", complaint)
    context.on("page", watch)
    yield
    assert not strangers, f"Requests left the machine: {strangers}"
