"""The items of a board on paper: pictures with their numbers, tables, passages."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from corpus.board import BoardItem
from corpus.errors import SixueError
from corpus.exhibit import Exhibit, Quoted
from corpus.handout_numbers import telling
from corpus.handout_style import CELL, PLATE, QUOTE, SOURCE, TABLE_WIDE, TAKEAWAY, WIDE
from corpus.slide_tables import Grid, numbers_of
from corpus.slide_text import clean, one_line
from corpus.tables import office_text
from corpus.word_tables import add_table

Picture = Callable[[Exhibit], bytes]
GONE = "这一项的内容已经不在文库里。"
MOST_ROWS, MOST_COLUMNS = 30, 6
_WITHOUT_PICTURE = 15
_FLAT, _HIGH, _TALL = 0.55, 6.6, 10.0
"""Pictures flatter than this share of their width are only so high that a page holds two items."""
_LONGEST_CELL = 80
_NARROWEST, _WIDEST = 4, 24
_FIRST, _COLUMN = 4.5, 2.6
"""Centimetres of the column of names, and of each column of numbers."""
_MARGINS = 0.5
_SIGN = 0.36
"""Centimetres of a Chinese sign in a table, with a little to spare."""


def add_item(
    document: Any, number: int, item: BoardItem, exhibit: Exhibit | None, picture: Picture | None
) -> None:
    """Adds an item, all but what its presenter wants to say.

    Args:
        document: What it is added to.
        number: Its place on the board, from 1.
        item: The item.
        exhibit: What it shows; None if it is gone.
        picture: Draws a chart.
    """
    document.add_heading(f"{number}　{one_line(item.title)}", 2)
    if item.takeaway.strip():
        document.add_paragraph(one_line(item.takeaway), style=TAKEAWAY)
    if exhibit is None:
        document.add_paragraph(GONE, style=SOURCE)
        return
    said = _content(document, item, exhibit, picture)
    document.add_paragraph(f"{said}来源：{one_line(str(exhibit.card))}", style=SOURCE)


def _content(document: Any, item: BoardItem, exhibit: Exhibit, picture: Picture | None) -> str:
    """Adds what is shown, and says what has been left out of it."""
    if exhibit.passage is not None:
        _quote(document, exhibit.passage)
        return ""
    if exhibit.plot is None:
        return _table(document, numbers_of(exhibit), MOST_ROWS)
    if not _draw(document, item, exhibit, picture):
        return _table(document, numbers_of(exhibit), _WITHOUT_PICTURE)
    grid, said = telling(exhibit)
    _numbers(document, grid)
    return said


def _draw(document: Any, item: BoardItem, exhibit: Exhibit, picture: Picture | None) -> bool:
    """Puts the chart as a picture; where it cannot be drawn its numbers must do."""
    from docx.shared import Cm

    if picture is None:
        return False
    try:
        data = picture(exhibit)
    except SixueError as error:
        document.add_paragraph(f"图没有画出来：{one_line(str(error))}", style=SOURCE)
        return False
    shape = document.add_paragraph(style=PLATE).add_run().add_picture(io.BytesIO(data))
    high = _TALL if shape.height > _FLAT * shape.width else _HIGH
    scale = min(Cm(WIDE) / shape.width, Cm(high) / shape.height)
    shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
    # Where it is not said some programs push a picture aside by a third of a centimetre.
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    properties = shape._inline.docPr
    properties.set("name", "图")
    properties.set("title", one_line(item.title))
    seen = "\n".join(filter(None, (item.takeaway, exhibit.says))) or item.title
    properties.set("descr", clean(seen))
    return True


def _numbers(document: Any, grid: Grid) -> None:
    """Puts a few numbers below the picture they belong to, columns of one width."""
    if not grid.rows:
        return
    longest = max(_NARROWEST, *(len(row[0]) for row in grid.rows))
    first = min(longest * _SIGN + _MARGINS, _FIRST)
    others = min((TABLE_WIDE - first) / (len(grid.head) - 1), _COLUMN)
    widths = [first, *[others] * (len(grid.head) - 1)]
    right = range(1, len(grid.head))
    table = add_table(document, grid.head, grid.rows, widths=widths, right=right, style=CELL)
    for row in table.rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _table(document: Any, grid: Grid, most: int) -> str:
    """Puts a table without its empty columns, and says what it leaves out."""
    filled = [n for n in range(len(grid.head)) if any(row[n] for row in grid.rows)]
    shown = filled[:MOST_COLUMNS]
    if not shown:
        return "没有可以列出的数字。"
    heads = [grid.head[n] for n in shown]
    rows = [[_short(row[n]) for n in shown] for row in grid.rows[:most]]
    right = [place for place, n in enumerate(shown) if n in grid.right]
    add_table(document, heads, rows, widths=_widths(heads, rows), right=right, style=CELL)
    left = ""
    if len(grid.rows) > most:
        left = f"共 {len(grid.rows):,} 行，这里列出前 {most} 行。"
    if len(filled) > MOST_COLUMNS:
        left += f"其余 {len(filled) - MOST_COLUMNS} 列没有列出。"
    return left


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Room for what is short; what is long shares what is left."""
    wanted = [
        min(max(_NARROWEST, *(len(row[n]) for row in (heads, *rows))), _WIDEST)
        for n in range(len(heads))
    ]
    scale = min(TABLE_WIDE / sum(wanted), 2 * _SIGN)
    return [wide * scale for wide in wanted]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "……"


def _quote(document: Any, passage: Quoted) -> None:
    """Puts a passage word for word, its marks as a highlighter leaves them, and who wrote it."""
    text, start = passage.text, 0
    for line in text.split("\n"):
        if line.strip():
            paragraph = document.add_paragraph(style=QUOTE)
            _run(paragraph, text, start, start + len(line), passage.marks)
        start += len(line) + 1
    by = f"——《{one_line(passage.title)}》"
    byline = one_line(passage.byline)
    paragraph = document.add_paragraph(style=QUOTE)
    paragraph.add_run(f"{by}，{byline}" if byline else by)
    paragraph.paragraph_format.keep_with_next = True


def _run(
    paragraph: Any, text: str, start: int, stop: int, marks: Sequence[tuple[int, int]]
) -> None:
    from docx.enum.text import WD_COLOR_INDEX
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    cuts = sorted({start, stop, *(c for mark in marks for c in mark if start < c < stop)})
    for one, other in pairwise(cuts):
        run = paragraph.add_run(office_text(text[one:other].rstrip("\r")))
        if any(begin <= one < end for begin, end in marks):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            run.bold = True
            # A printer without colours shows the dots below the signs.
            dots = OxmlElement("w:em")
            dots.set(qn("w:val"), "dot")
            run._r.get_or_add_rPr().append(dots)
