"""How soon a newly kept article is found, when this process kept it and when another did."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from corpus.archive import Archive

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
PATIENCE = 30.0
_WORDS = "鹦鹉螺灯塔"
"""Words that stand together in no other article; each round adds a number."""
_KEEPER = """
import json, sys, time
from corpus.archive import Archive
with Archive.open() as archive:
    archive.revision()
    print("ready", flush=True)
    for line in sys.stdin:
        name, text = json.loads(line)
        archive.imports.run([(name, text.encode())])
        print(time.time(), flush=True)
"""


def report(home: Path) -> Iterator[tuple[str, str]]:
    """Measures on the library in `home` and yields names with figures.

    Counted are seconds from the end of the write to the end of the first search that finds it.
    """
    with Archive.open(home=home) as archive:
        archive.search.run(_WORDS)
        yield "findable, kept here", _said([_here(archive, n) for n in range(ROUNDS)])
        with _keeper(home) as keeper:
            there = [_there(archive, keeper, n) for n in range(ROUNDS, 2 * ROUNDS)]
        yield "findable, kept by another process", _said(there)


def _said(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} s median, {max(seconds):.2f} s at most"


def _article(number: int) -> tuple[str, str, str]:
    word = f"{_WORDS}{number}"
    text = f"{word}\n本报讯 {word}昨日落成。{'海边的人都来看。' * 10}\n"
    return f"{word}-{os.getpid()}.txt", text, f'"{word}昨日落成"'


def _here(archive: Archive, number: int) -> float:
    name, text, query = _article(number)
    archive.imports.run([(name, text.encode())])
    return _until_found(archive, query, time.time())


def _keeper(home: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _KEEPER],
        cwd=ROOT,
        env={**os.environ, "SIXUE_HOME": str(home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    process.stdout.readline()
    return process


def _there(archive: Archive, keeper: subprocess.Popen[str], number: int) -> float:
    name, text, query = _article(number)
    assert keeper.stdin
    assert keeper.stdout
    keeper.stdin.write(json.dumps([name, text]) + "\n")
    keeper.stdin.flush()
    return _until_found(archive, query, float(keeper.stdout.readline()))


def _until_found(archive: Archive, query: str, written: float) -> float:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if archive.search.run(query).total:
            return time.time() - written
    raise SystemExit(f"{query} was not found within {PATIENCE:.0f} s")
