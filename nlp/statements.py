"""Statements: an article cut into what can be compared, claim by claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.outline import Outline, Place, Point

Piece = tuple[int, int, int]
"""A paragraph, and start and end in it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its own text, or a paragraph under no claim of its own.

    Attributes:
        number: Place among the statements of the article, from 0.
        claim: What it says in short, as written; empty where nothing does.
        above: The claims of the points it stands below, outermost first.
        piece: Where it stands; the statements of an article hold its whole text.
        text: What stands there, without white space around it.
        heading: Whether it is a heading and nothing else.
    """

    number: int
    claim: str
    above: tuple[str, ...]
    piece: Piece
    text: str
    heading: bool

    def is_above(self, other: Statement) -> bool:
        """Whether another statement of the same article stands below the claim of this one."""
        path = (*self.above, self.claim)
        return bool(self.claim) and self is not other and other.above[: len(path)] == path


def statements_of(paragraphs: Sequence[str], outline: Outline) -> tuple[Statement, ...]:
    """Cuts an article into statements.

    Args:
        paragraphs: Its headings and paragraphs.
        outline: Its outline.

    Returns:
        The statements in order; every character but white space stands in exactly one.
    """
    end = (len(paragraphs), 0)
    found = list(_own(paragraphs, outline.points, (0, 0), end, (), None))
    return tuple(
        Statement(number, claim, above, (at, begin, stop), paragraphs[at][begin:stop], heading)
        for number, (claim, above, (at, begin, stop), heading) in enumerate(found)
    )


_Found = tuple[str, tuple[str, ...], Piece, bool]


def _own(
    paragraphs: Sequence[str],
    points: Sequence[Point],
    start: Place,
    end: Place,
    above: tuple[str, ...],
    point: Point | None,
) -> Iterator[_Found]:
    """What stands between two places: own text before and after each point, and the points."""
    at = start
    for child in points:
        yield from _pieces(paragraphs, at, child.start, above, point)
        below = (*above, child.text)
        yield from _own(paragraphs, child.children, child.start, child.end, below, child)
        at = child.end
    yield from _pieces(paragraphs, at, end, above, point)


def _pieces(
    paragraphs: Sequence[str],
    start: Place,
    end: Place,
    above: tuple[str, ...],
    point: Point | None,
) -> Iterator[_Found]:
    """The text between two places, a paragraph at a time."""
    for number in range(start[0], min(end[0] + 1, len(paragraphs))):
        text = paragraphs[number]
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else len(text)
        piece = text[first:last]
        if not piece.strip():
            continue
        first += len(piece) - len(piece.lstrip())
        place = (number, first, first + len(piece.strip()))
        claims = point is not None and point.paragraph == number and first <= point.claim[0]
        if claims and point is not None:
            yield point.text, above[:-1], place, point.heading
        else:
            yield "", above, place, False
