from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random_array

from nlp.tag_centroids import fit_centroids
from nlp.tag_linear import Targets, fit_linear


def rows(examples: int, features: int) -> csr_matrix:
    some = random_array(
        (examples, features), density=0.3, rng=np.random.default_rng(1), dtype=np.float64
    ).toarray()
    some[:, 0] += 0.1
    return csr_matrix((some / np.linalg.norm(some, axis=1)[:, None]).astype(np.float32))


def targets(bears: np.ndarray, partly: np.ndarray) -> Targets:
    neutral = np.full(bears.shape[1], -0.4, np.float32)
    return Targets(partly, neutral, csr_matrix(2 * bears, dtype=np.float32))


def test_unseen_judgements_are_those_of_a_judge_that_never_saw_the_example() -> None:
    matrix = rows(30, 50)
    bears = np.random.default_rng(2).random((30, 3)) < 0.3
    partly = np.arange(30) == 4
    every = targets(bears, partly)
    unseen = fit_linear(matrix, every).unseen
    for left_out in (0, 4, 17):
        rest = np.arange(30) != left_out
        judges = fit_linear(matrix[rest], targets(bears[rest], partly[rest]))
        weights = judges.weights(matrix[rest], slice(None))
        said = (matrix[[left_out]] @ weights)[0] + judges.biases
        assert unseen[left_out] == pytest.approx(said, abs=1e-4)


def test_unseen_centroids_leave_the_example_out() -> None:
    matrix = rows(20, 40)
    bears = np.random.default_rng(3).random((20, 2)) < 0.4
    found = fit_centroids(matrix, csr_matrix(bears, dtype=np.float32))
    row = int(np.flatnonzero(bears[:, 0])[0])
    rest = np.arange(20) != row
    again = fit_centroids(matrix[rest], csr_matrix(bears[rest], dtype=np.float32))
    said = matrix[[row]] @ again.weights(slice(None))
    assert found.unseen[row] == pytest.approx(said[0], abs=1e-4)
