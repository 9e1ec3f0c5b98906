"""What each stretch of a page is, so that every character has exactly one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "title",
    "kicker",
    "subtitle",
    "author",
    "affiliation",
    "source",
    "column",
    "date",
    "heading",
    "paragraph",
    "furniture",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a page's text.

    The spans of a page tile it: every character that is no white space is in exactly one.

    Attributes:
        start: Where it begins in the text.
        end: Just behind its end.
        role: What it is.
        article: Which article of the page it belongs to, from 0; None for furniture.
        block: Spans with the same number are one paragraph, heading or title over several lines.
    """

    start: int
    end: int
    role: Role
    article: int | None
    block: int
