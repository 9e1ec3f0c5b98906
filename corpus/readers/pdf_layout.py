"""From characters on a page to lines in the order in which they are read.

The order is found by a recursive X-Y cut (Nagy and Seth, 1984): a stretch of the page with an
empty channel through it is read column by column, everything else from top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

_SAME_LINE = 0.35  # of the character size: how far apart centres of one line may be
_GAP = 0.6  # a wider gap inside a line may be a channel between columns
_HALF = 0.4  # half the height of a line without its leading
_PROSE_WIDTH = 5.0  # characters; narrower columns are those of tables
_PROSE_LINES = 3
_DEPTH = 6


class Glyph(NamedTuple):
    """One character and its box; y grows downwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column.

    Attributes:
        text: Its characters.
        x0: Left edge.
        x1: Right edge.
        middle: Height of its middle.
        size: Size of its characters.
        block: Lines of one column and stretch share this number; unique in a page.
    """

    text: str
    x0: float
    x1: float
    middle: float
    size: float
    block: int = 0

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.middle - _HALF * self.size

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.middle + _HALF * self.size


def page_lines(glyphs: list[Glyph]) -> list[Line]:
    """Lines of a page in reading order.

    Args:
        glyphs: Its characters, in any order.

    Returns:
        The lines, columns from left to right, each numbered as a block.
    """
    pieces = _merged(_runs(glyphs))
    if not pieces:
        return []
    size = median(piece.size for piece in pieces)
    lines: list[Line] = []
    for block, stretch in enumerate(_ordered(pieces, size, _DEPTH)):
        for band in _bands(stretch):
            lines.extend(_joined(band, block))
    return lines


def _runs(glyphs: list[Glyph]) -> Iterator[Line]:
    """Characters that follow each other on a line, in the order of the file."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield from _line_of(run)
            run = []
        run.append(glyph)
    yield from _line_of(run)


def _follows(last: Glyph, glyph: Glyph) -> bool:
    size = max(_size(last), _size(glyph))
    apart = abs((last.y0 + last.y1) - (glyph.y0 + glyph.y1)) / 2
    return apart < _SAME_LINE * size and -_SAME_LINE * size < glyph.x0 - last.x1 < _GAP * size


def _size(glyph: Glyph) -> float:
    """Character size: the width of a Chinese character, most of the height of another."""
    width, height = glyph.x1 - glyph.x0, glyph.y1 - glyph.y0
    if "\u2e80" <= glyph.text <= "\uffef":
        return max(width, 0.6 * height)
    return 0.8 * height


def _line_of(run: list[Glyph]) -> Iterator[Line]:
    while run and run[-1].text.isspace():
        run.pop()
    start = next((i for i, glyph in enumerate(run) if not glyph.text.isspace()), len(run))
    run = run[start:]
    if run:
        yield Line(
            "".join(glyph.text for glyph in run),
            min(glyph.x0 for glyph in run),
            max(glyph.x1 for glyph in run),
            median((glyph.y0 + glyph.y1) / 2 for glyph in run),
            median(_size(glyph) for glyph in run) or 1.0,
        )


def _merged(runs: Iterator[Line]) -> list[Line]:
    """Runs of one line that the file draws apart, put together."""
    pieces: list[Line] = []
    row: list[Line] = []
    for run in sorted(runs, key=lambda run: run.middle):
        if row and run.middle - row[0].middle > _SAME_LINE * max(run.size, row[0].size):
            pieces.extend(_merged_row(row))
            row = []
        row.append(run)
    pieces.extend(_merged_row(row))
    return pieces


def _merged_row(row: list[Line]) -> list[Line]:
    found: list[Line] = []
    for run in sorted(row, key=lambda run: run.x0):
        if found and run.x0 - found[-1].x1 < _GAP * max(run.size, found[-1].size):
            found[-1] = _pair(found[-1], run)
        else:
            found.append(run)
    return found


def _pair(left: Line, right: Line) -> Line:
    """Two pieces of one line as one, with a space where the gap means one."""
    size = max(left.size, right.size)
    gap = right.x0 - left.x1
    latin = left.text[-1].isascii() and right.text[0].isascii()
    wide = gap > (0.15 if latin else 1.5) * size
    text = f"{left.text} {right.text}" if wide else left.text + right.text
    longer = left if len(left.text) >= len(right.text) else right
    return Line(text, min(left.x0, right.x0), max(left.x1, right.x1), longer.middle, longer.size)


def _ordered(pieces: list[Line], size: float, depth: int) -> Iterator[list[Line]]:
    """Stretches of one column each, in reading order."""
    bands = _bands(pieces)
    single: list[Line] = []
    start = 0
    while start < len(bands):
        end = _column_stretch(bands, start, size) if depth else start
        if end == start:
            single.extend(bands[start])
            start += 1
            continue
        if single:
            yield single
            single = []
        stretch = [piece for band in bands[start:end] for piece in band]
        for column in _columns(stretch, size):
            yield from _ordered(column, size, depth - 1)
        start = end
    if single:
        yield single


def _bands(pieces: list[Line]) -> list[list[Line]]:
    """Pieces side by side, from top to bottom."""
    bands: list[list[Line]] = []
    bottom = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if piece.top >= bottom or not bands:
            bands.append([])
        bands[-1].append(piece)
        bottom = max(bottom, piece.bottom)
    return bands


def _column_stretch(bands: list[list[Line]], start: int, size: float) -> int:
    """End of the longest stretch from here that has columns of prose; start if there is none."""
    stretch: list[Line] = []
    found = start
    for end in range(start, len(bands)):
        stretch.extend(bands[end])
        columns = _columns(stretch, size)
        if len(columns) < 2 and len({round(p.x0 / size) for p in stretch}) > 1:
            if end > start or len(bands[start]) < 2:
                break
            continue
        if _are_prose(columns, size):
            found = end + 1
    return found


def _columns(pieces: list[Line], size: float) -> list[list[Line]]:
    """Pieces divided by the empty channels that go through from top to bottom."""
    columns: list[list[Line]] = []
    right = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if not columns or piece.x0 - right >= _GAP * size:
            columns.append([])
        columns[-1].append(piece)
        right = max(right, piece.x1)
    return columns


def _are_prose(columns: list[list[Line]], size: float) -> bool:
    """Do at least two columns hold lines of text, side by side?"""
    prose = [
        column
        for column in columns
        if len(_bands(column)) >= _PROSE_LINES
        and median(piece.x1 - piece.x0 for piece in column) >= _PROSE_WIDTH * size
    ]
    if len(prose) < 2:
        return False
    tops = [min(piece.top for piece in column) for column in prose]
    bottoms = [max(piece.bottom for piece in column) for column in prose]
    return min(bottoms) > max(tops)


def _joined(band: list[Line], block: int) -> Iterator[Line]:
    """The lines of a band of one column; a band holds two if they touch."""
    rows: list[list[Line]] = []
    for piece in sorted(band, key=lambda piece: piece.middle):
        if rows and piece.middle - rows[-1][0].middle <= _SAME_LINE * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda piece: piece.x0)
        line = row[0]
        for piece in row[1:]:
            line = _pair(line, piece)
        yield Line(line.text, line.x0, line.x1, line.middle, line.size, block)
