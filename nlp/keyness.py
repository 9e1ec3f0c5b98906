"""Keyness: which words set one collection of texts apart from another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

SIGNIFICANT = 15.13
"""Log-likelihood from which a difference is chance once in 10,000 times (chi-squared, 1 degree)."""
SUGGESTIVE = 6.63
"""The same for once in 100 times."""
_SMOOTHING = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Keyness:
    """How much each word sets two collections apart; each array has one entry a word.

    Attributes:
        log_likelihood: How sure the difference is, G², at least 0.
        log_ratio: How large it is: twice as frequent in the first is 1, half as frequent -1.
    """

    log_likelihood: Floats
    log_ratio: Floats


def keyness(first: ArrayLike, second: ArrayLike, size_first: float, size_second: float) -> Keyness:
    """Compares how often words stand in two collections.

    The log-likelihood is Dunning's ("Accurate methods for the statistics of surprise and
    coincidence", 1993) in the form of Rayson and Garside ("Comparing corpora using frequency
    profiling", 2000); the effect size is Hardie's log ratio ("Log ratio", 2014), with half an
    occurrence for none.

    Args:
        first: Occurrences of each word in the first collection.
        second: The same in the second.
        size_first: Words in the first collection, all together.
        size_second: The same in the second.

    Returns:
        What each word tells; nothing (0) where a collection is empty.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if size_first <= 0 or size_second <= 0:
        return Keyness(np.zeros(a.shape), np.zeros(a.shape))
    share = (a + b) / (size_first + size_second)
    likelihood = 2 * (_surprise(a, share * size_first) + _surprise(b, share * size_second))
    ratio = np.log2(np.maximum(a, _SMOOTHING) / size_first) - np.log2(
        np.maximum(b, _SMOOTHING) / size_second
    )
    return Keyness(np.maximum(likelihood, 0.0), np.where(a + b > 0, ratio, 0.0))


def _surprise(found: Floats, expected: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = found * np.log(found / expected)
    return np.where(found > 0, terms, 0.0)
