from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import nnls
from scipy.sparse import csr_matrix

from nlp.segmentation import default_segmenter
from nlp.topic_weights import basis_of, solve, to_shares, to_unit, weigh
from tests.nlp.topic_library import LIBRARY, tokens

SEGMENTER = default_segmenter()
KEPT = [{"竹编": 0.9, "毛竹": 0.4}, {"老人": 0.8, "食堂": 0.6}]

values = st.integers(0, 9).map(float)


@given(arrays(np.float32, (4, 6), elements=values), arrays(np.float32, (3, 6), elements=values))
@settings(deadline=None)
def test_weights_fit_as_well_as_least_squares_can(rows: np.ndarray, basis: np.ndarray) -> None:
    unit = to_unit(basis + np.eye(3, 6, dtype=np.float32) * 9)
    found = solve(csr_matrix(rows), unit)
    assert (found >= 0).all()
    for row, weights in zip(rows, found, strict=True):
        best = nnls(unit.T.astype(float), row.astype(float))[1]
        assert np.linalg.norm(row - weights @ unit) <= best + 0.05 * np.linalg.norm(row) + 1e-4


def test_a_topic_without_words_is_nowhere() -> None:
    basis = np.array([[1, 0], [0, 0]], dtype=np.float32)
    assert solve(csr_matrix([[0.5, 0.5]]), basis).tolist() == [[0.5, 0]]


@given(arrays(np.float64, (3, 4), elements=values))
def test_shares_add_up_and_are_even_for_nothing(weights: np.ndarray) -> None:
    assert to_shares(weights, even=True).sum(axis=1) == pytest.approx(np.ones(3))
    empty = ~weights.any(axis=1)
    assert (to_shares(weights, even=True)[empty] == 0.25).all()
    assert (to_shares(weights)[empty] == 0).all()


def test_vectors_become_rows_of_length_one() -> None:
    basis = basis_of([*KEPT, {"河水": 1.0}, {}], ("毛竹", "竹编", "老人"))
    assert np.linalg.norm(basis, axis=1) == pytest.approx([1, 1, 0, 0])
    assert basis[0, 1] > basis[0, 0] > 0
    assert basis[1].tolist() == [0, 0, 1]


def test_a_document_is_weighed_alike_in_any_company() -> None:
    every = weigh(LIBRARY, KEPT, SEGMENTER)
    assert every[:2, 0].min() > 0.8
    assert every[2:4, 1].min() > 0.8
    assert (weigh(LIBRARY.select([2, 0]), KEPT, SEGMENTER) == every[[2, 0]]).all()


def test_nothing_is_weighed_evenly_and_by_nothing() -> None:
    assert weigh(tokens(("",)), KEPT, SEGMENTER).tolist() == [[0.5, 0.5]]
    assert weigh(LIBRARY, [], SEGMENTER).shape == (8, 0)
    assert weigh(LIBRARY.select([]), KEPT, SEGMENTER).shape == (0, 2)
