from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nlp.segmentation import default_segmenter
from nlp.topic_fitting import fit_topics
from nlp.topic_map import hierarchy, topic_distances, topic_map
from nlp.topics import Topic, TopicModel
from tests.nlp.topic_library import HALVES, LIBRARY, tokens

SEGMENTER = default_segmenter()
counted = st.integers(1, 6).flatmap(
    lambda topics: arrays(np.float32, (topics, 5), elements=st.integers(0, 9).map(float))
)


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return fit_topics(LIBRARY, segmenter=SEGMENTER, count=4)


def of_counts(model: TopicModel, counts: np.ndarray) -> TopicModel:
    topics = tuple(Topic(n, (), 1 / len(counts)) for n in range(len(counts)))
    basis = np.eye(len(counts), 5, dtype=np.float32)
    return replace(model, topics=topics, counts=counts, basis=basis)


@given(counts=counted)
def test_distances_are_a_metric(model: TopicModel, counts: np.ndarray) -> None:
    found = topic_distances(of_counts(model, counts))
    assert (found == found.T).all()
    assert np.diag(found).tolist() == [0] * len(found)
    assert ((found >= 0) & (found <= 1)).all()
    around = found[:, :, None] + found[None, :, :]
    assert (found[:, None, :] <= around + 1e-7).all()


def test_topics_without_a_word_in_common_are_as_far_as_can_be(model: TopicModel) -> None:
    counts = np.array([[1, 1, 0, 0, 0], [0, 0, 1, 1, 0], [2, 2, 0, 0, 0]], dtype=np.float32)
    assert topic_distances(of_counts(model, counts)) == pytest.approx(
        np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    )


@given(counts=counted)
def test_a_map_is_around_the_origin_and_on_its_positive_side(
    model: TopicModel, counts: np.ndarray
) -> None:
    found = topic_map(of_counts(model, counts))
    assert found.positions.shape == (len(counts), 2)
    assert found.positions.mean(axis=0) == pytest.approx([0, 0], abs=1e-6)
    assert (found.positions.max(axis=0) >= -found.positions.min(axis=0) - 1e-6).all()
    assert 0 <= found.kept <= 1


@pytest.mark.parametrize("topics", [1, 2, 3])
def test_few_topics_keep_their_distances_on_the_map(topics: int) -> None:
    model = fit_topics(LIBRARY, segmenter=SEGMENTER, count=topics)
    found = topic_map(model)
    apart = np.linalg.norm(found.positions[:, None] - found.positions[None, :], axis=2)
    assert apart == pytest.approx(topic_distances(model), abs=1e-6)
    assert found.kept == pytest.approx(1)
    assert found.sizes.tolist() == [topic.prevalence for topic in model.topics]
    assert (topic_map(model).positions == found.positions).all()


def test_a_library_without_topics_has_an_empty_map() -> None:
    nothing = fit_topics(tokens(("",)), segmenter=SEGMENTER)
    assert topic_map(nothing).positions.shape == (0, 2)
    assert hierarchy(nothing) == ()


def test_halves_of_one_theme_are_joined_first() -> None:
    model = fit_topics(LIBRARY, segmenter=SEGMENTER, count=5)
    steps = hierarchy(model)
    assert len(steps) == 4
    assert [step.height for step in steps] == sorted(step.height for step in steps)
    joined = [place for step in steps for place in step[:2]]
    assert sorted(joined) == list(range(8))
    apart = topic_distances(model)
    nearest = np.min(apart + np.eye(5))
    assert steps[0].height == pytest.approx(nearest)
    assert apart[steps[0].left, steps[0].right] == pytest.approx(nearest)


def test_a_kept_topic_nobody_is_in_is_on_the_map(model: TopicModel) -> None:
    kept = [{"航天飞机": 1.0}, *(model.vector(topic.index) for topic in model.topics)]
    more = fit_topics(tokens(*HALVES), segmenter=SEGMENTER, start=kept)
    found = topic_map(more)
    assert found.sizes[0] == 0
    assert np.isfinite(found.positions).all()
    assert topic_distances(more)[0, 1:] == pytest.approx(np.ones(4))
