"""Counting runs of neighbouring words: how often, held together how firmly, beside what.

Runs are grown word by word from the ones that are frequent enough, for no run is more frequent
than its parts (Agrawal and Srikant, "Fast algorithms for mining association rules", 1994). How
firmly a run holds together is the lowest normalised pointwise mutual information over the places
it could be cut at (Bouma, "Normalized (pointwise) mutual information in collocation extraction",
2009); how freely it stands is the entropy of what stands beside it (Jin and Tanaka-Ishii,
"Unsupervised segmentation of Chinese text by use of branching entropy", 2006).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Runs of the same number of words; each array has one entry a run.

    Attributes:
        words: Runs × length: the words.
        counts: Occurrences.
        documents: Documents they stand in.
        cohesion: From -1 to 1, lowest over the cuts.
        left: Entropy of the words before, bits; a border counts as a word of its own.
        right: The same for the words after.
        inside: Most occurrences inside one and the same longer run.
    """

    words: Integers
    counts: Integers
    documents: Integers
    cohesion: Floats
    left: Floats
    right: Floats
    inside: Integers


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """The runs of one length and where they stand: `at[i]` begins the run `of[i]`."""

    at: Integers
    of: Integers
    counts: Integers


def count_runs(
    words: Integers, breaks: NDArray[np.bool_], owners: Integers, *, least: int, longest: int
) -> Iterator[Runs]:
    """Counts runs of two words and more.

    Args:
        words: The word of each token.
        breaks: For each token whether no run may hold it.
        owners: For each token the row of its document, ascending.
        least: Occurrences a run must have.
        longest: Words in the longest runs.

    Yields:
        The runs of each length, the short ones first.
    """
    if len(words) < 2:
        return
    level = _first(words, breaks, least)
    singles = np.bincount(words)
    known = [_Level(np.arange(len(words)), words, singles), level]
    while len(level.counts) and len(known) <= longest:
        following = _longer(level, len(words), least)
        yield _described(words, owners, known, following, breaks)
        known.append(following)
        level = following


def _first(words: Integers, breaks: NDArray[np.bool_], least: int) -> _Level:
    at = np.flatnonzero(~(breaks[:-1] | breaks[1:]))
    return _frequent(at, words[at] * (int(words.max()) + 1) + words[at + 1], least)


def _longer(level: _Level, tokens: int, least: int) -> _Level:
    """Runs of one word more: those whose first and last words are both frequent runs."""
    run_at = np.full(tokens + 1, -1, np.int64)
    run_at[level.at] = level.of
    at = level.at[run_at[level.at + 1] >= 0]
    return _frequent(at, run_at[at] * max(len(level.counts), 1) + run_at[at + 1], least)


def _frequent(at: Integers, keys: Integers, least: int) -> _Level:
    _, of, counts = np.unique(keys, return_inverse=True, return_counts=True)
    stay = counts >= least
    number = np.cumsum(stay) - 1
    kept = stay[of]
    return _Level(at[kept], number[of[kept]], counts[stay])


def _described(
    words: Integers,
    owners: Integers,
    known: list[_Level],
    longer: _Level,
    breaks: NDArray[np.bool_],
) -> Runs:
    level, length = known[-1], len(known)
    first = np.full(len(level.counts), len(words), np.int64)
    np.minimum.at(first, level.of, level.at)
    inside = np.zeros(len(level.counts), np.int64)
    if len(longer.counts):
        run_at = np.full(len(words) + 1, -1, np.int64)
        run_at[level.at] = level.of
        for shift in (0, 1):
            np.maximum.at(inside, run_at[longer.at + shift], longer.counts[longer.of])
    beside = np.where(breaks, -1, words)
    before = np.where(level.at > 0, beside[level.at - 1], -1)
    after = np.append(beside, -1)[level.at + length]
    return Runs(
        words[first[:, None] + np.arange(length)],
        level.counts,
        _documents(level.of, owners[level.at]),
        _cohesion(known, first, len(words)),
        _entropy(level.of, before, level.counts),
        _entropy(level.of, after, level.counts),
        inside,
    )


def _documents(of: Integers, owners: Integers) -> Integers:
    """In how many documents each run stands."""
    pairs = np.unique(of * (int(owners.max(initial=0)) + 1) + owners)
    return np.bincount(
        pairs // (int(owners.max(initial=0)) + 1), minlength=int(of.max(initial=-1)) + 1
    )


def _cohesion(known: list[_Level], first: Integers, total: int) -> Floats:
    """Lowest normalised PMI of the runs over their cuts; what chance may have added is left out."""
    level, length = known[-1], len(known)
    sure = np.maximum(level.counts - 0.5 * np.sqrt(level.counts), 0.5)
    together = np.log(sure / total)
    lowest = np.full(len(level.counts), 1.0)
    for cut in range(1, length):
        left = _count_at(known[cut - 1], first, total)
        right = _count_at(known[length - cut - 1], first + cut, total)
        apart = np.log(left / total) + np.log(right / total)
        lowest = np.minimum(lowest, (together - apart) / -together)
    return lowest.round(9)


def _count_at(level: _Level, at: Integers, total: int) -> Floats:
    """How often the run stands that begins at each place."""
    run_at = np.full(total + 1, -1, np.int64)
    run_at[level.at] = level.of
    counts: Floats = level.counts[run_at[at]].astype(np.float64)
    return counts


def _entropy(of: Integers, beside: Integers, counts: Integers) -> Floats:
    """Entropy of what stands beside each run, in bits; each border is one of its kind."""
    borders = np.bincount(of[beside < 0], minlength=len(counts))
    inside = beside >= 0
    width = int(beside.max(initial=0)) + 1
    pairs, times = np.unique(of[inside] * width + beside[inside], return_counts=True)
    share = times / counts[pairs // width]
    bits = np.bincount(pairs // width, -share * np.log2(share), minlength=len(counts))
    # Sums in another order, of documents in another order, differ in the last digits.
    result: Floats = (bits + borders / counts * np.log2(np.maximum(counts, 1))).round(9)
    return result
