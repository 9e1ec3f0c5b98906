"""Whether terms go together: do they stand in the same passages more often than by chance?

Measured by normalised pointwise mutual information (Bouma, "Normalized (pointwise) mutual
information in collocation extraction", 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from nlp.topic_weights import Floats


def npmi(shares: NDArray[np.floating]) -> NDArray[np.float64]:
    """Measures for each pair of terms whether they go together.

    Args:
        shares: Terms × terms: the share of passages in which both stand; on the diagonal that in
            which one stands, above 0.

    Returns:
        Terms × terms: 1 if they stand only together, 0 if as often as by chance, -1 if never; 0
        on the diagonal.
    """
    each = np.diag(shares)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.log(shares / np.outer(each, each)) / -np.log(shares)
    values = np.where(shares <= 0, -1.0, np.where(shares >= 1, 1.0, values))
    np.fill_diagonal(values, 0.0)
    return np.asarray(values, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Cohesion:
    """Which terms of a collection stand in the same passages.

    Attributes:
        columns: The terms that were looked at, as ascending columns of a matrix.
        shares: For each pair of them the share of passages in which both stand.
    """

    columns: NDArray[np.int64]
    shares: Floats

    @classmethod
    def of(cls, passages: csr_matrix, columns: NDArray[np.int64]) -> Cohesion:
        """Looks where terms stand.

        Args:
            passages: Passages × terms, above 0 where a term stands.
            columns: The terms to look at, ascending.
        """
        some = passages[:, columns].astype(np.float32)
        some.data[:] = 1
        shares = (some.T @ some).toarray() / max(1, passages.shape[0])
        return cls(columns, np.asarray(shares, dtype=np.float32))

    def chosen(self, candidates: Sequence[int], most: int, held: int = 0) -> list[int]:
        """Leaves out, one after the other, the terms that go least with those that are left.

        Args:
            candidates: Columns of terms; those that were not looked at count as by chance.
            most: Terms wanted at most.
            held: So many of the first candidates stay in any case.

        Returns:
            What is left, in the order in which it was given.
        """
        left = list(range(len(candidates)))
        values = self._values(candidates)
        merit = values.sum(axis=1)
        while len(left) > max(most, held):
            worst = min(left[held:], key=lambda place: (merit[place], -place))
            left.remove(worst)
            merit -= values[worst]
        return [candidates[place] for place in left]

    def _values(self, candidates: Sequence[int]) -> NDArray[np.float64]:
        wanted = np.asarray(candidates, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.columns, wanted), max(0, len(self.columns) - 1))
        known = np.flatnonzero(self.columns[places] == wanted) if len(self.columns) else places[:0]
        values = np.zeros((len(wanted), len(wanted)))
        inside = places[known]
        values[np.ix_(known, known)] = npmi(self.shares[np.ix_(inside, inside)])
        return values
