from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.dictionary import NO_DICTIONARY, segmenter_for
from nlp.outline import outline_of
from nlp.statements import Statement, statements_of

SEGMENTER = segmenter_for(NO_DICTIONARY)


def statements(*lines: str) -> tuple[Statement, ...]:
    texts = [line.removeprefix("# ") for line in lines]
    headings = [line.startswith("# ") for line in lines]
    return statements_of(texts, outline_of(texts, headings, SEGMENTER))


def test_every_claim_has_its_own_text_and_knows_what_is_above() -> None:
    found = statements(
        "开头的一段。",
        "# 做法",
        "先说一句。一是修路。修了二十里。二是架桥。架了三座。",
        "结尾的一段。",
    )
    assert [(s.claim, s.above, s.text) for s in found] == [
        ("", (), "开头的一段。"),
        ("做法", (), "做法"),
        ("", ("做法",), "先说一句。"),
        ("修路", ("做法",), "一是修路。修了二十里。"),
        ("架桥", ("做法",), "二是架桥。架了三座。"),
        ("", ("做法",), "结尾的一段。"),
    ]
    assert [s.heading for s in found] == [False, True, False, False, False, False]


def test_nothing_says_nothing() -> None:
    assert statements() == statements("", " ") == ()


PIECES = ("# ", "一、", "——", "一是", "二是", "路要修好。", "产业要兴旺，", "。", "\n", " ")


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), max_size=7))
def test_the_statements_hold_the_whole_text_once(lines: list[str]) -> None:
    texts = [line.removeprefix("# ") for line in lines]
    found = statements(*lines)
    pieces = [(s.piece, s.text) for s in found]
    assert all(texts[at][begin:end] == text for (at, begin, end), text in pieces)
    assert sorted(piece for piece, _ in pieces) == [piece for piece, _ in pieces]
    assert "".join("".join(text for _, text in pieces).split()) == "".join("".join(texts).split())
