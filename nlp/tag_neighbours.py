"""Examples that are much alike, found by holding all of them against each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_COMMON = 0.02
"""Features in more than this share of examples are multiplied densely."""
_CHUNK = 500

Report = Callable[[int, int, str], object]


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Pairs of rows, the most alike first.

    Attributes:
        one: The row that comes first.
        other: The other row.
        similarity: Their cosine, 0 to 1.
    """

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    similarity: NDArray[np.float32]

    def __len__(self) -> int:
        """Number of pairs."""
        return len(self.one)


def neighbours(
    rows: csr_matrix, least: float, each: int, report: Report | None = None
) -> Neighbours:
    """Finds pairs of rows that are alike.

    Args:
        rows: Examples × features, of length 1.
        least: The cosine that counts, above 0.
        each: So many neighbours of each row at most, the nearest ones.
        report: Called with rows done, rows in all, and what is being done.

    Returns:
        The pairs, each once.
    """
    count, features = rows.shape
    common = np.bincount(rows.indices, minlength=features) > max(_COMMON * count, 1)
    dense = rows[:, np.flatnonzero(common)].toarray()
    rare = rows[:, np.flatnonzero(~common)]
    turned = rare.T.tocsr()
    found: dict[tuple[int, int], float] = {}
    for start in range(0, count, _CHUNK):
        some = slice(start, start + _CHUNK)
        cosines = dense[some] @ dense.T
        cosines += (rare[some] @ turned).toarray()
        for place, row in enumerate(cosines, start):
            row[place] = 0
            near = np.flatnonzero(row >= least)
            near = near[np.argsort(-row[near], kind="stable")[:each]]
            for other in near.tolist():
                found[min(place, other), max(place, other)] = float(row[other])
        if report:
            report(min(start + _CHUNK, count), count, "找相近的文章")
    pairs = np.array(sorted(found, key=lambda pair: (-found[pair], pair)), np.int64).reshape(-1, 2)
    similarity = np.array(sorted(found.values(), reverse=True), np.float32)
    return Neighbours(pairs[:, 0], pairs[:, 1], similarity)
