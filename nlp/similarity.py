"""How much of one text stands in another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.shingles import Shingles


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share.

    Attributes:
        shared: Shingles that both hold.
        one: Shingles of the first text.
        other: Shingles of the second text.
    """

    shared: int
    one: int
    other: int

    @property
    def share_of_one(self) -> float:
        """How much of the first text stands in the second, 0 to 1."""
        return self.shared / self.one if self.one else 0.0

    @property
    def share_of_other(self) -> float:
        """How much of the second text stands in the first, 0 to 1."""
        return self.shared / self.other if self.other else 0.0

    @property
    def containment(self) -> float:
        """How much of the shorter text stands in the longer one, 0 to 1."""
        return max(self.share_of_one, self.share_of_other)


def overlap(one: Shingles, other: Shingles) -> Overlap:
    """Compares two texts by their shingles.

    Args:
        one: The shingles of the first text, as `nlp.shingles.shingles` gives them.
        other: Those of the second.
    """
    both = np.concatenate([one, other])
    both.sort()
    return Overlap(int(np.count_nonzero(both[1:] == both[:-1])), len(one), len(other))
