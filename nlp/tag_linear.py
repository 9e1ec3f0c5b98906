"""One linear judge for each tag, and what each example would be judged had it not been there.

Regularised least squares against +1 and -1 (Rifkin, Yeo and Poggio, "Regularized least-squares
classification", 2003). On texts it judges as well as logistic regression or a support vector
machine, all tags share one matrix to invert, so that two thousand take hardly longer than twenty,
and the judgement of each example by a judge that never saw it comes in closed form: no folds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]

_RIDGE = 0.3
_BIAS = 0.1
"""Weight of the constant feature."""
_COMMON = 0.02
"""Features in more than this share of examples are multiplied densely."""
_CHUNK = 1000


@dataclass(frozen=True, slots=True, eq=False)
class LinearJudges:
    """The judges of all labels.

    Attributes:
        duals: Examples × labels: how much each example counts for each label.
        biases: For each label what it adds to every text.
        unseen: Examples × labels: the judgement of each example by judges that never saw it.
    """

    duals: Floats
    biases: Floats
    unseen: Floats

    def weights(self, rows: csr_matrix, labels: slice) -> Floats:
        """The weights of features for some labels: features × labels.

        Args:
            rows: The examples.
            labels: Which labels.
        """
        return np.asarray(rows.T @ self.duals[:, labels], dtype=np.float32)


def fit_linear(rows: csr_matrix, targets: Floats) -> LinearJudges:
    """Fits a judge for each label.

    Args:
        rows: Examples × features, of length 1.
        targets: Examples × labels: about 1 for those that bear the label, -1 for those that do not.

    Returns:
        The judges.
    """
    from scipy.linalg import lapack

    if not len(targets):
        return LinearJudges(targets, np.zeros(targets.shape[1], np.float32), targets)
    gram = _gram(rows)
    gram += np.float32(_BIAS)
    gram[np.diag_indices_from(gram)] += np.float32(_RIDGE)
    # In place, for it is by far the largest thing here; the transpose is laid out as LAPACK wants.
    factor, failed = lapack.spotrf(gram.T, lower=1, clean=0, overwrite_a=1)
    inverse, failed_too = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        raise ArithmeticError("the matrix of examples is not positive definite")
    duals = _symmetric_product(inverse, targets)
    unseen = targets - duals / np.diag(inverse)[:, None]
    biases = np.asarray(_BIAS * duals.sum(axis=0), np.float32)
    return LinearJudges(duals, biases, np.asarray(unseen, np.float32))


def _symmetric_product(lower: Floats, right: Floats) -> Floats:
    """A symmetric matrix, of which the lower half is there, times another."""
    from scipy.linalg import blas

    product: Floats = blas.ssymm(1.0, lower, np.asfortranarray(right), lower=1)
    return product


def _gram(rows: csr_matrix) -> Floats:
    """The products of all rows with each other."""
    examples, features = rows.shape
    found = np.bincount(rows.indices, minlength=features)
    common = found > max(_COMMON * examples, 1)
    gram = np.zeros((examples, examples), np.float32)
    dense = rows[:, np.flatnonzero(common)].toarray()
    rare = rows[:, np.flatnonzero(~common)]
    turned = rare.T.tocsr()
    for start in range(0, examples, _CHUNK):
        some = slice(start, start + _CHUNK)
        gram[some] = dense[some] @ dense.T
        gram[some] += (rare[some] @ turned).toarray()
    return gram
