"""Two wordings of the same words: where one stands in a text, and where they differ.

Only letters, digits and characters count, folded; signs and white space do not. The nearest place
is the run of clauses with the most pairs of neighbouring characters in common (Dice's coefficient
over bigrams), cut to what answers the wording and compared by Ratcliff and Obershelp's matching
(Python's difflib).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from nlp.differences import changes
from nlp.shingles import bare
from nlp.text import Folded, fold

_LETTER = re.compile(r"[^\W_]")
_CLAUSE_END = re.compile(r"[。！？!?…；;，,：:、]")
_LONGEST = 1.6
_LEAST_BLOCK = 2

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text reduced to what counts, with the way back.

    Attributes:
        letters: The letters, digits and characters, folded.
        places: Where each stands in the folded text.
        folded: The folded text, which leads back to the original.
    """

    letters: str
    places: tuple[int, ...]
    folded: Folded

    @classmethod
    def of(cls, text: str) -> Wording:
        """The wording of a text."""
        folded = fold(text)
        places = tuple(match.start() for match in _LETTER.finditer(folded.text))
        return cls("".join(folded.text[at] for at in places), places, folded)

    def span(self, start: int, end: int) -> Span:
        """Where in the original some of the letters stand, at least one."""
        return self.folded.span(self.places[start], self.places[end - 1] + 1)

    def find(self, other: Wording) -> Span | None:
        """Where in the original another wording stands first; None if it does not."""
        at = self.letters.find(other.letters)
        return self.span(at, at + len(other.letters)) if at >= 0 and other.letters else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A place like a wording.

    Attributes:
        likeness: Share of the letters of both that they have in common, in order; 0 to 1.
        place: Where it stands in the text.
        differences: What differs in the wording; what it lacks is not there.
        other_differences: What differs in the text; within the place.
        number: How many differences there are, those with nothing on one side too.
    """

    likeness: float
    place: Span
    differences: tuple[Span, ...]
    other_differences: tuple[Span, ...]
    number: int


def shared_share(pairs: frozenset[str], text: str) -> float:
    """How many of some pairs of neighbouring letters stand in a text; quick, to choose by."""
    return len(pairs & letter_pairs(bare(text))) / max(len(pairs), 1)


def letter_pairs(letters: str) -> frozenset[str]:
    """Every two neighbours of a string."""
    return frozenset(map("".join, pairwise(letters)))


def nearest(wanted: Wording, text: str) -> Comparison | None:
    """Finds the place of a text that is most like a wording.

    Args:
        wanted: The wording.
        text: Where to look.

    Returns:
        The place and the differences; None if nothing is alike.
    """
    other = Wording.of(text)
    window = _window(wanted.letters, other)
    if window is None:
        return None
    start, end = _trimmed(wanted.letters, other.letters, window)
    matcher = SequenceMatcher(None, wanted.letters, other.letters[start:end], autojunk=False)
    mine: list[Span] = []
    theirs: list[Span] = []
    differing = changes(matcher)
    for (begin, stop), (other_begin, other_stop) in differing:
        if begin < stop:
            mine.append(wanted.span(begin, stop))
        if other_begin < other_stop:
            theirs.append(other.span(start + other_begin, start + other_stop))
    place = other.span(start, end)
    return Comparison(matcher.ratio(), place, tuple(mine), tuple(theirs), len(differing))


def _window(wanted: str, other: Wording) -> Span | None:
    """The run of clauses, in letters, that has the most in common with what is wanted."""
    cuts = _clause_starts(other)
    pairs = letter_pairs(wanted)
    neighbours = map("".join, pairwise(other.letters))
    # Of the pairs before each letter so many are wanted ones.
    sums = [0, *accumulate(pair in pairs for pair in neighbours), 0]
    best, window = 0.0, None
    for number, start in enumerate(cuts[:-1]):
        for at in range(number + 1, len(cuts)):
            end = cuts[at]
            shared = min(sums[end - 1] - sums[start], len(pairs)) if end > start else 0
            dice = 2 * shared / max(len(pairs) + end - start - 1, 1)
            if dice > best:
                best, window = dice, (start, end)
            if end - start > _LONGEST * len(wanted):
                break
    return window


def _clause_starts(other: Wording) -> Sequence[int]:
    """The letters with which clauses begin, and the end."""
    text, places = other.folded.text, other.places
    starts = [
        at
        for at in range(1, len(places))
        if _CLAUSE_END.search(text, places[at - 1] + 1, places[at])
    ]
    return [0, *starts, len(places)]


def _trimmed(wanted: str, letters: str, window: Span) -> Span:
    """A window without what stands before and behind the answer to the wording."""
    start, end = window
    matcher = SequenceMatcher(None, wanted, letters[start:end], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= _LEAST_BLOCK]
    if not blocks:
        return window
    first, last = blocks[0], blocks[-1]
    rest = len(wanted) - (last.a + last.size)
    return (
        start + max(first.b - first.a, 0),
        min(start + last.b + last.size + rest, end),
    )
