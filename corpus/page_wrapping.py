"""Whether one line of a page goes on in the next, or a paragraph ends between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.page_clues import Piece
from corpus.page_lines import is_closed, is_unbalanced, must_continue, width
from nlp.segmentation import default_segmenter

LONGEST_HEADING = 36
_ENUMERATED = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．](?!\d)|第[一二三四五六七八九十]{1,3}[章节部条编，、\s]"
    r"|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|[Ⅰ-Ⅻ]、?"
)
_LISTED = re.compile(r"(?:——|—|[•●·▪◆■])")
_COUNTED = re.compile(r"(?:[一二三四五六七八九十]是|其[一二三四五]|第[一二三四五六七八九十]，)")
_LEADS = re.compile(
    r"(?:今天|昨天|日前|近日|本报讯|新华社|据\S{2,8}报道|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?，"
    r"|\d{1,2}日|各位代表|同志们)"
)
_PARTICLES = "的地得了着过们等和与及或"
_NEVER_FIRST = "，。、；：！？”’）》】」』%％"
_CLAUSE = re.compile("[。；!！]|(?:说|称|表示|指出|强调|认为|提出|要求|介绍)[，,：:]|日[，,]")
_LONGEST_WITH_COMMA = 24
_TORN_OFF = re.compile(r"[下上中里内外后前时间来去者][，、。；]")
_INDENT = 2.0
"""Width of the white space before an indented line, in full-width characters."""
_CLOSED_BY_CHANCE = 0.0156
"""Share of the full lines within paragraphs that end a sentence, counted on wrapped pages."""
_DOUBTFUL_ENDS = 0.4
"""Share of the full lines ending a sentence that end a paragraph, counted on wrapped pages."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a line fills its column.

    Attributes:
        wrapped: Whether its neighbours were cut at one width.
        full: Whether it reaches that width.
        lines: How many lines a paragraph takes there on average.
        indents: Whether indents tell the paragraphs apart there.
    """

    wrapped: bool = False
    full: bool = False
    lines: float = 0.0
    indents: bool = False


FREE = Fit()


def fits(pieces: Sequence[Piece], hard_wrapped: bool) -> list[Fit]:
    """Find the stretches of a page whose lines were all cut at one width.

    Args:
        pieces: The pieces of the page.
        hard_wrapped: Whether the file's format has no other lines.

    Returns:
        For each piece how it fills its column.
    """
    found: list[Fit] = [FREE] * len(pieces)
    start = 0
    for index in range(len(pieces) + 1):
        if index == len(pieces) or pieces[index].kind != "text":
            found[start:index] = _stretch_fits(pieces[start:index], hard_wrapped)
            start = index + 1
    return found


def _stretch_fits(pieces: Sequence[Piece], hard_wrapped: bool) -> list[Fit]:
    tight = sum(not piece.line.apart for piece in pieces[1:])
    if len(pieces) < 2 or (tight * 2 < len(pieces) - 1 and not hard_wrapped):
        return [FREE] * len(pieces)
    margins = [_INDENT * piece.line.indented for piece in pieces]
    measures = [
        [margin + measure(piece.text) for margin, piece in zip(margins, pieces, strict=True)]
        for measure in (len, width)
    ]
    best = max(measures, key=_peak)
    full = _full_lines(pieces, best, hard_wrapped)
    if not any(full):
        return [FREE] * len(pieces)
    closed = [f for f, p in zip(full, pieces, strict=True) if is_closed(p.text)]
    ends = 1 + closed.count(False) + _DOUBTFUL_ENDS * closed.count(True)
    indented = sum(piece.line.indented for piece in pieces)
    indents = 0 < indented <= len(pieces) * 0.7
    return [Fit(True, f, len(pieces) / ends, indents) for f in full]


def _peak(widths: Sequence[float]) -> int:
    return max(Counter(w for w in widths if w >= 8).values(), default=0)


def _full_lines(pieces: Sequence[Piece], widths: Sequence[float], hard_wrapped: bool) -> list[bool]:
    """Which lines reach the width at which they were cut; none if they were not."""
    open_widths = Counter(
        w for w, p in zip(widths, pieces, strict=True) if w >= 8 and not is_closed(p.text)
    )
    if not open_widths:
        return [False] * len(pieces)
    column, times = max(open_widths.items(), key=lambda item: (item[1], item[0]))
    beyond = sum(w > column for w in widths)
    near = sum(n for w, n in open_widths.items() if column - 3 <= w < column)
    if times >= 2 and beyond <= max(1, len(pieces) * 0.06) and near <= max(1, times * 0.1):
        return [w >= column for w in widths]
    ragged = sorted(widths)[int(len(widths) * 0.9) :][0]
    cut = sum(n for w, n in open_widths.items() if ragged - 2.5 <= w <= ragged + 2.5)
    if ragged <= 60 and (hard_wrapped or cut >= max(4, len(pieces) * 0.5)):
        return [
            w >= ragged - (1 if is_closed(p.text) else 2.5)
            for w, p in zip(widths, pieces, strict=True)
        ]
    return [False] * len(pieces)


def is_enumerated(text: str) -> bool:
    """Tell whether a line begins with the number of a section ("一、", "（二）", "3.")."""
    return bool(_ENUMERATED.match(text))


def goes_on(before: Piece, after: Piece, fit: Fit) -> bool:
    """Tell whether two text lines that follow each other belong to one paragraph.

    Args:
        before: The first line.
        after: The second.
        fit: How the first fills its column.

    Returns:
        True if nothing but the end of a line, or of a column, is between them.
    """
    if after.line.cut or after.text[0] in _NEVER_FIRST:
        return True
    if fit.wrapped and not after.line.apart:
        return _wrapped_on(before, after, fit)
    if is_closed(before.text):
        return False
    if before.text[-1] in "：:；;":
        listed = _starts_item(after.text) or _COUNTED.match(after.text)
        return not listed and not after.line.indented
    return not reads_as_heading(before.text, after.text)


def _wrapped_on(before: Piece, after: Piece, fit: Fit) -> bool:
    if fit.indents:
        return not after.line.indented and (fit.full or not is_closed(before.text))
    if not fit.full:
        return False
    if not is_closed(before.text):
        return True
    if _starts_item(after.text) or _LEADS.match(after.text):
        return False
    return (fit.lines - 1) * _CLOSED_BY_CHANCE * len(before.text) > 1


def _starts_item(text: str) -> bool:
    return bool(_ENUMERATED.match(text) or _LISTED.match(text))


def reads_as_heading(text: str, after: str) -> bool:
    """Tell whether a short line that ends no sentence is a heading, not a torn-off beginning.

    Args:
        text: The line.
        after: The line that follows.

    Returns:
        False if it is too long, has clauses, breaks a word or a bracket, or ends or goes on with
        characters that only stand within sentences.
    """
    if len(text) > LONGEST_HEADING or _CLAUSE.search(text) or is_closed(text):
        return False
    if text[-1] in "，、；：,;:" or is_unbalanced(text) or must_continue(text, after):
        return False
    if _TORN_OFF.match(after) or (len(text) > _LONGEST_WITH_COMMA and re.search("[，,]", text)):
        return False
    if after[0] in _PARTICLES and not after.startswith(("和平", "等级", "与其", "过去", "得到")):
        return False
    return not breaks_word(text, after)


def breaks_word(before: str, after: str) -> bool:
    """Tell whether the end of one line and the beginning of the next are one word."""
    head, tail = before[-10:], after[:10]
    segmenter = default_segmenter()
    return any(
        token.start < len(head) < token.end and segmenter.knows(token.text)
        for token in segmenter.tokens(head + tail)
    )
