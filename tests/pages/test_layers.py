from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from pages.parts.layers import Layer, layered_html


def test_crossing_spans_are_closed_and_opened_again() -> None:
    layers = [Layer(0, 3, "b", anchor="x"), Layer(2, 5, "mark")]
    assert layered_html("一二三四五", layers) == (
        '<b id="x">一二</b><b><mark>三</mark></b><mark>四五</mark>'
    )


def test_text_is_escaped() -> None:
    assert layered_html("<b>&", [Layer(0, 1, "mark")]) == "<mark>&lt;</mark>b&gt;&amp;"


SPANS = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)


@given(st.text(alphabet='甲乙<>&"', max_size=12), st.lists(SPANS, max_size=4))
def test_whatever_lies_over_it_the_text_reads_the_same(text: str, spans: list[list[int]]) -> None:
    layers = [Layer(start, end, "i", anchor=f"a{n}") for n, (start, end) in enumerate(spans)]
    html = layered_html(text, layers)
    assert unescape(re.sub(r"<[^>]*>", "", html)) == text
    assert html.count("<i") == html.count("</i>")
    anchors = re.findall(r'id="(\w+)"', html)
    assert len(anchors) == len(set(anchors))
