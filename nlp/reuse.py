"""What two texts have in common word for word, and what of it is quoted or said by everybody.

The common runs are those of greedy string tiling (Wise 1993): the longest run that both texts hold
comes first, then the longest in what is left of both, and so on. Every place is used once.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nlp.paired_marks import marked_spans
from nlp.shingles import bare, run_numbers
from nlp.text import fold

LEAST = 13
"""Runs of so many characters are rarely shared by chance."""
_MOST_PAIRS = 300_000
"""Places that agree; of texts that say one thing over and over the rest is left out."""

Kind = Literal["reuse", "quotation", "formulation"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CommonRun:
    """A run that two texts share, punctuation, spelling and white space aside.

    Attributes:
        a: Where it stands in the first text, start and end.
        b: Where it stands in the second text.
        kind: "quotation" where either text quotes, "formulation" where it is made of known ones,
            "reuse" otherwise.
    """

    a: Span
    b: Span
    kind: Kind


@dataclass(frozen=True, slots=True, eq=False)
class _Bare:
    """The letters and digits of a text, and where each comes from.

    Attributes:
        text: They alone, folded.
        begins: For each where in the original the cluster it came from begins.
        ends: And where it ends.
        quoted: For each whether it stands in a quotation.
    """

    text: str
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    quoted: NDArray[np.bool_]

    def begins_at(self, place: int) -> bool:
        """Whether a cluster begins with this character."""
        return place == 0 or bool(self.begins[place] != self.begins[place - 1])

    def ends_at(self, place: int) -> bool:
        """Whether a cluster ends before this character."""
        return place == len(self.text) or self.begins_at(place)


def common_runs(
    a: str, b: str, *, least: int = LEAST, formulations: Collection[str] = ()
) -> tuple[CommonRun, ...]:
    """Finds what two texts have in common word for word.

    A run is set aside as a quotation or a formulation if less than `least` characters in a row
    are left of it without these.

    Args:
        a: Any text.
        b: Any text; a and b may change places.
        least: Letters and digits a run has at least.
        formulations: What everybody says, in any spelling.

    Returns:
        The runs in the order of `a`; none overlap, in `a` or in `b`.

    Raises:
        ValueError: If least is below 1.
    """
    if least < 1:
        raise ValueError(f"runs of {least} characters")
    one, other = _bare(a), _bare(b)
    swapped = one.text > other.text
    if swapped:
        # Of runs of one length that get in each other's way the same one is chosen either way.
        one, other = other, one
    known = [form for form in dict.fromkeys(map(bare, formulations)) if form]
    runs = []
    for start, there, length in _tiles(one, other, least):
        place = (int(one.begins[start]), int(one.ends[start + length - 1]))
        copy = (int(other.begins[there]), int(other.ends[there + length - 1]))
        quoted = one.quoted[start : start + length] | other.quoted[there : there + length]
        kind = _kind(one.text[start : start + length], quoted, known, least)
        runs.append(CommonRun(copy, place, kind) if swapped else CommonRun(place, copy, kind))
    return tuple(sorted(runs, key=lambda run: run.a))


def _bare(text: str) -> _Bare:
    folded = fold(text)
    places = np.array([n for n, char in enumerate(folded.text) if char.isalnum()], np.int64)
    if folded.offsets is None:
        begins, ends = places, places + 1
    else:
        offsets = np.asarray(folded.offsets, np.int64)
        begins = offsets[places]
        ends = offsets[np.searchsorted(offsets, begins, side="right")]
    quoted = np.zeros(len(text) + 1, np.bool_)
    for start, end in marked_spans(text):
        quoted[start:end] = True
    chars = "".join(filter(str.isalnum, folded.text))
    return _Bare(chars, begins, ends, quoted[begins])


def _tiles(one: _Bare, other: _Bare, least: int) -> Iterator[tuple[int, int, int]]:
    """Where runs begin in both texts and how long they are, the longest first."""
    waiting = [(-length, start, there) for start, there, length in _matches(one, other, least)]
    heapq.heapify(waiting)
    taken = _Taken(), _Taken()
    while waiting:
        length, start, there = heapq.heappop(waiting)
        length = -length
        free = _free(start, there, length, taken)
        if free != [(0, length)]:
            for begin, end in free:
                if end - begin >= least:
                    heapq.heappush(waiting, (begin - end, start + begin, there + begin))
            continue
        begin, end = _whole(one, other, (start, there), length)
        if end - begin == length:
            taken[0].add(start, start + length)
            taken[1].add(there, there + length)
            yield start, there, length
        elif end - begin >= least:
            heapq.heappush(waiting, (begin - end, start + begin, there + begin))


def _matches(one: _Bare, other: _Bare, least: int) -> Iterator[tuple[int, int, int]]:
    """Every run both texts hold that cannot be made longer, of at least so many characters."""
    starts, places = _agreeing(run_numbers(one.text, least), run_numbers(other.text, least))
    diagonals = starts - places
    order = np.lexsort((starts, diagonals))
    starts, places, diagonals = starts[order], places[order], diagonals[order]
    breaks = np.flatnonzero((np.diff(diagonals) != 0) | (np.diff(starts) != 1)) + 1
    for first, last in zip([0, *breaks.tolist()], [*breaks.tolist(), len(starts)], strict=True):
        if last > first:
            yield int(starts[first]), int(places[first]), last - first + least - 1


def _agreeing(
    one: NDArray[np.uint64], other: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs of places with equal numbers; the most frequent numbers last to be left out."""
    order, ordered = np.argsort(other, kind="stable"), np.sort(other)
    low = np.searchsorted(ordered, one, side="left")
    counts = np.searchsorted(ordered, one, side="right") - low
    if counts.sum() > _MOST_PAIRS:
        _, kinds, times = np.unique(one, return_inverse=True, return_counts=True)
        pairs = times * np.bincount(kinds, counts, len(times)) / times
        rarest = np.argsort(pairs, kind="stable")
        fits = np.zeros(len(times), np.bool_)
        fits[rarest] = np.cumsum(pairs[rarest]) <= _MOST_PAIRS
        counts = np.where(fits[kinds], counts, 0)
    starts = np.repeat(np.arange(len(one)), counts)
    within = np.arange(len(starts)) - np.repeat(np.cumsum(counts) - counts, counts)
    return starts, order[np.repeat(low, counts) + within]


class _Taken:
    """Places of a text that are used up."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)

    def inside(self, start: int, end: int) -> Iterator[Span]:
        """What is used up between two places."""
        at = max(bisect_left(self._starts, start) - 1, 0)
        while at < len(self._starts) and self._starts[at] < end:
            if self._ends[at] > start:
                yield max(self._starts[at], start), min(self._ends[at], end)
            at += 1


def _free(start: int, there: int, length: int, taken: tuple[_Taken, _Taken]) -> list[Span]:
    """The parts of a run that are used up in neither text, counted from where it begins."""
    used = sorted(
        (begin - origin, end - origin)
        for origin, its in zip((start, there), taken, strict=True)
        for begin, end in its.inside(origin, origin + length)
    )
    free, at = [], 0
    for begin, end in (*used, (length, length)):
        if begin > at:
            free.append((at, begin))
        at = max(at, end)
    return free


def _whole(one: _Bare, other: _Bare, places: Span, length: int) -> Span:
    """The part of a run that begins and ends between whole clusters of both originals."""
    start, there = places
    begin, end = 0, length
    while begin < end and not (one.begins_at(start + begin) and other.begins_at(there + begin)):
        begin += 1
    while end > begin and not (one.ends_at(start + end) and other.ends_at(there + end)):
        end -= 1
    return begin, end


def _kind(text: str, quoted: NDArray[np.bool_], known: Sequence[str], least: int) -> Kind:
    if _longest(~quoted) < least:
        return "quotation"
    aside = quoted.copy()
    for form in known:
        at = text.find(form)
        while at >= 0:
            aside[at : at + len(form)] = True
            at = text.find(form, at + 1)
    return "formulation" if _longest(~aside) < least else "reuse"


def _longest(marks: NDArray[np.bool_]) -> int:
    """The most marks in a row."""
    breaks = np.flatnonzero(~np.concatenate([[False], marks, [False]]))
    return int(np.diff(breaks).max()) - 1
