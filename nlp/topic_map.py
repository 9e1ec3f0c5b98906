"""How near topics are to one another: a map of them, and which would become one first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.topics import TopicModel

Distances = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TopicMap:
    """Topics as places in the plane.

    Attributes:
        positions: Topics × 2, around the origin; far apart are topics that share few words.
        sizes: For each topic its prevalence.
        kept: Part of the distances' variance that the plane shows, from 0 to 1.
    """

    positions: NDArray[np.float64]
    sizes: NDArray[np.float64]
    kept: float


class Merge(NamedTuple):
    """A step in which two groups of topics become one.

    Attributes:
        left: A topic, or, from the number of topics on, the group of an earlier step.
        right: The other one, the higher number.
        height: Mean distance of the topics of the one to those of the other, from 0 to 1.
    """

    left: int
    right: int
    height: float


def topic_distances(model: TopicModel) -> Distances:
    """Measures how much the words of topics differ.

    The square root of the Jensen–Shannon divergence with logarithms to base 2, which is a metric
    (Endres and Schindelin, "A new metric for probability distributions", 2003).

    Args:
        model: The topics.

    Returns:
        Topics × topics, symmetric, from 0 (the same words) to 1 (no word in common).
    """
    spoken = model.counts.sum(axis=1, keepdims=True) > 0
    weights = np.where(spoken, model.counts, model.basis).astype(np.float64)
    sums = weights.sum(axis=1, keepdims=True)
    shares = weights / np.where(sums > 0, sums, 1)
    distances = np.zeros((len(shares), len(shares)))
    for one in range(len(shares)):
        for other in range(one):
            distances[one, other] = distances[other, one] = _divergence(shares[one], shares[other])
    return np.sqrt(distances)


def topic_map(model: TopicModel) -> TopicMap:
    """Puts topics into the plane by classical multidimensional scaling (Torgerson, 1952).

    Args:
        model: The topics.

    Returns:
        Their places: the same for the same model, the farthest topic of each axis on its
        positive side.
    """
    distances = topic_distances(model)
    sizes = np.array([topic.prevalence for topic in model.topics])
    count = len(distances)
    positions = np.zeros((count, 2))
    if count < 2:
        return TopicMap(positions, sizes, 1.0)
    centring = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-0.5 * centring @ distances**2 @ centring)
    values = np.maximum(values[::-1], 0)
    for axis in range(min(2, count)):
        column = vectors[:, ::-1][:, axis] * np.sqrt(values[axis])
        # Rounding keeps topics that are equally far from changing places with the machine.
        farthest = int(np.argmax(np.abs(column).round(9)))
        positions[:, axis] = column if column[farthest] >= 0 else -column
    total = float(values.sum())
    return TopicMap(positions, sizes, float(values[:2].sum()) / total if total else 1.0)


def hierarchy(model: TopicModel) -> tuple[Merge, ...]:
    """Joins the nearest topics, and groups of them, until one is left.

    Average linkage (Sokal and Michener, 1958) over `topic_distances`.

    Args:
        model: The topics.

    Returns:
        One step less than there are topics, the nearest first; the group of the first step has
        the number of topics as its number, that of the next one more.
    """
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    distances = topic_distances(model)
    if len(distances) < 2:
        return ()
    steps = linkage(squareform(distances, checks=False), method="average")
    return tuple(
        Merge(int(min(one, other)), int(max(one, other)), float(height))
        for one, other, height, _ in steps
    )


def _divergence(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    middle = (one + other) / 2
    sides = 0.0
    for shares in (one, other):
        said = shares > 0
        sides += float((shares[said] * np.log2(shares[said] / middle[said])).sum())
    return min(1.0, max(0.0, sides / 2))
