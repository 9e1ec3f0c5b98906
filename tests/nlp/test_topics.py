from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from nlp.passages import Passage, split_passages
from nlp.segmentation import default_segmenter
from nlp.stopwords import is_term
from nlp.topics import TopicModel, fit_topics, mix_articles, suggest_count
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL, THEMES


def passages(*essays: tuple[str, ...]) -> list[Passage]:
    return [p for n, essay in enumerate(essays, 1) for p in split_passages(n, essay, target=50)]


HALVES = [half for theme in THEMES.values() for half in (theme[:3], theme[3:])]
LIBRARY = passages(*HALVES)
BLANK = [Passage(1, 0, ""), Passage(2, 0, "的了和"), Passage(3, 0, "2023年12月31日")]


def words(model: TopicModel, most: int = 20) -> list[set[str]]:
    return [{word for word, _ in topic.words[:most]} for topic in model.topics]


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return fit_topics(LIBRARY, count=4)


def test_each_theme_becomes_a_topic(model: TopicModel) -> None:
    found = words(model)
    assert len(found) == 4
    for word in THEMES:
        assert sum(word in topic for topic in found) == 1, word


def test_articles_about_one_thing_are_mostly_that(model: TopicModel) -> None:
    ids, mix = model.article_topics()
    assert ids == tuple(range(1, 9))
    assert (mix.max(axis=1) > 0.7).all()
    main = mix.argmax(axis=1).tolist()
    assert main[::2] == main[1::2]
    assert len(set(main)) == 4


def test_an_essay_with_two_themes_gets_both() -> None:
    both = (*BAMBOO[:3], *CANTEEN[:3])
    model = fit_topics(passages(BAMBOO, CANTEEN, RIVER, SCHOOL, both), count=4)
    mix = model.article_topics()[1]
    bamboo, canteen = mix[0].argmax(), mix[1].argmax()
    assert bamboo != canteen
    assert mix[4, bamboo] > 0.3
    assert mix[4, canteen] > 0.3


def test_shares_add_up(model: TopicModel) -> None:
    shares = [topic.prevalence for topic in model.topics]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)
    assert [topic.index for topic in model.topics] == [0, 1, 2, 3]
    assert model.article_topics()[1].sum(axis=1) == pytest.approx(np.ones(8))


def test_words_are_the_strongest_first_and_say_something(model: TopicModel) -> None:
    for topic in model.topics:
        weights = [weight for _, weight in topic.words]
        assert 5 < len(weights) <= 20
        assert weights == sorted(weights, reverse=True)
        assert all(weight > 0 for weight in weights)
        assert all(is_term(word) for word, _ in topic.words)


def test_numbers_name_no_topic() -> None:
    figures = ["2023年增长8.5%，3个村的15户有12万元。", "2024年增长9.5%，4个村的16户有18万元。"]
    essays = [(paragraph + figures[n % 2],) for n, paragraph in enumerate((*BAMBOO, *RIVER))]
    found = set().union(*words(fit_topics(passages(*essays), count=3)))
    assert found
    assert not [word for word in found if not is_term(word)]


def test_the_same_passages_give_the_same_topics_whatever_the_threads() -> None:
    with threadpool_limits(limits=1):
        alone = fit_topics(LIBRARY, count=5, seed=3)
    again = fit_topics(LIBRARY, count=5, seed=3)
    assert again.topics == alone.topics
    assert (again.passage_topics == alone.passage_topics).all()


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_passages_does_not_matter(model: TopicModel, seed: int) -> None:
    mixed = LIBRARY.copy()
    random.Random(seed).shuffle(mixed)
    other = fit_topics(mixed, count=4)
    assert words(other, 8) == words(model, 8)
    ids, mix = other.article_topics()
    order = np.argsort(ids)
    assert mix[order] == pytest.approx(model.article_topics()[1], abs=1e-3)


@pytest.mark.parametrize("count", [1, 2, 3, 6, 10])
def test_as_many_topics_as_wanted(count: int) -> None:
    model = fit_topics(LIBRARY, count=count)
    assert len(model.topics) == model.passage_topics.shape[1] == count


def test_never_more_topics_than_passages() -> None:
    few = passages((BAMBOO[0],), (RIVER[0],))
    assert len(fit_topics(few, count=9).topics) == 2
    assert len(fit_topics(few[:1], count=9).topics) == 1


def test_the_count_suggested_grows_slowly() -> None:
    counts = [suggest_count(n) for n in (1, 2, 40, 1_000, 1_000_000)]
    assert counts == [1, 2, 6, 15, 20]
    assert len(fit_topics(LIBRARY).topics) == suggest_count(len(LIBRARY))


@pytest.mark.parametrize("some", [[], BLANK[:1], BLANK])
def test_passages_without_words_have_no_topics(some: list[Passage]) -> None:
    model = fit_topics(some)
    assert model.topics == ()
    assert model.article_topics()[1].shape[1] == 0
    assert model.weigh(LIBRARY[:2]).shape == (2, 0)


def test_passages_without_words_do_no_harm_among_others() -> None:
    blank = [Passage(p.article + 100, 0, p.text) for p in BLANK]
    model = fit_topics([*LIBRARY, *blank], count=4)
    ids, mix = model.article_topics()
    assert mix.sum(axis=1) == pytest.approx(np.ones(len(ids)))
    assert mix[-3:] == pytest.approx(0.25)


@pytest.mark.parametrize("copies", [2, 5, 15, 60])
def test_identical_passages_have_one_topic(copies: int) -> None:
    same = [Passage(n, 0, BAMBOO[1]) for n in range(copies)]
    model = fit_topics(same, count=4)
    assert len(model.topics) == 1
    assert "竹编" in words(model)[0]
    assert model.topics[0].prevalence == pytest.approx(1)


def test_the_word_said_most_names_its_topic_in_a_library_of_two_themes() -> None:
    found = words(fit_topics(passages(BAMBOO, RIVER), count=2), 5)
    assert sorted("竹编" in topic for topic in found) == [False, True]


def test_a_passage_never_seen_is_weighed(model: TopicModel) -> None:
    new = "竹匠们说，今年的竹编订单比毛竹长得还快。"
    alien = "航天飞机的引擎在真空里点火。"
    weights = model.weigh([Passage(99, 0, new), Passage(99, 1, alien), Passage(99, 2, "")])
    assert "竹编" in words(model)[int(weights[0].argmax())]
    assert weights[0].max() > 0.3
    assert (weights[1:] == 0).all()
    assert model.weigh([]).shape == (0, 4)


def test_passages_seen_weigh_what_they_weighed(model: TopicModel) -> None:
    assert model.weigh(model.passages) == pytest.approx(model.passage_topics, abs=1e-5)


def test_examples_are_about_their_topic(model: TopicModel) -> None:
    for topic in model.topics:
        (name,) = {word for word, _ in topic.words} & set(THEMES)
        best, weight = model.passages_of(topic.index, 1)[0]
        assert best.text.replace("\n", "") in "".join(THEMES[name])
        assert weight > 0


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from([0.0, 0.1, 0.2, 0.5, 0.9]))))
def test_examples_give_each_article_once_before_any_twice(given: list[tuple[int, float]]) -> None:
    some = tuple(Passage(article, n, "") for n, (article, _) in enumerate(given))
    weights = np.array([[weight] for _, weight in given], dtype=np.float32).reshape(-1, 1)
    none = np.zeros((1, 0), dtype=np.float32)
    model = TopicModel((), some, weights, (), none[0], none, default_segmenter())
    ranked = model.passages_of(0, limit=100)

    assert len(ranked) == sum(weight > 0 for _, weight in given)
    seen: Counter[int] = Counter()
    rounds = []
    for passage, weight in ranked:
        rounds.append((seen[passage.article], -weight))
        seen[passage.article] += 1
    assert rounds == sorted(rounds)
    assert model.passages_of(0, limit=2) == ranked[:2]


def test_an_article_without_any_topic_is_mixed_evenly() -> None:
    some = [Passage(5, 0, ""), Passage(2, 0, ""), Passage(5, 1, "")]
    ids, mix = mix_articles(some, np.array([[2, 0], [0, 0], [1, 1]], dtype=np.float32))
    assert ids == (5, 2)
    assert mix.tolist() == [[0.75, 0.25], [0.5, 0.5]]
