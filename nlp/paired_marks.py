"""Marks that come in pairs: where titles in 《》 and words in quotation marks lie in a paragraph.

A pair never runs past its paragraph. A mark without its partner ends nowhere: it pairs with
nothing, and what stands behind it is read as if it were not there.
"""

from __future__ import annotations

import re
from collections import Counter

Span = tuple[int, int]

_TITLES = {"》": "《", "〉": "〈"}
_QUOTES = {"”": "“", "」": "「", "』": "『", "〞": "〝"}
_TITLE_MARK = re.compile("[《》〈〉]")
_QUOTE_MARK = re.compile("[“”「」『』〝〞]")
_STRAIGHT = re.compile('["＂]')


def title_spans(text: str) -> list[Span]:
    """The outermost 《…》 of a paragraph, with their marks, in order."""
    pairs = _pairs(text, _TITLE_MARK, _TITLES)
    return [span for span in _outermost(pairs) if text[span[0]] == "《"]


def quote_spans(text: str) -> list[Span]:
    """The outermost quotations of a paragraph, with their marks, in order.

    Straight marks pair in turn, the first opening; of an odd number the last pairs with nothing.
    """
    straight = [mark.start() for mark in _STRAIGHT.finditer(text)]
    pairs = [(begin, end + 1) for begin, end in zip(straight[::2], straight[1::2], strict=False)]
    return _outermost([*_pairs(text, _QUOTE_MARK, _QUOTES), *pairs])


def marked_spans(text: str) -> list[Span]:
    """What stands in 《》 or in quotation marks in a text of any number of paragraphs.

    Args:
        text: Paragraphs, one a line.

    Returns:
        The outermost spans with their marks, in order.
    """
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        spans = _outermost([*title_spans(line), *quote_spans(line)])
        found += [(begin + start, end + start) for begin, end in spans]
        start += len(line) + 1
    return found


def _pairs(text: str, mark: re.Pattern[str], openers: dict[str, str]) -> list[Span]:
    """Every mark with its partner; one that is never closed does not hold up those within."""
    waiting: list[int] = []
    open_ones: Counter[str] = Counter()
    found: list[Span] = []
    for match in mark.finditer(text):
        opener = openers.get(match[0])
        if opener is None:
            waiting.append(match.start())
            open_ones[match[0]] += 1
        elif open_ones[opener]:
            while text[begin := waiting.pop()] != opener:
                open_ones[text[begin]] -= 1
            open_ones[opener] -= 1
            found.append((begin, match.end()))
    return found


def _outermost(spans: list[Span]) -> list[Span]:
    """Those that begin in no other."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
