"""Reruns of the search page, spoken in Streamlit's own protocol to a real server."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks.memory import PeakMemory

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class PageFigures:
    """Seconds from a rerun request to the last message of its answer, and the server's memory."""

    median: float
    p95: float
    runs: int
    peak_bytes: int


@contextmanager
def server(home: Path) -> Iterator[tuple[str, int]]:
    """The app on a free loopback port over the library in `home`; yields host:port and pid."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", f"--server.port={port}",
         "--server.headless=true", "--server.fileWatcherType=none"],
        cwd=ROOT,
        env={**os.environ, "SIXUE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(20)


def wait_for(url: str, seconds: float = 60) -> None:
    """Waits until a server says that it is well.

    Raises:
        OSError: It did not within so many seconds.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def _rerun(socket_: ClientConnection, query: str) -> float:
    message = BackMsg()
    message.rerun_script.query_string = urlencode({"q": query})
    message.rerun_script.page_name = "search"
    start = time.perf_counter()
    socket_.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(socket_.recv(timeout=60))  # type: ignore[arg-type]
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - start


def measure(home: Path, queries: Sequence[str]) -> PageFigures:
    """Opens the search page once for each query and times the answers after the first."""
    with (
        server(home) as (host, pid),
        PeakMemory(pid) as memory,
        connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=f"http://{host}",  # type: ignore[arg-type]
            max_size=None,
        ) as socket_,
    ):
        _rerun(socket_, queries[0])
        seconds = sorted(_rerun(socket_, query) for query in queries)
    p95 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    return PageFigures(statistics.median(seconds), p95, len(seconds), memory.peak)
