from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.highlight import highlight, merge, occurrences, places
from corpus.matching import match_form, match_text
from corpus.query import quoted
from corpus.query_parser import parse

TRICKY = "增收農民gdpＧＤ3 \u3000\n“”「」…—㎡éÉ😀\u200b\u0301ｶﾞ"
VARIANTS = ("农民增收", "農民增收", "农民　增收", "农 民\n增 收", "农\u200b民增\u00ad收")
texts = st.one_of(st.text(), st.text(alphabet=TRICKY))
needles = st.text(alphabet=TRICKY, min_size=1, max_size=4).filter(match_text)


def marked(text: str, query: str, *, in_title: bool = False) -> list[str]:
    return [text[a:b] for a, b in highlight(text, parse(query), in_title=in_title)]


@pytest.mark.parametrize(
    ("text", "query", "marks"),
    [
        ("推动农民增收，农民才能安心。", "农民", ["农民", "农民"]),
        ("推動農民增收", "农民增收", ["農民增收"]),
        ("推动农民增收", "農民增收", ["农民增收"]),
        ("全县ＧＤＰ增长", "gdp", ["ＧＤＰ"]),
        ("全县gdp增长", "ＧＤＰ", ["gdp"]),
        ("待处理的信", "处理", ["处理"]),
        ("共 同　富裕", "共同富裕", ["共 同　富裕"]),
        ("共同富裕", "“共 同 富 裕”", ["共同富裕"]),
        ("讲“四化”的文章", "「四化」", ["四化"]),
        ("讲“四化”同步", '"“四化”同步"', ["“四化”同步"]),
        ("基\u200b础设施", "基础", ["基\u200b础"]),
        ("走了……很远", "……", ["……"]),
        ("面积三千㎡", "m2", ["㎡"]),
        ("修路种树", "修路 种树", ["修路种树"]),
        ("修路、种树", "修路 种树", ["修路", "种树"]),
        ("Green bamboo", "greenbamboo", []),
        ("Green  bamboo", "“green bamboo”", ["Green  bamboo"]),
        ("修路", "种树", []),
        ("", "种树", []),
        ("修路", "", []),
    ],
)
def test_what_was_asked_is_marked_as_it_was_written(
    text: str, query: str, marks: list[str]
) -> None:
    assert marked(text, query) == marks


def test_what_is_not_wanted_is_not_marked() -> None:
    assert marked("修路种树", "修路 -种树 作者:种树 年:2021") == ["修路"]


def test_what_was_asked_of_the_title_is_marked_there_only() -> None:
    assert marked("河长的一周", "标题:河长 一周") == ["一周"]
    assert marked("河长的一周", "标题:河长 一周", in_title=True) == ["河长", "一周"]


def test_a_sentence_is_marked_whole_where_it_stands_whole() -> None:
    assert marked("我们问：如何理解竹编的发展？", "如何理解竹编的发展") == ["如何理解竹编的发展"]
    assert marked("发展竹编，要先理解竹子。", "如何理解竹编的发展") == ["发展竹编", "理解"]


@given(st.lists(st.tuples(st.sampled_from(VARIANTS), st.text(alphabet="山水，。路G ", min_size=2))))
def test_every_mark_is_the_word_in_some_way_of_writing(pieces: list[tuple[str, str]]) -> None:
    text = "".join(f"{variant}。{between}，" for variant, between in pieces)
    assert marked(text, "农民增收") == [variant for variant, _ in pieces]


@given(texts, needles)
def test_every_occurrence_is_marked_and_nothing_else(text: str, needle: str) -> None:
    form = match_text(needle)
    spans = highlight(text, parse(quoted(needle)))
    assert all(form in match_text(text[start:end]) for start, end in spans)
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(spans))

    whole = match_form(text)
    at = whole.text.find(form)
    assert bool(spans) == (at >= 0)
    while at >= 0:
        begin, stop = whole.span(at, at + len(form))
        assert any(start <= begin and stop <= end for start, end in spans)
        at = whole.text.find(form, at + 1)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)).map(lambda s: (s[0], sum(s)))))
def test_merging_keeps_every_place_once(spans: list[tuple[int, int]]) -> None:
    merged = merge(spans)
    places = [place for start, end in merged for place in range(start, end)]
    assert places == sorted({place for start, end in spans for place in range(start, end)})
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(merged))


@given(st.lists(texts, max_size=4), st.lists(needles.map(match_text), min_size=1, max_size=3))
def test_several_texts_are_looked_through_as_each_would_be(
    some: list[str], wanted: list[str]
) -> None:
    alone = [sorted(occurrences(match_form(text), wanted), key=lambda o: o[1]) for text in some]
    assert [sorted(one) for one in places(some, wanted)] == [sorted(one) for one in alone]
