from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nlp.topic_words import relevances, topic_words

TERMS = ("基金", "型基金", "城乡", "城乡居民", "竹编")
COUNTS = np.array([[8, 0, 2], [8, 2, 0]], dtype=np.float64)


def test_relevance_is_that_of_sievert_and_shirley() -> None:
    within = COUNTS / 10
    overall = COUNTS.sum(axis=0) / 20
    said = COUNTS > 0
    for balance in (0.0, 0.3, 1.0):
        lift = (within / overall)[said]
        logs = balance * np.log(within[said]) + (1 - balance) * np.log(lift)
        assert relevances(COUNTS, balance)[said] == pytest.approx(np.exp(logs))


def test_the_balance_chooses_between_common_and_own_words() -> None:
    assert relevances(COUNTS, 1).argmax(axis=1).tolist() == [0, 0]
    assert relevances(COUNTS, 0).argmax(axis=1).tolist() == [2, 1]


@pytest.mark.parametrize("balance", [-0.1, 1.1])
def test_a_balance_beyond_its_ends_is_refused(balance: float) -> None:
    with pytest.raises(ValueError, match="not from 0 to 1"):
        relevances(COUNTS, balance)


@given(arrays(np.float32, (3, 4), elements=st.integers(0, 9).map(float)), st.floats(0, 1))
def test_relevance_is_never_negative_and_0_for_what_is_not_said(
    counts: np.ndarray, balance: float
) -> None:
    found = relevances(counts, balance)
    assert np.isfinite(found).all()
    assert ((found > 0) == (counts > 0)).all()


def test_words_that_are_nearly_one_are_given_once() -> None:
    row = np.array([0.5, 0.6, 0.2, 0.3, 0.1])
    assert [word for word, _ in topic_words(row, TERMS)] == ["型基金", "城乡居民", "城乡", "竹编"]


def test_pinned_words_come_first_and_hidden_ones_never() -> None:
    row = np.array([0.5, 0.6, 0.2, 0.0, 0.1])
    found = topic_words(row, TERMS, first={"竹编", "城乡居民"}, hidden={"型基金"}, most=4)
    assert found == (("竹编", 0.1), ("城乡居民", 0.0), ("基金", 0.5), ("城乡", 0.2))


def test_words_are_given_as_they_are_written() -> None:
    row = np.array([0.5, 0.0, 0.0, 0.0, 0.4])
    assert topic_words(row, TERMS, written={"竹编": "“竹编”"}) == (("基金", 0.5), ("“竹编”", 0.4))


def test_no_words_are_given_for_nothing() -> None:
    assert topic_words(np.zeros(5), TERMS) == ()
    assert topic_words(np.zeros(0), ()) == ()
    assert topic_words(np.ones(5), TERMS, most=0) == ()
