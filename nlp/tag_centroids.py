"""The middle of the articles that bear a tag: what suggestions go by while examples are few.

Rocchio's method in the form of centroids of unit vectors (Han and Karypis, "Centroid-based document
classification", 2000), against the middle of all articles, so that what every article has speaks
for no tag.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
_TINY = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Centroids:
    """The centroids of all labels.

    Attributes:
        middles: Features × labels, columns of length 1.
        overall: The middle of all examples, of length 1.
        unseen: Examples × labels: how much nearer each example is to the centroid than to the
            overall middle, itself left out of both.
    """

    middles: csr_matrix
    overall: Floats
    unseen: Floats

    def weights(self, labels: slice) -> Floats:
        """The weights of features for some labels: features × labels."""
        its = self.middles[:, labels].toarray()
        weights: Floats = np.where(its.any(axis=0), its - self.overall[:, None], 0)
        return weights


def fit_centroids(rows: csr_matrix, bears: csr_matrix) -> Centroids:
    """Finds the centroids.

    Args:
        rows: Examples × features, of length 1 or 0.
        bears: Examples × labels: 1 for those that bear the label.

    Returns:
        The centroids.
    """
    from scipy.sparse import diags

    own = np.asarray(rows.multiply(rows).sum(axis=1), np.float32).ravel()
    sums = (rows.T @ bears).tocsc()
    squares = np.asarray(sums.multiply(sums).sum(axis=0), np.float32).ravel()
    unseen = _without_itself(_dense(rows @ sums), squares, bears.toarray(), own[:, None])
    total = np.asarray(rows.sum(axis=0), np.float32).ravel()
    square = np.atleast_1d(total @ total).astype(np.float32)
    everyone = np.ones((len(own), 1), np.float32)
    away = _without_itself((rows @ total)[:, None], square, everyone, own[:, None])
    lengths = np.sqrt(np.maximum(squares, _TINY))
    middles = (sums @ diags(1 / lengths)).tocsc().astype(np.float32)
    overall = np.asarray(total / np.sqrt(np.maximum(square, _TINY)), np.float32)
    return Centroids(middles, overall, np.where(unseen > 0, unseen - away, 0).astype(np.float32))


def _dense(product: csr_matrix) -> Floats:
    return np.asarray(product.todense(), dtype=np.float32)


def _without_itself(products: Floats, squares: Floats, member: Floats, own: Floats) -> Floats:
    """Cosines of rows with sums of rows from which each row itself was taken away."""
    numerator = products - member * own
    square = squares - 2 * member * products + member * own
    cosines: Floats = np.where(
        square > _TINY, numerator / np.sqrt(np.maximum(square, _TINY)), 0
    ).astype(np.float32)
    return cosines
