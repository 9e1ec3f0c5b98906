"""Text shown as typed."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pages.parts.literal import WORD_JOINER, as_html, as_label

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5)


@given(st.text(max_size=60), SPANS)
def test_html_without_its_marks_is_the_text(text: str, marks: list[tuple[int, int]]) -> None:
    html = as_html(text, marks)
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert unescape(bare) == text or "\r" in text or "\x00" in text
    assert "<" not in bare
    assert html.count("<mark>") == html.count("</mark>")


def test_marks_stand_where_they_were_asked_for() -> None:
    assert as_html("共同<富裕>", [(0, 2), (2, 5)]) == ("<mark>共同</mark><mark>&lt;富裕</mark>&gt;")
    assert as_html("共同富裕", [(1, 3), (2, 4)]) == "共<mark>同富</mark><mark>裕</mark>"


@pytest.mark.parametrize(
    "text",
    [
        "**粗** _斜_ `码` [链](http://a) ![图](b)",
        "# 标题",
        "1. 第一",
        "- 列表",
        "> 引文",
        "<script>alert(1)</script> &amp;",
        "$x^2$ ~~删~~ :red[红] :material/home:",
        "\\反斜\\*",
        "a | b",
    ],
)
def test_labels_read_like_their_text(text: str) -> None:
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(as_label(text))
    assert rendered.startswith("<p>")
    inside = rendered.strip().removeprefix("<p>").removesuffix("</p>")
    assert "<" not in inside
    assert unescape(inside).replace(WORD_JOINER, "") == text


@pytest.mark.parametrize("text", [":smile:", "a -> b", "<- b", "a -- b", ">= 3", "~= 3"])
def test_labels_never_turn_into_pictures(text: str) -> None:
    rendered = MarkdownIt("commonmark").render(as_label(text))
    assert text not in unescape(rendered)
    assert text in unescape(rendered).replace(WORD_JOINER, "")


def test_labels_are_one_line() -> None:
    assert as_label(" 甲\n\n乙 ") == "甲 乙"
