"""What a text is judged by when tags are suggested: its words and pairs of words.

Words and pairs of the whole text are one half of a row, those of the title alone the other, each
scaled to length 1, so that a title says as much as all that follows it. A title is what an editor
reads first; measured on news with editors' tags this is worth more than any choice of classifier.
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
Keys = NDArray[np.int64]

# A feature is a key: the number of its word, that of the word before, and whether it is a title's.
_BITS = 24
_TITLE = 1 << (2 * _BITS)
_WORD = (1 << _BITS) - 1
_LEAST_DOCUMENTS = 2
_MANY_DOCUMENTS = 20
"""Below so many, a word need not stand in two documents to be known."""


class Occurrences(NamedTuple):
    """Where features stand in a table.

    Attributes:
        places: Index of the (last) token of each.
        columns: Its column.
        lengths: 1 for a word, 2 for a pair.
    """

    places: Keys
    columns: Keys
    lengths: Keys


@dataclass(frozen=True, eq=False)
class FeatureSpace:
    """The features of a model.

    Attributes:
        words: The words it knows, in the order of their numbers.
        keys: The key of each column, ascending.
        idf: Rarity of each column.
    """

    words: tuple[str, ...]
    keys: Keys
    idf: Floats

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words, 1)}

    @cached_property
    def of_title(self) -> NDArray[np.bool_]:
        """For each column whether it is a title's."""
        return self.keys >= _TITLE

    @cached_property
    def is_pair(self) -> NDArray[np.bool_]:
        """For each column whether it is a pair of words."""
        return (self.keys & (_TITLE - 1)) > _WORD

    def written(self, column: int) -> str:
        """The word, or the two words, of a column."""
        key = int(self.keys[column]) & (_TITLE - 1)
        numbers = (key >> _BITS, key & _WORD)
        return "".join(self.words[number - 1] for number in numbers if number)

    def rows(self, table: TokenTable) -> csr_matrix:
        """Weighs the features of documents.

        Args:
            table: Documents whose first part is a title.

        Returns:
            Documents × features, rows of length 1; empty for documents without known words.
        """
        from scipy.sparse import csr_matrix

        found = self.occurrences(table)
        owners = np.searchsorted(table.starts, found.places, side="right") - 1
        shape = (len(table), len(self.keys))
        ones = np.ones(len(owners), np.float32)
        return _weighed(csr_matrix((ones, (owners, found.columns)), shape), self)

    def occurrences(self, table: TokenTable) -> Occurrences:
        """Finds every place where a feature stands; a title's words stand for two features."""
        numbers = np.array([self._numbers.get(word, 0) for word, _ in table.types], np.int64)
        keys, places = _keys(table, numbers)
        columns = np.searchsorted(self.keys, keys)
        columns = np.minimum(columns, max(len(self.keys) - 1, 0))
        known = self.keys[columns] == keys if len(self.keys) else np.zeros(len(keys), np.bool_)
        columns = columns[known]
        return Occurrences(places[known], columns, 1 + self.is_pair[columns].astype(np.int64))


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
    keys, places = _keys(table, numbers[of_type])
    owners = (np.searchsorted(table.starts, places, side="right") - 1).astype(np.int32)
    every, columns = np.unique(keys, return_inverse=True)
    ones = np.ones(len(keys), np.float32)
    counts = csr_matrix((ones, (owners, columns)), (documents, len(every)))
    found = np.bincount(counts.indices, minlength=len(every))
    common = np.flatnonzero(found >= least)
    idf = (1 + np.log(max(1, documents) / np.maximum(1, found[common]))).astype(np.float32)
    space = FeatureSpace(tuple(words[i] for i in kept.tolist()), every[common], idf)
    return space, _weighed(counts[:, common], space)


def _document_counts(table: TokenTable, of_type: Keys, words: int) -> Keys:
    """For each word the number of documents it stands in."""
    pairs = table.owners() * words + of_type[np.asarray(table.tokens)]
    counts: Keys = np.bincount(np.unique(pairs) % max(words, 1), minlength=words)
    return counts


def _keys(table: TokenTable, numbers: Keys) -> tuple[Keys, Keys]:
    """The keys of all features of a table, and the tokens they end with.

    Args:
        table: The documents.
        numbers: For each type the number of its word; 0 for words that are none.

    Returns:
        Keys and places: words, pairs, then both again for titles.
    """
    tokens = np.asarray(table.tokens)
    number = numbers[tokens]
    words = np.flatnonzero(number)
    # Documents do not run into each other: each ends with the end of a part, which is no word.
    pairs = np.flatnonzero((number[1:] > 0) & (number[:-1] > 0)) + 1
    keys = np.concatenate([number[words], (number[pairs - 1] << _BITS) | number[pairs]])
    places = np.concatenate([words, pairs])
    ends = np.append(np.flatnonzero(tokens == PART_END), len(tokens))
    title_ends = ends[np.searchsorted(ends, table.starts[:-1])]
    owners = np.searchsorted(table.starts, places, side="right") - 1
    titled = places < title_ends[owners] if len(places) else np.zeros(0, np.bool_)
    return np.concatenate([keys, keys[titled] | _TITLE]), np.concatenate([places, places[titled]])


def _weighed(counts: csr_matrix, space: FeatureSpace) -> csr_matrix:
    """TF-IDF with logarithmic counts, title and text scaled apart."""
    counts.sum_duplicates()
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    data = (1 + np.log(counts.data)) * space.idf[counts.indices]
    half = 2 * rows + space.of_title[counts.indices]
    squares = np.bincount(half, weights=data**2, minlength=2 * counts.shape[0])
    halves = (squares.reshape(-1, 2) > 0).sum(axis=1)
    lengths = np.sqrt(np.maximum(squares, np.finfo(np.float32).tiny))
    counts.data = (data / lengths[half] / np.sqrt(np.maximum(halves[rows], 1))).astype(np.float32)
    return counts
