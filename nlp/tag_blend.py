"""How much names, centroids and linear judges each say: one logistic regression for all tags.

It is learnt from what each judge said of examples it had not seen (stacking: Wolpert, "Stacked
generalization", 1992), so its answers are probabilities. It begins at weights measured on news and
is held to them by a Gaussian prior, so that a handful of examples cannot lead it astray.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

LEAST_RATE = 0.02
"""How likely a tag is of which nothing at all is known."""
_START = np.array([1.0, 0.5, 2.5, 8.0, 0.7])
_DEVIATIONS = np.array([1.5, 0.4, 1.5, 5.0, 0.4])
_STEPS = 30


@dataclass(frozen=True, slots=True)
class Blend:
    """Weights in log-odds.

    Attributes:
        constant: Of every tag.
        prior: Of the log-odds of bearing the tag at all.
        linear: Of what the linear judge says, about -1 to 1.
        centroid: Of how much nearer the tag's centroid is than the middle of all.
        alias: Of the log-odds that a name adds to those of the tag.
    """

    constant: float
    prior: float
    linear: float
    centroid: float
    alias: float

    def log_odds(self, parts: Doubles) -> Doubles:
        """What all say together of pairs × (prior, linear, centroid, alias)."""
        weights = np.array([self.prior, self.linear, self.centroid, self.alias])
        said: Doubles = self.constant + parts @ weights
        return said


DEFAULT = Blend(*_START.tolist())


def fit_blend(parts: Doubles, bears: NDArray[np.bool_], counts: Doubles) -> Blend:
    """Learns how much each part says.

    Args:
        parts: Pairs of examples and labels × (prior, linear, centroid, alias).
        bears: For each pair whether the example bears the label.
        counts: For how many pairs it stands.

    Returns:
        The weights; the default ones if there are no pairs.
    """
    x = np.column_stack([np.ones(len(parts)), parts])
    precision = np.diag(_DEVIATIONS**-2.0)
    weights = _START.copy()
    for _ in range(_STEPS):
        p = probabilities(x @ weights)
        gradient = x.T @ (counts * (p - bears)) + precision @ (weights - _START)
        curvature = (x * (counts * np.maximum(p * (1 - p), 1e-6))[:, None]).T @ x + precision
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    return Blend(*weights.tolist())


def probabilities(log_odds: Doubles) -> Doubles:
    """The logistic function."""
    shares: Doubles = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
    return shares


def to_log_odds(shares: Doubles) -> Doubles:
    """Its inverse, for shares between 0 and 1."""
    odds: Doubles = np.log(shares) - np.log1p(-shares)
    return odds
