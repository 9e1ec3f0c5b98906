from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.differences import differences
from nlp.text import fold_text


def marked(one: str, other: str) -> tuple[list[str], list[str]]:
    first, second = differences(one, other)
    return [one[a:b] for a, b in first], [other[a:b] for a, b in second]


def test_a_changed_word_is_marked_in_both() -> None:
    assert marked("老人一餐付三元，差额由村里补。", "老人一餐付五元，差额由镇里补。") == (
        ["三", "村"],
        ["五", "镇"],
    )


def test_what_was_added_is_marked_in_one() -> None:
    assert marked("修好公路。", "修好入山的公路。") == ([], ["入山的"])


def test_width_and_script_make_no_difference() -> None:
    assert marked("發展，產業", "发展,产业") == ([], [])


TEXTS = st.text(alphabet="路路通了车修桥，。", max_size=30)


@given(TEXTS, TEXTS)
def test_without_the_differences_the_texts_are_equal(one: str, other: str) -> None:
    def rest(text: str, spans: tuple[tuple[int, int], ...]) -> str:
        return "".join(c for at, c in enumerate(text) if not any(a <= at < b for a, b in spans))

    first, second = differences(one, other)
    assert fold_text(rest(one, first)) == fold_text(rest(other, second))
    assert differences(other, one) == (second, first)
