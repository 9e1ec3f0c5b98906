"""The outline of an article as a numbered list, and what it says in numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from corpus.board_sources import Source
from corpus.handout_style import (
    CELL,
    LEVELS,
    POINT,
    SOURCE,
    TABLE_WIDE,
    new_list,
    put_in_list,
    show_in_navigation,
)
from corpus.tables import office_text
from corpus.word_tables import add_table
from nlp.figures import Figure
from nlp.outline import Outline, Point
from nlp.quantities import change

MOST_POINTS = 60
MOST_FIGURES = 10
_LONGEST_SENTENCE = 60
_HEADS = ("指标", "由", "至", "年份", "原句")
_WIDTHS = (2.9, 2.1, 2.7, 1.7, TABLE_WIDE - 9.4)


def numbered(outline: Outline) -> Iterator[tuple[str, int, Point]]:
    """The points of an outline as they are listed: each with its number and its level from 0."""
    counts = [0] * LEVELS
    for depth, point in outline.walk():
        if depth > LEVELS or not point.text.strip():
            continue
        counts[depth - 1] += 1
        counts[depth:] = [0] * (LEVELS - depth)
        yield ".".join(map(str, counts[:depth])), depth - 1, point


def number_of(outline: Outline, point: Point) -> str:
    """The number of a point in the list, or that of the point above it if it stands too deep."""
    last = ""
    for number, _, one in numbered(outline):
        if one.start > point.start:
            break
        last = number
    return last


def add_points(document: Any, source: Source) -> None:
    """Adds the outline of an article and its figures."""
    points = list(numbered(source.anatomy.outline))
    listed = new_list(document, "points")
    for _, level, point in points[:MOST_POINTS]:
        paragraph = document.add_paragraph(style=POINT)
        put_in_list(paragraph, listed, level)
        paragraph.add_run(office_text(point.text.strip())).bold = level == 0
        if level == 0:
            show_in_navigation(paragraph, 3)
    if len(points) > MOST_POINTS:
        document.add_paragraph(f"其余 {len(points) - MOST_POINTS} 点没有列出。", style=SOURCE)
    if not points:
        document.add_paragraph("这篇文章没有小标题和序号，列不出提纲。", style=SOURCE)
    figures = source.anatomy.figures
    if figures:
        document.add_heading("文中的数字", 3)
        rows = list(_rows(figures[:MOST_FIGURES], source.anatomy.paragraphs))
        add_table(document, _HEADS, rows, widths=_WIDTHS, style=CELL)
        left = len(figures) - MOST_FIGURES
        said = f"共 {len(figures)} 项，其余 {left} 项请看原文。" if left > 0 else ""
        document.add_paragraph(said, style=SOURCE)


def _rows(figures: Sequence[Figure], paragraphs: Sequence[str]) -> Iterator[tuple[str, ...]]:
    before = None
    for figure in figures:
        place = (figure.paragraph, figure.sentence_span)
        sentence = paragraphs[figure.paragraph][slice(*figure.sentence_span)].strip()
        short = len(sentence) <= _LONGEST_SENTENCE
        yield (
            figure.indicator,
            figure.start.text if figure.start else "",
            _reached(figure),
            figure.year or "",
            "同上句" if short and place == before else _around(sentence, figure.value.text),
        )
        before = place


def _reached(figure: Figure) -> str:
    """The quantity reached, with the change if one is told; what is only a change is said to be."""
    told = change(figure) if figure.change else ""
    if figure.value == figure.change:
        return told
    return f"{figure.value.text}（{told}）" if told else figure.value.text


def _around(sentence: str, words: str) -> str:
    """A sentence, or of a long one the part that holds some words of it."""
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    start = max(0, sentence.find(words) + len(words) - _LONGEST_SENTENCE * 2 // 3)
    end = start + _LONGEST_SENTENCE
    before, behind = "……" * (start > 0), "……" * (end < len(sentence))
    return f"{before}{sentence[start:end]}{behind}"
