"""The outline of an essay: its headings and the cues of the genre made into a tree of claims.

Cues are of three ranks: headings; what begins a paragraph (numbers, dashes, 一是, leads that are
parallel); what stands inside one (一是…二是…, short sentences that each head what follows). Within
a rank the first cue of a family opens a level and every other one of that family continues it,
as in the discourse structure theory of Polanyi ("A formal model of the structure of discourse",
1988): a unit is attached to the open one that it is parallel to, else below the last one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.outline_cues import Cue, cues_of
from nlp.segmentation import Segmenter

Place = tuple[int, int]
"""A paragraph, from 0, and a character in it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A claim with the text that belongs to it.

    Attributes:
        paragraph: The paragraph the claim stands in.
        claim: Its span there, without marker and end of sentence.
        text: What stands in that span.
        marker: The number, dash or ordinal before it, as written; empty if there is none.
        start: Where the point begins, marker included.
        end: Where it ends, its children included.
        heading: Whether it is a heading of the page.
        children: The points below it, in order.
    """

    paragraph: int
    claim: tuple[int, int]
    text: str
    marker: str
    start: Place
    end: Place
    heading: bool
    children: tuple[Point, ...]

    def walk(self, depth: int = 1) -> Iterator[tuple[int, Point]]:
        """This point and all below, in the order of the text, each with its depth."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class Outline:
    """The points of an essay.

    Attributes:
        points: Those of the first level, in order.
    """

    points: tuple[Point, ...]

    def walk(self) -> Iterator[tuple[int, Point]]:
        """Every point in the order of the text with its depth, from 1."""
        for point in self.points:
            yield from point.walk()


def outline_of(
    paragraphs: Sequence[str], headings: Sequence[bool], segmenter: Segmenter
) -> Outline:
    """Finds the outline of an essay.

    Args:
        paragraphs: Headings and paragraphs as they were written, without the title.
        headings: For each whether it is a heading.
        segmenter: Tells the parts of speech by which parallel leads are known.

    Returns:
        Its points; the spans of points on one level never overlap, and those of children lie
        in their parent's.
    """
    cues = cues_of(paragraphs, headings, segmenter)
    root: list[Point] = []
    open_points: list[_Open] = []
    for cue in cues:
        while open_points and _closes(cue, open_points):
            _close(open_points, root, paragraphs, cue.start)
        open_points.append(_Open(cue, []))
    end = (len(paragraphs), 0)
    while open_points:
        _close(open_points, root, paragraphs, end)
    return Outline(tuple(root))


@dataclass(slots=True)
class _Open:
    cue: Cue
    children: list[Point]


def _closes(cue: Cue, open_points: Sequence[_Open]) -> bool:
    """Whether the innermost open point ends where a cue begins."""
    last = open_points[-1].cue
    if last.rank > cue.rank or last.reach < cue.paragraph:
        return True
    return any(one.cue.family == cue.family for one in open_points)


def _close(
    open_points: list[_Open], root: list[Point], paragraphs: Sequence[str], at: Place
) -> None:
    one = open_points.pop()
    cue = one.cue
    last = min(cue.reach, len(paragraphs) - 1)
    end = min(at, (last + 1, 0))
    begin, stop = cue.claim
    point = Point(
        cue.paragraph,
        cue.claim,
        paragraphs[cue.paragraph][begin:stop],
        cue.marker,
        cue.start,
        end,
        cue.rank == 0,
        tuple(one.children),
    )
    (open_points[-1].children if open_points else root).append(point)
