"""From which probability on a tag is suggested.

Each tag's own threshold is the one that would have served best on examples it had not seen. With
few examples that is luck, so it is drawn towards the one that serves best for all tags together
(Yang, "A study of thresholding strategies for text categorization", 2001, calls the risk).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.tag_pairs import Pairs

Doubles = NDArray[np.float64]

DEFAULT = 0.4
_TRUST = 25.0
_LEAST, _MOST = 0.1, 0.8


def learn_thresholds(pairs: Pairs, scores: Doubles, labels: int) -> Doubles:
    """Learns the threshold of each label.

    Args:
        pairs: Pairs of examples and labels.
        scores: Their probabilities, told by judges that had not seen the example.
        labels: Number of labels.

    Returns:
        For each label the probability from which on it is suggested.
    """
    judged = np.flatnonzero(pairs.judged)
    if not len(judged):
        return np.full(labels, DEFAULT)
    common, trust = _best(scores[judged], pairs.bears[judged], pairs.counts[judged])
    overall = (common * trust + DEFAULT * _TRUST) / (trust + _TRUST)
    thresholds = np.full(labels, overall)
    of_label = pairs.labels[judged]
    order = judged[np.argsort(of_label, kind="stable")]
    cuts = np.flatnonzero(np.diff(pairs.labels[order])) + 1
    for its in np.split(order, cuts):
        own, trust = _best(scores[its], pairs.bears[its], pairs.counts[its])
        thresholds[pairs.labels[its[0]]] = (own * trust + overall * _TRUST) / (trust + _TRUST)
    bounded: Doubles = np.clip(thresholds, _LEAST, _MOST)
    return bounded


def _best(scores: Doubles, bears: NDArray[np.bool_], counts: Doubles) -> tuple[float, float]:
    """The threshold with the best F1, and how many bear the label, which is how far to trust it."""
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    right = np.cumsum((bears * counts)[order])
    f1 = 2 * right / (np.cumsum(counts[order]) + right[-1])
    last = np.append(ranked[1:] < ranked[:-1], True)
    best = int(np.argmax(np.where(last, f1, -1)))
    below = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    return float((ranked[best] + below) / 2), float(right[-1])
