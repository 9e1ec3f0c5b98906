"""A passage on slides: large, word for word, what is marked in red, and who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from corpus.exhibit import Quoted
from corpus.slide_deck import MOST_PAGES, Panel, bar
from corpus.slide_text import (
    GREY,
    INK,
    LINE,
    RED,
    SMALLEST,
    Box,
    Said,
    clean,
    lines,
    one_line,
    text_box,
    width,
)

_SIZES = (28, 26, 24, 22, 20, SMALLEST)
_INDENT, _BYLINE = 24.0, 36.0
Lines = Sequence[tuple[int, int]]


def passage_panels(passage: Quoted, room: Box) -> list[Panel]:
    """A passage as a quotation, in the largest words with which it fits on one slide.

    Args:
        passage: The passage.
        room: Where it stands.
    """
    text, marks = _shown(passage)
    high = room.height - _BYLINE
    wide = room.width - _INDENT
    for size in _SIZES:
        found = lines(text, wide, size)
        if len(found) * size * LINE <= high:
            break
    most = max(int(high / (size * LINE)), 1)
    pages = [found[start : start + most] for start in range(0, len(found), most)]
    panels = []
    for number, page in enumerate(pages[:MOST_PAGES], 1):
        said = f"第 {number} 页，共 {len(pages)} 页" if len(pages) > 1 else ""
        if number == MOST_PAGES and len(pages) > MOST_PAGES:
            said += f" · 其余 {len(text) - page[-1][1]:,} 字没有列出"
        runs = _runs(text, marks, page)
        panels.append(Panel(said, partial(_draw, runs, _byline(passage), size)))
    return panels


def _draw(runs: list[list[Said]], byline: str, size: int, slide: Any, box: Box) -> list[Any]:
    high = box.height - _BYLINE
    inner = Box(box.x + _INDENT, box.y, box.width - _INDENT, high)
    text_box(slide, inner, "引文", runs, size)
    written = min(sum(_deep(line, inner.width, size) for line in runs) * size * LINE, high)
    bar(slide, Box(box.x, box.y, 4, written))
    below = inner.below(written + 6)
    text_box(slide, below, "出处", [[Said(byline, colour=GREY)]], SMALLEST)
    return []


def _deep(line: Sequence[Said], wide: float, size: int) -> int:
    return len(lines("".join(said.text for said in line), wide, size))


def _runs(text: str, marks: Sequence[tuple[int, int]], page: Lines) -> list[list[Said]]:
    """The paragraphs of a page, cut where a mark begins or ends."""
    start, end = page[0][0], page[-1][1]
    found: list[list[Said]] = []
    for line in text[start:end].split("\n"):
        stop = start + len(line)
        cuts = sorted({start, stop, *(c for mark in marks for c in mark if start < c < stop)})
        found.append(
            [
                _said(text[a:b], any(one <= a < other for one, other in marks))
                for a, b in pairwise(cuts)
            ]
        )
        start = stop + 1
    return found


def _said(text: str, marked: bool) -> Said:
    return Said(text, marked, RED if marked else INK)


def _shown(passage: Quoted) -> tuple[str, list[tuple[int, int]]]:
    """The words as a slide holds them, and the marks where they stand in those."""
    text = passage.text
    marks = [
        (len(clean(text[: max(one, 0)])), len(clean(text[: max(other, 0)])))
        for one, other in passage.marks
    ]
    return clean(text), marks


def _byline(passage: Quoted) -> str:
    said = f"——《{one_line(passage.title)}》"
    byline = one_line(passage.byline)
    whole = f"{said}，{byline}" if byline else said
    return whole if width(whole, SMALLEST) < 840 else whole[:45] + "…"
