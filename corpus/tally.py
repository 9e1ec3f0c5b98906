"""Where the characters of a page went: into texts, titles, bylines, or beside."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.spans import Role
from corpus.splitting import Split

_TITLES: frozenset[Role] = frozenset({"title", "kicker", "subtitle", "heading"})


@dataclass(frozen=True, slots=True)
class Tally:
    """Visible characters of a page, by what became of them.

    Attributes:
        body: In paragraphs.
        titles: In titles of articles and headings.
        bylines: In authors, sources, columns and dates.
        furniture: In what belongs to no article.
        lost: In none of these.
        doubled: In more than one.
    """

    body: int
    titles: int
    bylines: int
    furniture: int
    lost: int
    doubled: int

    @property
    def total(self) -> int:
        """Visible characters of the page."""
        return self.body + self.titles + self.bylines + self.furniture + self.lost - self.doubled


def tally(split: Split) -> Tally:
    """Counts the characters of a page by the spans that hold them; white space does not count."""
    counts = dict.fromkeys(("body", "titles", "bylines", "furniture"), 0)
    lost = doubled = end = 0
    for span in sorted(split.spans, key=lambda span: span.start):
        counts[_place(span.role, span.article)] += _visible(split.text, span.start, span.end)
        lost += _visible(split.text, end, span.start)
        doubled += _visible(split.text, span.start, min(end, span.end))
        end = max(end, span.end)
    lost += _visible(split.text, end, len(split.text))
    return Tally(**counts, lost=lost, doubled=doubled)


def _place(role: Role, article: int | None) -> str:
    if article is None or role == "furniture":
        return "furniture"
    if role == "paragraph":
        return "body"
    return "titles" if role in _TITLES else "bylines"


def _visible(text: str, start: int, end: int) -> int:
    return sum(map(len, text[start:end].split())) if start < end else 0
