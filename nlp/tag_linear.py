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
_COMMON = 0.05
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


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """What examples should be judged: -1 wherever nothing else is said.

    Attributes:
        partly: Which examples little is known of; they should be judged as labels are in general.
        neutral: For each label how examples are judged in general.
        special: Examples × labels: what is to be added to that.
    """

    partly: NDArray[np.bool_]
    neutral: Floats
    special: csr_matrix

    def dense(self) -> Floats:
        """Examples × labels."""
        every = np.where(self.partly[:, None], self.neutral, np.float32(-1)).astype(np.float32)
        pairs = self.special.tocoo()
        every[pairs.row, pairs.col] += pairs.data
        return every


def fit_linear(rows: csr_matrix, targets: Targets) -> LinearJudges:
    """Fits a judge for each label.

    Args:
        rows: Examples × features, of length 1.
        targets: What each example should be judged.

    Returns:
        The judges.
    """
    wanted = targets.dense()
    if not wanted.size:
        return LinearJudges(wanted, np.zeros(wanted.shape[1], np.float32), wanted)
    inverse = _inverse(rows)
    # All alike but for a few: so many products less than with every target.
    duals = np.asarray((targets.special.T @ inverse).T, np.float32)
    duals -= inverse.sum(axis=1)[:, None]
    if targets.partly.any():
        duals += np.outer(inverse[:, targets.partly].sum(axis=1), 1 + targets.neutral)
    wanted -= duals / np.diag(inverse)[:, None]
    return LinearJudges(duals, np.asarray(_BIAS * duals.sum(axis=0), np.float32), wanted)


def _inverse(rows: csr_matrix) -> Floats:
    """The inverse of the matrix of all examples with each other."""
    from scipy.linalg import lapack

    gram = _gram(rows)
    gram += np.float32(_BIAS)
    gram[np.diag_indices_from(gram)] += np.float32(_RIDGE)
    # In place, for it is by far the largest thing here; the transpose is laid out as LAPACK wants.
    factor, failed = lapack.spotrf(gram.T, lower=1, clean=0, overwrite_a=1)
    inverse, failed_too = lapack.spotri(factor, lower=1, overwrite_c=1)
    if failed or failed_too:
        raise ArithmeticError("the matrix of examples is not positive definite")
    whole: Floats = inverse.T
    for start in range(0, len(whole), _CHUNK):
        # LAPACK leaves one half as it was.
        end = start + _CHUNK
        block = np.triu(whole[start:end, start:end])
        whole[start:end, start:end] = block + np.triu(block, 1).T
        whole[end:, start:end] = whole[start:end, end:].T
    return whole


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
        np.matmul(dense[some], dense.T, out=gram[some])
        gram[some] += (rare[some] @ turned).toarray()
    return gram
