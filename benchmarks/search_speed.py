"""Search beside SQLite FTS5 over the same bigrams and bm25s over jieba tokens, in the same run."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.archive import Archive
from corpus.article import Article
from corpus.facets import MOST_VALUES
from corpus.matching import bigrams, match_text
from corpus.query import Clause
from corpus.query_parser import parse
from corpus.snippet import snippets
from nlp.segmentation import default_segmenter
from nlp.text import fold_text

ROUNDS = 10
PEER_ROUNDS = 2
HITS = 20
MEGABYTE = 2**20
# FTS5 would part terms at ASCII punctuation, which the folded bigrams hold.
_ASCII = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F) if not chr(c).isalnum()})
_TABLES = """
CREATE VIRTUAL TABLE article USING fts5(bigrams, content='', tokenize='unicode61');
CREATE TABLE facet (id INTEGER, facet TEXT, value TEXT, PRIMARY KEY (id, facet, value))
    WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds a query takes: the median and the 95th percentile of all runs."""

    median: float
    p95: float

    def __str__(self) -> str:
        return f"{self.median * 1e3:.1f} ms p50, {self.p95 * 1e3:.1f} ms p95"

    def times(self, other: Latency) -> str:
        """How many times longer the other one takes."""
        median, p95 = other.median / self.median, other.p95 / self.p95
        return f"{median:.1f} × ours at p50, {p95:.1f} × at p95"


def report(home: Path, queries: Sequence[str], *, peers: bool = True) -> Iterator[tuple[str, str]]:
    """Measures on the library in `home` and yields names with figures.

    FTS5 and we give a page of 20 hits with highlighted snippets, the total, and the counts of
    every facet; FTS5 is also timed with only its 20 best hits and the total. bm25s gives its 20
    best hits alone: it knows no totals, facets, phrases or fields.

    Args:
        home: The data folder.
        queries: What is asked.
        peers: False to measure only ourselves.
    """
    with Archive.open(home=home) as archive:
        ours = _time(lambda query: archive.search.run(query, limit=HITS), queries, ROUNDS)
        yield "search, facets and 20 snippets", str(ours)
        bare = _time(lambda query: archive.search.ids(query, limit=HITS), queries, ROUNDS)
        yield "  20 best hits and total only", str(bare)
        if not peers:
            return
        with _Peer(home / "fts5.db", archive) as peer:
            yield "SQLite FTS5, same bigrams", f"built in {peer.seconds:.1f} s, {peer.megabytes} MB"
            whole = _time(peer.search, queries, PEER_ROUNDS)
            yield "  facets and 20 snippets", f"{whole}; {ours.times(whole)}"
            least = _time(peer.best, queries, PEER_ROUNDS)
            yield "  20 best hits and total only", f"{least}; {bare.times(least)}"
        yield from _bm25s(archive, queries, ours, bare)


def _bm25s(
    archive: Archive, queries: Sequence[str], ours: Latency, bare: Latency
) -> Iterator[tuple[str, str]]:
    import bm25s

    cut = default_segmenter().search_words
    start = time.perf_counter()
    articles = archive.articles.iterate()
    peer = bm25s.BM25()
    peer.index(
        [cut(fold_text(f"{a.content.title}\n{a.content.text}")) for a in articles],
        show_progress=False,
    )
    yield "bm25s, jieba tokens", f"built in {time.perf_counter() - start:.1f} s"
    alone = _time(
        lambda query: peer.retrieve([cut(fold_text(query))], k=HITS, show_progress=False),
        queries,
        PEER_ROUNDS,
    )
    yield "  20 best hits only", f"{alone}; {bare.times(alone)}"
    yield "    beside all that ours gives", ours.times(alone)


def _time(run: Callable[[str], object], queries: Sequence[str], rounds: int) -> Latency:
    for query in queries:
        run(query)
    seconds: list[float] = []
    for query in list(queries) * rounds:
        start = time.perf_counter()
        run(query)
        seconds.append(time.perf_counter() - start)
    return Latency(statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1])


class _Peer:
    """An FTS5 index over the bigrams our index holds, with the facets in a table beside it."""

    def __init__(self, path: Path, archive: Archive) -> None:
        self._archive = archive
        self._path = path
        self._base = sqlite3.connect(path)
        self._base.execute("PRAGMA cache_size = -262144")
        self._base.executescript(_TABLES)
        start = time.perf_counter()
        with self._base:
            for article in archive.articles.iterate():
                self._add(article)
            self._base.execute("INSERT INTO article(article) VALUES ('optimize')")
        self.seconds = time.perf_counter() - start
        self.megabytes = path.stat().st_size // MEGABYTE

    def __enter__(self) -> _Peer:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()
        self._path.unlink()

    def _add(self, article: Article) -> None:
        draft = article.content
        parts = [draft.title, *(p.text for p in draft.paragraphs), *draft.authors]
        terms = " ".join(_terms(match_text(part)) for part in parts)
        self._base.execute("INSERT INTO article(rowid, bigrams) VALUES (?, ?)", (article.id, terms))
        values = [("author", a) for a in draft.authors] + [("tag", t) for t in draft.tags]
        values += [("source", draft.source)] if draft.source else []
        values += [("column", draft.column)] if draft.column else []
        values += [("year", str(draft.published.year))] if draft.published else []
        self._base.executemany(
            "INSERT OR IGNORE INTO facet VALUES (?, ?, ?)", [(article.id, *v) for v in values]
        )

    def best(self, query: str) -> tuple[list[int], int]:
        """The 20 best hits and the total."""
        match, where, values = _sql(query)
        ids = self._base.execute(
            f"SELECT rowid FROM article WHERE article MATCH ? {where} ORDER BY rank LIMIT {HITS}",
            (match, *values),
        ).fetchall()
        total = self._base.execute(
            f"SELECT count(*) FROM article WHERE article MATCH ? {where}", (match, *values)
        ).fetchone()
        return [row[0] for row in ids], total[0]

    def search(self, query: str) -> object:
        """What our search gives: hits with snippets, the total, counts of every facet."""
        ids, total = self.best(query)
        match, where, values = _sql(query)
        facets = self._base.execute(
            "SELECT facet, value, count(*) AS n FROM facet WHERE id IN "
            f"(SELECT rowid FROM article WHERE article MATCH ? {where}) "
            f"GROUP BY facet, value ORDER BY n DESC LIMIT {5 * MOST_VALUES}",
            (match, *values),
        ).fetchall()
        needles = parse(query).needles()
        shown = [
            snippets([p.text for p in article.content.paragraphs], needles)
            for article in self._archive.articles.find(ids)
        ]
        return shown, total, facets


def _terms(form: str) -> str:
    return bigrams(form.translate(_ASCII))


def _sql(query: str) -> tuple[str, str, list[str]]:
    """The query as FTS5 takes it, and what the facets must be."""
    asked = parse(query)
    required = [_phrase(c.whole) for c in asked.wanted if c.kind == "phrase"]
    words = [_phrase(n) for c in asked.wanted if c.kind == "words" for n in c.needles]
    parts = [*required, *([f"({' OR '.join(words)})"] if words else [])]
    match = " AND ".join(parts)
    for clause in asked.clauses:
        if clause.excluded and isinstance(clause, Clause):
            match = f"({match}) NOT {_phrase(clause.whole)}"
    fields: list[Clause] = [c for c in asked.leaves if c.field]
    where = "".join(
        " AND rowid IN (SELECT id FROM facet WHERE facet = ? AND value = ?)" for _ in fields
    )
    return match, where, [value for c in fields for value in (str(c.field), c.text)]


def _phrase(form: str) -> str:
    return '"' + _terms(form).strip() + '"'
