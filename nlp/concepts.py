"""Concept vectors: unit centroids of clusters of weighted, unit-length rows.

Dhillon and Modha, "Concept decompositions for large sparse text data using clustering" (2001).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.topic_weights import Floats, to_unit

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_DIMENSIONS = 20
# Words that more rows have do not tell where clusters begin, once there are many rows; each of a
# few clusters has a larger part of them. Measured on news of ten classes and on parts of them:
# between a twentieth and a twelfth of the rows all is well, beyond either it is not.
_MANY_ROWS = 500
_MOST_COMMON, _COMMON_OF_ONE = 0.07, 0.5
# Where words are so few that more rows than this have no other, they all tell.
_EMPTIED = 0.1
# Power iterations of the analysis: enough for the space not to hang on where they began.
_ITERATIONS = 7
# Random starts of the clustering: so many that the best of them is the same for nearly every
# seed. A few essays cluster in many ways that are nearly as good, and there a start takes next to
# no time: so many rows share the starts, between these bounds.
_ROWS_STARTED = 300_000
_FEWEST_STARTS, _MOST_STARTS = 50, 1_000
_REFINEMENTS = 10
# How much a pinned word weighs in its concept, whose length is 1.
_PINNED = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What is clustered.

    Attributes:
        weights: Rows × terms, rows of length 1.
        votes: How much each row has to say.
    """

    weights: csr_matrix
    votes: NDArray[np.float64]

    @classmethod
    def filled(cls, weights: csr_matrix, votes: NDArray[np.float64]) -> Rows:
        """The rows that hold anything and have a vote."""
        some = (np.diff(weights.indptr) > 0) & (votes > 0)
        return cls(weights[some], votes[some])

    def __len__(self) -> int:
        """Number of rows."""
        return int(self.weights.shape[0])


def cold_concepts(rows: Rows, count: int, seed: int, pinned: Floats) -> Floats:
    """Finds concepts from random starts.

    Args:
        rows: What is clustered.
        count: Concepts wanted.
        seed: Of the random starts.
        pinned: Concepts × terms, for the first of them which terms are their own; may be fewer.

    Returns:
        Concepts × terms, rows of length 1, those with pinned terms first; fewer than wanted if
        the rows do not differ enough.
    """
    if not len(rows) or count < 1:
        return np.zeros((0, rows.weights.shape[1]), dtype=np.float32)
    basis = _clustered(rows, count, seed)
    pins = pinned[:count]
    basis = _led_by(pins, basis, count) if pins.any() else basis
    pins = pins[: len(basis)]
    missing = np.zeros((len(basis) - len(pins), basis.shape[1]), dtype=np.float32)
    return warm_concepts(rows, basis, np.concatenate([pins, missing]))


def warm_concepts(rows: Rows, basis: Floats, pinned: Floats) -> Floats:
    """Goes on from concepts there are.

    Args:
        rows: What is clustered.
        basis: Concepts × terms, rows of length 1.
        pinned: Concepts × terms: which terms are a concept's own, rows of length 1 or 0.

    Returns:
        The same concepts in the same order, moved to where the rows are; one that no row is
        nearest to stays what it was.
    """
    basis = _with_pins(basis, pinned)
    for _ in range(_REFINEMENTS if len(rows) else 0):
        found = np.asarray(rows.weights @ basis.T)
        labels = np.where(found.max(axis=1) > 0, found.argmax(axis=1), -1)
        moved = _centroids(rows, labels, len(basis))
        used = moved.any(axis=1, keepdims=True)
        basis = _with_pins(np.where(used, moved, basis), pinned)
    return basis


def split_in_two(rows: Rows) -> tuple[Floats, Floats]:
    """Splits rows in two clusters.

    Args:
        rows: What is split.

    Returns:
        Both concepts, that of more rows first; the second is 0 if the rows do not differ.
    """
    none = np.zeros(rows.weights.shape[1], dtype=np.float32)
    basis = cold_concepts(rows, 2, 0, none[None, :])
    if len(basis) < 2:
        return (basis[0] if len(basis) else none), none
    members = np.bincount(np.asarray(rows.weights @ basis.T).argmax(axis=1), minlength=2)
    first = int(members[1] > members[0])
    return basis[first], basis[1 - first]


def _clustered(rows: Rows, count: int, seed: int) -> Floats:
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    # More threads would add up in another order, and rounding can tip a row to another cluster.
    with threadpool_limits(limits=1):
        places = _semantic_space(_without_common(rows, count), 3 * count)
        distinct = len(np.unique(places.round(4), axis=0))
        starts = min(max(_FEWEST_STARTS, _ROWS_STARTED // len(rows)), _MOST_STARTS)
        clusters = KMeans(min(count, distinct), n_init=starts, random_state=seed)
        labels = clusters.fit(places, sample_weight=rows.votes).labels_
    basis = _centroids(rows, labels, count)
    return basis[basis.any(axis=1)]


def _led_by(pins: Floats, basis: Floats, count: int) -> Floats:
    """Concepts that hold the pinned terms already, in their order, then the rest of them."""
    from scipy.optimize import linear_sum_assignment

    own = [int(i) for i in linear_sum_assignment(-(pins @ basis.T))[1]]
    if len(own) < len(pins):
        return np.concatenate([basis, pins[len(own) :]])[: max(count, len(pins))]
    rest = [i for i in range(len(basis)) if i not in own]
    return basis[[*own, *rest]]


def _with_pins(basis: Floats, pinned: Floats) -> Floats:
    """Gives pinned terms to their concept alone."""
    if not pinned.any():
        return basis
    anyones = pinned.any(axis=0)
    free = np.where(anyones, 0, basis)
    own = pinned.any(axis=1, keepdims=True)
    return to_unit(np.where(own, np.sqrt(1 - _PINNED**2), 1) * to_unit(free) + _PINNED * pinned)


def _centroids(rows: Rows, labels: NDArray[np.int64], count: int) -> Floats:
    """Sums the rows of each cluster, scaled to length 1; clusters nobody is in are 0."""
    from scipy.sparse import csr_matrix

    some = np.flatnonzero(labels >= 0)
    shape = (count, len(labels))
    members = csr_matrix((rows.votes[some], (labels[some], some)), shape=shape)
    return to_unit(np.asarray((members @ rows.weights).todense()))


def _without_common(rows: Rows, count: int) -> Rows:
    """The same rows, without the words that many of them have."""
    from scipy.sparse import diags

    if len(rows) < _MANY_ROWS:
        return rows
    having = np.bincount(rows.weights.indices, minlength=rows.weights.shape[1])
    rare = having <= max(_MOST_COMMON, _COMMON_OF_ONE / count) * len(rows)
    left = (rows.weights @ diags(rare.astype(np.float32))).tocsr()
    left.eliminate_zeros()
    empty = int((np.diff(left.indptr) == 0).sum())
    return rows if empty > _EMPTIED * len(rows) else Rows(left, rows.votes)


def _semantic_space(rows: Rows, dimensions: int) -> Floats:
    """Latent semantic analysis: rows × dimensions, rows of length 1."""
    from scipy.sparse import diags
    from sklearn.utils.extmath import randomized_svd

    dimensions = min(max(_DIMENSIONS, dimensions), len(rows) - 1)
    if dimensions < 2 or rows.weights.shape[1] <= dimensions:
        return np.asarray(rows.weights.todense(), dtype=np.float32)
    voted = diags(rows.votes) @ rows.weights
    axes = randomized_svd(voted, dimensions, n_iter=_ITERATIONS, random_state=0)[2]
    places = rows.weights @ axes.T
    unit: Floats = places / np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-9)
    return unit
