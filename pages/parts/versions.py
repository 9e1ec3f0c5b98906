"""Two versions of a field beside each other, with the characters marked in which they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from corpus.article import Paragraph
from corpus.paragraph_lines import to_lines
from nlp.differences import differences
from pages.parts.literal import as_html

LONGEST = 3000
"""Longer texts are shown without marks: to match them takes too long."""
STATUS = {"kept": "在文库", "trashed": "在回收站"}


def lines_of(field: str, value: Any) -> list[str]:
    """A field's value, as a draft or the history holds it, as lines to be read."""
    if value is None or value == "":
        return []
    if field == "paragraphs":
        kept = (Paragraph(**p) if isinstance(p, Mapping) else p for p in value)
        return to_lines(kept).split("\n") if value else []
    if field == "status":
        return [STATUS[value]]
    if isinstance(value, date):
        return [value.isoformat()]
    if isinstance(value, str):
        return [value]
    if isinstance(value, (list, tuple)):
        return ["、".join(map(str, value))] if value else []
    return [str(value)]


def versions_html(
    field: str, before: Any, after: Any, names: tuple[str, str] = ("改前", "改后")
) -> str:
    """Both versions as HTML; of a text only the paragraphs that differ.

    Args:
        field: Which field.
        before: One version, as a draft or the history holds it.
        after: The other.
        names: What they are called.
    """
    rows = [
        _side(one, other) for one, other in pairs(lines_of(field, before), lines_of(field, after))
    ]
    sides = zip(names, zip(*rows, strict=True) if rows else ((), ()), strict=True)
    cells = "".join(
        f"<div><small>{as_html(name)}</small>{''.join(its) or _NOTHING}</div>"
        for name, its in sides
    )
    return f'<div class="sx-versions">{cells}</div>'


_NOTHING = '<p class="sx-nothing">（空）</p>'


def pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """The lines that differ, each beside what stands in its place; None for nothing."""
    found: list[tuple[str | None, str | None]] = []
    for tag, start, end, there, until in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            found += zip_longest(before[start:end], after[there:until])
    return found


def _side(one: str | None, other: str | None) -> tuple[str, str]:
    if one is None or other is None:
        return _line(one), _line(other)
    if max(len(one), len(other)) > LONGEST:
        return _line(one, ()), _line(other, ())
    mine, theirs = differences(one, other)
    return _line(one, mine), _line(other, theirs)


def _line(text: str | None, marks: Sequence[tuple[int, int]] | None = None) -> str:
    if text is None:
        return ""
    spans = [(0, len(text))] if marks is None else marks
    return f"<p>{as_html(text, spans)}</p>"
