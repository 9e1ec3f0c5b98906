"""Text shown as typed: for HTML, and for labels that Streamlit reads as markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

# Streamlit turns ":name:", "->" and their like into pictures after the markdown is parsed, where
# a backslash no longer helps; an invisible word joiner after the first sign does.
WORD_JOINER = "\u2060"
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_PICTURES = re.compile(r"(\\[-:<>=~])")
_WHITE = re.compile(r"\s+")


def as_label(text: str) -> str:
    """The text as a label or message that reads exactly like it.

    Args:
        text: Anything, such as a tag or a file name.

    Returns:
        Markdown in one line whose rendering is the text.
    """
    escaped = _MARKDOWN.sub(r"\\\1", _WHITE.sub(" ", text).strip())
    return _PICTURES.sub(rf"\1{WORD_JOINER}", escaped)


def as_html(text: str, marks: Iterable[tuple[int, int]] = ()) -> str:
    """The text as HTML that reads exactly like it, with some spans marked.

    Args:
        text: Anything.
        marks: Spans `(start, end)` of the text to put into `<mark>`; may touch or overlap.

    Returns:
        Escaped HTML.
    """
    pieces: list[str] = []
    done = 0
    for start, end in sorted(marks):
        start, end = max(start, done), min(end, len(text))
        if start >= end:
            continue
        pieces += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    pieces.append(escape(text[done:]))
    return "".join(pieces)


def shortened(text: str, most: int) -> str:
    """The beginning of a text of more than so many characters, with a sign that it goes on."""
    return text if len(text) <= most else f"{text[:most]}……"


def marks_of(terms: Iterable[str], text: str) -> list[tuple[int, int]]:
    """The spans of a text in which the terms stand, exactly as they are written."""
    return [match.span() for term in terms for match in re.finditer(re.escape(term), text)]
