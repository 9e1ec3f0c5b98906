"""The app as its users run it, on a free port of this machine, and a browser to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from corpus.archive import HOME_VARIABLE, URL_VARIABLE
from tests.forking import start

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
CHROMIUM_ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """The system's Chromium; tests never download a browser."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert found, "Chromium is needed: apt-get install chromium"
    return found


@contextmanager
def serving(
    home: Path, app: Path = ROOT / "streamlit_app.py", options: Sequence[str] = ()
) -> Iterator[str]:
    """Runs an app, ours by default, on the archive in a data folder; gives its address.

    Args:
        home: The data folder; beside it `secrets.toml` is read, where there is one.
        app: The app.
        options: Of Streamlit, as on its command line.
    """
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if k != URL_VARIABLE}
    environment |= {HOME_VARIABLE: str(home), "STREAMLIT_SERVER_PORT": str(port)}
    log = home.parent / f"server-{port}.log"
    arguments = ["run", str(app), f"--secrets.files={home.parent / 'secrets.toml'}", *options]
    server = start("streamlit", arguments, environment, output=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, server, log)
        yield address
    finally:
        server.terminate()
        server.join(timeout=20)
        server.kill()


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, server: ForkServerProcess, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.is_alive():
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"The app did not start:\n{log.read_text(errors='replace')}")
