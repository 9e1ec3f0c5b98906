"""Pairs of an example and a label, with what each judge that had not seen the example said of it.

Ten thousand examples times two thousand labels are too many to look at each; nearly all are plainly
wrong. All that could be right are taken, and of the others every so manieth stands for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.tag_blend import DEFAULT
from nlp.tag_examples import Examples

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Numbers = NDArray[np.int64]

_MOST = 150_000
_LEAST_SUPPORT = 2
"""Labels with fewer examples have none left when one is not to be seen."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs; each array has one entry a pair.

    Attributes:
        rows: The examples.
        labels: The labels.
        parts: What was said: (prior, linear, centroid, alias).
        bears: Whether the example bears the label.
        counts: For how many pairs it stands.
        judged: Whether the label has enough examples for more than names to be heard.
    """

    rows: Numbers
    labels: Numbers
    parts: Doubles
    bears: NDArray[np.bool_]
    counts: Doubles
    judged: NDArray[np.bool_]

    def take(self, some: NDArray[np.bool_]) -> Pairs:
        """Some of the pairs."""
        return Pairs(
            self.rows[some],
            self.labels[some],
            self.parts[some],
            self.bears[some],
            self.counts[some],
            self.judged[some],
        )


def choose_pairs(
    examples: Examples, priors: Doubles, linear: Floats, centroid: Floats, alias: Floats
) -> Pairs:
    """Chooses the pairs that learning looks at.

    Args:
        examples: The examples.
        priors: For each label the log-odds of bearing it.
        linear: Examples × labels: what linear judges said.
        centroid: What centroids said.
        alias: What names said.

    Returns:
        The pairs, by example.
    """
    judged = examples.bears.sum(axis=0) >= _LEAST_SUPPORT
    known = np.flatnonzero(examples.known)
    likely = DEFAULT.linear * linear
    likely += DEFAULT.centroid * centroid
    likely *= judged
    likely += alias
    likely += priors.astype(np.float32)
    chosen, counts = _some(likely.ravel()[known], examples.bears.ravel()[known])
    rows, labels = np.divmod(known[chosen], max(len(priors), 1))
    at = rows, labels
    parts = np.column_stack([priors[labels], linear[at], centroid[at], alias[at]])
    return Pairs(rows, labels, parts, examples.bears[at], counts, judged[labels])


def _some(likely: Floats, bears: NDArray[np.bool_]) -> tuple[Numbers, Doubles]:
    """Places of the likeliest and of those that are right, and every so manieth of the others."""
    if len(likely) <= _MOST:
        return np.arange(len(likely)), np.ones(len(likely))
    least = np.partition(likely, len(likely) - _MOST)[len(likely) - _MOST]
    notable = bears | (likely >= least)
    others = np.flatnonzero(~notable)
    stride = max(1, len(others) // (_MOST // 2))
    counts = np.where(notable, 1.0, 0.0)
    chosen = others[::stride]
    counts[chosen] = len(others) / max(1, len(chosen))
    places = np.flatnonzero(counts)
    return places, counts[places]
