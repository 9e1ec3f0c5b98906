"""What each line of a page says by itself, before its neighbours are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.bylines import (
    LONGEST_BYLINE,
    cut_byline,
    is_affiliation,
    is_bare_names,
    is_bracketed_names,
    is_marked_author,
    is_organisation,
    is_source,
    opens_affiliation,
    tail_bracket,
)
from corpus.page_columns import is_marked_column
from corpus.page_furniture import is_dateline, is_furniture, turns
from corpus.page_lines import Line, join

Kind = Literal[
    "text",
    "names",
    "organisation",
    "author",
    "signature",
    "office",
    "affiliation",
    "source",
    "column",
    "date",
    "furniture",
]

_WEB_BYLINE = re.compile(r"(?:来源|作者|编辑|责编|记者|日期|时间|发布时间|发表时间|栏目)\s*[:：]")
_LONGEST_CLUE = 420


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a stretch of one, with what it says by itself.

    Attributes:
        line: Where it stands.
        kind: "names" are bare names, which may be authors or a heading; "signature" names in
            brackets, as below an article; "author" names behind a word or sign for authors;
            "organisation" a body that may have signed, or a heading;
            "office" what may be an affiliation because names share its line.
        group: Lines of one bracket over several lines share a number.
    """

    line: Line
    kind: Kind
    group: int

    @property
    def text(self) -> str:
        """The visible characters."""
        return self.line.text


def page_pieces(lines: Iterable[Line]) -> list[Piece]:
    """Cut lines where a byline or a turn to another page shares them, and judge each stretch.

    Args:
        lines: The lines of a page.

    Returns:
        The pieces in order; they cover just what the lines cover.
    """
    found: list[Piece] = []
    bracket: list[Line] = []
    for line in (stretch for whole in lines for stretch in _stretches(whole)):
        if bracket:
            bracket.append(line)
            length = sum(len(part.text) for part in bracket)
            if line.text[-1] in "）)" or length > LONGEST_BYLINE or len(bracket) > 6:
                found.extend(_bracket_pieces(bracket, len(found)))
                bracket = []
        elif len(line.text) < LONGEST_BYLINE and opens_affiliation(line.text):
            bracket = [line]
        else:
            found.extend(_byline_pieces(line, len(found)))
    found.extend(_bracket_pieces(bracket, len(found)))
    return found


def _bracket_pieces(lines: list[Line], first: int) -> Iterator[Piece]:
    """The lines of a bracket that was opened: an affiliation, if it was closed in time."""
    if lines and is_affiliation(join([line.text for line in lines])):
        yield from (Piece(line, "affiliation", first) for line in lines)
        return
    for offset, line in enumerate(lines):
        yield Piece(line, _kind(line.text), first + offset)


def _byline_pieces(line: Line, first: int) -> Iterator[Piece]:
    """A line on which names and an office stand side by side, or any other line."""
    parts = () if is_furniture(line.text) else cut_byline(line.text)
    if not parts:
        yield Piece(line, _kind(line.text), first)
    for offset, part in enumerate(parts):
        stretch = _stretch(line, part.start, part.end)
        marked = is_marked_author(stretch.text)
        beside: Kind = "affiliation" if stretch.text[-1] in "）)" else "office"
        who: Kind = "author" if marked else "names"
        yield Piece(stretch, who if part.kind == "author" else beside, first + offset)


def _kind(text: str) -> Kind:
    if len(text) > _LONGEST_CLUE:
        return "text"
    if is_affiliation(text):
        return "affiliation"
    if is_source(text):
        return "source"
    if is_dateline(text):
        return "date"
    if is_furniture(text):
        return "furniture"
    if is_bracketed_names(text):
        return "signature"
    if is_marked_column(text):
        return "column"
    if is_marked_author(text):
        return "author"
    if is_bare_names(text):
        return "names"
    return "organisation" if is_organisation(text) else "text"


def _stretches(line: Line) -> Iterator[Line]:
    """Cut "（上接第1版）", "（下转第3版）", a byline in brackets and web bylines off a line."""
    start, end = turns(line.text)
    if start:
        yield _stretch(line, 0, start)
    inner = _stretch(line, start, end)
    tail = tail_bracket(inner.text)
    if tail:
        head = _stretch(inner, 0, tail.start)
        yield from _stretches(head) if tail_bracket(head.text) else (head,)
        yield _stretch(inner, tail.start, tail.end)
    else:
        yield from _web_stretches(inner)
    if end < len(line.text):
        yield _stretch(line, end, len(line.text))


def _web_stretches(line: Line) -> Iterator[Line]:
    """Cut a line as web pages have it: "2021-09-28 来源：云溪网 作者：张三"."""
    marks = [m.start() for m in _WEB_BYLINE.finditer(line.text)] if len(line.text) <= 120 else []
    parts = [0, *marks] if marks and marks[0] else marks
    alone = all(len(line.text[a:b]) <= 40 for a, b in zip(parts, [*parts[1:], None], strict=False))
    if len(parts) < 2 or not alone or (parts[0] != marks[0] and not _dated(line.text[: marks[0]])):
        yield line
        return
    for start, end in zip(parts, [*parts[1:], len(line.text)], strict=True):
        yield _stretch(line, start, end)


def _dated(text: str) -> bool:
    return is_dateline(text.strip(" |｜\u3000"))


def _stretch(line: Line, start: int, end: int) -> Line:
    """Part of a line, without white space at its ends."""
    if start == 0 and end == len(line.text):
        return line
    raw = line.text[start:end]
    shown = raw.strip()
    first = line.start + start + len(raw) - len(raw.lstrip())
    fresh = start == 0
    return replace(
        line,
        start=first,
        end=first + len(shown),
        text=shown,
        indented=line.indented and fresh,
        apart=line.apart and fresh,
        cut=line.cut or not fresh,
    )
