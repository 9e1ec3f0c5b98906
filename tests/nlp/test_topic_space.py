from __future__ import annotations

import numpy as np
import pytest

from nlp.segmentation import default_segmenter
from nlp.topic_space import topic_space
from tests.essays import BAMBOO, CANTEEN, RIVER
from tests.nlp.topic_library import HALVES, LIBRARY, tokens

SEGMENTER = default_segmenter()
NONE: frozenset[str] = frozenset()


def test_a_few_essays_keep_the_words_said_in_most_passages() -> None:
    space = topic_space(tokens(BAMBOO, RIVER), SEGMENTER, NONE, NONE)
    assert {"竹编", "河水"} <= set(space.terms)
    assert space.terms == tuple(sorted(space.terms))


def test_many_articles_leave_out_what_very_many_or_hardly_any_have() -> None:
    many = tokens(*[(f"{BAMBOO[n % 6]}人人都爱看风景。",) for n in range(48)], CANTEEN)
    terms = set(topic_space(many, SEGMENTER, NONE, NONE).terms)
    assert not {"风景", "竹编", "老人"} & terms
    assert "学徒" in terms


def test_needed_terms_are_there_and_hidden_ones_are_not() -> None:
    space = topic_space(LIBRARY, SEGMENTER, {"没有的词", "毛竹"}, frozenset({"竹编"}))
    assert {"没有的词", "毛竹"} <= set(space.terms)
    assert "竹编" not in space.terms
    column = space.terms.index("没有的词")
    assert space.passages[:, column].nnz == space.articles[:, column].nnz == 0


def test_rows_are_articles_then_passages() -> None:
    space = topic_space(tokens(*HALVES, ("",)), SEGMENTER, NONE, NONE)
    assert space.sizes.tolist()[-1] == 0
    rows = space.rows(4)
    passages = int(space.sizes.sum())
    assert len(rows) == 8 + passages
    assert (rows.votes[8:] == 1).all()
    assert rows.votes[:8] == pytest.approx(np.sqrt(9 / 80 * space.sizes[:8]))
    assert np.sqrt(rows.weights.multiply(rows.weights).sum(axis=1)) == pytest.approx(1)
