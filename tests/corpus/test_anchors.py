from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.anchors import CONTEXT, LONGEST_QUOTE, Anchor, InvalidAnchor, anchor_of, find_anchor

ESSAY = (
    "党课开在竹林里",
    "竹林深处，党员围坐一圈，听老支书讲修路的故事。",
    "路修好了，竹子卖出去了，村民的日子也就好了。",
    "老支书说：路修好了，人心也要修好。",
)


def words(anchor: Anchor, paragraphs: tuple[str, ...]) -> str | None:
    found = find_anchor(anchor, paragraphs)
    return None if found is None else paragraphs[found[0]][found[1] : found[2]]


def at(paragraph: int, quote: str) -> Anchor:
    start = ESSAY[paragraph].index(quote)
    return anchor_of(ESSAY, paragraph, start, start + len(quote))


def test_an_anchor_holds_the_words_and_what_stands_around_them() -> None:
    anchor = at(1, "听老支书讲修路的故事")
    assert anchor.quote == "听老支书讲修路的故事"
    assert anchor.prefix == "党课开在竹林里\n竹林深处，党员围坐一圈，"
    assert anchor.suffix == "。\n" + ESSAY[2] + "\n" + ESSAY[3][: CONTEXT - len(ESSAY[2]) - 3]


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ((1, 3, 3), "没有选中"),
        ((4, 0, 1), "不在这篇文章里"),
        ((-1, 0, 1), "不在这篇文章里"),
        ((0, 5, 2), "不在这篇文章里"),
        ((0, -2, 2), "不在这篇文章里"),
        ((0, 0, 99), "不在这篇文章里"),
    ],
)
def test_a_span_that_is_none_is_refused_with_a_remedy(
    place: tuple[int, int, int], says: str
) -> None:
    with pytest.raises(InvalidAnchor, match=says) as caught:
        anchor_of(ESSAY, *place)
    assert caught.value.remedy


def test_blanks_and_too_long_a_span_are_refused() -> None:
    with pytest.raises(InvalidAnchor, match="没有选中"):
        anchor_of(["路 \u3000通"], 0, 1, 3)
    assert anchor_of(["长" * 600], 0, 0, LONGEST_QUOTE)
    with pytest.raises(InvalidAnchor, match="501 个字"):
        anchor_of(["长" * 600], 0, 0, LONGEST_QUOTE + 1)


def test_a_note_follows_its_words_through_an_edit() -> None:
    anchor = at(3, "路修好了")
    more = ("新的开头。", *ESSAY[:3], "前几天，老支书说：路修好了，人心也要修好。")
    assert find_anchor(anchor, more) == (4, 9, 13), "not the same words nearer by"
    merged = (ESSAY[0], "".join(ESSAY[1:]))
    found = find_anchor(anchor, merged)
    assert found is not None
    assert merged[1][found[1] - 5 : found[2]] == "老支书说：路修好了"


def test_of_places_that_look_alike_the_nearest_is_taken() -> None:
    text = ("天晴。", "路通了。", "天晴。", "路通了。", "天晴。")
    anchor = Anchor(4, 0, 2, "路通", "", "")
    assert find_anchor(anchor, text) == (3, 0, 2)
    assert find_anchor(Anchor(0, 7, 8, "啊", "", ""), ("啊啊啊",)) == (0, 2, 3)


def test_words_that_are_gone_leave_an_orphan() -> None:
    anchor = at(2, "竹子卖出去了")
    assert find_anchor(anchor, (*ESSAY[:2], "路修好了，竹笋卖出去了。")) is None
    assert find_anchor(anchor, ()) is None
    assert find_anchor(Anchor(0, 0, 0, "", "", ""), ESSAY) is None


PARAGRAPHS = st.lists(st.text("甲乙，。", max_size=12), min_size=1, max_size=5)


@st.composite
def anchored(draw: st.DrawFn) -> tuple[tuple[str, ...], Anchor]:
    paragraphs = draw(PARAGRAPHS.filter(lambda texts: any(texts)))
    number = draw(st.sampled_from([n for n, text in enumerate(paragraphs) if text]))
    start = draw(st.integers(0, len(paragraphs[number]) - 1))
    end = draw(st.integers(start + 1, len(paragraphs[number])))
    return tuple(paragraphs), anchor_of(paragraphs, number, start, end)


@given(anchored())
def test_in_the_text_it_was_made_of_an_anchor_stands_where_it_was(
    case: tuple[tuple[str, ...], Anchor],
) -> None:
    paragraphs, anchor = case
    assert find_anchor(anchor, paragraphs) == (anchor.paragraph, anchor.start, anchor.end)
    whole = "\n".join(paragraphs)
    assert anchor.prefix + anchor.quote + anchor.suffix in whole


@given(anchored(), PARAGRAPHS)
def test_in_any_text_it_finds_its_own_words_or_there_are_none(
    case: tuple[tuple[str, ...], Anchor], other: list[str]
) -> None:
    _, anchor = case
    found = words(anchor, tuple(other))
    assert found == anchor.quote or (
        found is None and not any(anchor.quote in text for text in other)
    )


@given(anchored(), st.text("丙丁", min_size=1, max_size=9), st.integers(0, 5))
def test_foreign_words_put_in_elsewhere_do_not_lead_astray(
    case: tuple[tuple[str, ...], Anchor], new: str, place: int
) -> None:
    """Unless the text changed right there, a quote that stands only once is found again."""
    paragraphs, anchor = case
    edited = (*paragraphs[:place], new, *paragraphs[place:])
    if sum(text.count(anchor.quote) for text in paragraphs) == 1:
        number = anchor.paragraph + (anchor.paragraph >= place)
        assert find_anchor(anchor, edited) == (number, anchor.start, anchor.end)
    assert words(anchor, edited) == anchor.quote
