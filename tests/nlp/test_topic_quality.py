from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.segmentation import default_segmenter
from nlp.topic_fitting import fit_topics
from nlp.topic_quality import (
    CountTrial,
    coherence,
    diversity,
    find_again,
    stability,
    suggest,
    try_counts,
)
from nlp.unification import UnifyingSegmenter
from nlp.variants import variants
from tests.essays import THEMES
from tests.nlp.topic_library import LIBRARY, tokens

SEGMENTER = default_segmenter()
SINGLES = tokens(*((paragraph,) for theme in THEMES.values() for paragraph in theme))
TOLD = tokens(("竹编毛竹",), ("竹编毛竹",), ("食堂老人",), ("食堂河水",))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["竹编", "毛竹"], 1),
        (["竹编", "食堂"], -1),
        (["老人", "食堂"], 0.5),
        (["竹编"], 0),
        (["竹编", "没有的"], -1),
        ([], 0),
    ],
)
def test_words_that_stand_together_are_coherent(words: list[str], expected: float) -> None:
    assert coherence([words], TOLD, SEGMENTER) == pytest.approx((expected,))


def test_coherence_finds_words_that_are_written_otherwise() -> None:
    segmenter = UnifyingSegmenter(variants([("GDP", "国内生产总值")]))
    table = tokens(("国内生产总值与竹编",), ("GDP与竹编",), ("食堂",), segmenter=segmenter)
    assert coherence([["GDP", "竹编"]], table, segmenter) == pytest.approx((1,))


def test_topics_are_more_coherent_than_their_words_mixed() -> None:
    model = fit_topics(LIBRARY, segmenter=SEGMENTER, count=4)
    words = [[word for word, _ in topic.words[:8]] for topic in model.topics]
    mixed = [[its[n] for its in words for n in (k, k + 4)] for k in range(4)]
    assert min(coherence(words, LIBRARY, SEGMENTER)) > max(coherence(mixed, LIBRARY, SEGMENTER))


@given(st.lists(st.lists(st.sampled_from("竹食河学路村"), unique=True), max_size=5))
def test_diversity_is_the_part_of_different_words(words: list[list[str]]) -> None:
    found = diversity(words)
    assert 0 < found <= 1
    every = [word for its in words for word in its]
    assert (found == 1) == (len(set(every)) == len(every))


def test_diversity_looks_at_the_first_words_alone() -> None:
    assert diversity([["竹"] + [f"甲{n}" for n in range(9)] + ["同"], ["同"]]) == 1
    assert diversity([["竹", "食"], ["竹", "河"]]) == 0.75


def test_the_same_topics_are_wholly_stable() -> None:
    models = [fit_topics(LIBRARY, segmenter=SEGMENTER, count=4, seed=seed) for seed in (0, 1)]
    found = stability(models)
    assert found.topics == pytest.approx((1,) * 4, abs=0.05)
    assert found.agreement == pytest.approx(1)
    assert stability(models[:1]).likeness == 1
    assert stability([]).topics == ()


def test_topics_that_do_not_come_again_are_not_stable() -> None:
    bamboo, others = LIBRARY.select([0, 1]), LIBRARY.select([2, 3])
    found = stability(
        [fit_topics(table, segmenter=SEGMENTER, count=1) for table in (bamboo, others)]
    )
    assert found == stability(
        [fit_topics(table, segmenter=SEGMENTER, count=1) for table in (bamboo, others)]
    )
    assert found.likeness == 0
    assert found.agreement == 0


def test_themes_are_found_again_on_parts_of_the_articles() -> None:
    found = stability(find_again(SINGLES, 4, segmenter=SEGMENTER))
    assert found.agreement > 0.8
    assert found.likeness > 0.7


def test_the_number_of_themes_there_are_is_suggested() -> None:
    told: list[tuple[int, int]] = []
    trials = try_counts(
        SINGLES,
        (2, 4, 9),
        segmenter=SEGMENTER,
        report=lambda done, of, _: told.append((done, of)),
    )
    assert [trial.count for trial in trials] == [2, 4, 9]
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert suggest(trials) == 4
    assert trials == try_counts(SINGLES, (2, 4, 9), segmenter=SEGMENTER)


def test_of_equally_good_numbers_the_smallest_is_suggested() -> None:
    assert suggest([CountTrial(8, 0.3, 1, 0.9), CountTrial(6, 0.3, 1, 0.9)]) == 6
    assert suggest([CountTrial(8, 0.3, 1, 0.9), CountTrial(6, 0.3, 1, 0.5)]) == 8
    assert suggest([CountTrial(8, -0.3, 1, 0.9), CountTrial(6, 0.1, 1, 0.5)]) == 6
    with pytest.raises(ValueError, match="tried"):
        suggest([])


def test_trying_on_nothing_does_no_harm() -> None:
    (trial,) = try_counts(tokens(("",)), (4,), segmenter=SEGMENTER)
    assert (trial.coherence, trial.diversity) == (0, 1)
