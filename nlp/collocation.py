"""How strongly words go with a keyword: scores of association from counts.

All counts are of words: `observed` times a word stands in the windows around the keyword, the
`window` words there in all, the word's `frequency` in the corpus, and the `corpus` as a whole.
The windows are compared with the rest of the corpus in a table of two rows and two columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Scores = NDArray[np.float64]

PMI_FLOOR = 3


@dataclass(frozen=True, slots=True, eq=False)
class Association:
    """Scores, one for each word.

    Attributes:
        expected: How often the word would stand in the windows if it did not care for the keyword.
        log_likelihood: Signed G²; 3.84 is the bound of 5 % for one word looked at alone.
        pmi: Pointwise mutual information in bits.
    """

    expected: Scores
    log_likelihood: Scores
    pmi: Scores


def association(
    observed: ArrayLike,
    frequency: ArrayLike,
    *,
    window: float,
    corpus: float,
    pmi_floor: int = PMI_FLOOR,
) -> Association:
    """Scores words by how much more often they stand near a keyword than elsewhere.

    Args:
        observed: For each word how often it stands in the windows.
        frequency: For each word how often it stands in the corpus, windows included. What is
            lower than `observed` (an estimate, or windows that overlap) is raised to it.
        window: Words in all windows together.
        corpus: Words in the corpus.
        pmi_floor: As for `pmi`.

    Returns:
        The scores, in the order of the words.
    """
    seen = np.asarray(observed, dtype=np.float64)
    known = np.maximum(np.asarray(frequency, dtype=np.float64), seen)
    # Windows of a frequent keyword overlap and may hold more words than a small corpus.
    size = max(float(corpus), float(window), 1.0)
    expected = known * (window / size)
    return Association(
        expected,
        log_likelihood(seen, known, window=window, corpus=size),
        pmi(seen, expected, floor=pmi_floor),
    )


def log_likelihood(observed: Scores, frequency: Scores, *, window: float, corpus: float) -> Scores:
    """Dunning's log-likelihood ratio G² with a sign.

    Source: T. Dunning (1993), "Accurate Methods for the Statistics of Surprise and Coincidence",
    Computational Linguistics 19(1).

    Args:
        observed: For each word how often it stands in the windows.
        frequency: For each word how often it stands in the corpus, at least `observed`.
        window: Words in all windows together.
        corpus: Words in the corpus, at least `window`.

    Returns:
        G², negative for words that are rarer near the keyword than elsewhere.
    """
    cells = np.array(
        [
            [observed, window - observed],
            [frequency - observed, corpus - window - frequency + observed],
        ]
    ).clip(0)
    total = cells.sum(axis=(0, 1))
    margins = cells.sum(axis=1, keepdims=True) * cells.sum(axis=0, keepdims=True)
    expected = np.divide(margins, total, out=np.zeros_like(margins), where=total > 0)
    ratios = np.divide(cells, expected, out=np.ones_like(cells), where=(cells > 0) & (expected > 0))
    scores: Scores = (2 * (cells * np.log(ratios)).sum(axis=(0, 1))).clip(0)
    return np.where(observed < expected[0, 0], -scores, scores)


def pmi(observed: Scores, expected: Scores, *, floor: int = PMI_FLOOR) -> Scores:
    """Pointwise mutual information in bits.

    Source: K. W. Church, P. Hanks (1990), "Word Association Norms, Mutual Information, and
    Lexicography", Computational Linguistics 16(1). It overrates what is rare, hence their floor.

    Args:
        observed: For each word how often it stands in the windows.
        expected: How often it would by chance.
        floor: Words seen less often get 0: so little says nothing.

    Returns:
        The binary logarithm of observed over expected.
    """
    enough = (observed >= max(floor, 1)) & (expected > 0)
    ratio = np.divide(observed, expected, out=np.ones_like(expected), where=enough)
    return np.log2(ratio)
