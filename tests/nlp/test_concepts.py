from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from nlp.concepts import Rows, cold_concepts, split_in_two, warm_concepts
from nlp.topic_weights import to_unit

# Three groups of rows, each with two columns of its own, and one column all share.
GROUPS = np.array([[n // 4 == c // 2 for c in range(6)] + [True] for n in range(12)], np.float32)
NOISE = np.random.default_rng(0).random(GROUPS.shape).astype(np.float32) * 0.2
ROWS = Rows.filled(csr_matrix(to_unit(GROUPS * [1, 1, 1, 1, 1, 1, 0.3] + NOISE)), np.ones(12))
NO_PINS = np.zeros((3, 7), dtype=np.float32)


def labels(basis: np.ndarray) -> list[int]:
    found: list[int] = np.asarray(ROWS.weights @ basis.T).argmax(axis=1).tolist()
    return found


@pytest.mark.parametrize("seed", range(3))
def test_groups_become_concepts(seed: int) -> None:
    basis = cold_concepts(ROWS, 3, seed, NO_PINS)
    assert np.linalg.norm(basis, axis=1) == pytest.approx(np.ones(3))
    found = labels(basis)
    assert [len(set(found[start : start + 4])) for start in (0, 4, 8)] == [1, 1, 1]
    assert len(set(found)) == 3


def test_what_was_found_is_where_it_stays() -> None:
    basis = cold_concepts(ROWS, 3, 0, NO_PINS)
    assert warm_concepts(ROWS, basis, NO_PINS) == pytest.approx(basis, abs=1e-6)
    assert warm_concepts(ROWS, basis[::-1], NO_PINS) == pytest.approx(basis[::-1], abs=1e-6)


def test_a_concept_nobody_is_near_stays() -> None:
    basis = cold_concepts(ROWS, 3, 0, NO_PINS)
    away = np.concatenate([-basis[:1], basis])
    assert warm_concepts(ROWS, away, np.zeros_like(away))[0] == pytest.approx(away[0])


def test_pinned_terms_belong_to_their_concept_alone() -> None:
    pins = np.zeros((2, 7), dtype=np.float32)
    pins[0, 4] = pins[1, 0] = 1
    basis = cold_concepts(ROWS, 3, 0, pins)
    assert (basis[1:, 4] == 0).all()
    assert (basis[[0, 2], 0] == 0).all()
    found = labels(basis)
    assert found[8:] == [0] * 4
    assert found[:4] == [1] * 4


def test_more_pinned_concepts_than_groups_are_all_there() -> None:
    same = Rows.filled(csr_matrix(np.eye(1, 4, dtype=np.float32).repeat(5, axis=0)), np.ones(5))
    pins = np.eye(2, 4, k=1, dtype=np.float32)
    basis = cold_concepts(same, 2, 0, pins)
    assert len(basis) == 2
    assert (basis[[0, 1], [1, 2]] > 0.5).all()


def test_rows_without_anything_have_no_say() -> None:
    rows = Rows.filled(csr_matrix([[1.0, 0], [0, 0], [0, 1]]), np.array([1.0, 1, 0]))
    assert len(rows) == 1
    none = Rows.filled(csr_matrix((3, 2)), np.ones(3))
    assert cold_concepts(none, 2, 0, np.zeros((0, 2), np.float32)).shape == (0, 2)


def test_a_split_gives_the_larger_half_first() -> None:
    some = Rows(ROWS.weights[:6], ROWS.votes[:6])
    first, second = split_in_two(some)
    assert first[:2].sum() > first[2:4].sum()
    assert second[2:4].sum() > second[:2].sum()
    same = Rows(ROWS.weights[[0, 0, 0]], ROWS.votes[:3])
    assert not split_in_two(same)[1].any()


def test_words_that_very_many_rows_have_do_not_decide_where_clusters_begin() -> None:
    common = (np.arange(600) % 2 == 0)[:, None] * np.array([[1.0] * 4])
    themes = np.repeat(np.eye(20), 30, axis=0)
    rows = Rows.filled(csr_matrix(to_unit(np.hstack([themes, common]))), np.ones(600))
    basis = cold_concepts(rows, 20, 0, np.zeros((0, 24), np.float32))
    assert sorted(basis[:, :20].argmax(axis=1).tolist()) == list(range(20))


def test_where_every_word_is_common_all_of_them_decide() -> None:
    rows = Rows.filled(
        csr_matrix(np.repeat(np.eye(3, dtype=np.float32), 200, axis=0)), np.ones(600)
    )
    assert len(cold_concepts(rows, 3, 0, NO_PINS[:, :3])) == 3
