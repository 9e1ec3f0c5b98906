"""Paragraphs as lines that a person can edit, one paragraph a line, "# " before a heading."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.article import Paragraph

_HEADING = "# "
_LITERAL = "\\"


def to_lines(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs as text; `from_lines` gives them back as they were.

    What would be read otherwise, such as a paragraph that begins like a heading, gets a backslash.
    """
    return "\n".join(map(_line, paragraphs))


def from_lines(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text; blank lines say nothing."""
    return tuple(_paragraph(line) for line in text.split("\n") if line.strip())


def _line(paragraph: Paragraph) -> str:
    if paragraph.kind == "heading":
        return _HEADING + paragraph.text
    literal = paragraph.text.startswith((_HEADING, _LITERAL)) or not paragraph.text.strip()
    return (_LITERAL if literal else "") + paragraph.text


def _paragraph(line: str) -> Paragraph:
    if line.startswith(_HEADING):
        return Paragraph(line.removeprefix(_HEADING), "heading")
    return Paragraph(line.removeprefix(_LITERAL))
