"""Where in a text the words of a query stand: exact spans of the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from corpus.matching import MatchForm, match_form
from corpus.query import Query

Span = tuple[int, int]
Occurrence = tuple[int, Span]
"""Number of a needle and where it stands."""

# A private character: no white space, folds to itself, stands in no needle.
_BORDER = "\ue000"


def highlight(text: str, query: Query, *, in_title: bool = False) -> tuple[Span, ...]:
    """Finds what to highlight in a text.

    Words, phrases and their variants of width, case, script and white space are found; spans
    that overlap or touch are one.

    Args:
        text: A text as it is shown.
        query: The query.
        in_title: True for a title, so that what was asked of the title is marked too.

    Returns:
        Start and end of each span of the text, in order, apart from each other.
    """
    needles = query.needles(in_title=in_title)
    if not needles or not text:
        return ()
    form = match_form(text)
    return merge(span for _, span in occurrences(form, needles))


def places(texts: Sequence[str], needles: Sequence[str]) -> list[list[Occurrence]]:
    """Finds every occurrence of every needle in several texts, folding them only once.

    Args:
        texts: Texts as they are shown.
        needles: Matching forms to look for.

    Returns:
        For each text number of the needle and span of the text, in order of the spans.
    """
    found: list[list[Occurrence]] = [[] for _ in texts]
    if not needles:
        return found
    if any(_BORDER in needle for needle in needles):
        return [sorted(occurrences(match_form(t), needles), key=_by_span) for t in texts]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    for number, (start, end) in occurrences(match_form(_BORDER.join(texts)), needles):
        # A mark at the beginning of a text combines with the border before it.
        at = bisect_right(starts, start + 1) - 1
        begin = starts[at]
        found[at].append((number, (max(start - begin, 0), end - begin)))
    if len(needles) > 1:
        for some in found:
            some.sort(key=_by_span)
    return found


def _by_span(occurrence: Occurrence) -> Span:
    return occurrence[1]


def occurrences(form: MatchForm, needles: Sequence[str]) -> list[Occurrence]:
    """Finds every occurrence of every needle.

    Args:
        form: The text's matching form.
        needles: Matching forms to look for.

    Returns:
        Number of the needle and span of the original, needle by needle, each in order.
    """
    return [(number, span) for number, needle in enumerate(needles) for span in form.find(needle)]


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Joins spans that overlap or touch.

    Args:
        spans: Spans in any order.

    Returns:
        The same places, in order.
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
