"""Pictures that leave the app can be read."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from corpus.exhibit import Card
from corpus.plot import Bar, Plot
from pages.parts.charts import PRINT, SLIDE, bars
from pages.parts.exports import SLIDE_WIDTH, plain_png, png, specification, svg
from pages.parts.fonts import GlyphMissing
from pages.parts.plots import draw
from tests.pages.test_boards import PLOTS

CARD = Card(35, 128, "筛选：年份 2021", 0)
CHART = bars([Bar("共同富裕", 3), Bar("创业", 5)], PRINT, unit="次")


def test_the_card_says_what_a_chart_was_made_of():
    assert str(CARD) == "35 篇文章 · 文库第 128 版 · 筛选：年份 2021 · 随机种子 0"


def test_a_picture_is_large_enough_for_a_slide_and_has_ink():
    picture = Image.open(io.BytesIO(png(CHART, "关键词", CARD))).convert("L")
    assert picture.width >= 1900
    assert picture.getextrema()[0] < 80
    assert picture.getpixel((2, 2)) == 255


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.kind)
def test_every_kind_is_printed_at_300_dpi_ten_inches_wide(plot: Plot):
    picture = Image.open(io.BytesIO(png(draw(plot, PRINT), "关键词", CARD)))
    assert picture.width == 3000
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.01)


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.kind)
def test_on_a_slide_a_picture_is_as_sharp(plot: Plot):
    data = plain_png(draw(plot, SLIDE))
    picture = Image.open(io.BytesIO(data))
    assert picture.width >= SLIDE_WIDTH / 72 * 300 - 1
    assert len(data) < 1_000_000


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.kind)
def test_a_drawing_says_its_size_on_paper_and_its_fonts(plot: Plot):
    drawn = svg(draw(plot, PRINT), "关键词", CARD)
    head = re.match(
        r'<svg[^>]* width="254mm" height="([0-9.]+)mm" viewBox="0 0 (\S+) (\S+)"', drawn
    )
    assert head
    high, wide, deep = map(float, head.groups())
    assert high / 254 == pytest.approx(deep / wide, abs=0.001)
    named = set(re.findall(r'font-family="([^"]+)"', drawn))
    assert len(named) == 1
    assert "'Microsoft YaHei', " in named.pop()


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
