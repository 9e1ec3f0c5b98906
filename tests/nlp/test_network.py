from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlp.network import spread


def test_linked_nodes_are_nearer_than_others() -> None:
    places = spread(5, [(0, 1, 5), (0, 2, 5), (1, 2, 5), (0, 3, 1), (3, 4, 5)])
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    assert apart[1, 2] < apart[1, 4]


@given(
    st.integers(0, 12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.floats(0.1, 9)), max_size=20),
)
def test_every_node_has_a_place_inside_and_always_the_same(
    nodes: int, links: list[tuple[int, int, float]]
) -> None:
    there = [(a, b, w) for a, b, w in links if a != b and max(a, b) < nodes]
    places = spread(nodes, there)
    assert places.shape == (nodes, 2)
    assert np.isfinite(places).all()
    assert (np.abs(places) <= 1 + 1e-9).all()
    assert np.array_equal(places, spread(nodes, there))
    if nodes:
        assert places[0].tolist() == [0, 0]
