"""The concordance: how fast its store is built and its questions are answered."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

from corpus.archive import Archive
from corpus.concordance import Concordance, KwicSort

ROUNDS = 20
AIM = 80_000
"""Occurrences of the term to measure; of the candidates the one that comes closest is taken."""
CANDIDATES = ("经济", "发展", "中国", "工作", "企业", "建设", "社会", "村民", "我们", "一个")
MEGABYTE = 2**20


def report(home: Path) -> Iterator[tuple[str, str]]:
    """Measures on the library in `home` and yields names with figures.

    Every question is asked anew each time; nothing is kept between two of them but the counts of
    all words that collocates are compared with, which is said apart.
    """
    shutil.rmtree(home / "concordance", ignore_errors=True)
    with Archive.open(home=home) as archive:
        concordance = archive.concordance
        start = time.perf_counter()
        concordance.catch_up()
        seconds = time.perf_counter() - start
        size = sum(file.stat().st_size for file in (home / "concordance").iterdir())
        yield "concordance store", f"built in {seconds:.1f} s, {size // MEGABYTE} MB"
        term = _term(concordance)
        total = concordance.lines([term], limit=0)
        yield "term", f"{term}: {total.total:,} occurrences in {total.articles:,} articles"
        for sort in get_args(KwicSort):
            yield f"  first 50 lines by {sort}", _time(_first_page(concordance, term, sort))
        yield "  by year", _time(lambda: concordance.by_year([term]))
        start = time.perf_counter()
        concordance.collocates([term])
        yield "  collocates, words counted anew", f"{time.perf_counter() - start:.2f} s"
        yield "  collocates, words known", _time(lambda: concordance.collocates([term]))


def _term(concordance: Concordance) -> str:
    return min(CANDIDATES, key=lambda term: abs(concordance.lines([term], limit=0).total - AIM))


def _first_page(concordance: Concordance, term: str, sort: KwicSort) -> Callable[[], object]:
    return lambda: concordance.lines([term], sort=sort)


def _time(run: Callable[[], object]) -> str:
    run()
    seconds: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    median, p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
    return f"{median * 1e3:.1f} ms p50, {p95 * 1e3:.1f} ms p95"
