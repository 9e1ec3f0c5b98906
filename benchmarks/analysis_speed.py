"""How the analyses grow with the library: tokens, phrases, topics, keywords, contrasts.

`python -m benchmarks.analysis_speed [--articles 1000 10000 100000]` imports so many articles with
the product's own command line, then asks each question once in a process of its own, nothing kept
from before, and prints seconds and the peak of resident memory of that process and its workers.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.articles import DATA_VARIABLE, default_data, write
from benchmarks.memory import PeakMemory
from corpus.archive import Archive
from corpus.contrast import Side
from corpus.filters import Filters
from nlp.frequencies import rarity

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 2**20
SELECTED = 1000
"""Articles of the selection whose keywords are asked for."""


def _tokens(archive: Archive) -> object:
    return len(archive.tokens.table().tokens)


def _phrases(archive: Archive) -> object:
    return len(archive.phrases.all().phrases)


def _topics(archive: Archive) -> object:
    return len(archive.themes.fit(Filters()).topics)


def _keywords(archive: Archive) -> object:
    ids = archive.search.ids(filters=Filters())
    step = max(1, len(ids) // SELECTED)
    return archive.keywords.of_selection(ids[::step][:SELECTED]).looked_at


def _contrast(archive: Archive) -> object:
    one, other = (Side(filters=Filters(sources=(f"来源{n}",))) for n in (1, 2))
    return len(archive.contrasts.between(one, other).rows)


QUESTIONS: dict[str, Callable[[Archive], object]] = {
    "tokens": _tokens,
    "phrases": _phrases,
    "topics": _topics,
    "keywords of 1,000": _keywords,
    "contrast of two sources": _contrast,
}


def _ask(home: Path, name: str) -> None:
    """Asks one question and prints seconds and answer; run in a process of its own."""
    with Archive.open(home=home) as archive:
        # What the app loads when it starts is no part of the question.
        archive.search.run("", limit=1)
        rarity("预热")
        if name != "tokens":
            archive.tokens.table()
            archive.dictionary.segmenter().words("预热")
        start = time.perf_counter()
        answer = QUESTIONS[name](archive)
        print(json.dumps([time.perf_counter() - start, answer]))


def _measure(home: Path, name: str) -> str:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.analysis_speed", "--ask", name, "--home", str(home)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with PeakMemory(process.pid) as memory:
        said, _ = process.communicate()
    if process.returncode:
        return f"failed with status {process.returncode}"
    seconds, answer = json.loads(said.splitlines()[-1])
    return f"{seconds:8.2f} s  {memory.peak / MEGABYTE:6,.0f} MB  ({answer:,})"


def library(folder: Path, number: int, data: Path | None) -> Path:
    """Imports so many articles with the product's own command line; gives the data folder."""
    files, home = folder / "articles", folder / "home"
    write(files, number, data)
    subprocess.run(
        [sys.executable, "-m", "corpus", "import", str(files), "--json"],
        cwd=ROOT,
        env={**os.environ, "SIXUE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return home


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, measures, prints."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.analysis_speed", description=__doc__
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument(
        "--data", type=Path, default=default_data(), help=f".jsonl(.xz), or {DATA_VARIABLE}"
    )
    parser.add_argument("--home", type=Path, help="a library there is already")
    parser.add_argument("--ask", choices=QUESTIONS, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.ask:
        _ask(given.home, given.ask)
        return
    for number in given.articles:
        with tempfile.TemporaryDirectory(prefix="sixue-analysis-") as folder:
            home = given.home or library(Path(folder), number, given.data)
            with Archive.open(home=home) as archive:
                print(f"{archive.articles.count():,} articles", flush=True)
            for name in QUESTIONS:
                print(f"  {name:<26}{_measure(home, name)}", flush=True)
        if given.home:
            return


if __name__ == "__main__":
    main()
