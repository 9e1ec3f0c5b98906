"""How long a presenter waits: a board of twelve items opens, moves on, becomes slides.

`python -m benchmarks.board_speed` makes a library, or takes the one in `--home`, to which it adds a
board. Its items are collected in a real browser from the pages that show them. Beside it, in the
same browser, stands a page of bare Streamlit that draws the same charts and nothing else.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.analysis_speed import library
from benchmarks.articles import DATA_VARIABLE, default_data
from benchmarks.page_speed import server, wait_for
from corpus.archive import Archive
from corpus.board import Board
from pages.parts.board_files import as_slides
from pages.parts.charts import SCREEN
from pages.parts.plots import draw
from tests.e2e.collecting import collect
from tests.e2e.server import CHROMIUM_ARGUMENTS, chromium, free_port

NAME = "十二项"
WORD = "发展"
SOURCES = (
    ("/themes?topics=8", "themes"),
    ("/themes?topics=8", "years"),
    ("/themes?topics=8", "cloud"),
    ("/themes?topics=8&view=words", "words"),
    ("/themes?topics=8&view=map", "map"),
    ("/coverage?rows=topics&by=sources", "coverage"),
    (f"/formulations?phrase={WORD}", "life"),
    (f"/formulations?phrase={WORD}", "companions"),
    ("/contrast?by=years&a=2021", "contrast"),
    (f"/concordance?q={WORD}", "frequency"),
    (f"/concordance?q={WORD}", "collocates"),
    ("/compare?articles=1,2,3", "shared"),
)
"""Pages and the names of the charts that are taken from them."""
PATIENT = 600_000
TURNS = 7
MOVES = 3
_READY = """(count) => {
    const charts = [...document.querySelectorAll("[data-testid='stVegaLiteChart']")]
    return charts.filter((chart) => chart.querySelector("svg, canvas")).length >= count
}"""
_MOVE = """async () => {
    const shown = () => document.querySelector(".slide:not([hidden])")
    const painted = () => new Promise(requestAnimationFrame)
    const drawn = () => !shown().querySelector(".chart") || shown().querySelector(".chart svg")
    const before = shown()
    const start = performance.now()
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }))
    while (shown() === before || !drawn()) await painted()
    await painted()
    return performance.now() - start
}"""
"""From the key to the frame that shows the next item with its chart."""
_BARE = """
import json
import sys

import streamlit as st

for number, chart in enumerate(json.load(open(sys.argv[1], encoding="utf-8"))):
    st.vega_lite_chart(chart, width="stretch", key=str(number))
"""


def _line(name: str, value: str) -> None:
    print(f"{name:<40}{value}", flush=True)


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _collect(page: Page, address: str) -> None:
    """Takes all items as a presenter does, from the pages that show them."""
    for number, (path, name) in enumerate(SOURCES):
        collect(page, address, path, name, NAME, first=not number, patient=PATIENT)
        print(f"  collected {number + 1} of {len(SOURCES)}", file=sys.stderr, flush=True)


def _opened(page: Page, address: str, count: int) -> float:
    """Seconds from the address to the last chart of a page."""

    def act() -> None:
        page.goto(address)
        page.wait_for_function(_READY, arg=count, timeout=PATIENT)

    return _seconds(act)


def _entered(page: Page, address: str, count: int) -> float:
    """Seconds from the click on the name of the board to its last chart."""
    page.goto(f"{address}/boards")
    button = page.get_by_role("button", name=NAME, exact=True)
    button.wait_for()
    page.wait_for_timeout(1_500)

    def act() -> None:
        button.click()
        page.wait_for_function(_READY, arg=count, timeout=PATIENT)

    return _seconds(act)


def _presented(page: Page, address: str) -> tuple[float, list[float]]:
    """Seconds until the cover stands, and milliseconds of each move, the first ones included."""

    def act() -> None:
        page.goto(address)
        page.locator(".cover h1").wait_for()

    opened = _seconds(act)
    page.wait_for_function("() => window.vega !== undefined || window.vegaEmbed !== undefined")
    moves = []
    for _ in SOURCES:
        moves.append(float(page.evaluate(_MOVE)))
        page.wait_for_timeout(300)
    return opened, moves


@contextmanager
def _bare(charts: list[dict[str, object]], folder: Path) -> Iterator[str]:
    """A page of bare Streamlit with the same charts; gives its address."""
    app, data = folder / "bare.py", folder / "charts.json"
    app.write_text(_BARE, "utf-8")
    data.write_text(json.dumps(charts), "utf-8")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}",
         "--server.headless=true", "--server.fileWatcherType=none", "--", str(data)],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _told(seconds: Sequence[float]) -> str:
    return (
        f"{statistics.median(seconds):.2f} s median, {max(seconds):.2f} at most, of {len(seconds)}"
    )


def _in_the_browser(home: Path, folder: Path) -> Board:
    """Measures what a browser shows; gives the board."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        with server(home) as (host, _):
            if not _board(home):
                _collect(page, f"http://{host}")
        board = _board(home)
        assert board is not None
        with Archive.open(home=home) as archive:
            plots = [e.plot for e in archive.boards.exhibits(board).values() if e.plot]
        charts = [draw(plot, SCREEN).to_dict() for plot in plots]
        with server(home) as (host, _):
            address = f"http://{host}/boards?board={board.id}"
            _line("the first visit to a new server", f"{_opened(page, address, len(charts)):.2f} s")
            ours = [_opened(page, address, len(charts)) for _ in range(TURNS)]
            _line("by its address", _told(ours))
            entered = [_entered(page, f"http://{host}", len(charts)) for _ in range(TURNS)]
            _line("from the list of boards", _told(entered))
            stage = [_presented(page, f"http://{host}/stage/{board.id}") for _ in range(MOVES)]
            _line("the stage", _told([opened for opened, _ in stage]))
            moves = [move for _, all_moves in stage for move in all_moves]
            told = f"{statistics.median(moves):.0f} ms median, {max(moves):.0f} at most"
            _line("  from item to item", f"{told}, of {len(moves)}")
        with _bare(charts, folder) as address:
            _opened(page, address, len(charts))
            theirs = [_opened(page, address, len(charts)) for _ in range(TURNS)]
        _line("bare Streamlit with the same charts", _told(theirs))
        _line("  ours to theirs", f"{statistics.median(ours) / statistics.median(theirs):.2f}")
        browser.close()
    return board


def _board(home: Path) -> Board | None:
    with Archive.open(home=home) as archive:
        return next((one for one in archive.boards.all() if one.name == NAME), None)


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.board_speed", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--home", type=Path, help="a library that is there already")
    parser.add_argument(
        "--data", type=Path, default=default_data(), help=f".jsonl(.xz), or {DATA_VARIABLE}"
    )
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="sixue-boards-") as folder:
        home = given.home or library(Path(folder), given.articles, given.data)
        with Archive.open(home=home) as archive:
            archive.index.catch_up()
            _line("articles", f"{archive.articles.count():,}")
        board = _in_the_browser(home, Path(folder))
        with Archive.open(home=home) as archive:
            exhibits = archive.boards.exhibits(board)
            _line("items", f"{len(board.items)}")
            for name in ("slides, the first time", "  once more"):
                made = _seconds(lambda: as_slides(board, exhibits, lambda _done, _total: None))
                _line(name, f"{made:.2f} s")


if __name__ == "__main__":
    main()
