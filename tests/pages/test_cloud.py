"""The word cloud: deterministic, without overlaps, inside its frame."""

from __future__ import annotations

from itertools import combinations

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.plot import Word
from pages.parts.charts import SCREEN
from pages.parts.cloud import NARROW, WIDE, Frame, Placed, chart, frame_of, place
from pages.parts.cloud_shapes import SHAPES, outline
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


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape])
def test_a_cloud_stays_within_its_shape(shape: str, narrow: bool):
    frame = frame_of(shape, narrow=narrow)
    image = Image.new("1", (frame.width, frame.height))
    edge = [(x * frame.width, y * frame.height) for x, y in outline(shape)]
    ImageDraw.Draw(image).polygon(edge, fill=1)
    words = place(WEIGHTS, frame, 0, shape)
    assert len(words) > 12
    assert words[0].text == "共同富裕"
    for left, top, right, bottom in map(box, words):
        inside = image.crop((int(left), int(top), int(right), int(bottom)))
        assert inside.getextrema() == (1, 1) or inside.getextrema() == (255, 255)


def test_shapes_differ_and_are_drawn_behind_their_words():
    assert len({place(WEIGHTS, frame_of("circle", narrow=False), 0, s) for s in SHAPES}) == 5
    spec = chart([Word("创业", 1.0)], WIDE, SCREEN, shape="heart").to_dict()
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["line", "text"]
