from __future__ import annotations

import random

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from nlp.segmentation import default_segmenter
from nlp.stopwords import is_term
from nlp.tokens import TokenTable
from nlp.topic_fitting import fit_topics, split_topic
from nlp.topic_weights import weigh
from nlp.topics import TopicModel, suggest_count
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL, THEMES
from tests.nlp.topic_library import HALVES, LIBRARY, tokens, words

SEGMENTER = default_segmenter()
BLANK = tokens(("",), ("的了和",), ("2023年12月31日",), first=100)


def fit(table: TokenTable, count: int | None = None, seed: int = 0) -> TopicModel:
    return fit_topics(table, segmenter=SEGMENTER, count=count, seed=seed)


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return fit(LIBRARY, 4)


def test_each_theme_becomes_a_topic(model: TopicModel) -> None:
    found = words(model)
    assert len(found) == 4
    for word in THEMES:
        assert sum(word in topic for topic in found) == 1, word


def test_articles_about_one_thing_are_mostly_that(model: TopicModel) -> None:
    assert model.documents.tolist() == list(range(1, 9))
    assert (model.mix.max(axis=1) > 0.7).all()
    main = model.mix.argmax(axis=1).tolist()
    assert main[::2] == main[1::2]
    assert len(set(main)) == 4


def test_an_essay_with_two_themes_gets_both() -> None:
    both = (*BAMBOO[:3], *CANTEEN[:3])
    mix = fit(tokens(BAMBOO, CANTEEN, RIVER, SCHOOL, both), 4).mix
    bamboo, canteen = mix[0].argmax(), mix[1].argmax()
    assert bamboo != canteen
    assert mix[4, bamboo] > 0.3
    assert mix[4, canteen] > 0.3


def test_shares_add_up(model: TopicModel) -> None:
    shares = [topic.prevalence for topic in model.topics]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)
    assert [topic.index for topic in model.topics] == [0, 1, 2, 3]
    assert model.mix.sum(axis=1) == pytest.approx(np.ones(8))


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
    found = set().union(*words(fit(tokens(*essays), 3)))
    assert found
    assert not [word for word in found if not is_term(word)]


def test_the_same_documents_give_the_same_topics_whatever_the_threads() -> None:
    with threadpool_limits(limits=1):
        alone = fit(LIBRARY, 5, seed=3)
    again = fit(LIBRARY, 5, seed=3)
    assert again.topics == alone.topics
    assert (again.passage_topics == alone.passage_topics).all()


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_documents_does_not_matter(model: TopicModel, seed: int) -> None:
    rows = list(range(8))
    random.Random(seed).shuffle(rows)
    other = fit(LIBRARY.select(rows), 4)
    assert other.topics == model.topics
    assert (other.documents == model.documents).all()
    assert (other.mix == model.mix).all()


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_as_many_topics_as_wanted(count: int) -> None:
    model = fit(LIBRARY, count)
    assert len(model.topics) == model.passage_topics.shape[1] == count


def test_never_more_topics_than_passages() -> None:
    few = tokens((BAMBOO[0],), (RIVER[0],))
    assert len(fit(few, 9).topics) == 2
    assert len(fit(few.select([0]), 9).topics) == 1


def test_the_count_is_chosen_by_the_amount_of_text(model: TopicModel) -> None:
    assert len(fit(LIBRARY).topics) == suggest_count(len(model.bounds))


@pytest.mark.parametrize("rows", [[], [0], [0, 1, 2]])
def test_documents_without_words_have_no_topics(rows: list[int]) -> None:
    model = fit(BLANK.select(rows))
    assert model.topics == ()
    assert model.mix.shape == (len(rows), 0)


def test_documents_without_words_do_no_harm_among_others() -> None:
    blank = ("", "的了和", "2023年12月31日")
    model = fit(tokens(*HALVES, *((one,) for one in blank)), 4)
    assert model.mix.sum(axis=1) == pytest.approx(np.ones(11))
    assert model.mix[-3:] == pytest.approx(0.25)


@pytest.mark.parametrize("copies", [2, 5, 15, 60])
def test_identical_documents_have_one_topic(copies: int) -> None:
    model = fit(tokens(*[(BAMBOO[1],)] * copies), 4)
    assert len(model.topics) == 1
    assert "竹编" in words(model)[0]
    assert model.topics[0].prevalence == pytest.approx(1)


def test_the_word_said_most_names_its_topic_in_a_library_of_two_themes() -> None:
    found = words(fit(tokens(BAMBOO, RIVER), 2), 5)
    assert sorted("竹编" in topic for topic in found) == [False, True]


def test_topics_of_many_documents_are_found_on_some_and_weighed_in_all() -> None:
    many = tokens(*HALVES * 3)
    found = fit_topics(many, segmenter=SEGMENTER, count=4, most_articles=16)
    assert len(found.mix) == 24
    main = found.mix.argmax(axis=1)
    assert len({tuple(main[n::8]) for n in range(8)}) == 4
    assert all(len(set(main[n::8])) == 1 for n in range(8))


def vectors(model: TopicModel) -> list[dict[str, float]]:
    return [model.vector(topic.index) for topic in model.topics]


def test_kept_topics_go_on_in_their_order(model: TopicModel) -> None:
    kept = vectors(model)[::-1]
    more = fit_topics(tokens(*HALVES, BAMBOO[1:4]), segmenter=SEGMENTER, start=kept)
    assert len(more.topics) == 4
    for before, after in zip(words(model, 5)[::-1], words(more, 5), strict=True):
        assert len(before & after) >= 4
    assert more.mix[:8].argmax(axis=1) == pytest.approx(3 - model.mix.argmax(axis=1))


def test_a_kept_topic_nobody_is_in_keeps_its_vector(model: TopicModel) -> None:
    alien = {"航天飞机": 0.8, "引擎": 0.6}
    more = fit_topics(LIBRARY, segmenter=SEGMENTER, start=[alien, *vectors(model)])
    assert more.vector(0) == pytest.approx(alien)
    assert more.topics[0].prevalence == 0
    assert fit_topics(BLANK, segmenter=SEGMENTER, start=[alien]).vector(0) == pytest.approx(alien)


def test_pinned_words_lead_their_topic_and_draw_passages() -> None:
    pinned = [("学徒", "毛竹"), ("没有的词",)]
    model = fit_topics(LIBRARY, segmenter=SEGMENTER, count=4, pinned=pinned)
    assert {word for word, _ in model.topics[0].words[:2]} == {"学徒", "毛竹"}
    assert model.mix[:2, 0].min() > 0.5
    assert model.topics[1].words[0][0] == "没有的词"
    assert len(model.topics) == 4


def test_hidden_words_are_not_there(model: TopicModel) -> None:
    gone = fit_topics(LIBRARY, segmenter=SEGMENTER, count=4, hidden=("竹编", "毛竹"))
    assert not {"竹编", "毛竹"} & set().union(*words(gone))
    assert not {"竹编", "毛竹"} & set(gone.terms)
    assert gone.mix[:2].argmax(axis=1).tolist() == [gone.mix[0].argmax()] * 2


def test_a_topic_of_two_things_splits_in_these() -> None:
    model = fit(LIBRARY, 1)
    first, second = split_topic(model, LIBRARY, 0)
    assert first
    assert second
    assert len(set(list(first)[:10]) & set(list(second)[:10])) <= 2
    both = fit_topics(LIBRARY, segmenter=SEGMENTER, start=[first, second])
    assert [topic.prevalence > 0.2 for topic in both.topics] == [True, True]
    with pytest.raises(ValueError, match="found on"):
        split_topic(model, BLANK, 0)


def test_what_does_not_differ_is_not_split() -> None:
    same = tokens(*[(BAMBOO[1],)] * 5)
    first, second = split_topic(fit(same, 1), same, 0)
    assert "竹编" in first
    assert second == {}


def test_kept_topics_are_weighed_in_any_documents(model: TopicModel) -> None:
    kept = vectors(model)
    new = ("竹匠们说，今年的竹编订单比毛竹长得还快。",)
    mix = weigh(tokens(new, ("航天飞机的引擎在真空里点火。",), ("",)), kept, SEGMENTER)
    assert "竹编" in words(model)[int(mix[0].argmax())]
    assert mix[0].max() > 0.6
    assert mix[1:] == pytest.approx(0.25)
    again = weigh(LIBRARY, kept, SEGMENTER)
    assert (again.argmax(axis=1) == model.mix.argmax(axis=1)).all()
    assert again == pytest.approx(model.mix, abs=0.25)
    assert (weigh(LIBRARY.select([3]), kept, SEGMENTER)[0] == again[3]).all()


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    fit_topics(
        LIBRARY, segmenter=SEGMENTER, count=2, report=lambda done, of, _: told.append((done, of))
    )
    assert told == sorted(told)
    assert all(done <= of for done, of in told)
