"""Tables on slides: in words that the back row reads, going on on the next slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

from pptx.enum.text import MSO_VERTICAL_ANCHOR, PP_PARAGRAPH_ALIGNMENT
from pptx.util import Pt

from corpus.colours import mixed
from corpus.exhibit import Exhibit, Value
from corpus.plot import ACCENT, Plot
from corpus.slide_deck import INNER, MOST_PAGES, Panel
from corpus.slide_numbers import finite
from corpus.slide_text import (
    LINE,
    SMALLEST,
    Box,
    Said,
    clipped,
    lines,
    one_line,
    rgb,
    width,
    words_on,
    write,
)

MOST_ROWS = 12
"""Rows on a slide below the head."""
_MOST_LINES = 3
_SIDE, _ABOVE = 5.0, 4.0
"""Margins within a cell."""
_BOLD = 1.05
"""How much wider than others the words of the head are."""
_GROUND, _STRIPE, _HEAD = "#ffffff", "#f6f2ec", "#ece5dc"
_PALE = "#f3ece6"
_LEAST, _WIDE, _NAMES = 50.0, 110.0, 220.0
"""Widths of columns: the least, and what the longest words may ask for, also in the first."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of words.

    Attributes:
        head: Names of the columns.
        rows: As many words in each.
        shades: Colour of a cell by row and column; others have none.
        right: Columns of numbers.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shades: dict[tuple[int, int], str] = field(default_factory=dict)
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Page:
    rows: range
    columns: tuple[int, ...]


def grid_of(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> Grid:
    """A table of numbers and words."""
    right = {
        place
        for place in range(len(columns))
        if all(isinstance(row[place], int | float | None) for row in rows if len(row) > place)
    }
    written = tuple(
        tuple(_written(row[place]) if place < len(row) else "" for place in range(len(columns)))
        for row in rows
    )
    return Grid(tuple(map(one_line, columns)), written, right=frozenset(right))


def numbers_of(exhibit: Exhibit) -> Grid:
    """The numbers of an exhibit, or where it has none, the marks of its plot."""
    if exhibit.rows or exhibit.plot is None:
        return grid_of(exhibit.columns, exhibit.rows)
    marks = exhibit.plot.rows
    return grid_of(("名称", "大小"), [(m.get("label", ""), m.get("size")) for m in marks])


def heat_grid(plot: Plot) -> Grid:
    """A heat map as a table: the more is in a cell, the darker."""
    rows = list(dict.fromkeys(cell["row"] for cell in plot.rows))
    columns = list(dict.fromkeys(cell["column"] for cell in plot.rows))
    values = [finite(cell["value"]) or 0.0 for cell in plot.rows]
    most = plot.options.get("top") or max(values, default=0.0) or 1.0
    words, shades = [[""] * (len(columns) + 1) for _ in rows], {}
    row_of, column_of = ({name: n for n, name in enumerate(names)} for names in (rows, columns))
    for cell, value in zip(plot.rows, values, strict=True):
        row, column = row_of[cell["row"]], column_of[cell["column"]] + 1
        words[row][column] = one_line(cell["text"])
        shades[row, column] = _shade(value / most)
    for name, line in zip(rows, words, strict=True):
        line[0] = one_line(name)
    head = ("", *map(one_line, columns))
    right = frozenset(range(1, len(head)))
    return Grid(head, tuple(map(tuple, words)), shades, right)


def table_panels(grid: Grid, room: Box, unit: str = "") -> list[Panel]:
    """A table on as many slides as it needs, and no more than an item may fill.

    Args:
        grid: The table.
        room: Where it stands.
        unit: What its cells are.
    """
    if not grid.rows or not grid.head:
        return []
    blocks = _blocks(grid)
    pages = list(islice(_pages(grid, blocks, room.height), MOST_PAGES))
    whole = pages[-1].columns == blocks[-1]
    end = pages[-1].rows.stop if whole or pages[-1].rows.start == 0 else pages[-1].rows.start
    left = [f"其余 {len(grid.rows) - end} 行没有列出"] if end < len(grid.rows) else []
    shown = len({column for page in pages for column in page.columns})
    if shown < len(grid.head):
        left.append(f"其余 {len(grid.head) - shown} 列没有列出")
    panels = []
    for page in pages:
        said = [f"单位：{unit}"] if unit else []
        if len(blocks) > 1:
            said.append(f"{grid.head[page.columns[1]]} 至 {grid.head[page.columns[-1]]}")
        if len(page.rows) < len(grid.rows):
            said.append(f"第 {page.rows.start + 1}–{page.rows.stop} 行，共 {len(grid.rows)} 行")
        if page is pages[-1]:
            said += left
        panels.append(Panel(" · ".join(said), partial(_draw, grid, page)))
    return panels


def _blocks(grid: Grid) -> list[tuple[int, ...]]:
    """Columns that stand together; the first one, which names the rows, always does."""
    first, *others = (
        min(wide, _NAMES if place == 0 else _WIDE)
        for place, wide in enumerate(_wanted(grid, range(len(grid.head))))
    )
    count = max(-(-int(sum(others)) // int(INNER - first)), 1)
    size = max(-(-len(others) // count), 1)
    starts = range(1, max(len(grid.head), 2), size)
    return [(0, *range(start, min(start + size, len(grid.head)))) for start in starts]


def _pages(grid: Grid, blocks: Sequence[tuple[int, ...]], high: float) -> Iterator[_Page]:
    start = 0
    while start < len(grid.rows):
        end = min(_fit(grid, columns, start, high) for columns in blocks)
        for columns in blocks:
            yield _Page(range(start, end), columns)
        start = end


def _fit(grid: Grid, columns: tuple[int, ...], start: int, high: float) -> int:
    """The row before which a slide that begins with a row is full."""
    wides = _widths(grid, columns)
    left = high - _high(grid.head, columns, wides)
    end = start
    for row in grid.rows[start : start + MOST_ROWS]:
        left -= _high(row, columns, wides)
        if left < 0:
            break
        end += 1
    return max(end, start + 1)


def _widths(grid: Grid, columns: tuple[int, ...]) -> list[float]:
    """Room for what is short, and what is left for what is long."""
    wanted = _wanted(grid, columns)
    if sum(wanted) <= INNER:
        # A narrow table does not fill the slide: numbers far from their names are misread.
        return [wide * min(INNER / sum(wanted), 1.5) for wide in wanted]
    fair = INNER / len(columns)
    spare = sum(max(fair - wide, 0.0) for wide in wanted)
    over = sum(max(wide - fair, 0.0) for wide in wanted)
    return [min(wide, fair) + max(wide - fair, 0.0) / over * spare for wide in wanted]


def _wanted(grid: Grid, columns: Iterable[int]) -> list[float]:
    """How wide columns are in which no line is broken."""
    shown = grid.rows[: MOST_PAGES * MOST_ROWS]
    return [
        max(
            width(grid.head[column], SMALLEST * _BOLD) + 2 * _SIDE + 4,
            *(width(row[column], SMALLEST) + 2 * _SIDE + 4 for row in shown),
            _LEAST,
        )
        for column in columns
    ]


def _high(cells: Sequence[str], columns: tuple[int, ...], wides: Sequence[float]) -> float:
    deep = max(
        len(lines(cells[column], wide - 2 * _SIDE, SMALLEST))
        for column, wide in zip(columns, wides, strict=True)
    )
    return min(deep, _MOST_LINES) * SMALLEST * LINE + 2 * _ABOVE


def _draw(grid: Grid, page: _Page, slide: Any, box: Box) -> list[Any]:
    wides = _widths(grid, page.columns)
    rows = [grid.head, *(grid.rows[place] for place in page.rows)]
    highs = [_high(row, page.columns, wides) for row in rows]
    place = Box(box.x, box.y, sum(wides), sum(highs))
    frame = slide.shapes.add_table(len(rows), len(page.columns), *place.emu())
    frame.name = "表"
    table = frame.table
    table.horz_banding = False
    for number, wide in enumerate(wides):
        table.columns[number].width = Pt(wide)
    for number, (row, high) in enumerate(zip(rows, highs, strict=True)):
        table.rows[number].height = Pt(high)
        for spot, (column, wide) in enumerate(zip(page.columns, wides, strict=True)):
            shade = grid.shades.get((page.rows[number - 1], column)) if number else _HEAD
            ground = shade or (_STRIPE if number % 2 == 0 else _GROUND)
            text = clipped(row[column], wide - 2 * _SIDE, SMALLEST, _MOST_LINES)
            side = PP_PARAGRAPH_ALIGNMENT.RIGHT if column in grid.right else None
            _fill(table.cell(number, spot), Said(text, number == 0, words_on(ground)), ground, side)
    return [frame]


def _fill(cell: Any, said: Said, ground: str, side: PP_PARAGRAPH_ALIGNMENT | None) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(ground)
    cell.margin_left = cell.margin_right = Pt(_SIDE)
    cell.margin_top = cell.margin_bottom = Pt(_ABOVE)
    cell.vertical_anchor = MSO_VERTICAL_ANCHOR.MIDDLE
    write(cell.text_frame, [[said]], SMALLEST, align=side)


def _shade(part: float) -> str:
    return mixed(_PALE, ACCENT, min(max(part, 0.0), 1.0))


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, int):
        # A year takes no comma.
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return one_line(value)
