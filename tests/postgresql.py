"""A private PostgreSQL server for the tests, made from the system's programs and thrown away."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FAST = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB "
    "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=100"
)
ATTEMPTS = 3


def program(name: str) -> str:
    """Debian keeps the server's programs out of the PATH; the newest version is taken."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: p.parts[4:])
    found = str(places[-1]) if places else shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name}: install PostgreSQL, the storage tests run on it too")
    return found


def unprivileged() -> str | None:
    """Who runs the server: it refuses root."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """Runs a server; gives the address of its empty database `postgres`."""
    user = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="sixue-postgresql-"))
    data = folder / "data"

    def run(name: str, *arguments: str) -> None:
        log = (folder / f"{name}.log").open("wb")
        subprocess.run(
            [program(name), "-D", str(data), *arguments],
            user=user,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=True,
            timeout=60,
        )

    try:
        if user:
            shutil.chown(folder, user)
        run("initdb", "--auth=trust", "--username=sixue", "--no-sync", "-E", "UTF8", "--locale=C")
        for attempt in range(ATTEMPTS):
            port = free_port()
            try:
                run(
                    "pg_ctl",
                    "start",
                    "-w",
                    "-l",
                    str(folder / "server.log"),
                    "-o",
                    f"{FAST} -p {port}",
                )
                break
            except subprocess.CalledProcessError:
                if attempt == ATTEMPTS - 1:
                    sys.stderr.write((folder / "server.log").read_text())
                    raise
        try:
            yield f"postgresql://sixue@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "-m", "immediate", "-w")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
