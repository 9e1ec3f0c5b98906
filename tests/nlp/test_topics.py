from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.passages import PassageBounds, split_passages
from nlp.segmentation import default_segmenter
from nlp.topic_fitting import fit_topics
from nlp.topics import TopicModel, mix_documents, suggest_count
from tests.essays import THEMES
from tests.nlp.topic_library import LIBRARY, words

SEGMENTER = default_segmenter()


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return fit_topics(LIBRARY, segmenter=SEGMENTER, count=4)


def bounds(*places: tuple[int, int]) -> PassageBounds:
    owners, indexes = (np.array(column, dtype=np.int64) for column in zip(*places, strict=True))
    return PassageBounds(np.arange(len(places)), np.arange(1, len(places) + 1), owners, indexes)


def test_the_count_suggested_grows_slowly() -> None:
    counts = [suggest_count(n) for n in (1, 2, 40, 1_000, 1_000_000)]
    assert counts == [1, 2, 6, 15, 20]


def test_examples_are_about_their_topic(model: TopicModel) -> None:
    for topic in model.topics:
        (name,) = {word for word, _ in topic.words} & set(THEMES)
        best = model.passages_of(topic.index, 1)[0]
        theme, half = divmod(best.document - 1, 2)
        paragraphs = list(THEMES.values())[theme][half * 3 : half * 3 + 3]
        text = split_passages(best.document, paragraphs, SEGMENTER)[best.passage].text
        assert text.replace("\n", "") in "".join(THEMES[name])
        assert best.weight > 0


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0.0, 0.1, 0.2, 0.5, 0.9])), min_size=1),
    st.integers(1, 5),
)
def test_examples_give_each_article_once_before_any_twice(
    given: list[tuple[int, float]], few: int
) -> None:
    weights = np.array([[weight] for _, weight in given], dtype=np.float32)
    none = np.zeros((1, 0), dtype=np.float32)
    model = TopicModel(
        topics=(),
        documents=np.array([10, 11, 12, 13]),
        mix=none,
        bounds=bounds(*((owner, n) for n, (owner, _) in enumerate(given))),
        passage_topics=weights,
        terms=(),
        idf=none[0],
        basis=none,
        counts=none,
        pinned=(frozenset(),),
        hidden=frozenset(),
        segmenter=SEGMENTER,
    )
    ranked = model.passages_of(0, limit=100)

    assert len(ranked) == sum(weight > 0 for _, weight in given)
    seen: Counter[int] = Counter()
    rounds = []
    for place in ranked:
        rounds.append((seen[place.document], -place.weight))
        seen[place.document] += 1
    assert rounds == sorted(rounds)
    assert model.passages_of(0, limit=few) == ranked[:few]


def test_an_article_without_any_topic_is_mixed_evenly() -> None:
    some = bounds((0, 0), (0, 1), (1, 0))
    mix = mix_documents(some, np.array([[2, 0], [1, 1], [0, 0]], dtype=np.float32), 3)
    assert mix.tolist() == [[0.75, 0.25], [0.5, 0.5], [0.5, 0.5]]


def test_a_vector_holds_the_heaviest_words(model: TopicModel) -> None:
    for topic in model.topics:
        vector = model.vector(topic.index)
        weights = list(vector.values())
        assert 20 < len(vector) <= 150
        assert weights == sorted(weights, reverse=True)
        assert all(weight > 0 for weight in weights)
        assert list(model.vector(topic.index, words=5)) == list(vector)[:5]
        assert set(THEMES) & set(list(vector)[:10])


def test_the_balance_of_relevance_chooses_between_common_and_own_words(model: TopicModel) -> None:
    for topic in model.topics:
        common, own = (dict(model.words(topic.index, balance, most=5)) for balance in (1, 0))
        assert common.keys() != own.keys()
        assert model.words(topic.index) == topic.words


def test_words_of_topics_differ(model: TopicModel) -> None:
    first = words(model, 5)
    assert len(set().union(*first)) == sum(map(len, first))
