"""The words of a topic, by relevance: how much a topic says them, and how much others do not.

Relevance is λ·log p(word | topic) + (1 − λ)·log(p(word | topic) / p(word)) of Sievert and Shirley
("LDAvis: A method for visualizing and interpreting topics", 2014). It is given as its exponential,
which orders words alike and is never negative.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.cohesion import Cohesion

RELEVANCE = 0.6
"""The λ that people found to tell best what a topic is about (Sievert and Shirley, section 4)."""


def relevances(counts: NDArray[np.floating], balance: float = RELEVANCE) -> NDArray[np.float64]:
    """Measures how relevant each term is to each topic.

    Args:
        counts: Topics × terms: how often each term is said in each topic.
        balance: λ, from 0 (what only this topic says) to 1 (what it says most).

    Returns:
        Topics × terms: p(term | topic)^λ · (p(term | topic) / p(term))^(1 − λ).

    Raises:
        ValueError: If λ is not from 0 to 1.
    """
    if not 0 <= balance <= 1:
        raise ValueError(f"λ = {balance} is not from 0 to 1")
    each = counts.sum(axis=1, keepdims=True)
    within = counts / np.where(each > 0, each, 1)
    overall = counts.sum(axis=0) / max(float(counts.sum()), 1e-12)
    return np.asarray(within / np.where(overall > 0, overall, 1) ** (1 - balance), np.float64)


def topic_words(
    row: NDArray[np.floating],
    terms: Sequence[str],
    *,
    most: int = 20,
    first: Collection[str] = (),
    hidden: Collection[str] = (),
    written: Mapping[str, str] | None = None,
    cohesion: Cohesion | None = None,
) -> tuple[tuple[str, float], ...]:
    """Chooses the words of a topic.

    Args:
        row: For each term how relevant it is, more than 0 for a candidate.
        terms: The terms.
        most: Words wanted at most.
        first: Terms that come before all others, the most relevant of them first.
        hidden: Terms that are left out.
        written: How terms are written that are not written as they are matched.
        cohesion: Where it is known which terms go together, twice as many are looked at, and those
            that go least with the others are left out.

    Returns:
        Words with their relevance, strongest first, none that is another but for a character.
    """
    names = written or {}
    candidates = most * 2 if cohesion else most
    leading = np.array([term in first for term in terms], dtype=np.bool_)
    order = np.lexsort((-row, ~leading))
    chosen: list[int] = []
    for column in order.tolist():
        word = terms[column]
        if len(chosen) == candidates or (row[column] <= 0 and not leading[column]):
            break
        told = not leading[column] and any(_near_equal(word, terms[other]) for other in chosen)
        if told or word in hidden:
            continue
        chosen.append(column)
    if cohesion:
        chosen = cohesion.chosen(chosen, most, int(leading[chosen].sum()))
    return tuple((names.get(terms[c], terms[c]), float(row[c])) for c in chosen[:most])


def _near_equal(word: str, other: str) -> bool:
    """Tells words apart that say the same but for a character (基金, 型基金)."""
    shorter, longer = sorted((word, other), key=len)
    return len(longer) - len(shorter) <= 1 and shorter in longer
