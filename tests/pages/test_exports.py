"""Files that leave the app: pictures one can read, tables that cannot run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pages.parts.charts import PRINT, Bar, bars
from pages.parts.exports import Card, csv_bytes, harmless, png, specification, svg
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


def test_tables_begin_with_a_mark_for_excel():
    data = csv_bytes(["词", "次"], [("富裕", 3)])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == "词,次\r\n富裕,3\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_what_a_spreadsheet_would_run_becomes_text(text: str):
    assert harmless(text) == "'" + text


@given(st.lists(st.one_of(st.text(), st.integers(), st.none()), min_size=1, max_size=4))
def test_no_cell_of_a_table_begins_like_a_formula(row: list[object]):
    read = next(csv.reader(io.StringIO(csv_bytes(["a"], [row]).decode("utf-8-sig")[3:])), [])
    numbers = [cell for cell in row if isinstance(cell, int)]
    for cell in read:
        assert not cell.startswith(("=", "+", "-", "@")) or int(cell) in numbers
