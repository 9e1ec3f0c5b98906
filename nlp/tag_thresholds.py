"""From which probability on a tag is suggested.

Each tag's own threshold is the one that would have served best on examples it had not seen. With
few examples that is luck, so it is drawn towards the one that serves best for all tags together
(Yang, "A study of thresholding strategies for text categorization", 2001, calls the risk).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]

DEFAULT = 0.4
_TRUST = 25.0
_LEAST, _MOST = 0.1, 0.8


def learn_thresholds(unseen: Doubles, bears: Bools, known: Bools) -> Doubles:
    """Learns the threshold of each label.

    Args:
        unseen: Examples × labels: probabilities by judges that had not seen the example.
        bears: Examples × labels: which bear which.
        known: Examples × labels: where that is known.

    Returns:
        For each label the probability from which on it is suggested.
    """
    support = (bears & known).sum(axis=0)
    learnt = support >= 2
    if not learnt.any():
        return np.full(unseen.shape[1], DEFAULT)
    every = known[:, learnt]
    common, trust = best_threshold(unseen[:, learnt][every], bears[:, learnt][every])
    overall = (common * trust + DEFAULT * _TRUST) / (trust + _TRUST)
    thresholds = np.full(unseen.shape[1], overall)
    for label in np.flatnonzero(learnt).tolist():
        rows = known[:, label]
        own, trust = best_threshold(unseen[rows, label], bears[rows, label])
        thresholds[label] = (own * trust + overall * _TRUST) / (trust + _TRUST)
    bounded: Doubles = np.clip(thresholds, _LEAST, _MOST)
    return bounded


def best_threshold(scores: Doubles, bears: Bools) -> tuple[float, float]:
    """The threshold with the best F1, and how many bear the label, which is how far to trust it.

    Args:
        scores: Probabilities.
        bears: For each whether the label is borne.

    Returns:
        A threshold between two scores, and the number of those that bear it.
    """
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    right = np.cumsum(bears[order])
    f1 = 2 * right / (np.arange(1, len(ranked) + 1) + right[-1])
    last = np.append(ranked[1:] < ranked[:-1], True)
    best = int(np.argmax(np.where(last, f1, -1)))
    below = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    return float((ranked[best] + below) / 2), float(right[-1])
