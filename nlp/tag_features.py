"""What a text is judged by when tags are suggested: its words, and the characters of its title.

Words and pairs of words of the whole text are one half of a row, runs of one to three characters of
the title the other, each scaled to length 1, so that a title says as much as all that follows it. A
title is what an editor reads first; measured on news with editors' tags this is worth more than
any choice of classifier, and characters serve titles better than words, which are cut worst there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.tokens import PART_END, TokenTable

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

# A feature of the text is the number of its word and that of the word before; one of the title,
# below 0, is up to three characters. No character has more than 21 bits.
_BITS = 24
_WORD = (1 << _BITS) - 1
_CHARACTER = 21
_LONGEST_RUN = 3
_OPENS, _CLOSES = 2, 3
"""Stand before the first and after the last character of a title."""
_LEAST_DOCUMENTS = 2
_MANY_DOCUMENTS = 20
"""Below so many, a feature need not stand in two documents to count."""


class Occurrences(NamedTuple):
    """Where features stand in a table; each array has one entry an occurrence.

    Attributes:
        firsts: Index of the token it begins in.
        lasts: Index of the token it ends in.
        columns: Its column.
        titled: Whether it is characters of a title.
    """

    firsts: Numbers
    lasts: Numbers
    columns: Numbers
    titled: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class FeatureSpace:
    """The features of a model.

    Attributes:
        words: The words it knows, in the order of their numbers.
        keys: The key of each column, ascending.
        idf: Rarity of each column.
    """

    words: tuple[str, ...]
    keys: Numbers
    idf: Floats

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words, 1)}

    def word(self, column: int) -> str | None:
        """The word of a column; None if it is that of a pair, or of a title's characters."""
        key = int(self.keys[column])
        return self.words[key - 1] if 0 < key <= _WORD else None

    def rows(self, table: TokenTable) -> csr_matrix:
        """Weighs the features of documents.

        Args:
            table: Documents whose first part is a title.

        Returns:
            Documents × features, rows of length 1; empty for documents without known features.
        """
        from scipy.sparse import csr_matrix

        found = self.occurrences(table)
        owners = np.searchsorted(table.starts, found.lasts, side="right") - 1
        ones = np.ones(len(owners), np.float32)
        shape = (len(table), len(self.keys))
        return _weighed(csr_matrix((ones, (owners, found.columns)), shape), self)

    def occurrences(self, table: TokenTable) -> Occurrences:
        """Finds every place where a feature stands."""
        numbers = np.array([self._numbers.get(word, 0) for word, _ in table.types], np.int64)
        found = _features(table, numbers)
        if not len(self.keys):
            none = found.columns[:0]
            return Occurrences(none, none, none, found.titled[:0])
        columns = np.minimum(np.searchsorted(self.keys, found.columns), len(self.keys) - 1)
        known = self.keys[columns] == found.columns
        return Occurrences(
            found.firsts[known], found.lasts[known], columns[known], found.titled[known]
        )


def fit_features(table: TokenTable) -> tuple[FeatureSpace, csr_matrix]:
    """Learns which features there are.

    Args:
        table: Documents whose first part is a title.

    Returns:
        The space, and the documents in it; what only one document has is left out, unless there
        are few.
    """
    from scipy.sparse import csr_matrix

    documents = len(table)
    least = _LEAST_DOCUMENTS if documents >= _MANY_DOCUMENTS else 1
    words, of_type = table.words()
    tells = np.array([any(map(str.isalnum, word)) for word in words], np.bool_)
    in_documents = _document_counts(table, of_type, len(words))
    kept = np.flatnonzero(tells & (in_documents >= least))
    numbers = np.zeros(len(words), np.int64)
    numbers[kept] = np.arange(1, len(kept) + 1)
    found = _features(table, numbers[of_type])
    owners = (np.searchsorted(table.starts, found.lasts, side="right") - 1).astype(np.int32)
    every, columns = np.unique(found.columns, return_inverse=True)
    ones = np.ones(len(columns), np.float32)
    counts = csr_matrix((ones, (owners, columns)), (documents, len(every)))
    times = np.bincount(counts.indices, minlength=len(every))
    common = np.flatnonzero(times >= least)
    idf = (1 + np.log(max(1, documents) / np.maximum(1, times[common]))).astype(np.float32)
    space = FeatureSpace(tuple(words[i] for i in kept.tolist()), every[common], idf)
    return space, _weighed(counts[:, common], space)


def _document_counts(table: TokenTable, of_type: Numbers, words: int) -> Numbers:
    """For each word the number of documents it stands in."""
    pairs = table.owners() * words + of_type[np.asarray(table.tokens)]
    counts: Numbers = np.bincount(np.unique(pairs) % max(words, 1), minlength=words)
    return counts


def _features(table: TokenTable, numbers: Numbers) -> Occurrences:
    """All features of a table, with their keys for columns.

    Args:
        table: The documents.
        numbers: For each type the number of its word; 0 for words that are none.
    """
    number = numbers[np.asarray(table.tokens)]
    words = np.flatnonzero(number)
    # Documents do not run into each other: each ends with the end of a part, which is no word.
    pairs = np.flatnonzero((number[1:] > 0) & (number[:-1] > 0)) + 1
    keys = [number[words], (number[pairs - 1] << _BITS) | number[pairs]]
    runs = _title_runs(table)
    firsts = np.concatenate([words, pairs - 1, runs.firsts])
    lasts = np.concatenate([words, pairs, runs.lasts])
    every = np.concatenate([*keys, runs.columns])
    return Occurrences(firsts, lasts, every, every < 0)


def _title_runs(table: TokenTable) -> Occurrences:
    """The runs of characters of titles, with their keys for columns."""
    tokens = np.asarray(table.tokens)
    ends = np.append(np.flatnonzero(tokens == PART_END), len(tokens))
    stops = ends[np.searchsorted(ends, table.starts[:-1])]
    codes: list[int] = []
    owners: list[int] = []
    for start, stop in zip(table.starts[:-1].tolist(), stops.tolist(), strict=True):
        its = tokens[start:stop].tolist()
        if not its:
            continue
        codes.append(_OPENS)
        owners.append(start)
        for place, token in enumerate(its, start):
            word = table.types[token][0]
            codes += map(ord, word)
            owners += [place] * len(word)
        # No run goes on behind a 0.
        codes += (_CLOSES, 0)
        owners += [stop - 1] * 2
    return _runs(np.array(codes, np.int64), np.array(owners, np.int64))


def _runs(codes: Numbers, owners: Numbers) -> Occurrences:
    found: list[tuple[Numbers, Numbers, Numbers]] = []
    for length in range(1, _LONGEST_RUN + 1):
        starts = np.arange(max(len(codes) - length + 1, 0))
        packed = np.zeros(len(starts), np.int64)
        whole = np.ones(len(starts), np.bool_)
        for step in range(length):
            packed = (packed << _CHARACTER) | codes[starts + step]
            whole &= codes[starts + step] > 0
        starts, packed = starts[whole], packed[whole]
        found.append((owners[starts], owners[starts + length - 1], -1 - packed))
    firsts, lasts, keys = (np.concatenate(column) for column in zip(*found, strict=True))
    return Occurrences(firsts, lasts, keys, keys < 0)


def _weighed(counts: csr_matrix, space: FeatureSpace) -> csr_matrix:
    """TF-IDF with logarithmic counts, title and text scaled apart."""
    counts.sum_duplicates()
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    data = (1 + np.log(counts.data)) * space.idf[counts.indices]
    half = 2 * rows + (space.keys < 0)[counts.indices]
    squares = np.bincount(half, weights=data**2, minlength=2 * counts.shape[0])
    halves = (squares.reshape(-1, 2) > 0).sum(axis=1)
    lengths = np.sqrt(np.maximum(squares, np.finfo(np.float32).tiny))
    counts.data = (data / lengths[half] / np.sqrt(np.maximum(halves[rows], 1))).astype(np.float32)
    return counts
