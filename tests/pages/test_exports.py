"""Pictures that leave the app can be read."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from corpus.exhibit import Card
from corpus.plot import Bar
from pages.parts.charts import PRINT, bars
from pages.parts.exports import png, specification, svg
from pages.parts.fonts import GlyphMissing

CARD = Card(35, 128, "筛选：年份 2021", 0)
CHART = bars([Bar("共同富裕", 3), Bar("创业", 5)], PRINT, unit="次")


def test_the_card_says_what_a_chart_was_made_of():
    assert str(CARD) == "35 篇文章 · 文库第 128 版 · 筛选：年份 2021 · 随机种子 0"


def test_a_picture_is_large_enough_for_a_slide_and_has_ink():
    picture = Image.open(io.BytesIO(png(CHART, "关键词", CARD))).convert("L")
    assert picture.width >= 1900
    assert picture.getextrema()[0] < 80
    assert picture.getpixel((2, 2)) == 255


def test_other_words_make_another_picture():
    """Boxes in place of characters would look alike for words of the same length."""
    one = bars([Bar("共同富裕", 3)], PRINT, unit="次")
    other = bars([Bar("基础设施", 3)], PRINT, unit="次")
    assert png(one, "关键词", CARD) != png(other, "关键词", CARD)


def test_a_drawing_holds_its_words_as_text():
    assert "共同富裕" in svg(CHART, "关键词", CARD)


def test_a_sign_without_glyph_stops_the_picture():
    chart = bars([Bar("富裕\U0001f600", 1)], PRINT, unit="次")
    with pytest.raises(GlyphMissing):
        png(chart, "关键词", CARD)


def test_the_font_of_the_picture_is_one_that_was_checked():
    spec = specification(CHART, "关键词", CARD)
    assert spec["config"]["font"]
    assert spec["title"]["subtitle"] == str(CARD)
