"""Quantities as pages write them."""

from __future__ import annotations

import pytest

from nlp.figures import Figure, Quantity
from nlp.numerals import read_quantity
from nlp.quantities import change, number, said


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("24.50亿元", "24.5亿元"),
        ("6000万元", "6,000万元"),
        ("12000元", "1.2万元"),
        ("近4万人", "近4万人"),
        ("3000多万元", "超3,000万元"),
        ("500人以上", "500人以上"),
        ("31.5%", "31.5%"),
        ("5.8:39.68:54.52", "5.8:39.68:54.52"),
    ],
)
def test_large_ones_are_counted_in_myriads_and_stay_vague(written: str, shown: str) -> None:
    assert said(read_quantity(written)) == shown


def test_none_is_nothing() -> None:
    assert said(None) == ""


def test_numbers_lose_no_figure_that_counts() -> None:
    assert number(0.5) == "0.5"
    assert number(40_055) == "40,055"
    assert number(-20_000) == "-2万"
    assert number(123_456_789) == "123,456,789"


def quantity(written: str) -> Quantity:
    found = read_quantity(written)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("start", "value", "told"),
    [
        ("1.2亿元", "3.2亿元", "增至2.67倍"),
        ("2亿元", "2.5亿元", "增长25%"),
        ("400人", "300人", "下降25%"),
        ("31%", "45.5%", "增长14.5个百分点"),
        ("3万人", "5000户", ""),
    ],
)
def test_a_change_that_nobody_wrote_is_worked_out(start: str, value: str, told: str) -> None:
    figure = Figure(
        indicator="财政收入",
        indicator_span=(0, 4),
        start=quantity(start),
        value=quantity(value),
        change=None,
        change_kind=None,
        whole=None,
        year=None,
        place=None,
        sentence_span=(0, 20),
        paragraph=0,
    )
    assert change(figure) == told
