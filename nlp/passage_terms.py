"""Terms of passages and of their documents, counted from tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.matrix import is_counted
from nlp.passages import PassageBounds
from nlp.segmentation import Segmenter
from nlp.tokens import TokenTable

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Columns = NDArray[np.int32]
NO_COLUMN = -1


def terms_within(table: TokenTable, segmenter: Segmenter) -> tuple[str, ...]:
    """The terms that stand in a table, sorted.

    Args:
        table: Tokens of documents; types may be there that no document has.
        segmenter: Says which words are terms.

    Returns:
        Each word once, whatever its parts of speech.
    """
    found = np.zeros(len(table.types), dtype=np.bool_)
    found[np.asarray(table.tokens)] = True
    types = (table.types[number] for number in np.flatnonzero(found).tolist())
    return tuple(sorted({word for word, pos in types if is_counted(word, pos, segmenter)}))


def columns_of(table: TokenTable, terms: Sequence[str], segmenter: Segmenter) -> Columns:
    """Finds the column of each type of a table.

    Args:
        table: The table.
        terms: The columns.
        segmenter: Says which types are terms; the same word may be one as a noun alone.

    Returns:
        For each type its column, or `NO_COLUMN`.
    """
    column = {term: number for number, term in enumerate(terms)}
    found = np.full(len(table.types), NO_COLUMN, dtype=np.int32)
    for number, (word, pos) in enumerate(table.types):
        if word in column and is_counted(word, pos, segmenter):
            found[number] = column[word]
    return found


def count_passages(
    table: TokenTable, bounds: PassageBounds, columns: Columns, width: int
) -> csr_matrix:
    """Counts terms in passages.

    Args:
        table: The documents.
        bounds: Some passages of theirs, in order.
        columns: For each type its column.
        width: Number of columns.

    Returns:
        Passages × terms, 32-bit floats, columns sorted in each row.
    """
    from scipy.sparse import csr_matrix

    if not len(bounds):
        return csr_matrix((0, width), dtype=np.float32)
    first, last = int(bounds.starts[0]), int(bounds.ends[-1])
    found = columns[np.asarray(table.tokens[first:last])]
    # Between passages lie the titles of documents, which are in none.
    inside = np.zeros(last - first + 1, dtype=np.int8)
    inside[bounds.starts - first] += 1
    inside[bounds.ends - first] -= 1
    found[np.cumsum(inside[:-1], dtype=np.int8) == 0] = NO_COLUMN
    kept = np.flatnonzero(found >= 0)
    ends = np.searchsorted(kept, bounds.ends - first)
    values = np.ones(len(kept), dtype=np.float32)
    counts = csr_matrix((values, found[kept], np.r_[0, ends]), shape=(len(bounds), width))
    counts.sum_duplicates()
    return counts


def sum_rows(rows: csr_matrix, owners: NDArray[np.int64], documents: int) -> csr_matrix:
    """Sums the rows of passages up to those of their documents.

    Args:
        rows: Passages × anything.
        owners: For each passage the row of its document.
        documents: Number of documents.

    Returns:
        Documents × the same columns; documents without passages have empty rows.
    """
    from scipy.sparse import csr_matrix

    shape = (documents, len(owners))
    members = csr_matrix(
        (np.ones(len(owners), np.float32), (owners, np.arange(len(owners)))), shape
    )
    summed: csr_matrix = (members @ rows).tocsr()
    summed.sort_indices()
    return summed
