"""The concordance: every occurrence of words on its keyword, when they are written, beside what."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.collocates import SAMPLE, Collocate, Collocates, WordCounts, count_words, near, ranked
from corpus.concordance_files import Integers, Snapshot
from corpus.concordance_lines import KwicLine, KwicPart, kwic_lines
from corpus.concordance_search import (
    Beside,
    KwicSort,
    Occurrences,
    occurrences,
    page,
    selected_rows,
    standing_beside,
)
from corpus.concordance_store import ConcordanceStore, ConcordanceUnavailable, Report
from nlp.segmentation import Segmenter

if TYPE_CHECKING:
    from corpus.archive import Archive

__all__ = [
    "ArticleCounts",
    "Beside",
    "Collocate",
    "Collocates",
    "Concordance",
    "ConcordanceUnavailable",
    "KwicLine",
    "KwicPage",
    "KwicPart",
    "KwicSort",
    "YearFrequency",
]


@dataclass(frozen=True, slots=True)
class KwicPage:
    """A page of lines.

    Attributes:
        total: How many occurrences there are.
        articles: In how many articles.
        lines: Those of the page; fewer than asked for if articles change at this moment.
        revision: The archive revision the result is complete for.
    """

    total: int
    articles: int
    lines: tuple[KwicLine, ...]
    revision: int


@dataclass(frozen=True, slots=True, eq=False)
class ArticleCounts:
    """How often something stands in each article that holds it.

    Attributes:
        articles: Ids, in ascending order.
        counts: How often it stands in each.
        revision: The archive revision the result is complete for.
    """

    articles: Integers
    counts: Integers
    revision: int


@dataclass(frozen=True, slots=True)
class YearFrequency:
    """How often something was written in a year.

    Attributes:
        year: The year.
        occurrences: How often it stands in the articles of the year.
        articles: In how many of them.
        characters: How long they all are, without white space.
        per_10k: Occurrences in 10,000 characters; None in a year without any.
    """

    year: int
    occurrences: int
    articles: int
    characters: int
    per_10k: float | None


class Concordance:
    """The concordance of one archive; safe to share between threads.

    Needles are matching forms (`corpus.matching.match_text`). An occurrence that overlaps a
    longer one of another needle does not count; equal ones may overlap.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._store = ConcordanceStore(archive)
        self._guard = threading.Lock()
        self._counted: tuple[tuple[object, ...], WordCounts] | None = None

    def revision(self) -> int:
        """The archive revision up to which the store is complete; 0 if there is none."""
        return self._store.revision()

    def catch_up(self, report: Report | None = None) -> None:
        """Brings the store up to date in the foreground; questions do so by themselves.

        Args:
            report: Called with the number of articles done.

        Raises:
            ConcordanceUnavailable: It cannot be written, or another process does for too long.
        """
        self._store.catch_up(report)

    def lines(
        self,
        needles: Sequence[str],
        *,
        ids: Sequence[int] | None = None,
        sort: KwicSort = "article",
        offset: int = 0,
        limit: int = 50,
        beside: Beside | None = None,
    ) -> KwicPage:
        """Shows occurrences in their context.

        Args:
            needles: What to look for.
            ids: Only in these articles.
            sort: "article": the newest first, those without a date last, each from its title on.
                "left" and "right": by what stands before the keyword, read backwards, or after
                it, common characters by pinyin.
            offset: How many lines to leave out.
            limit: How many lines to give.
            beside: Only where this stands near.

        Returns:
            The page.

        Raises:
            ConcordanceUnavailable: There is no store and none can be built.
            ArchiveUnavailable: The database cannot be read.
        """
        snapshot, found = self._find(needles, ids, beside)
        wanted = page(snapshot, found, sort, max(offset, 0), max(limit, 0))
        lines = kwic_lines(self._archive.articles, snapshot, wanted)
        articles = len(np.unique(found.rows))
        return KwicPage(len(found), articles, tuple(lines), snapshot.revision)

    def count(
        self,
        needles: Sequence[str],
        ids: Sequence[int] | None = None,
        beside: Beside | None = None,
    ) -> ArticleCounts:
        """Counts occurrences by article; arguments and exceptions as for `lines`."""
        snapshot, found = self._find(needles, ids, beside)
        rows, counts = np.unique(found.rows, return_counts=True)
        articles = snapshot.table.rows["article"][rows]
        order = np.argsort(articles)
        return ArticleCounts(articles[order], counts[order].astype(np.int64), snapshot.revision)

    def by_year(
        self,
        needles: Sequence[str],
        ids: Sequence[int] | None = None,
        beside: Beside | None = None,
    ) -> tuple[YearFrequency, ...]:
        """Counts occurrences by year of publication; arguments and exceptions as for `lines`.

        Returns:
            Every year from the first to the last of which there are articles (of `ids`).
        """
        snapshot, found = self._find(needles, ids, beside)
        dated = selected_rows(snapshot, ids) & (snapshot.table.rows["day"] > 0)
        if not dated.any():
            return ()
        first, last = int(snapshot.years[dated].min()), int(snapshot.years[dated].max())

        def sums(rows: Integers, weights: Integers | None = None) -> list[int]:
            years = snapshot.years[rows] - first
            return [int(n) for n in np.bincount(years, weights, last - first + 1)]

        rows = found.rows[dated[found.rows]]
        everything = np.flatnonzero(dated)
        characters = sums(everything, snapshot.table.rows["characters"][everything])
        counts = zip(sums(rows), sums(np.unique(rows)), characters, strict=True)
        return tuple(
            YearFrequency(year, n, articles, size, n * 10_000 / size if size else None)
            for year, (n, articles, size) in enumerate(counts, first)
        )

    def collocates(
        self,
        needles: Sequence[str],
        ids: Sequence[int] | None = None,
        window: int = 5,
        limit: int = 50,
        beside: Beside | None = None,
    ) -> Collocates:
        """Finds the words that keep company with the needles.

        Args:
            needles: What to look for.
            ids: Only in these articles; what is usual is then counted in these, too.
            window: Words to each side.
            limit: How many collocates to give.
            beside: As for `lines`.

        Returns:
            The collocates, from an even sample of the occurrences if there are very many.

        Raises:
            ConcordanceUnavailable: There is no store and none can be built.
        """
        snapshot, found = self._find(needles, ids, beside)
        some = found
        if len(found) > SAMPLE:
            some = found.pick(np.arange(SAMPLE) * len(found) // SAMPLE)
        segmenter = self._archive.dictionary.segmenter()
        left, right = near(snapshot, some, window, segmenter)
        reference = self._word_counts(snapshot, selected_rows(snapshot, ids), segmenter)
        words = ranked(left, right, reference, segmenter, limit)
        return Collocates(words, len(found), len(some), snapshot.revision)

    def _find(
        self, needles: Sequence[str], ids: Sequence[int] | None, beside: Beside | None
    ) -> tuple[Snapshot, Occurrences]:
        snapshot = self._store.snapshot()
        found = occurrences(snapshot, needles)
        if beside is not None:
            found = found.pick(standing_beside(snapshot, found, beside))
        if ids is not None:
            found = found.pick(selected_rows(snapshot, ids)[found.rows])
        return snapshot, found

    def _word_counts(
        self, snapshot: Snapshot, rows: NDArray[np.bool_], segmenter: Segmenter
    ) -> WordCounts:
        """Counts the words of the articles, unless they are those counted last."""
        table = snapshot.table
        key = (table.file, table.used, table.progress, rows.tobytes(), segmenter)
        with self._guard:
            if self._counted is None or self._counted[0] != key:
                self._counted = key, count_words(snapshot, rows, segmenter)
            return self._counted[1]
