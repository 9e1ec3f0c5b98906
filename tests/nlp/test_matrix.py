from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.matrix import (
    count_terms,
    document_term_matrix,
    inverse_document_frequencies,
    terms_of,
    tfidf,
)
from nlp.segmentation import default_segmenter

documents = st.lists(st.lists(st.sampled_from(["竹编", "毛竹", "食堂", "河长"]), max_size=8))


def test_terms_are_folded_and_say_something() -> None:
    words = terms_of("2023年，農民的竹编合作社有１２個ＧＤＰ指標。农民", default_segmenter())
    assert words == ["农民", "竹编", "合作社", "gdp", "指标", "农民"]


def test_words_that_only_grammar_needs_are_no_terms() -> None:
    words = terms_of("干部跟着竹匠走了一趟，看见了5G基站", default_segmenter())
    assert {"干部", "竹匠", "5g", "基站"} <= set(words)
    assert not {"跟着", "一趟"} & set(words)


@given(documents)
@settings(deadline=None)
def test_every_occurrence_is_counted(lists: list[list[str]]) -> None:
    matrix = document_term_matrix(lists)
    assert matrix.terms == tuple(sorted({term for tokens in lists for term in tokens}))
    assert matrix.counts.shape == (len(lists), len(matrix.terms))
    for row, tokens in zip(matrix.counts.toarray(), lists, strict=True):
        assert {t: int(n) for t, n in zip(matrix.terms, row, strict=True) if n} == Counter(tokens)


def test_terms_of_too_few_or_too_many_documents_are_no_columns() -> None:
    lists = [["竹编", "毛竹"], ["竹编", "毛竹"], ["竹编"], ["竹编", "竹匠", "竹匠"]]
    assert document_term_matrix(lists, min_df=2).terms == ("毛竹", "竹编")
    assert document_term_matrix(lists, max_df=0.5).terms == ("毛竹", "竹匠")
    assert document_term_matrix(lists, min_df=5).counts.shape == (4, 0)


def test_only_given_terms_are_counted_in_their_order() -> None:
    counts = count_terms([["食堂", "竹编", "食堂"], []], ("竹编", "河长", "食堂"))
    assert counts.toarray().tolist() == [[1, 0, 2], [0, 0, 0]]


def test_a_term_of_every_document_is_the_least_rare() -> None:
    counts = document_term_matrix([["竹编", "毛竹"], ["竹编"], ["竹编"]]).counts
    assert inverse_document_frequencies(counts) == pytest.approx([1 + np.log(3), 1])


@given(documents)
@settings(deadline=None)
def test_weights_grow_with_counts_and_rows_have_length_one(lists: list[list[str]]) -> None:
    counts = document_term_matrix(lists).counts
    before = counts.toarray()
    weights = tfidf(counts)
    lengths = np.linalg.norm(weights.toarray(), axis=1)
    assert lengths == pytest.approx([1.0 if tokens else 0.0 for tokens in lists])
    assert ((weights.toarray() > 0) == (before > 0)).all()
    assert (counts.toarray() == before).all(), "the counts given are left alone"


def test_the_rarer_and_the_more_frequent_term_weigh_more() -> None:
    matrix = document_term_matrix([["竹编", "毛竹", "毛竹"], ["竹编", "食堂"], ["竹编", "竹编"]])
    rows = [dict(zip(matrix.terms, row, strict=True)) for row in tfidf(matrix.counts).toarray()]
    assert rows[0]["毛竹"] > rows[1]["食堂"] > rows[1]["竹编"] > rows[0]["竹编"] > 0
    assert rows[2]["竹编"] == pytest.approx(1)


def test_rarity_may_come_from_other_documents() -> None:
    counts = document_term_matrix([["竹编", "毛竹"]]).counts
    row = tfidf(counts, np.array([1, 3], dtype=np.float32)).toarray()[0]
    assert row == pytest.approx([1 / np.sqrt(10), 3 / np.sqrt(10)])
