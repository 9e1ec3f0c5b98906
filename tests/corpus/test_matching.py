from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.matching import JOINT, bigrams, covering_bigrams, match_form, match_text

# White space of every kind, and characters that fold to none, one or several.
TRICKY = "增收農民gdpＧＤ２3 \u3000\t\n\u2028\x1c“”「…—㎡ﬁéÉ😀␣\u200b\u00ad\u0301ｶﾞ"
texts = st.one_of(st.text(), st.text(alphabet=TRICKY))


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("共 同　富\n裕", "共同富裕"),
        ("農民　增收", "农民增收"),
        ("ＧＤＰ 增长 ８．５ ％", "gdp增长8.5%"),
        ("Green  Bamboo", f"green{JOINT}bamboo"),
        ("3 000 米", f"3{JOINT}000米"),
        ("第 3 个", "第3个"),
        (" 两头的空白 ", "两头的空白"),
        ("“四化” 同步", '"四化"同步'),
        ("", ""),
        (" \n\u3000", ""),
    ],
)
def test_white_space_counts_only_between_letters_and_digits(written: str, form: str) -> None:
    assert match_text(written) == form


@given(texts)
def test_both_ways_to_the_form_agree(text: str) -> None:
    form = match_form(text)
    assert form.text == match_text(text)
    assert not any(map(str.isspace, form.text))


@given(texts, st.data())
@example("a  b", None)
def test_every_span_comes_from_a_piece_in_which_it_stands(
    text: str, data: st.DataObject | None
) -> None:
    form = match_form(text)
    if not form.text:
        return
    start = data.draw(st.integers(0, len(form.text) - 1)) if data else 0
    end = data.draw(st.integers(start + 1, len(form.text))) if data else len(form.text)
    begin, stop = form.span(start, end)
    assert 0 <= begin < stop <= len(text)
    assert form.text[start:end].strip(JOINT) in match_text(text[begin:stop])


@given(texts)
def test_the_whole_comes_from_everything_that_can_be_seen(text: str) -> None:
    form = match_form(text)
    if form.text:
        begin, stop = form.span(0, len(form.text))
        assert match_text(text[:begin]) == match_text(text[stop:]) == ""


def test_a_span_is_exact_in_the_original() -> None:
    original = "推動「基 礎\u200b設施」建設"
    form = match_form(original)
    at = form.text.index("基础设施")
    begin, stop = form.span(at, at + 4)
    assert original[begin:stop] == "基 礎\u200b設施"


@given(texts)
def test_bigrams_are_every_two_neighbours(text: str) -> None:
    form = match_text(text)
    assert bigrams(form).split() == [form[at : at + 2] for at in range(len(form) - 1)]


def test_half_a_character_of_a_broken_file_is_no_error() -> None:
    assert len(bigrams(match_text("山\ud800路"))) == 6


@given(st.text(min_size=2))
def test_covering_bigrams_cover_with_as_few_as_possible(form: str) -> None:
    cover = covering_bigrams(form)
    assert all(form[at : at + 2] == pair for at, pair in cover)
    assert {at + n for at, _ in cover for n in (0, 1)} == set(range(len(form)))
    assert len(cover) == (len(form) + 1) // 2
