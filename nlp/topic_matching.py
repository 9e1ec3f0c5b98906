"""Which topics of one search are which of another, so that names outlive a new search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.topic_weights import Floats, basis_of

LEAST_LIKENESS = 0.3
"""Topics less alike than this are two; those of one search resemble one another less."""
_FIRST_WORDS = 10

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Matching:
    """Old topics and the new ones that go on from them.

    Attributes:
        pairs: Places of an old and a new topic that are one, in the order of the old ones.
        likeness: For each pair its cosine, from 0 to 1.
        gone: Old topics without a new one.
        fresh: New topics without an old one.
    """

    pairs: tuple[tuple[int, int], ...]
    likeness: tuple[float, ...]
    gone: tuple[int, ...]
    fresh: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """How the first words of a topic changed.

    Attributes:
        come: Words that were not among them, strongest first.
        gone: Words that are not among them any more, strongest first.
    """

    come: tuple[str, ...]
    gone: tuple[str, ...]


def cosines(old: Sequence[Vector], new: Sequence[Vector]) -> Floats:
    """Compares topics by their words.

    Args:
        old: For each topic its words with weights.
        new: Likewise.

    Returns:
        Old × new, from 0 (no word in common) to 1.
    """
    terms = sorted({word for vector in (*old, *new) for word in vector})
    return np.asarray(basis_of(old, terms) @ basis_of(new, terms).T, dtype=np.float32)


def match(old: Sequence[Vector], new: Sequence[Vector], least: float = LEAST_LIKENESS) -> Matching:
    """Finds for each old topic the new one that it has become.

    Pairs are chosen by the Hungarian method (Kuhn, 1955), so that all of them together are as
    alike as can be.

    Args:
        old: For each topic its words with weights, as `TopicModel.vector` gives them.
        new: Likewise.
        least: Topics less alike are no pair.

    Returns:
        The pairs and the topics without one.
    """
    from scipy.optimize import linear_sum_assignment

    likeness = cosines(old, new)
    # What is no pair must not draw others apart.
    chosen = zip(*linear_sum_assignment(-np.where(likeness >= least, likeness, 0)), strict=True)
    pairs = tuple((int(i), int(j)) for i, j in chosen if likeness[i, j] >= max(least, 1e-9))
    olds, news = {i for i, _ in pairs}, {j for _, j in pairs}
    return Matching(
        pairs,
        tuple(min(1.0, float(likeness[pair])) for pair in pairs),
        tuple(i for i in range(len(old)) if i not in olds),
        tuple(j for j in range(len(new)) if j not in news),
    )


def changed_words(
    old: Sequence[tuple[str, float]], new: Sequence[tuple[str, float]], first: int = _FIRST_WORDS
) -> ChangedWords:
    """Compares the first words of a topic with those it had.

    Args:
        old: Words with weights as they were, strongest first.
        new: As they are.
        first: How many of them are looked at.

    Returns:
        Words that came and words that went.
    """
    before = [word for word, _ in old[:first]]
    after = [word for word, _ in new[:first]]
    return ChangedWords(
        tuple(word for word in after if word not in before),
        tuple(word for word in before if word not in after),
    )
