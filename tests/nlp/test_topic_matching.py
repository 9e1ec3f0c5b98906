from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.segmentation import default_segmenter
from nlp.topic_fitting import fit_topics
from nlp.topic_matching import ChangedWords, Matching, changed_words, cosines, match
from nlp.topics import TopicModel
from tests.nlp.topic_library import HALVES, LIBRARY, tokens

BAMBOO = {"竹编": 0.8, "毛竹": 0.6}
FOOD = {"食堂": 1.0}
RIVER = {"河水": 0.5, "河长": 0.5}

vectors = st.lists(
    st.dictionaries(st.sampled_from("竹食河学路村"), st.floats(0.1, 1), min_size=1), max_size=6
)


def test_topics_go_on_whatever_their_order() -> None:
    moved = {"竹编": 0.7, "合作社": 0.3}
    found = match([BAMBOO, FOOD], [RIVER, FOOD, moved])
    assert found.pairs == ((0, 2), (1, 1))
    assert found.likeness[0] < found.likeness[1] == pytest.approx(1)
    assert (found.gone, found.fresh) == ((), (0,))


def test_what_is_hardly_alike_is_no_pair() -> None:
    found = match([BAMBOO], [{"毛竹": 0.1, "食堂": 0.9}])
    assert found == Matching((), (), (0,), (0,))
    assert match([BAMBOO], [{"毛竹": 0.1, "食堂": 0.9}], least=0).pairs == ((0, 0),)
    assert match([BAMBOO], [FOOD], least=0).pairs == ()


def test_all_together_are_as_alike_as_can_be() -> None:
    old = [{"竹": 1.0}, {"竹": 0.8, "河": 0.6}]
    new = [{"竹": 0.9, "河": 0.4}, {"竹": 1.0, "食": 0.3}]
    assert match(old, new).pairs == ((0, 1), (1, 0))


@pytest.mark.parametrize(("old", "new"), [([], []), ([BAMBOO], []), ([], [BAMBOO]), ([{}], [{}])])
def test_nothing_matches_nothing(old: list[dict[str, float]], new: list[dict[str, float]]) -> None:
    found = match(old, new)
    assert (found.pairs, found.likeness) == ((), ())
    assert (len(found.gone), len(found.fresh)) == (len(old), len(new))


@given(vectors, vectors)
def test_every_topic_is_in_one_place(
    old: list[dict[str, float]], new: list[dict[str, float]]
) -> None:
    found = match(old, new)
    assert sorted([i for i, _ in found.pairs] + list(found.gone)) == list(range(len(old)))
    assert sorted([j for _, j in found.pairs] + list(found.fresh)) == list(range(len(new)))
    likeness = cosines(old, new)
    assert all(likeness[pair] >= 0.3 for pair in found.pairs)
    back = match(new, old)
    assert sum(back.likeness) == pytest.approx(sum(found.likeness), abs=1e-5)


@given(vectors)
def test_a_topic_is_like_itself(some: list[dict[str, float]]) -> None:
    assert np.diag(cosines(some, some)) == pytest.approx(np.ones(len(some)), abs=1e-5)


def test_words_that_came_and_went_are_told() -> None:
    old = [("竹编", 3.0), ("毛竹", 2.0), ("竹匠", 1.0)]
    new = [("竹编", 3.0), ("订单", 2.0), ("毛竹", 1.0)]
    assert changed_words(old, new) == ChangedWords(("订单",), ("竹匠",))
    assert changed_words(old, new, first=2) == ChangedWords(("订单",), ("毛竹",))
    assert changed_words(old, old) == ChangedWords((), ())


def test_topics_found_anew_match_those_there_were() -> None:
    def fit(essays: list[tuple[str, ...]]) -> TopicModel:
        return fit_topics(tokens(*essays), segmenter=default_segmenter(), count=4)

    old, new = fit(HALVES[:-1]), fit_topics(LIBRARY, segmenter=default_segmenter(), count=4)
    found = match(*([m.vector(t.index) for t in m.topics] for m in (old, new)))
    assert len(found.pairs) == 4
    strongest = old.mix.argmax(axis=1), new.mix[:7].argmax(axis=1)
    assert [dict(found.pairs)[topic] for topic in strongest[0]] == strongest[1].tolist()
