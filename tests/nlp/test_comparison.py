from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.comparison import Comparison, compare
from nlp.keywords import Keyword, extract_keywords
from nlp.segmentation import default_segmenter
from tests.essays import BAMBOO, CANTEEN, RIVER, THEMES


def compared(*essays: tuple[str, ...]) -> Comparison:
    return compare(
        ["\n".join(essay) for essay in essays],
        [extract_keywords(essay, limit=40) for essay in essays],
        segmenter=default_segmenter(),
    )


def terms(keywords: Iterable[Keyword]) -> list[str]:
    return [keyword.term for keyword in keywords]


def test_shared_and_own_keywords_are_told_apart() -> None:
    found = compared((*BAMBOO[:3], *CANTEEN), (*BAMBOO[3:], *RIVER))
    assert {"竹编", "合作社", "毛竹"} <= set(terms(found.shared))
    assert "老年食堂" in terms(found.own[0])
    assert "河长" in terms(found.own[1])
    assert not set(terms(found.shared)) & {*terms(found.own[0]), *terms(found.own[1])}


def test_own_means_that_the_word_stands_in_no_other_text() -> None:
    essays = (BAMBOO, CANTEEN, RIVER)
    for essay, own in zip(essays, compared(*essays).own, strict=True):
        others = "".join("".join(other) for other in essays if other is not essay)
        assert own
        assert not [word for word in terms(own) if word in others]


def test_a_word_of_more_texts_comes_first_and_each_once() -> None:
    found = compared(
        ("修路要靠村民。竹编要靠竹匠。",), ("修路通到山里。竹编进了城。",), ("修路修到河边。",)
    )
    shared = terms(found.shared)
    assert shared.index("修路") < shared.index("竹编")
    assert len(shared) == len(set(shared))


def test_scripts_do_not_part_words() -> None:
    found = compared(("推動農民增收。",), ("推动农民增收。",))
    assert found.own == ((), ())
    assert found.similarity[0, 1] == pytest.approx(1)


def test_more_in_common_is_more_alike() -> None:
    similarity = compared(BAMBOO, (*BAMBOO[:3], *RIVER[:3]), RIVER, CANTEEN).similarity
    assert similarity[0, 1] > 0.3 > similarity[0, 2]
    assert similarity[1, 2] > 0.3 > similarity[1, 3]


texts = st.lists(
    st.one_of(st.text(max_size=40), st.sampled_from([p for t in THEMES.values() for p in t])),
    max_size=4,
)


@given(texts)
@settings(max_examples=60, deadline=None)
def test_likeness_is_symmetric_and_whole_with_itself(some: list[str]) -> None:
    similarity = compared(*((text,) for text in some)).similarity
    assert similarity.shape == (len(some), len(some))
    assert similarity == pytest.approx(similarity.T)
    assert (np.diag(similarity) == 1).all()
    assert ((similarity >= 0) & (similarity <= 1)).all()


@pytest.mark.parametrize("blank", ["", "的了和", "2023年"])
def test_a_text_without_words_is_like_no_other(blank: str) -> None:
    found = compared((blank,), BAMBOO)
    assert found.similarity[0, 1] == 0
    assert found.shared == ()
    assert found.own[0] == ()


def test_nothing_to_compare() -> None:
    found = compared()
    assert (found.shared, found.own, found.similarity.shape) == ((), (), (0, 0))
