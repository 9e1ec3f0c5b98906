"""Lines of pages as text in which new paragraphs can be seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from corpus.readers.lines import INDENT
from corpus.readers.pdf_layout import Line

_INDENT = (1.3, 3.6)  # characters
_SHORT = 1.9  # a line that ends so many characters early ends its paragraph
_LEADING = 1.45
_OTHER_SIZE = 1.12


@dataclass(frozen=True, slots=True)
class PageText:
    """A page after its lines were put in order.

    Attributes:
        number: From 1.
        height: In points.
        lines: In reading order.
        characters: Visible ones of the text layer.
    """

    number: int
    height: float
    lines: list[Line]
    characters: int


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float
    pitch: float


def text_of(pages: list[list[Line]]) -> str:
    """The text of a document.

    Args:
        pages: Lines in reading order, page by page.

    Returns:
        The lines; an empty line before one that starts a paragraph, two full-width spaces before
        one that is indented. Where a paragraph runs on in the next column, nothing is between.
    """
    out: list[str] = []
    previous: Line | None = None
    column: _Column | None = None
    for page in pages:
        for _, group in groupby(page, key=lambda line: line.block):
            lines = list(group)
            here = _column(lines)
            for line in lines:
                indented = _is_indented(line, here)
                if previous is not None and (
                    indented or _starts(previous, column or here, line, here)
                ):
                    out.append("")
                out.append(INDENT + line.text if indented else line.text)
                previous, column = line, here
    return "\n".join(out)


def _column(lines: list[Line]) -> _Column:
    size = median(line.size for line in lines)
    edges = Counter(round(line.x0 / size, 1) for line in lines)
    often, count = edges.most_common(1)[0]
    leftmost = min(line.x0 for line in lines)
    # In a stretch of short paragraphs most lines may be indented.
    left = (
        often * size if count * 2 > len(lines) and often * size - leftmost > 4 * size else leftmost
    )
    pitches = [after.middle - before.middle for before, after in pairwise(lines)]
    return _Column(left, max(line.x1 for line in lines), median(pitches) if pitches else 0.0)


def _is_indented(line: Line, column: _Column) -> bool:
    low, high = _INDENT
    if not low <= (line.x0 - column.left) / line.size <= high:
        return False
    # A centred line stands off on both sides.
    return column.right - line.x1 < 1.5 * line.size or line.x0 - column.left < 2.5 * line.size


def _starts(previous: Line, before: _Column, line: Line, here: _Column) -> bool:
    """Does the geometry say that a paragraph ended before this line?"""
    if before.right - previous.x1 > _SHORT * previous.size:
        return True
    larger, smaller = max(line.size, previous.size), min(line.size, previous.size)
    if larger > _OTHER_SIZE * smaller:
        return True
    if line.x0 - here.left > _INDENT[1] * line.size:
        return True
    same_column = before is here and line.middle > previous.middle
    return same_column and here.pitch > 0 and line.middle - previous.middle > _LEADING * here.pitch
