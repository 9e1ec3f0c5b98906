import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opencc import OpenCC

from nlp.text import fold, fold_text

# Characters that fold to none, one or several, and such that combine with their neighbours.
TRICKY = (
    "增創業富裕乾著於豈⺠…—‥“”「」，。①㎡ﬁＡｂÉéİΣς½😀 \n\u3000"
    "\u0301\u0323\u0338\u200b\u00ad\ufe0fｶﾞ\u3099각\u1100\u1161\u11a8"
)
texts = st.one_of(st.text(), st.text(alphabet=TRICKY), st.text(alphabet=st.characters()))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("促進農民增收創業", "促进农民增收创业"),
        ("「共同富裕」『示範區』", '"共同富裕""示范区"'),
        ("“新质生产力”", '"新质生产力"'),
        ("ＧＤＰ增长８．５％", "gdp增长8.5%"),
        ("习近平——新时代", "习近平--新时代"),
        ("等等……", "等等......"),
        ("城乡　融合\n发展", "城乡 融合\n发展"),
        ("约翰•穆勒、约翰・穆勒、约翰·穆勒", "约翰·穆勒、约翰·穆勒、约翰·穆勒"),
        ("〔2023〕1号（试行）", "(2023)1号(试行)"),
        ("基\u00ad础\u200b设施\ufeff", "基础设施"),
        ("e\u0301", "é"),
        ("三千㎡", "三千m2"),
        ("⼈⺠", "人民"),
        ("", ""),
    ],
)
def test_variants_of_writing_meet(written: str, folded: str) -> None:
    assert fold_text(written) == folded


@pytest.mark.parametrize("word", ["著名", "乾隆", "乾坤", "哪吒", "瞭望", "狼藉", "后来", "皇后"])
def test_simplified_words_are_left_alone(word: str) -> None:
    assert fold_text(word) == word


def test_a_match_is_taken_back_to_the_original() -> None:
    original = "前言……推動「基\u200b礎設施」建設"
    folded = fold(original)
    start = folded.text.index("基础设施")
    begin, end = folded.span(start, start + 4)
    assert original[begin:end] == "基\u200b礎設施"


def test_a_plain_text_needs_no_map() -> None:
    assert fold("共同富裕，绿水青山").offsets is None


def test_a_span_outside_is_refused() -> None:
    with pytest.raises(IndexError):
        fold("共同富裕").span(2, 5)


def test_a_pile_of_marks_is_cut_off_quickly() -> None:
    assert len(fold_text("a" + "\u0301\u0323" * 100_000)) < 100


@given(texts)
@example("İ")
@example("\u0301e\u0301")
@example("a\u200b\u0301")
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold_text(text)
    assert fold_text(folded) == folded


@given(texts)
def test_both_ways_of_folding_agree(text: str) -> None:
    assert fold_text(text) == fold(text).text


@given(texts)
def test_folded_text_is_normal_and_lower(text: str) -> None:
    folded = fold_text(text)
    assert unicodedata.is_normalized("NFKC", folded)
    assert "".join(c.lower() for c in folded) == folded


@given(texts, st.data())
def test_every_span_comes_from_a_piece_that_folds_to_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    begin, stop = folded.span(start, end)
    assert 0 <= begin <= stop <= len(text)
    piece = folded.text[start:end]
    assert piece in fold_text(text[begin:stop])
    if folded.offsets is None:
        assert fold_text(text[begin:stop]) == piece


@given(texts)
def test_the_whole_comes_from_the_whole(text: str) -> None:
    folded = fold(text)
    begin, end = folded.span(0, len(folded.text))
    assert fold_text(text[begin:end]) == folded.text


def test_the_table_of_characters_is_that_of_opencc() -> None:
    convert = OpenCC("t2s").convert
    chars = "\n".join(map(chr, range(0x4E00, 0xA000)))
    kept = set("乾吒薹")
    for char, simplified in zip(chars.split("\n"), convert(chars).split("\n"), strict=True):
        assert fold_text(char) == (char if char in kept else convert(simplified))
