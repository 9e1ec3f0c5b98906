"""Where the nodes of a small network stand when it is drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_STEPS = 300
_HOTTEST = 0.15


def spread(nodes: int, links: Sequence[tuple[int, int, float]]) -> NDArray[np.float64]:
    """Lays a network out so that linked nodes are near and no two are on top of each other.

    The algorithm is Fruchterman and Reingold's ("Graph drawing by force-directed placement",
    1991), begun from a circle, so that the same network always looks the same.

    Args:
        nodes: Number of nodes; the first is held in the middle.
        links: Pairs of nodes with weights above 0.

    Returns:
        Nodes × 2, within -1 and 1.
    """
    if nodes == 0:
        return np.zeros((0, 2))
    turns = 2 * np.pi * np.arange(nodes) / max(nodes - 1, 1)
    places = 0.8 * np.column_stack([np.cos(turns), np.sin(turns)])
    places[0] = 0
    strength = np.zeros((nodes, nodes))
    heaviest = max((weight for _, _, weight in links), default=1.0)
    for one, other, weight in links:
        strength[one, other] = strength[other, one] = weight / heaviest
    ideal = 1.1 / np.sqrt(nodes)
    for step in range(_STEPS):
        apart = places[:, None] - places[None]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-6)
        force = (ideal / distance) ** 2 - strength * distance / ideal * 0.5
        np.fill_diagonal(force, 0)
        move = (apart * (force / distance)[:, :, None]).sum(axis=1)
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        places += move / length * np.minimum(length, _HOTTEST * (1 - step / _STEPS))
        places[0] = 0
    return places / max(float(np.abs(places).max()), 1e-9)
