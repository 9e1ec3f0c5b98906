"""The lines of a page: where they stand in the text, and what their ends say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f]"
    "|[\uff01-\uff60\uffe0-\uffe6‘’“”…—·\U00020000-\U0003ffff]"
)
_FINAL = "。！？!?…｡"
_QUOTES = "”’\"'」』）)】》〉］]"
_AFTER_LATIN = re.compile(r"[A-Za-z]{2}[.][”’\"')）]*$")
_NEVER_FIRST = "，。、；：！？,.;:!?）)】》〉］]」』”’%％‰℃…"
_NEVER_LAST = "，、,（(【《〈［[「『“‘"


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of one line that is treated as a unit.

    Attributes:
        start: Where its first visible character stands in the page.
        end: Just behind its last visible character.
        text: What stands between them.
        indented: Whether white space as wide as a full-width space stood before it.
        apart: Whether an empty line, or the beginning of the page, is before it.
        cut: Whether it is not the first stretch of its line.
    """

    start: int
    end: int
    text: str
    indented: bool = False
    apart: bool = False
    cut: bool = False


def page_lines(text: str) -> Iterator[Line]:
    """Find the lines that are not empty.

    Args:
        text: Any text.

    Yields:
        Its lines in order; every character that is no white space is in one of them.
    """
    start, apart = 0, True
    for whole in text.splitlines(keepends=True):
        shown = whole.strip()
        if shown:
            margin = whole.index(shown[0])
            indented = "\u3000" in whole[:margin] or "\t" in whole[:margin] or margin > 1
            first = start + margin
            yield Line(first, first + len(shown), shown, indented, apart)
        apart = not shown or whole[-1] == "\x0c"
        start += len(whole)


def width(text: str) -> float:
    """Width on paper in full-width characters; a Latin letter or digit is half of one."""
    wide = len(_WIDE.findall(text))
    return wide + (len(text) - wide) / 2


def is_closed(text: str) -> bool:
    """Tell whether a line ends a sentence (。！？…, also before closing quotes)."""
    bare = text.rstrip(_QUOTES)
    if not bare:
        return False
    return bare[-1] in _FINAL or bool(_AFTER_LATIN.search(text[-12:]))


def must_continue(before: str, after: str) -> bool:
    """Tell whether punctuation alone shows that two lines are one sentence.

    Args:
        before: The first line.
        after: The line that follows it.

    Returns:
        True if no line may end as the first does, or none begin as the second does, or if a
        bracket or quotation mark opened near the end of the first is still open.
    """
    return before[-1] in _NEVER_LAST or after[0] in _NEVER_FIRST or is_unbalanced(before)


def is_unbalanced(text: str) -> bool:
    """Tell whether a bracket, quotation mark or 《 opened in a text is not closed in it."""
    tail = text[-200:]
    return any(
        tail.rfind(opening) > tail.rfind(closing)
        for opening, closing in ("“”", "‘’", "《》", "（）", "()", "【】", "「」", "『』")
    )


def join(parts: list[str]) -> str:
    """Put the lines of one paragraph together again.

    Args:
        parts: The lines, without white space at their ends.

    Returns:
        The paragraph: a space stands only where two Latin words would touch (a number may have
        been cut anywhere).
    """
    pieces: list[str] = []
    last = ""
    for part in parts:
        if _is_latin(last, ",;") and _is_latin(part[:1]):
            pieces.append(" ")
        pieces.append(part)
        last = part[-1:]
    return "".join(pieces)


def _is_latin(character: str, others: str = "") -> bool:
    return character != "" and character.isascii() and (character.isalpha() or character in others)
