from __future__ import annotations

import pickle

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nlp.comparison import compare
from nlp.dictionary import Dictionary
from nlp.dictionary import segmenter_for as segmenter_of
from nlp.keywords import extract_keywords
from nlp.matrix import terms_of
from nlp.segmentation import Segmenter, default_segmenter
from nlp.text import fold_text
from nlp.tokens import tokenise
from nlp.topic_fitting import fit_topics
from nlp.unification import UnifyingSegmenter
from nlp.variants import NO_VARIANTS, Variants, variant_form, variants

LIST = variants(
    [
        ("共同富裕", "共富"),
        ("“千村示范、万村整治”工程", "千万工程"),
        ("GDP", "国内生产总值"),
        ("发展", "进步"),
        ("Artificial Intelligence", "人工智能"),
    ]
)
CHARACTERS = "共同富裕千万工程、“”aB1 　"
FORMS = st.text(CHARACTERS, min_size=1, max_size=4).filter(variant_form)
LISTS = (
    st.lists(st.lists(FORMS, min_size=2, max_size=4, unique_by=variant_form), max_size=4)
    # As in a library, no form stands in two groups.
    .filter(
        lambda groups: len({variant_form(f) for g in groups for f in g}) == sum(map(len, groups))
    )
    .map(variants)
)
TEXTS = st.text(CHARACTERS + "的", max_size=40)


def segmenter_for(listed: Variants) -> Segmenter:
    return segmenter_of(Dictionary(variants=listed))


def counted(text: str, listed: Variants = LIST) -> list[str]:
    return terms_of(text, segmenter_for(listed))


@given(LISTS)
def test_forms_are_symmetric(listed: Variants) -> None:
    for group in listed.groups:
        for word in map(variant_form, group):
            assert listed.forms(word)[0] == word
            assert all(word in listed.forms(other) for other in listed.forms(word))


@given(LISTS, TEXTS)
def test_writing_the_preferred_words_twice_changes_nothing_more(
    listed: Variants, text: str
) -> None:
    """Unless a preferred word together with what stands before it is another form."""
    forms = {variant_form(word) for group in listed.groups for word in group}
    for preferred in {variant_form(group[0]) for group in listed.groups}:
        for form in forms - {preferred}:
            assume(preferred not in form)
            assume(not any(preferred.startswith(form[at:]) for at in range(1, len(form))))
    once = listed.unified(fold_text(text))
    assert listed.unified(once) == once


@given(LISTS, TEXTS)
def test_tokens_stand_where_they_say(listed: Variants, text: str) -> None:
    folded = fold_text(text)
    tokens = UnifyingSegmenter(listed).tokens(folded)
    assert "".join(folded[t.start : t.end] for t in tokens) == folded
    for token in tokens:
        stands = variant_form(folded[token.start : token.end])
        assert token.text == folded[token.start : token.end] or token.text in listed.forms(stands)


def test_equal_lists_are_one_key() -> None:
    again = variants(list(LIST.groups))
    assert (again, hash(again)) == (LIST, hash(LIST))
    assert segmenter_for(again) is segmenter_for(LIST)


def test_without_variants_everything_is_as_before() -> None:
    assert segmenter_for(NO_VARIANTS) is default_segmenter()
    assert variants([("共富", " 共 富 ")]) == NO_VARIANTS


def test_spellings_are_as_the_list_writes_them() -> None:
    assert LIST.spellings("国内生产总值") == ("国内生产总值", "GDP")
    assert LIST.spellings("竹编") == ("竹编",)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("走好共富路", ["共同富裕"]),
        ("实现共同富裕", ["共同富裕"]),
        ("公共富余", ["公共", "富余"]),
        ("“千村示范、万村整治”工程与千万工程", ['"千村示范、万村整治"工程'] * 2),
        ("ＧＤＰ与国内生产总值", ["gdp", "gdp"]),
        ("发展与进步", ["发展", "发展"]),
        ("人工智能", ["artificialintelligence"]),
        ("Artificial  Intelligence", ["artificialintelligence"]),
    ],
)
def test_variants_are_counted_as_one_word(text: str, terms: list[str]) -> None:
    got = counted(text)
    assert [term for term in got if term in terms] == terms


def test_a_segmenter_survives_a_change_of_process() -> None:
    copy = pickle.loads(pickle.dumps(segmenter_for(LIST)))
    assert copy.words("共富") == ["共同富裕"]
    assert copy.names == segmenter_for(LIST).names


def test_keywords_are_written_as_in_the_list() -> None:
    text = ["共富是大事，竹编合作社走共富路。", "千万工程起步。“千村示范、万村整治”工程见效。"]
    found = {k.term: k.count for k in extract_keywords(text, segmenter=segmenter_for(LIST))}
    assert found["共同富裕"] == 2
    assert found["“千村示范、万村整治”工程"] == 2
    assert not {"共富", "千万工程"} & found.keys()


def test_phrases_with_a_variant_are_one_phrase() -> None:
    text = ["共富示范区建起来。", "共同富裕示范区有了样子。"]
    found = {k.term: k.count for k in extract_keywords(text, segmenter=segmenter_for(LIST))}
    assert found["共同富裕示范区"] == 2


def test_texts_that_differ_in_variants_alone_are_alike() -> None:
    texts = ["共富要靠千万工程。", "共同富裕要靠“千村示范、万村整治”工程。"]
    cutter = segmenter_for(LIST)
    words = [extract_keywords([text], segmenter=cutter) for text in texts]
    apart, alike = (
        compare(texts, words, segmenter=default_segmenter()),
        compare(texts, words, segmenter=cutter, variants=LIST),
    )
    assert alike.similarity[0, 1] == pytest.approx(1)
    assert apart.similarity[0, 1] < 0.5
    assert {"共同富裕", "“千村示范、万村整治”工程"} <= {k.term for k in alike.shared}


def test_topics_name_a_group_once() -> None:
    segmenter = segmenter_for(LIST)
    texts = ["国内生产总值在涨。", "GDP涨了。", "竹编厂开工。"] * 2
    table = tokenise(((number, ("", text)) for number, text in enumerate(texts)), segmenter)
    topics = fit_topics(table, count=2, segmenter=segmenter).topics
    words = [word for topic in topics for word, _ in topic.words]
    assert words.count("GDP") == 1
    assert not {"gdp", "国内生产总值"} & set(words)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("共富与共同富裕", "共同富裕与共同富裕"),
        ("国内生产总值", "gdp"),
        ("人工智能和Artificial  Intelligence", "artificial intelligence和artificial intelligence"),
        ("千万工程", '"千村示范、万村整治"工程'),
    ],
)
def test_a_text_can_be_written_with_preferred_words(text: str, written: str) -> None:
    assert LIST.unified(fold_text(text)) == written
