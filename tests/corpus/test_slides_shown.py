"""What a room sees: a board of everything, opened by a presentation program and looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from corpus.plot import KINDS as EVERY_KIND
from corpus.slides import slides
from pages.parts.board_files import PICTURED
from tests.corpus import libreoffice
from tests.corpus.test_slides import CARD, EVERYTHING, KINDS, board_of, opened, picture

NOWHERE = "\U00031000"
"""An ideograph of 2020 that no font of the usual ones has: the proof that boxes are found."""
LABELS = {
    "bars": ("增收", "创业", "竹子", "0.400"),
    "labelled_bars": ("增收致富", "25%"),
    "diverging": ("路", "人", "+2.50", "-1.25"),
    "over_years": ("2019", "2020", "2021", "增收", "文化"),
    "curves": ("2019", "2021", "增收", "文化"),
    "stream": ("2019", "2021", "增收", "文化", "没有文章的年份记为0"),
    "panels": ("增收", "文化", "2019", "2021", "各图同一尺度"),
    "race": ("增收", "截至2021年"),
    "timeline": ("增收", "文化", "2019", "2021", "首次出现"),
    "shares": ("甲", "增收", "70%"),
    "heat": ("增收", "2019", "2020"),
    "dots": ("路", "甲", "乙", "2.5"),
    "circles": ("增收", "文化"),
}


class Seen(NamedTuple):
    """The file and its pages as a reader has them."""

    pdf: Path
    texts: list[str]
    titles: list[str]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    board, exhibits = board_of(*EVERYTHING, takeaway="增收是主线，竹子排在第三")
    named = [replace(item, title=f"第{item.key}张讲什么") for item in board.items]
    named[0] = replace(named[0], title=f"第1张讲什么{NOWHERE}")
    board = replace(board, items=tuple(named))
    data = slides(board, exhibits, picture=picture)
    file = tmp_path_factory.mktemp("slides") / "board.pptx"
    file.write_bytes(data)
    pdf = libreoffice.as_pdf(file)
    titles = [slide.shapes.title.text for slide in opened(data).slides]
    return Seen(pdf, libreoffice.texts(pdf), titles)


def test_every_slide_is_a_page_with_its_words(seen: Seen) -> None:
    assert len(seen.texts) == len(seen.titles)
    source = "".join(f"来源：{CARD}".split())
    for title, text in zip(seen.titles, seen.texts, strict=True):
        assert title in text
        assert "\ufffd" not in text
        if title.startswith("第"):
            assert "增收是主线，竹子排在第三" in text
            assert source in text


@pytest.mark.parametrize("kind", LABELS)
def test_every_kind_of_chart_shows_its_names_and_numbers(seen: Seen, kind: str) -> None:
    name = f"第{[*KINDS].index(kind) + 1}张"
    text = next(text for title, text in zip(seen.titles, seen.texts, strict=True) if name in title)
    for label in LABELS[kind]:
        assert label in text


def test_every_kind_of_chart_that_is_no_picture_is_among_them() -> None:
    assert set(LABELS) == set(EVERY_KIND) - PICTURED


def test_the_fonts_are_in_the_file_and_nothing_is_a_box(seen: Seen) -> None:
    fonts = libreoffice.fonts(seen.pdf)
    assert fonts
    assert all(fonts.values()), fonts
    assert libreoffice.boxes(seen.pdf) == {NOWHERE}


def test_no_page_is_blank(seen: Seen) -> None:
    pages = libreoffice.pictures(seen.pdf)
    assert len(pages) == len(seen.titles)
    for page in pages:
        with Image.open(page) as drawn:
            inked = sum(drawn.convert("L").histogram()[:200])
            assert inked > 200, page.name
            assert drawn.width > drawn.height
