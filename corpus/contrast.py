"""Contrast: the words that set one selection of articles apart from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.filters import Filters
from nlp.keyness import SIGNIFICANT, SUGGESTIVE, keyness
from nlp.segmentation import Segmenter
from nlp.tokens import TokenTable

if TYPE_CHECKING:
    from corpus.archive import Archive

Integers = NDArray[np.int64]

FEWEST = 3
"""Occurrences a word must have on both sides together."""
_LEAST_SPREAD = 0.02
"""Share of a side's articles a word must stand in to speak for it, if the side has many."""
_MANY = 50
_ENOUGH = 10


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contrast: articles by their filters, or by their ids."""

    filters: Filters = Filters()  # noqa: RUF009 - frozen
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ContrastRow:
    """A word that sets the sides apart.

    Attributes:
        term: The word, as the library's list writes it if it stands there.
        first: Occurrences on the first side.
        second: Occurrences on the second.
        first_per_10k: Occurrences in 10,000 words of the first side.
        second_per_10k: The same of the second.
        first_articles: Articles of the first side that hold it.
        second_articles: Articles of the second that do.
        log_likelihood: How sure the difference is.
        log_ratio: How large it is; above 0 if the word belongs to the first side.
    """

    term: str
    first: int
    second: int
    first_per_10k: float
    second_per_10k: float
    first_articles: int
    second_articles: int
    log_likelihood: float
    log_ratio: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """What sets two selections apart.

    Attributes:
        rows: The words, the surest first.
        first_articles: Articles of the first side.
        second_articles: Articles of the second; without those of the first.
        overlap: Articles that belong to both, and were counted on the first side only.
        first_words: Words of the first side, all together.
        second_words: Words of the second.
        threshold: Log-likelihood that every word reaches: `nlp.keyness.SIGNIFICANT`, or
            `SUGGESTIVE` where hardly any word reaches that because the texts are short.
        revision: The archive revision.
    """

    rows: tuple[ContrastRow, ...]
    first_articles: int
    second_articles: int
    overlap: int
    first_words: int
    second_words: int
    threshold: float
    revision: int

    def of(self, *, first: bool, limit: int) -> tuple[ContrastRow, ...]:
        """The words of one side, the surest first."""
        own = [row for row in self.rows if (row.log_ratio > 0) == first]
        return tuple(own[:limit])


class Contrasts:
    """Contrasts selections of one archive; safe to share between threads.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: _Words | None = None

    def between(self, first: Side, second: Side | None = None, limit: int = 200) -> Contrast:
        """Finds the words that set two sides apart.

        Args:
            first: One side.
            second: The other; all other articles if None.
            limit: Words wanted of each side at most.

        Returns:
            The words whose difference is hardly chance.
        """
        revision = self._archive.revision()
        table = self._archive.tokens.table()
        own = self.ids(first)
        others = self.ids(second) if second else table.documents.tolist()
        rows = _rows(table, own), _rows(table, others)
        overlap = int(np.isin(rows[1], rows[0]).sum()) if second else 0
        sides = rows[0], np.setdiff1d(rows[1], rows[0])
        words = self._words(table)
        tokens = tuple(table.select(side) for side in sides)
        counts = tuple(words.counts(its) for its in tokens)
        sizes = tuple(int(count.sum()) for count in counts)
        found = keyness(counts[0], counts[1], *sizes)
        good = words.counted & (counts[0] + counts[1] >= FEWEST)
        threshold = _threshold(found.log_likelihood[good])
        good &= found.log_likelihood >= threshold
        ranked = sorted(
            np.flatnonzero(good).tolist(),
            key=lambda n: (-found.log_likelihood[n], words.texts[n]),
        )
        articles = tuple(words.articles(its, ranked) for its in tokens)
        chosen = _spread_enough(ranked, found.log_ratio, articles, [len(s) for s in sides], limit)
        return Contrast(
            tuple(
                ContrastRow(
                    words.written(n),
                    int(counts[0][n]),
                    int(counts[1][n]),
                    10_000 * float(counts[0][n]) / max(sizes[0], 1),
                    10_000 * float(counts[1][n]) / max(sizes[1], 1),
                    articles[0][n],
                    articles[1][n],
                    float(found.log_likelihood[n]),
                    float(found.log_ratio[n]),
                )
                for n in chosen
            ),
            len(sides[0]),
            len(sides[1]),
            overlap,
            sizes[0],
            sizes[1],
            threshold,
            revision,
        )

    def _words(self, table: TokenTable) -> _Words:
        """The words of a table; those of the last one, unless something has changed."""
        segmenter = self._archive.dictionary.segmenter()
        known = self._known
        if known is None or known.table is not table or known.segmenter is not segmenter:
            self._known = known = _Words(table, segmenter)
        return known

    def ids(self, side: Side) -> list[int]:
        """The articles of a side."""
        return list(side.ids) or self._archive.search.ids(filters=side.filters)


class _Words:
    """The words of a table, and which of them are counted."""

    def __init__(self, table: TokenTable, segmenter: Segmenter) -> None:
        self.table = table
        self.segmenter = segmenter
        self.texts, self._of_type = table.words()
        self._names = segmenter.names
        self.counted = np.zeros(len(self.texts), np.bool_)
        self.counted[self._of_type[table.counted(segmenter)]] = True
        self._is_word = np.array([text[0].isalnum() for text in self.texts], np.bool_)

    def written(self, number: int) -> str:
        """A word as the library's list writes it."""
        return self._names.get(self.texts[number], self.texts[number])

    def counts(self, some: TokenTable) -> Integers:
        """Occurrences of each word in some documents; signs are no words."""
        # The list of types goes on growing with the library, behind the table.
        types = np.bincount(some.tokens, minlength=len(self._of_type))
        found = np.bincount(self._of_type, types, len(self.texts)).astype(np.int64)
        return np.where(self._is_word, found, 0)

    def articles(self, some: TokenTable, numbers: Sequence[int]) -> dict[int, int]:
        """In how many of the documents some words stand."""
        words = self._of_type[some.tokens]
        wanted = np.zeros(len(self.texts), np.bool_)
        wanted[list(numbers)] = True
        at = np.flatnonzero(wanted[words])
        owners = np.searchsorted(some.starts, at, side="right")
        pairs = np.unique(owners * len(self.texts) + words[at])
        found = np.bincount(pairs % len(self.texts), minlength=len(self.texts))
        return {number: int(found[number]) for number in numbers}


def _threshold(likelihoods: NDArray[np.float64]) -> float:
    return SIGNIFICANT if (likelihoods >= SIGNIFICANT).sum() >= _ENOUGH else SUGGESTIVE


def _rows(table: TokenTable, ids: Sequence[int]) -> Integers:
    return np.flatnonzero(np.isin(table.documents, np.asarray(ids, dtype=np.int64)))


def _spread_enough(
    ranked: Sequence[int],
    ratios: NDArray[np.float64],
    articles: Sequence[dict[int, int]],
    sizes: Sequence[int],
    limit: int,
) -> list[int]:
    """Words that more than a few articles of their side say, so many of each side."""
    left = [limit, limit]
    chosen = []
    for number in ranked:
        side = 0 if ratios[number] > 0 else 1
        least = max(2, _LEAST_SPREAD * sizes[side]) if sizes[side] >= _MANY else 1
        if left[side] and articles[side][number] >= least:
            left[side] -= 1
            chosen.append(number)
    return chosen
