from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.matching import match_text
from corpus.snippet import LENGTH, Snippet, snippets
from tests.essays import BAMBOO, CANTEEN, RIVER

FILLER = "山路很长，走的人不多。村里的事情一件一件办。"


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.marks]


def test_the_part_that_holds_the_word_is_shown() -> None:
    (snippet,) = snippets(["", *CANTEEN], ("送餐员",))
    assert snippet.paragraph_index == 4
    assert marked(snippet) == ["送餐员", "送餐员"]


def test_the_first_holds_most_words_and_the_second_what_is_missing() -> None:
    paragraphs = ["竹匠编竹篮。", "河长巡河，村医量血压。", "竹匠见了河长，也见了村医。", "白鹭。"]
    found = snippets(paragraphs, ("竹匠", "河长", "村医", "白鹭"))
    assert [s.paragraph_index for s in found] == [2, 3]
    assert [s.paragraph_index for s in snippets(paragraphs, ("竹匠", "村医"), most=1)] == [2]


def test_snippets_come_in_reading_order() -> None:
    paragraphs = ["一桩小事。", "村医来了，河长也来了。", "竹匠。"]
    assert [s.paragraph_index for s in snippets(paragraphs, ("竹匠", "河长", "村医"))] == [1, 2]
    assert [s.paragraph_index for s in snippets(paragraphs[::-1], ("竹匠", "河长"))] == [0, 1]


def test_a_long_paragraph_is_cut_where_a_sentence_begins() -> None:
    text = FILLER * 20 + "这时河长来了，他说水清了。" + FILLER * 20
    (snippet,) = snippets([text], ("河长",))
    assert marked(snippet) == ["河长"]
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("。…")
    assert snippet.text[1:-1] in text
    before = text.index(snippet.text[1:-1])
    assert text[before - 1] in "，。"
    assert len(snippet.text) <= LENGTH + 2


def test_of_a_long_paragraph_the_part_with_most_words_is_shown() -> None:
    text = f"河长来了。{FILLER * 20}河长和村医一起来了。{FILLER * 20}村医走了。"
    (snippet,) = snippets([text], ("河长", "村医"))
    assert marked(snippet) == ["河长", "村医"]


def test_every_variant_of_writing_is_marked() -> None:
    (snippet,) = snippets(["ＧＤＰ不等於農民 增收，Gdp 之外还要看农民增收。"], ("gdp", "农民增收"))
    assert marked(snippet) == ["ＧＤＰ", "農民 增收", "Gdp", "农民增收"]


@pytest.mark.parametrize("needles", [(), ("航天飞机",)])
def test_without_a_word_in_it_the_beginning_is_shown(needles: tuple[str, ...]) -> None:
    short = snippets(["", " ", "河水清了。", "人来了。"], needles)
    assert short == (Snippet("河水清了。", (), 2),)
    (long,) = snippets(["".join(RIVER)], needles)
    assert long.text.endswith("…")
    assert "".join(RIVER).startswith(long.text[:-1])
    assert len(long.text) <= LENGTH + 1


@pytest.mark.parametrize("paragraphs", [(), ("", "\u3000")])
def test_an_empty_article_has_no_snippet(paragraphs: tuple[str, ...]) -> None:
    assert snippets(paragraphs, ("河长",)) == ()


words = st.sampled_from(
    ("竹编", "毛竹", "老人", "河长", "合作社", "不肯改的限期搬迁", "，", "松河县的")
)
pieces = st.sampled_from((*BAMBOO, *CANTEEN, *RIVER, "河长", " ", "竹", "毛竹" * 90, FILLER))
essays = st.lists(st.lists(pieces, max_size=6).map("".join), max_size=5)


@given(essays, st.lists(words, max_size=4, unique=True), st.integers(20, 200))
def test_snippets_are_parts_of_the_text_with_marks_on_the_words(
    paragraphs: list[str], needles: list[str], length: int
) -> None:
    found = snippets(paragraphs, needles, most=3, length=length)
    assert len(found) <= 3
    assert [s.paragraph_index for s in found] == sorted({s.paragraph_index for s in found})
    hits = [n for n, text in enumerate(paragraphs) if any(w in match_text(text) for w in needles)]
    assert len(found) == min(3, len(hits)) or not hits
    for snippet in found:
        text = paragraphs[snippet.paragraph_index]
        inside = snippet.text
        head, tail = inside.startswith("…"), inside.endswith("…")
        assert inside[head : len(inside) - tail] in text
        assert len(inside) <= length + head + tail
        assert bool(snippet.marks) == bool(hits)
        for start, end in snippet.marks:
            assert head <= start < end <= len(inside) - tail
            form = match_text(inside[start:end])
            at_edge = (head and start == 1) or (tail and end == len(inside) - 1)
            assert any(w in form or (at_edge and form in w) for w in needles)


def test_one_character_everywhere_is_no_burden() -> None:
    started = time.perf_counter()
    (snippet,) = snippets(["竹" * 200_000], ("竹", "竹竹"))
    assert time.perf_counter() - started < 5
    assert set(marked(snippet)[0]) == {"竹"}
