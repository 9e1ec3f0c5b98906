"""Small samples of the shingles of many texts, to find which of them may be alike.

A sketch holds the shingles whose numbers are low: one in SCALE, whatever the text is (Manber 1994,
"Finding similar files in a large file system"; FracMinHash, Irber et al. 2022), and of short texts
the lowest SMALLEST. Since all texts keep the same ones, the share of a sketch that another holds
estimates how much of the text stands in the other, with an error that is known. An index from
shingle to texts then finds the candidates that are worth comparing in full.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nlp.shingles import Shingles

SCALE = 8
SMALLEST = 16
COMMON = 200
"""A shingle of more texts is a formulation that many use, and makes no two of them alike."""
_LIMIT = 2**32 // SCALE
_DEVIATIONS = 3.0
_ROWS = 2000
"""So many texts are held against all others at a time."""

Rows = NDArray[np.int64]
Report = Callable[[int, int], object]


def sketch(shingles: Shingles) -> Shingles:
    """The sample of a text's shingles.

    Args:
        shingles: The shingles of the text, ascending.

    Returns:
        The lowest of them, ascending.
    """
    return shingles[: max(int(np.searchsorted(shingles, _LIMIT)), SMALLEST)].copy()


@dataclass(frozen=True, slots=True, eq=False)
class SketchTable:
    """The sketches of documents, one after the other.

    Attributes:
        shingles: The sketches in a row.
        starts: Where each begins, and at last where the last one ends: documents + 1.
        documents: Their ids, ascending.
    """

    shingles: Shingles
    starts: NDArray[np.int64]
    documents: NDArray[np.int64]

    def __len__(self) -> int:
        """Number of documents."""
        return len(self.documents)

    @classmethod
    def of(cls, sketches: Mapping[int, Shingles]) -> SketchTable:
        """The table of some documents.

        Args:
            sketches: The sketch of each document by its id.
        """
        ids = sorted(sketches)
        pieces = [sketches[i] for i in ids]
        starts = np.cumsum([0, *map(len, pieces)], dtype=np.int64)
        joined = np.concatenate([np.empty(0, np.uint32), *pieces])
        return cls(joined, starts, np.array(ids, np.int64))

    def changed(self, fresh: Mapping[int, Shingles | None]) -> SketchTable:
        """The table after documents have changed.

        Args:
            fresh: The sketch of each changed document; None for one that is gone.
        """
        starts = self.starts.tolist()
        sketches = {
            document: self.shingles[starts[row] : starts[row + 1]]
            for row, document in enumerate(self.documents.tolist())
            if document not in fresh
        }
        sketches |= {document: one for document, one in fresh.items() if one is not None}
        return SketchTable.of(sketches)


class SketchIndex:
    """Finds the documents of a table that may be alike.

    Args:
        table: The sketches.
        common: Shingles of more documents than this are set aside.
    """

    def __init__(self, table: SketchTable, common: int = COMMON) -> None:
        self.table = table
        owners = np.repeat(np.arange(len(table), dtype=np.uint64), np.diff(table.starts))
        # One sort of numbers of eight bytes is many times faster than one by two keys.
        keys = np.sort((table.shingles.astype(np.uint64) << np.uint64(32)) | owners)
        shingles = (keys >> np.uint64(32)).astype(np.uint32)
        known, counts = np.unique(shingles, return_counts=True)
        rare = np.repeat(counts <= common, counts)
        self._common = known[counts > common]
        self._shingles = known[counts <= common]
        self._starts = np.concatenate([[0], np.cumsum(counts[counts <= common])])
        self._rows = (keys[rare] & np.uint64(2**32 - 1)).astype(np.int64)
        sampled = self._rows[shingles[rare] < _LIMIT]
        self._sizes = np.bincount(sampled, minlength=len(table))

    def near(self, wanted: Shingles, least: float) -> Rows:
        """The documents that may share much with a text.

        Args:
            wanted: The sketch of the text.
            least: The containment that counts, above 0 and at most 1.

        Returns:
            Rows of the table, the likeliest first.
        """
        wanted = wanted[~np.isin(wanted, self._common, assume_unique=True)]
        places = np.searchsorted(self._shingles, wanted)
        inside = places < len(self._shingles)
        places = places[inside][self._shingles[places[inside]] == wanted[inside]]
        pieces = [self._rows[self._starts[at] : self._starts[at + 1]] for at in places.tolist()]
        rows, shared = np.unique(
            np.concatenate([np.empty(0, np.int64), *pieces]), return_counts=True
        )
        size = int(np.searchsorted(wanted, _LIMIT))
        shares, may = _estimate(shared, np.minimum(self._sizes[rows], size), least)
        return rows[may][np.argsort(-shares[may], kind="stable")]

    def pairs(self, least: float, report: Report | None = None) -> Rows:
        """All pairs of documents that may share much.

        Args:
            least: The containment that counts, above 0 and at most 1.
            report: Called with documents done and documents in all.

        Returns:
            Two rows of the table for each pair, the lower one first, in ascending order.
        """
        number = len(self.table)
        holders = sparse.csr_matrix(
            (np.ones(len(self._rows), np.int32), self._rows, self._starts),
            shape=(len(self._shingles), number),
        )
        sketches = holders.T.tocsr()
        found = [np.empty((0, 2), np.int64)]
        for start in range(0, number, _ROWS):
            shared = (sketches[start : start + _ROWS] @ holders).tocoo()
            one, other = shared.row.astype(np.int64) + start, shared.col.astype(np.int64)
            later = one < other
            one, other = one[later], other[later]
            sizes = np.minimum(self._sizes[one], self._sizes[other])
            _, may = _estimate(shared.data[later], sizes, least)
            block = np.column_stack([one[may], other[may]])
            found.append(block[np.lexsort((block[:, 1], block[:, 0]))])
            if report:
                report(min(start + _ROWS, number), number)
        return np.concatenate(found)


def _estimate(
    shared: NDArray[np.integer], sizes: NDArray[np.integer], least: float
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The share of the smaller sketch, and whether the share of the text may be large enough.

    The number of shared shingles in a sample is binomial, so its share deviates by at most
    1 / 2√n; where three times that leaves all open, one shared shingle is enough.
    """
    sizes = np.maximum(sizes, 1)
    shares = shared / sizes
    return shares, shares >= least - _DEVIATIONS / (2 * np.sqrt(sizes))
