"""How much of each topic stands in passages and articles: non-negative least squares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.matrix import tfidf
from nlp.passage_terms import columns_of, count_passages
from nlp.passages import PassageBounds, passage_bounds
from nlp.segmentation import Segmenter
from nlp.tokens import TokenTable

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]

_SOLVER_STEPS = 30
# Passages weighed in one go, which bounds the memory of a large collection.
_CHUNK = 20_000


def weigh(
    table: TokenTable, vectors: Sequence[Mapping[str, float]], segmenter: Segmenter
) -> Floats:
    """Weighs kept topics in any documents, without finding topics anew.

    What a document gets hangs on it and on the vectors alone, not on its company.

    Args:
        table: Any documents.
        vectors: For each topic its words and their weights, as `TopicModel.vector` gives them.
        segmenter: Cut the words.

    Returns:
        Documents × topics in the order of the table; rows sum to 1, and are even where nothing
        says anything of any topic.
    """
    terms = tuple(sorted({word for vector in vectors for word in vector}))
    basis = basis_of(vectors, terms)
    bounds = passage_bounds(table)
    columns = columns_of(table, terms, segmenter)
    idf = np.ones(len(terms), dtype=np.float32)
    shares = np.zeros((len(table), len(vectors)), dtype=np.float64)
    for part, counts in counted_chunks(table, bounds, columns, len(terms)):
        np.add.at(shares, part.owners, to_shares(solve(tfidf(counts, idf), basis)))
    return to_shares(shares, even=True)


def counted_chunks(
    table: TokenTable, bounds: PassageBounds, columns: NDArray[np.int32], width: int
) -> Iterator[tuple[PassageBounds, csr_matrix]]:
    """Counts terms in passages, some of them at a time.

    Args:
        table: The documents.
        bounds: Their passages.
        columns: For each type its column.
        width: Number of columns.

    Yields:
        Some passages, and their counts.
    """
    for first in range(0, len(bounds), _CHUNK):
        part = bounds.between(first, first + _CHUNK)
        yield part, count_passages(table, part, columns, width)


def basis_of(vectors: Sequence[Mapping[str, float]], terms: Sequence[str]) -> Floats:
    """Puts words with weights into rows of length 1.

    Args:
        vectors: Words with weights; those that are no terms are passed over.
        terms: The columns.

    Returns:
        Vectors × terms; a row of zeros for a vector without any of the terms.
    """
    column = {term: number for number, term in enumerate(terms)}
    basis = np.zeros((len(vectors), len(terms)), dtype=np.float32)
    for row, vector in zip(basis, vectors, strict=True):
        for word, weight in vector.items():
            if word in column:
                row[column[word]] = max(0.0, weight)
    return to_unit(basis)


def solve(rows: csr_matrix, basis: Floats) -> Floats:
    """Non-negative least squares by coordinate descent: rows ≈ result × basis.

    Args:
        rows: Passages × terms.
        basis: Topics × terms, rows of length 1 or 0.

    Returns:
        Passages × topics; a topic whose row is 0 is in no passage.
    """
    from threadpoolctl import threadpool_limits

    products = np.asarray(rows @ basis.T, dtype=np.float32)
    weights = np.zeros_like(products)
    # More threads might add up in another order.
    with threadpool_limits(limits=1):
        gram = basis @ basis.T
        for _ in range(_SOLVER_STEPS):
            for topic in np.flatnonzero(gram.diagonal()):
                rest = products[:, topic] - weights @ gram[:, topic]
                weights[:, topic] = np.maximum(0, weights[:, topic] + rest / gram[topic, topic])
    return weights


def to_shares(weights: NDArray[np.floating], even: bool = False) -> Floats:
    """Scales rows to sum 1; rows of zeros stay, or become even."""
    sums = weights.sum(axis=1, keepdims=True)
    shares = weights / np.where(sums > 0, sums, 1)
    if even and weights.shape[1]:
        shares = np.where(sums > 0, shares, 1 / weights.shape[1])
    result: Floats = shares.astype(np.float32)
    return result


def to_unit(rows: NDArray[np.floating]) -> Floats:
    """Scales rows to length 1; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return unit
