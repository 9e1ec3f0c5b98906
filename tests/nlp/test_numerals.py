from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.numerals import find_quantities, kind_of, number_of, read_quantity, units
from nlp.text import fold_text


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("18.6亿元", 1.86e9, "元"),
        ("3000多万元", 3e7, "元"),
        ("1.2万亿元", 1.2e12, "元"),
        ("1,206户", 1206, "户"),
        ("三千二百万元", 3.2e7, "元"),
        ("一万二千亿元", 1.2e12, "元"),
        ("三亿二千万元", 3.2e8, "元"),
        ("千亿元", 1e11, "元"),
        ("百分之三十一点五", 31.5, "%"),
        ("千分之四", 0.4, "%"),
        ("5.2‰", 0.52, "%"),
        ("四分之一", 25, "%"),
        ("四成", 40, "%"),
        ("七成五", 75, "%"),
        ("近3万人", 30000, "人"),
        ("1200余名", 1200, "人"),
        ("20万亩以上", 200000, "亩"),
        ("３２．５％", 32.5, "%"),
        ("３．６万戶", 36000, "户"),
        ("12千米", 12, "公里"),
        ("三千米", 3000, "米"),
        ("120万千瓦", 1.2e6, "千瓦"),
        ("300斤", 150, "公斤"),
        ("1.8个百分点", 1.8, "个百分点"),
        ("3.2倍", 3.2, "倍"),
        ("翻一番", 2, "倍"),
        ("翻了两番", 4, "倍"),
        ("-2.5%", -2.5, "%"),
        ("7200万", 7.2e7, ""),
    ],
)
def test_quantities_are_read_in_their_base_unit(text: str, value: float, unit: str) -> None:
    quantity = read_quantity(text)
    assert quantity is not None
    assert quantity.value == pytest.approx(value)
    assert quantity.unit == unit


def test_a_proportion_keeps_its_members() -> None:
    quantity = read_quantity("6.2:41.3:52.5")
    assert quantity is not None
    assert quantity.parts == (6.2, 41.3, 52.5)
    assert kind_of(quantity.unit) == "proportion"


@pytest.mark.parametrize(
    "text",
    [
        "第三名代表在十二次会议上讲了六个一",
        "2023年5月18日，5G网络",
        "3+2+10、十四五、一户一策、一家人、三家企业",
        "学习4本书12次，电话0572-2222222",
        "几十万元，数千万元",
        "成立、成果",
    ],
)
def test_ordinals_dates_and_single_numerals_are_no_quantities(text: str) -> None:
    assert list(find_quantities(fold_text(text))) == []


def test_what_begins_a_word_is_no_unit() -> None:
    assert [q.unit for q in find_quantities("20万家庭、3万人才、一万元户")] == ["", ""]


@given(
    st.text(
        alphabet="零一二三四五六七八九十百千万亿点分之成翻番0123456789.,:%-元人亩 近多", max_size=30
    )
)
def test_every_quantity_is_in_the_text_and_can_be_read_again(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert text[slice(*quantity.span)] == quantity.text
        assert quantity.span[0] >= end
        end = quantity.span[1]
        again = read_quantity(quantity.text)
        assert again is not None
        assert (again.value, again.unit) == (quantity.value, quantity.unit)


@given(st.integers(1, 10**9), st.sampled_from(sorted(units())))
def test_whole_numbers_mean_what_they_say(number: int, unit: str) -> None:
    quantity = read_quantity(f"{number}{unit}")
    assert quantity is not None
    assert quantity.value == pytest.approx(number * units()[unit].factor)


def _han(number: int) -> str:
    digits = "零一二三四五六七八九"
    text = ""
    for size, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        count, number = divmod(number, size)
        if count:
            text += (_han(count) if count > 9 else digits[count]) + sign
    return text + (digits[number] if number else "")


@given(st.integers(1, 10**9 - 1))
def test_chinese_numerals_read_as_written(number: int) -> None:
    assert number_of(_han(number)) == number


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        number_of("许多")


def test_endless_digits_are_no_quantity() -> None:
    assert list(find_quantities("9" * 10000 + "元" + "九" * 10000 + "元")) == []
