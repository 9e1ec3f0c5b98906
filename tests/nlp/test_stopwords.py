import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.segmentation import lexicon
from nlp.stopwords import is_number, is_term, stop_words
from nlp.text import fold_text


@pytest.mark.parametrize(
    "word",
    [
        *("2023", "8.5%", "三十二", "第三", "12个", "2023年", "31,482元", "5000多万", "4月27日"),
        *("60周年", "1.2万元", "2020-2023年", "数十", "几百万", "两年", "上百", "12时30分"),
    ],
)
def test_numbers_are_no_terms(word: str) -> None:
    assert is_number(word) or word in stop_words()
    assert not is_term(word)


@pytest.mark.parametrize(
    "word",
    ["的", "我们", "进行", "进一步", "记者", "，", "——", "--", "...", "+/-", " ", "", "富", "a"],
)
def test_empty_words_are_no_terms(word: str) -> None:
    assert not is_term(word)


@pytest.mark.parametrize(
    "word",
    [
        *("增收", "创业", "基础设施", "共同富裕", "三农", "一带一路", "两山", "十四五", "二十大"),
        *("数字", "数据", "百姓", "四川", "gdp", "5g", "c++", "covid-19", "农民"),
    ],
)
def test_what_a_text_can_be_about_is_a_term(word: str) -> None:
    assert is_term(word)


def test_every_phrase_of_the_lexicon_is_a_term() -> None:
    assert [line for line in lexicon() if not is_term(line.split()[0])] == []


def test_stop_words_are_folded() -> None:
    assert {word for word in stop_words() if fold_text(word) != word} == set()


@given(st.text(), st.text(alphabet="12.多万年x-", max_size=300))
def test_every_word_gets_an_answer(any_word: str, number_like: str) -> None:
    assert is_term(any_word) in (True, False)
    assert is_term(number_like) in (True, False)
