from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.keyness import keyness

COUNTS = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=8)


def test_a_table_computed_by_hand() -> None:
    # 30 of 1,000 words against 10 of 2,000: expected 40 / 3000 of each.
    found = keyness([30], [10], 1000, 2000)
    expected = 2 * (30 * math.log(30 / (40 / 3)) + 10 * math.log(10 / (80 / 3)))
    assert found.log_likelihood[0] == pytest.approx(expected)
    assert found.log_ratio[0] == pytest.approx(math.log2((30 / 1000) / (10 / 2000)))


def test_a_word_of_one_side_alone_has_a_finite_ratio() -> None:
    found = keyness([8, 0], [0, 0], 100, 100)
    assert found.log_ratio == pytest.approx([4.0, 0.0])
    assert found.log_likelihood[1] == 0


def test_nothing_is_told_by_nothing() -> None:
    assert keyness([3], [0], 10, 0).log_likelihood.tolist() == [0]


@given(COUNTS)
def test_the_sides_may_be_exchanged(pairs: list[tuple[int, int]]) -> None:
    a, b = np.array(pairs).T
    one, other = keyness(a, b, 2000, 3000), keyness(b, a, 3000, 2000)
    assert one.log_likelihood == pytest.approx(other.log_likelihood)
    assert one.log_ratio == pytest.approx(-other.log_ratio)
    assert (one.log_likelihood >= 0).all()
