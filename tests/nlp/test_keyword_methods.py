from __future__ import annotations

import pytest

from nlp.keyword_methods import METHODS, Method, method_keywords
from nlp.segmentation import Segmenter, default_segmenter, lexicon
from tests.nlp.test_keywords import PARAGRAPHS, TITLE

every_method = pytest.mark.parametrize("method", METHODS)


@every_method
def test_finds_what_the_article_is_about(method: Method) -> None:
    found = method_keywords(PARAGRAPHS, title=TITLE, method=method)
    assert {"车间", "竹编"} <= {keyword.term for keyword in found[:8]}
    scores = [keyword.score for keyword in found]
    assert scores == sorted(scores, reverse=True)
    assert all(keyword.parts == {method: keyword.score} for keyword in found)


@every_method
def test_counts_occurrences_in_title_and_text(method: Method) -> None:
    counts = {k.term: k.count for k in method_keywords(PARAGRAPHS, title=TITLE, method=method)}
    assert (counts["增收"], counts["小作坊"]) == (3, 2)


@every_method
def test_knows_the_words_of_one_library_alone(method: Method) -> None:
    own = Segmenter([*lexicon(), "共富车间"])
    with_own = method_keywords(PARAGRAPHS, title=TITLE, method=method, segmenter=own)
    assert "共富车间" in {keyword.term for keyword in with_own}
    without = method_keywords(PARAGRAPHS, title=TITLE, method=method)
    assert "共富车间" not in {keyword.term for keyword in without}


@every_method
def test_leaves_out_the_library_s_stop_words(method: Method) -> None:
    stopping = Segmenter(lexicon(), stopped=frozenset({"竹编"}))
    found = method_keywords(PARAGRAPHS, title=TITLE, method=method, segmenter=stopping)
    assert "竹编" not in {keyword.term for keyword in found}


@every_method
def test_shows_words_as_they_were_written(method: Method) -> None:
    found = method_keywords(["農民增收靠產業，產業帶動農民增收。"], method=method)
    assert "農民" in {keyword.term for keyword in found}


@every_method
@pytest.mark.parametrize("paragraphs", [[], [""], ["，。"], ["2023年，12个。"]])
def test_a_text_without_words_has_none(method: Method, paragraphs: list[str]) -> None:
    assert method_keywords(paragraphs, method=method) == []


def test_words_of_two_paragraphs_are_no_neighbours() -> None:
    # Nothing stands near these, so nothing votes for them.
    assert method_keywords(["竹编", "公路"], method="textrank") == []


@every_method
def test_gives_the_same_each_time_and_no_more_than_asked(method: Method) -> None:
    first = method_keywords(PARAGRAPHS, title=TITLE, method=method, limit=5)
    again = method_keywords(
        PARAGRAPHS, title=TITLE, method=method, segmenter=default_segmenter(), limit=5
    )
    assert first == again
    assert len(first) == 5
