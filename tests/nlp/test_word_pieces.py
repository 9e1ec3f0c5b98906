from __future__ import annotations

import pytest

from nlp.segmentation import Segmenter, default_segmenter
from nlp.tokens import tokenise
from nlp.topic_fitting import fit_topics
from nlp.word_pieces import broken_pieces
from tests.nlp.topic_library import tokens

SEGMENTER = default_segmenter()
TOWN = ("在青石店镇，", "青石店镇办起食堂。", "从前的青石店镇很穷。", "石匠来了。")


def pieces(*texts: str, segmenter: Segmenter = SEGMENTER) -> frozenset[str]:
    return broken_pieces(tokens(texts, segmenter=segmenter), segmenter)


def test_half_a_name_is_a_piece() -> None:
    assert "店镇" in SEGMENTER.words(TOWN[0])
    assert pieces(*TOWN) == {"店镇"}


def test_what_is_seen_too_seldom_is_left_alone() -> None:
    assert pieces(*TOWN[:2]) == frozenset()


def test_a_word_with_other_company_is_none() -> None:
    others = ("一座店镇。", "走过店镇。", "店镇很大。")
    assert "店镇" not in pieces(*TOWN, *others)


def test_a_word_of_the_dictionary_is_none_whatever_its_company() -> None:
    assert pieces(*["无差别城乡里的竹编合作社。"] * 5) == frozenset()
    own = Segmenter(["店镇"])
    assert pieces(*TOWN, segmenter=own) == frozenset()


def test_what_stands_behind_numbers_alone_is_a_piece() -> None:
    texts = ("3日称，", "14日称，", "5日称，")
    assert "日称" in SEGMENTER.words(texts[0])
    assert pieces(*texts) == {"日称"}


@pytest.mark.parametrize("texts", [(), ("",), ("竹",)])
def test_next_to_nothing_has_no_pieces(texts: tuple[str, ...]) -> None:
    assert broken_pieces(tokenise([(1, texts)], SEGMENTER), SEGMENTER) == frozenset()


def test_pieces_name_no_topic_unless_they_are_pinned() -> None:
    table = tokens(*[(text,) for text in TOWN * 3])
    found = fit_topics(table, segmenter=SEGMENTER, count=2)
    assert "店镇" not in {word for topic in found.topics for word, _ in topic.words}
    pinned = fit_topics(table, segmenter=SEGMENTER, count=2, pinned=[("店镇",)])
    assert pinned.topics[0].words[0][0] == "店镇"
