from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from nlp.cohesion import Cohesion, npmi

PASSAGES = st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=30)


def cohesion(rows: list[list[bool]]) -> Cohesion:
    return Cohesion.of(csr_matrix(np.array(rows, dtype=np.float32)), np.arange(6))


def test_terms_of_the_same_passages_go_together_and_of_others_do_not() -> None:
    shares = np.array([[0.5, 0.5, 0.0], [0.5, 0.5, 0.25], [0.0, 0.25, 0.5]])
    values = npmi(shares)
    assert values[0, 1] == pytest.approx(1)
    assert values[0, 2] == -1
    assert values[1, 2] == pytest.approx(0)
    assert npmi(np.ones((2, 2)))[0, 1] == 1


@given(PASSAGES)
def test_it_is_symmetric_and_bounded(rows: list[list[bool]]) -> None:
    values = npmi(cohesion(rows).shares)
    assert np.array_equal(values, values.T)
    assert not values.diagonal().any()
    assert values.min() >= -1 - 1e-5
    assert values.max() <= 1 + 1e-5


@given(PASSAGES, st.permutations(range(8)), st.integers(0, 8), st.integers(0, 8))
def test_what_is_left_keeps_its_order_and_those_that_are_held(
    rows: list[list[bool]], candidates: list[int], most: int, held: int
) -> None:
    left = cohesion(rows).chosen(candidates, most, held)
    assert len(left) == min(len(candidates), max(most, held))
    assert left[:held] == candidates[:held]
    assert left == [c for c in candidates if c in left]


def test_the_stranger_is_left_out_however_far_in_front() -> None:
    together = [[True, False, True, True, True, False]] * 3
    apart = [[False, True, False, False, False, True]] * 3
    assert cohesion(together + apart).chosen([1, 0, 2, 3], 3) == [0, 2, 3]


def test_a_passage_is_counted_once_however_often_a_term_stands_in_it() -> None:
    once = Cohesion.of(csr_matrix(np.array([[1.0, 1.0], [0.0, 1.0]])), np.arange(2))
    often = Cohesion.of(csr_matrix(np.array([[7.0, 0.1], [0.0, 3.0]])), np.arange(2))
    assert np.array_equal(once.shares, often.shares)
    assert math.isclose(once.shares[0, 1], 0.5)
