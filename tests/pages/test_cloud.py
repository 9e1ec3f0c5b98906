"""The word cloud: deterministic, without overlaps, inside its frame."""

from __future__ import annotations

from itertools import combinations

import pytest
from PIL import ImageFont

from corpus.plot import Word
from pages.parts.charts import SCREEN
from pages.parts.cloud import NARROW, WIDE, Frame, Placed, chart, place
from pages.parts.fonts import font_for

LISTED = (
    "共同富裕、增收、创业、基础设施、乡村治理、党史学习、社会保障、绿色低碳、数字化改革、产业、就业、"
    "平台、集体经济、人才、教育、医疗、养老、物流、电商、文旅、品牌、合作社、生态、碳汇、服务、网格、"
    "协商、宣讲"
)
TERMS = tuple(LISTED.split("、"))
WEIGHTS = tuple((term, 100 / (rank + 2)) for rank, term in enumerate(TERMS))


def box(word: Placed) -> tuple[float, float, float, float]:
    font = ImageFont.truetype(str(font_for(word.text).path), word.size)
    left, top, right, bottom = font.getbbox(word.text, anchor="ls")
    return word.x + left, word.y + top, word.x + right, word.y + bottom


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_words_lie_inside_and_never_upon_each_other(frame: Frame):
    boxes = {word.text: box(word) for word in place(WEIGHTS, frame)}
    assert len(boxes) > 15
    for left, top, right, bottom in boxes.values():
        assert left >= 0
        assert top >= 0
        assert right <= frame.width
        assert bottom <= frame.height
    for (one, a), (other, b) in combinations(boxes.items(), 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, other)


def test_the_same_words_get_the_same_places():
    first = place(WEIGHTS, WIDE)
    place.cache_clear()
    assert place(WEIGHTS, WIDE) == first
    assert place(WEIGHTS, WIDE, seed=1) != first


def test_heavier_words_are_larger():
    sizes = {word.text: word.size for word in place(WEIGHTS, WIDE)}
    assert sizes["共同富裕"] > sizes["就业"] > sizes["宣讲"]


def test_a_word_can_be_picked_and_an_empty_cloud_drawn():
    spec = chart([Word("创业", 1.0)], WIDE, SCREEN, pick="word").to_dict()
    assert spec["params"][0]["name"] == "word"
    assert place((), WIDE) == ()
    assert chart([], WIDE, SCREEN).to_dict()
