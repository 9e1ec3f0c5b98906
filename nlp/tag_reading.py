"""A text read for tags: its words, and where each of them stands in it as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nlp.segmentation import Segmenter
from nlp.text import fold
from nlp.tokens import TokenTable, TypeNumbers


class Place(NamedTuple):
    """A part of a text.

    Attributes:
        paragraph: Index of the paragraph; None for the title.
        start: First character, in the paragraph as written.
        end: One past the last.
    """

    paragraph: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text and its words.

    Attributes:
        parts: Title and paragraphs as written.
        table: The text as the one document of a table.
        places: For each token where it stands; ends of parts stand at their ends.
    """

    parts: tuple[str, ...]
    table: TokenTable
    places: tuple[Place, ...]

    def words(self) -> list[str]:
        """The word of each token."""
        types = self.table.types
        return [types[number][0] for number in np.asarray(self.table.tokens).tolist()]

    def written(self, place: Place) -> str:
        """What stands at a place."""
        part = self.parts[0 if place.paragraph is None else place.paragraph + 1]
        return part[place.start : place.end]

    def between(self, first: int, last: int) -> Place:
        """The place from one token to another of the same part."""
        begin, end = self.places[first], self.places[last]
        return Place(begin.paragraph, begin.start, end.end)

    def within(self, first: int, last: int, skipped: int, spare: int) -> Place:
        """The place from one token to another, but for some characters at both ends."""
        whole = self.between(first, last)
        start = min(whole.start + skipped, whole.end)
        return Place(whole.paragraph, start, max(whole.end - spare, start))


def read(title: str, paragraphs: Sequence[str], segmenter: Segmenter) -> Reading:
    """Cuts a text into words, remembering where they stand.

    Args:
        title: May be empty.
        paragraphs: The text.
        segmenter: Cuts the words.

    Returns:
        The text and its words.
    """
    parts = (title, *paragraphs)
    numbers = TypeNumbers()
    types = numbers.of(parts, segmenter)
    places: list[Place] = []
    for number, part in enumerate(parts):
        paragraph = number - 1 if number else None
        folded = fold(part)
        tokens = segmenter.tagged(folded.text)
        places += [Place(paragraph, *folded.span(token.start, token.end)) for token in tokens]
        places.append(Place(paragraph, len(part), len(part)))
    starts = np.array([0, len(types)], np.int64)
    table = TokenTable(numbers.types, types, starts, np.zeros(1, np.int64))
    return Reading(parts, table, tuple(places))
