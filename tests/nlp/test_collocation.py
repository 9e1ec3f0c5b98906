from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.collocation import PMI_FLOOR, association


def g2(*table: float) -> float:
    """Dunning's formula written out for a table of two rows and two columns."""
    a, b, c, d = table
    total = sum(table)
    rows, columns = (a + b, a + b, c + d, c + d), (a + c, b + d, a + c, b + d)
    terms = zip(table, rows, columns, strict=True)
    return 2 * sum(o * math.log(o * total / (r * k)) for o, r, k in terms if o)


def test_scores_are_those_of_the_papers() -> None:
    # "the swiss", the first line of Dunning's table.
    scores = association([110], [110 + 111], window=110 + 2442, corpus=31_777)
    assert scores.expected[0] == pytest.approx(221 * 2552 / 31_777)
    assert scores.log_likelihood[0] == pytest.approx(g2(110, 2442, 111, 29_114))
    assert scores.log_likelihood[0] == pytest.approx(270.72, abs=0.005)
    assert scores.pmi[0] == pytest.approx(math.log2(110 / scores.expected[0]))


def test_what_avoids_the_keyword_has_a_negative_score() -> None:
    scores = association([1, 10, 0], [1000, 1000, 1000], window=100, corpus=10_000)
    assert scores.log_likelihood[0] < 0
    assert scores.log_likelihood[1] == pytest.approx(0, abs=1e-9)
    assert scores.log_likelihood[2] < scores.log_likelihood[0]


def test_too_few_sightings_say_nothing_of_mutual_information() -> None:
    scores = association([PMI_FLOOR - 1, PMI_FLOOR], [4, 4], window=100, corpus=100_000)
    assert scores.pmi[0] == 0
    assert scores.pmi[1] > 0
    assert association([1], [1], window=1, corpus=1024, pmi_floor=1).pmi[0] == pytest.approx(10)


def test_no_words_have_no_scores() -> None:
    assert association([], [], window=0, corpus=0).log_likelihood.shape == (0,)


counts = st.integers(0, 10_000)


@given(st.lists(st.tuples(counts, counts), min_size=1), counts, counts)
def test_scores_are_finite_whatever_the_counts(
    words: list[tuple[int, int]], window: int, corpus: int
) -> None:
    observed, frequency = np.array(words).T
    scores = association(observed, frequency, window=window, corpus=corpus)
    for values in (scores.expected, scores.log_likelihood, scores.pmi):
        assert np.isfinite(values).all()
