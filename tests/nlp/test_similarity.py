"""Texts are alike by what they say word for word, whatever was done to them."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.sentences import sentence_spans
from nlp.shingles import FEWEST, LENGTH, bare, shingles
from nlp.similarity import Overlap, overlap
from nlp.sketches import SketchIndex, SketchTable, sketch
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL

ESSAYS = tuple("\n".join(theme) for theme in (BAMBOO, CANTEEN, RIVER, SCHOOL))
TRADITIONAL = "農民增收，關鍵在產業。數字化改革給山裡的農產品開了一條新路，毛竹也進了網店。"
SIMPLIFIED = "农民增收,关键在产业。数字化改革给山里的农产品开了一条新路,毛竹也进了网店。"
TEXTS = st.text(st.sampled_from("山水田林湖草，。“”《》 \nＡa1"), max_size=120)


def compare(one: str, other: str) -> Overlap:
    return overlap(shingles(one), shingles(other))


def first_half(text: str) -> str:
    return text[: len(text) // 2]


def shuffled(text: str) -> str:
    paragraphs = text.split("\n")
    random.Random(3).shuffle(paragraphs)
    return "\n".join(paragraphs)


def with_errors(text: str) -> str:
    rng = random.Random(4)
    return "".join(rng.choice("的一是了我") if rng.random() < 0.05 else c for c in text)


def with_gaps(text: str) -> str:
    rng = random.Random(5)
    return "".join(text[a:b] for a, b in sentence_spans(text) if rng.random() > 0.3)


def spliced(text: str) -> str:
    return text[: len(text) // 3] + ESSAYS[3]


def noisy(text: str) -> str:
    return text.replace("，", ", ").replace("。", "．\n").replace("。", "")


def index_of(texts: list[str]) -> SketchIndex:
    return SketchIndex(SketchTable.of({n: sketch(shingles(t)) for n, t in enumerate(texts)}))


@pytest.mark.parametrize(
    ("change", "least"),
    [
        (first_half, 0.99),
        (shuffled, 0.95),
        (with_errors, 0.6),
        (with_gaps, 0.9),
        (spliced, 0.3),
        (noisy, 0.95),
    ],
)
@pytest.mark.parametrize("essay", ESSAYS[:3])
def test_what_was_made_of_a_text_is_like_it(essay: str, change: object, least: float) -> None:
    assert callable(change)
    changed = change(essay)
    assert compare(essay, changed).containment >= least
    index = index_of([*ESSAYS, changed])
    assert ESSAYS.index(essay) in index.near(sketch(shingles(changed)), 0.3)
    assert [ESSAYS.index(essay), 4] in index.pairs(0.3).tolist()


def test_essays_on_different_matters_are_not_alike() -> None:
    for one in ESSAYS:
        assert [other for other in ESSAYS if compare(one, other).containment > 0.05] == [one]


def test_spelling_and_punctuation_do_not_count() -> None:
    assert compare(TRADITIONAL, SIMPLIFIED).containment == 1


def test_shares_tell_an_excerpt_from_its_whole() -> None:
    both = compare(first_half(ESSAYS[0]), ESSAYS[0])
    assert both.share_of_one == 1
    assert 0.4 < both.share_of_other < 0.6


def test_what_many_texts_say_makes_no_two_of_them_alike() -> None:
    formula = BAMBOO[0] + BAMBOO[1]
    texts = [formula + other for theme in (CANTEEN, RIVER, SCHOOL) for other in theme[1:]]
    table = SketchTable.of({n: sketch(shingles(t)) for n, t in enumerate(texts)})
    assert len(SketchIndex(table).pairs(0.5))
    assert not len(SketchIndex(table, common=4).pairs(0.5))
    assert SketchIndex(table, common=4).near(sketch(shingles(texts[3])), 0.5).tolist() == [3]


def test_a_table_after_changes_is_the_table_of_what_is_there() -> None:
    sketches = {n: sketch(shingles(text)) for n, text in enumerate(ESSAYS)}
    table = SketchTable.of({0: sketches[3], 2: sketches[2], 7: sketches[1]})
    changed = table.changed({0: sketches[0], 7: None, 1: sketches[1], 3: sketches[3]})
    whole = SketchTable.of(sketches)
    assert changed.documents.tolist() == [0, 1, 2, 3]
    assert np.array_equal(changed.starts, whole.starts)
    assert np.array_equal(changed.shingles, whole.shingles)


def test_an_empty_table_finds_nothing() -> None:
    index = index_of([])
    assert not len(index.near(sketch(shingles(ESSAYS[0])), 0.5))
    assert not len(index.pairs(0.5))


@given(TEXTS, TEXTS)
def test_comparing_is_symmetric(one: str, other: str) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.containment == back.containment
    assert there.share_of_one == back.share_of_other
    assert 0 <= there.containment <= 1


@given(TEXTS)
def test_a_text_stands_in_itself_unless_it_is_tiny(text: str) -> None:
    both = compare(text, text)
    assert both.containment == (1 if both.one else 0)
    if len(bare(text)) < FEWEST + LENGTH - 1:
        assert both.containment == 0
        assert compare(text, ESSAYS[0] + text).containment == 0


@given(TEXTS, TEXTS)
def test_longer_texts_hold_what_their_parts_hold(one: str, other: str) -> None:
    assert compare(one, f"{one}\n{other}").share_of_one in {0, 1}


@given(st.lists(TEXTS, max_size=6))
def test_pairs_are_those_that_each_text_finds(texts: list[str]) -> None:
    index = index_of(texts)
    found = {
        (n, int(row))
        for n, text in enumerate(texts)
        for row in index.near(sketch(shingles(text)), 0.5)
    }
    expected = {(one, other) for one, other in found if one < other}
    assert {tuple(pair) for pair in index.pairs(0.5).tolist()} == expected
    assert all((other, one) in found for one, other in found)
