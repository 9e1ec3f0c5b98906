"""How fast the whole path is, beside its peers, in one run.

`python -m benchmarks.speed --articles N` imports N articles with the product's own command line,
then measures segmentation against jieba, search against SQLite FTS5 over the same bigrams and
against bm25s over jieba tokens, suggestions, the concordance, how soon a new article is found, and
a rerun of the search page in a real server. Everything lies in a temporary folder. With
`--paragraphs 2 --alone` it says how cost grows to a million short articles.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benchmarks import (
    concordance_speed,
    freshness,
    hostile,
    page_speed,
    search_speed,
    segmentation_speed,
    suggestion_speed,
)
from benchmarks.articles import DATA_VARIABLE, articles, default_data, write
from benchmarks.memory import PeakMemory
from corpus.archive import Archive

ROOT = Path(__file__).resolve().parent.parent
QUERIES = (
    "共同富裕",
    "乡村振兴 产业",
    "基础设施 建设 投资",
    "城乡居民 收入 增长",
    "“高质量发展”",
    "社会保障 -养老",
    "数字经济 创新 企业",
    "就业 创业 政策",
    "绿色低碳",
    "党史学习教育",
    "来源:来源7 改革",
    "如何推进基层治理现代化",
)
MEGABYTE = 2**20


def _line(name: str, value: str) -> None:
    print(f"{name:<34}{value}", flush=True)


def _folder_bytes(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def _segmentation(data: Path | None) -> None:
    texts = [row["text"] for row in islice(articles(600, data), 600)]
    found = segmentation_speed.measure(texts)
    _line("segmentation", f"{found.ours / 1e6:.2f} M characters/s, {found.ratio:.1f} × jieba")
    _line("  spans equal to jieba's", f"{found.equal_spans:.4%} of {found.characters:,} characters")


def _import(home: Path, files: Path, number: int, characters: int) -> int:
    """Imports by the command line in a process of its own and returns its peak memory."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "corpus", "import", str(files), "--json"],
        cwd=ROOT,
        env={**os.environ, "SIXUE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with PeakMemory(process.pid) as memory:
        status = process.wait()
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"the import ended with status {status}")
    _line("import, file to findable", f"{number / seconds:,.0f} articles/s ({seconds:.1f} s)")
    _line("  characters", f"{characters / number:,.0f} an article, {characters / 1e6:.1f} M in all")
    _line("  peak memory", f"{memory.peak / MEGABYTE:,.0f} MB")
    with Archive.open(home=home) as archive:
        _line("articles kept", f"{archive.articles.count():,}, exact duplicates left out")
    database = sum(p.stat().st_size for p in home.glob("sixue.db*"))
    _line("database", f"{database / MEGABYTE:,.0f} MB")
    _line("index", f"{_folder_bytes(home / 'index') / MEGABYTE:,.0f} MB")
    return memory.peak


def _page(home: Path) -> int:
    found = page_speed.measure(home, QUERIES)
    _line("search page, rerun", f"{found.median * 1e3:.0f} ms median, {found.p95 * 1e3:.0f} ms p95")
    _line("  server's peak memory", f"{found.peak_bytes / MEGABYTE:,.0f} MB")
    return found.peak_bytes


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--length", type=int, help="fill articles up to so many characters")
    parser.add_argument("--paragraphs", type=int, help="make every article of so many paragraphs")
    parser.add_argument("--alone", action="store_true", help="leave the peers out")
    parser.add_argument(
        "--data", type=Path, default=default_data(), help=f".jsonl(.xz), or {DATA_VARIABLE}"
    )
    given = parser.parse_args(arguments)
    _line("machine", f"{platform.machine()}, {os.cpu_count()} cores, Python {sys.version[:6]}")
    _line("articles", f"{given.articles:,} from {given.data.name if given.data else 'samples'}")
    _segmentation(given.data)
    with tempfile.TemporaryDirectory(prefix="sixue-speed-") as folder:
        files, home = Path(folder) / "articles", Path(folder) / "home"
        characters = write(files, given.articles, given.data, given.length, given.paragraphs)
        peak = _import(home, files, given.articles, characters)
        for name, value in (
            *search_speed.report(home, QUERIES, peers=not given.alone),
            *hostile.report(home),
            *suggestion_speed.report(home),
            *concordance_speed.report(home),
            *freshness.report(home),
        ):
            _line(name, value)
        peak = max(peak, _page(home))
    _line("peak memory of the product", f"{peak / MEGABYTE:,.0f} MB")


if __name__ == "__main__":
    main()
