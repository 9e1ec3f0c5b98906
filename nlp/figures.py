"""The figures of an article as a table: what grew from how much to how much, where and when.

A figure is a quantity with a unit that a noun phrase of the same clause is tied to. Sentences
without such quantities are not cut into words at all, for that is what takes the time.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.figure import Figure
from nlp.figure_conflicts import Conflict, conflicts, measured, same_indicator
from nlp.figure_places import find_place, find_year
from nlp.figure_statements import SentenceReader, Statement
from nlp.numerals import Quantity, find_quantities
from nlp.segmentation import Segmenter
from nlp.sentences import sentence_spans
from nlp.text import Folded, fold, fold_text

__all__ = [
    "Conflict",
    "Figure",
    "Quantity",
    "conflicts",
    "find_figures",
    "measured",
    "same_indicator",
]

_LIKELY = re.compile(r"\d|分之|成|翻|[十百千万亿][元吨亩公户人家平]")

# Sentences longer than this are none, but text without full stops.
_FARTHEST_PLACE = 800


def find_figures(paragraphs: Sequence[str], segmenter: Segmenter) -> tuple[Figure, ...]:
    """Finds the figures of an article.

    Args:
        paragraphs: Its paragraphs in order.
        segmenter: Cuts them into words.

    Returns:
        The figures in the order in which they stand.
    """
    return tuple(
        figure
        for index, paragraph in enumerate(paragraphs)
        for figure in _ParagraphReader(paragraph, index, segmenter).figures()
    )


class _ParagraphReader:
    """Reads one paragraph; year and place are looked for in the sentences before, too."""

    def __init__(self, paragraph: str, index: int, segmenter: Segmenter) -> None:
        self._paragraph = paragraph
        self._index = index
        self._segmenter = segmenter
        self._folded: Folded = fold(paragraph)
        self._sentences: list[tuple[int, int]] = []
        # How far years and places have been looked for, and what was found last: a paragraph may
        # be a whole book, and is gone through once.
        self._year_until = self._place_until = 0
        self._year: str | None = None
        self._place: str | None = None

    def figures(self) -> Iterator[Figure]:
        """Yields the figures in order."""
        text = self._folded.text
        if not _LIKELY.search(text):
            return
        quantities = [q for q in find_quantities(text) if self._is_whole(q)]
        if not quantities:
            return
        self._sentences = sentence_spans(text)
        left = deque(quantities)
        for number, (start, end) in enumerate(self._sentences):
            own = []
            while left and left[0].span[0] < end:
                own.append(_moved(left.popleft(), -start))
            if not own:
                continue
            reader = SentenceReader(text[start:end], own, self._segmenter)
            for statement in reader.read():
                yield self._figure(statement, number, reader)

    def _figure(self, statement: Statement, number: int, reader: SentenceReader) -> Figure:
        start, end = self._sentences[number]
        until = statement.value.span[0]
        change = statement.change if _belongs(statement) else None
        span = self._span((statement.indicator[0] + start, statement.indicator[1] + start))
        return Figure(
            indicator=self._paragraph[slice(*span)],
            indicator_span=span,
            start=self._quantity(statement.start, start),
            value=self._original(statement.value, start),
            change=self._quantity(change, start),
            change_kind=statement.change_kind if change else None,
            whole=self._quantity(statement.whole, start),
            year=self._find_year(start + until),
            place=self._find_place(number, until, reader),
            sentence_span=self._span((start, end)),
            paragraph=self._index,
        )

    def _find_year(self, end: int) -> str | None:
        self._year = find_year(self._folded.text, self._year_until, end) or self._year
        self._year_until = max(end, self._year_until)
        return self._year

    def _find_place(self, number: int, until: int, reader: SentenceReader) -> str | None:
        tokens = reader.tokens(until - _FARTHEST_PLACE, until)
        return find_place(tokens, until, self._segmenter) or self._place_before(number)

    def _place_before(self, number: int) -> str | None:
        """The place named last in the sentences before one."""
        for index in range(number - 1, self._place_until - 1, -1):
            sentence = self._folded.text[slice(*self._sentences[index])]
            tokens = self._segmenter.tagged(sentence)
            if place := find_place(tokens, len(sentence), self._segmenter):
                self._place = place
                break
        self._place_until = number
        return self._place

    def _is_whole(self, quantity: Quantity) -> bool:
        """Whether a quantity does not begin within a sign (the 2 of ㎡)."""
        written = self._paragraph[slice(*self._span(quantity.span))]
        return fold_text(written) == self._folded.text[slice(*quantity.span)]

    def _span(self, span: tuple[int, int]) -> tuple[int, int]:
        return self._folded.span(*span)

    def _quantity(self, quantity: Quantity | None, start: int) -> Quantity | None:
        return None if quantity is None else self._original(quantity, start)

    def _original(self, quantity: Quantity, start: int) -> Quantity:
        """The quantity as it was written, at its place in the paragraph."""
        span = self._span((quantity.span[0] + start, quantity.span[1] + start))
        return replace(quantity, text=self._paragraph[slice(*span)], span=span)


def _belongs(statement: Statement) -> bool:
    """Whether a change is one of the value: tons do not grow by 元, that is another figure."""
    change = statement.change
    if change is None or statement.change_kind not in {"growth", "fall"}:
        return True
    return change.unit in {statement.value.unit, "%", "个百分点", "倍"}


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, span=(quantity.span[0] + by, quantity.span[1] + by))
