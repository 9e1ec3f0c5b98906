"""The few lines of an article that show best why it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.highlight import Occurrence, Span, merge, places

LENGTH = 120
"""Characters of a snippet, as a rule."""
_SENTENCE_END = re.compile(r"[。！？!?；;…][”’」』）)\"']*")
_CLAUSE_END = re.compile(r"[，,、：:]")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """Part of a paragraph.

    Attributes:
        text: The part, with "…" where it is cut.
        marks: Spans of `text` to highlight.
        paragraph_index: Which paragraph of the article it is from.
    """

    text: str
    marks: tuple[Span, ...]
    paragraph_index: int


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of one paragraph and the needles in it."""

    paragraph: int
    first: int
    last: int
    needles: frozenset[int]
    count: int


def snippets(
    paragraphs: Sequence[str], needles: Sequence[str], *, most: int = 2, length: int = LENGTH
) -> tuple[Snippet, ...]:
    """Chooses the parts of an article that hold most of what was looked for.

    Args:
        paragraphs: The article's paragraphs.
        needles: Matching forms that were looked for, the most telling first.
        most: How many snippets at most.
        length: How long a snippet may be, about.

    Returns:
        Snippets in reading order; the beginning of the article if no needle stands in it.
    """
    return snippets_of(paragraphs, places(paragraphs, needles), most=most, length=length)


def snippets_of(
    paragraphs: Sequence[str],
    found: Sequence[Sequence[Occurrence]],
    *,
    most: int = 2,
    length: int = LENGTH,
) -> tuple[Snippet, ...]:
    """The same where it is known already what stands where.

    The first snippet holds as many different needles as any window of the length can, the next
    one as many as possible of those still missing.

    Args:
        paragraphs: The article's paragraphs.
        found: For each of them the occurrences of needles, in order.
        most: As for `snippets`.
        length: As for `snippets`.
    """
    windows = [_best_window(at, some, length) for at, some in enumerate(found) if some]
    if not windows:
        return _beginning(paragraphs, length)
    chosen = sorted(_choose(windows, most), key=lambda w: (w.paragraph, w.first))
    return tuple(_cut(paragraphs[w.paragraph], w, found[w.paragraph], length) for w in chosen)


def _best_window(paragraph: int, found: Sequence[Occurrence], length: int) -> _Window:
    """The stretch with most different needles; of several the one with most occurrences."""
    if found[-1][1][1] - found[0][1][0] <= length * 3 // 4:
        needles = frozenset(needle for needle, _ in found)
        return _Window(paragraph, found[0][1][0], _last(found), needles, len(found))
    best = (0, 0, 0, 0)
    inside: dict[int, int] = {}
    left = 0
    room = length * 3 // 4
    for right, (needle, (_, end)) in enumerate(found):
        inside[needle] = inside.get(needle, 0) + 1
        while left < right and end - found[left][1][0] > room:
            gone = found[left][0]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            left += 1
        this = (len(inside), right - left + 1, -left, -right)
        if this > best:
            best = this
    _, count, left, right = best[0], best[1], -best[2], -best[3]
    stretch = found[left : right + 1]
    needles = frozenset(needle for needle, _ in stretch)
    return _Window(paragraph, stretch[0][1][0], _last(stretch), needles, count)


def _last(found: Sequence[Occurrence]) -> int:
    return max(end for _, (_, end) in found)


def _choose(windows: Sequence[_Window], most: int) -> list[_Window]:
    """Greedily: what adds most needles not seen yet, then what holds most, then what is first."""
    chosen: list[_Window] = []
    seen: frozenset[int] = frozenset()
    left = list(windows)
    while left and len(chosen) < most:
        best = max(
            left, key=lambda w: (len(w.needles - seen), len(w.needles), w.count, -w.paragraph)
        )
        left.remove(best)
        chosen.append(best)
        seen |= best.needles
    return chosen


def _cut(text: str, window: _Window, found: Sequence[Occurrence], length: int) -> Snippet:
    start, end = _borders(text, window.first, window.last, length)
    head = _ELLIPSIS if start > 0 else ""
    tail = _ELLIPSIS if end < len(text) else ""
    shift = len(head) - start
    marks = merge(
        (max(a, start) + shift, min(b, end) + shift) for _, (a, b) in found if a < end and b > start
    )
    return Snippet(f"{head}{text[start:end]}{tail}", marks, window.paragraph)


def _borders(text: str, first: int, last: int, length: int) -> Span:
    """Widens a stretch to about the length, beginning after a sentence or clause if one is near."""
    if len(text) <= length:
        return 0, len(text)
    last = min(last, first + length)
    spare = max(length - (last - first), 0)
    lowest = max(first - spare * 2 // 3, 0)
    start = _after(_SENTENCE_END, text, lowest, first)
    if start is None and lowest > 0:
        start = _after(_CLAUSE_END, text, max(first - spare // 2, 0), first)
    if start is None:
        start = 0 if lowest == 0 else max(first - spare // 4, 0)
    highest = min(start + length, len(text))
    end = max(highest, last)
    if end < len(text):
        ends = [m.end() for m in _SENTENCE_END.finditer(text, last, end)]
        clauses = [m.start() for m in _CLAUSE_END.finditer(text, last, end)]
        if ends and ends[-1] - start >= length // 3:
            end = ends[-1]
        elif clauses and clauses[-1] - start >= length // 2:
            end = clauses[-1]
    return start, end


def _after(border: re.Pattern[str], text: str, lowest: int, first: int) -> int | None:
    """Where the first sentence or clause that begins between the two places begins."""
    if lowest == 0 and border is _SENTENCE_END:
        return 0
    match = border.search(text, lowest, first)
    if match is None or match.end() > first:
        return None
    start = match.end()
    while start < first and text[start].isspace():
        start += 1
    return start


def _beginning(paragraphs: Sequence[str], length: int) -> tuple[Snippet, ...]:
    for index, text in enumerate(paragraphs):
        if text.strip():
            start, end = _borders(text, 0, 0, length)
            return (Snippet(text[start:end] + (_ELLIPSIS if end < len(text) else ""), (), index),)
    return ()
