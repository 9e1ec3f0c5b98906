"""What each piece of a text adds to the score of a tag: words, pairs of words, sentences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.sentences import sentence_spans
from nlp.tag_features import Occurrences
from nlp.tag_reading import Place, Reading

Doubles = NDArray[np.float64]


class Pieces:
    """The pieces of a text.

    A word and a pair of words are pieces of their own; characters of the title are shared out
    among the words they stand in.

    Args:
        reading: The text.
        found: Its features.

    Attributes:
        forms: For each piece the number of its form.
        written: For each form its words, folded.
        sentences: For each piece its sentence.
        spans: Where each sentence stands; a title is one or more of its own.
    """

    def __init__(self, reading: Reading, found: Occurrences) -> None:
        self._reading, self._columns = reading, found.columns
        self._width = int(found.columns.max(initial=-1)) + 1
        self._times = np.bincount(found.columns, minlength=self._width)
        self._count_pieces(found)
        words = reading.words()
        numbers: dict[tuple[str, ...], int] = {}
        spans = zip(self._firsts.tolist(), self._lasts.tolist(), strict=True)
        forms = [
            numbers.setdefault(tuple(words[first : last + 1]), len(numbers))
            for first, last in spans
        ]
        self.forms = np.array(forms, np.int64)
        self.written = list(numbers)
        self.spans = [
            Place(number - 1 if number else None, *span)
            for number, part in enumerate(reading.parts)
            for span in sentence_spans(part)
        ]
        places = [_order(reading.places[last]) for last in self._lasts.tolist()]
        begins = np.array([_order(span) for span in self.spans], np.int64)
        self.sentences = np.searchsorted(begins, places, side="right") - 1

    def _count_pieces(self, found: Occurrences) -> None:
        titled = found.titled
        sizes = np.where(titled, found.lasts - found.firsts + 1, 1)
        self._sources = np.repeat(np.arange(len(sizes)), sizes)
        self._fractions = 1 / sizes[self._sources]
        steps = np.arange(len(self._sources)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        split = titled[self._sources]
        self._firsts = found.firsts[self._sources] + np.where(split, steps, 0)
        self._lasts = np.where(split, self._firsts, found.lasts[self._sources])

    def shares(self, columns: NDArray[np.int32], added: NDArray[np.float32]) -> Doubles:
        """What each piece adds to a score.

        Args:
            columns: The features of the text.
            added: What each of them adds.
        """
        total = np.zeros(self._width)
        total[columns] = added
        each: Doubles = total[self._columns] / self._times[self._columns]
        return each[self._sources] * self._fractions

    def places(self, form: int, most: int) -> tuple[Place, ...]:
        """The first places where a form stands."""
        at = np.flatnonzero(self.forms == form).tolist()
        spans = sorted({(int(self._firsts[n]), int(self._lasts[n])) for n in at})
        return tuple(self._reading.between(*span) for span in spans[:most])


def _order(place: Place) -> int:
    """A number that grows from place to place."""
    return ((0 if place.paragraph is None else place.paragraph + 1) << 32) + place.start
