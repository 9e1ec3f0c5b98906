"""Texts cut into words once, as numbers: everything that counts words is arithmetic from here on.

A type is a folded word with its part of speech; a token is the number of its type. Titles and
paragraphs are parts, and each ends with `PART_END`, so that nothing runs on into the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.matrix import is_counted
from nlp.segmentation import Segmenter
from nlp.text import fold_text

PART_END = 0
"""The type that ends each part; its text is a line feed."""

Types = NDArray[np.int32]


class TypeNumbers:
    """Numbers types in the order they are met; only grows.

    Args:
        types: Word and part of speech of the types known already, `PART_END` first.

    Attributes:
        types: All types so far.
    """

    def __init__(self, types: Iterable[tuple[str, str]] = ()) -> None:
        self.types: list[tuple[str, str]] = list(types) or [("\n", "x")]
        self._numbers = {one: number for number, one in enumerate(self.types)}

    def of(self, parts: Sequence[str], segmenter: Segmenter) -> Types:
        """Cuts the parts of a document into tokens.

        Args:
            parts: Title and paragraphs as they were written.
            segmenter: Cuts the words, and may give variants as one.

        Returns:
            The tokens, each part ended by `PART_END`.
        """
        numbers, found = self._numbers, []
        for part in parts:
            for pair in segmenter.tags(fold_text(part)):
                number = numbers.get(pair)
                if number is None:
                    number = numbers[pair] = len(self.types)
                    self.types.append(pair)
                found.append(number)
            found.append(PART_END)
        return np.array(found, dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class TokenTable:
    """The tokens of documents, one after the other.

    Attributes:
        types: Word and part of speech by number; the words of a document joined are its folded
            text (with preferred words, where the segmenter gives those for variants).
        tokens: Numbers of types, all documents in a row.
        starts: Where each document begins, and at last where the last one ends: documents + 1.
        documents: Their ids.
    """

    types: Sequence[tuple[str, str]]
    tokens: Types
    starts: NDArray[np.int64]
    documents: NDArray[np.int64]

    def __len__(self) -> int:
        """Number of documents."""
        return len(self.documents)

    def of(self, row: int) -> Types:
        """The tokens of the document in a row."""
        return self.tokens[self.starts[row] : self.starts[row + 1]]

    def select(self, rows: Sequence[int] | NDArray[np.integer]) -> TokenTable:
        """Some of the documents, in the order given, with the same types."""
        pieces = [self.of(int(row)) for row in rows]
        lengths = np.array([0, *map(len, pieces)], dtype=np.int64)
        tokens = np.concatenate(pieces) if pieces else np.empty(0, np.int32)
        picked = self.documents[np.asarray(rows, dtype=np.int64)]
        return TokenTable(self.types, tokens, np.cumsum(lengths), picked)

    def owners(self) -> NDArray[np.int64]:
        """For each token the row of its document."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def words(self) -> tuple[list[str], NDArray[np.int64]]:
        """The words, and for each type the number of its word.

        Types that differ in their part of speech alone are one word.
        """
        numbers: dict[str, int] = {}
        of_type = [numbers.setdefault(word, len(numbers)) for word, _ in self.types]
        return list(numbers), np.array(of_type, dtype=np.int64)

    def counted(self, segmenter: Segmenter) -> NDArray[np.bool_]:
        """For each type whether it is a term: what `nlp.matrix.terms_of` would keep."""
        return np.array([is_counted(word, pos, segmenter) for word, pos in self.types], np.bool_)


def tokenise(documents: Iterable[tuple[int, Sequence[str]]], segmenter: Segmenter) -> TokenTable:
    """Cuts documents into tokens.

    Args:
        documents: For each its id and its parts: title (may be empty) and paragraphs.
        segmenter: Cuts the words.

    Returns:
        The tokens of all of them.
    """
    numbers, ids, pieces = TypeNumbers(), [], []
    for document, parts in documents:
        ids.append(document)
        pieces.append(numbers.of(parts, segmenter))
    starts = np.cumsum([0, *map(len, pieces)], dtype=np.int64)
    tokens = np.concatenate(pieces) if pieces else np.empty(0, np.int32)
    return TokenTable(numbers.types, tokens, starts, np.array(ids, dtype=np.int64))
