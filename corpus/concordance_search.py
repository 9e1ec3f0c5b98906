"""Finding every occurrence in the texts of the concordance, and putting a page of them in order."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.concordance_files import END_UNIT, PART_END, UNIT, Integers, Snapshot, Units
from corpus.matching import JOINT

KwicSort = Literal["article", "left", "right"]

_CHUNK = 1 << 20
_PACKED = 4
"""Ranks of so many units go into one sort key."""
_KEYS = 6
"""So many keys: twelve characters even if each takes two units."""


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """Where something stands in a snapshot, in the order of the file.

    Attributes:
        starts: First units.
        ends: One past the last units.
        rows: The rows of the articles.
    """

    starts: Integers
    ends: Integers
    rows: Integers

    def __len__(self) -> int:
        return len(self.starts)

    def pick(self, which: NDArray[np.bool_] | Integers | slice) -> Occurrences:
        """Some of them, in the order asked for."""
        return Occurrences(self.starts[which], self.ends[which], self.rows[which])


@dataclass(frozen=True, slots=True)
class Beside:
    """What must stand near an occurrence.

    Attributes:
        needles: Matching forms, one of which must.
        distance: Characters that may stand between, before it or behind it.
    """

    needles: tuple[str, ...]
    distance: int


def standing_beside(snapshot: Snapshot, found: Occurrences, beside: Beside) -> NDArray[np.bool_]:
    """Which occurrences have another thing near them in the same paragraph.

    Args:
        snapshot: The texts.
        found: The occurrences.
        beside: What must stand near them.
    """
    others = occurrences(snapshot, beside.needles)
    near = np.zeros(len(found), dtype=np.bool_)
    if not len(others) or not len(found):
        return near
    behind = np.searchsorted(others.starts, found.ends, side="left")
    there = behind < len(others)
    gaps = others.starts[np.minimum(behind, len(others) - 1)] - found.ends
    near |= there & _unbroken(snapshot.units, found.ends, gaps, beside.distance)
    before = np.searchsorted(others.ends, found.starts, side="right") - 1
    edges = others.ends[np.maximum(before, 0)]
    gaps = found.starts - edges
    near |= (before >= 0) & _unbroken(snapshot.units, edges, gaps, beside.distance)
    return near


def _unbroken(units: Units, edges: Integers, gaps: Integers, most: int) -> NDArray[np.bool_]:
    """Which gaps are no longer than allowed and hold no end of a paragraph."""
    steps = np.arange(most)
    between = units[np.clip(edges[:, None] + steps, 0, len(units) - 1)]
    broken = ((between == END_UNIT) & (steps < gaps[:, None])).any(axis=1)
    unbroken: NDArray[np.bool_] = (gaps <= most) & ~broken
    return unbroken


def occurrences(snapshot: Snapshot, needles: Sequence[str]) -> Occurrences:
    """Finds every occurrence of every needle, also where one overlaps the next.

    Args:
        snapshot: The texts.
        needles: Matching forms. Where two of different length overlap, only the longer counts.

    Returns:
        The occurrences in articles that are still there.
    """
    starts, ends = np.empty((2, 0), np.int64)
    wanted = _searchable(needles)
    for size in sorted({len(units) for units in wanted}, reverse=True):
        same = [_find(snapshot, units) for units in wanted if len(units) == size]
        found = np.sort(np.concatenate(same))
        found = found[~_overlapping(found, found + size, starts, ends)]
        starts, ends = np.append(starts, found), np.append(ends, found + size)
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], ends[order]
    return _in_articles(snapshot, starts, ends)


def selected_rows(snapshot: Snapshot, ids: Sequence[int] | None) -> NDArray[np.bool_]:
    """Which rows are those of the articles asked for; all if None."""
    articles = snapshot.table.rows["article"]
    if ids is None:
        return np.ones(len(articles), dtype=np.bool_)
    return np.isin(articles, np.asarray(ids, dtype=np.int64))


def page(
    snapshot: Snapshot, found: Occurrences, sort: KwicSort, offset: int, limit: int
) -> Occurrences:
    """A page of occurrences in order; no more is sorted than the page needs.

    Args:
        snapshot: The texts.
        found: Occurrences in it.
        sort: By article (newest first, then by id and place), or by the characters before,
            read backwards, or after; these two go by article where the characters are the same.
        offset: How many to leave out.
        limit: How many to give.

    Returns:
        Those of the page.
    """
    stop = min(offset + limit, len(found))
    if offset >= stop:
        return found.pick(slice(0, 0))
    first = _key(snapshot, found, sort, 0)
    bound = np.partition(first, stop - 1)[stop - 1]
    near = np.flatnonzero(first <= bound)
    some = found.pick(near)
    keys: list[NDArray[np.generic]] = [some.starts, snapshot.places[some.rows]]
    if sort != "article":
        keys += [_key(snapshot, some, sort, number) for number in reversed(range(1, _KEYS))]
        keys.append(first[near])
    return some.pick(np.lexsort(keys)[offset:stop])


def _searchable(needles: Sequence[str]) -> list[Units]:
    """Code units of the needles, without those that cannot be: empty, or half a character."""
    found: list[Units] = []
    for needle in dict.fromkeys(needles):
        with suppress(UnicodeEncodeError):
            units = np.frombuffer(needle.encode("utf-16-le"), UNIT)
            if len(units) and END_UNIT not in units:
                found.append(units)
    return found


def _find(snapshot: Snapshot, needle: Units) -> Integers:
    """Looks for the rarest unit of the needle, and for the others only around it."""
    units = snapshot.units
    rarest, *others = np.argsort(snapshot.commonness[needle], kind="stable").tolist()
    found: list[Integers] = []
    last = len(units) - len(needle)
    for begin in range(0, len(units), _CHUNK):
        at = np.flatnonzero(units[begin : begin + _CHUNK] == needle[rarest])
        at += begin - rarest
        at = at[(at >= 0) & (at <= last)]
        for other in others:
            at = at[units[at + other] == needle[other]]
        found.append(at)
    return np.concatenate(found)


def _overlapping(
    starts: Integers, ends: Integers, others: Integers, other_ends: Integers
) -> NDArray[np.bool_]:
    """Which spans overlap any of the others; both sorted by start."""
    if not len(others):
        return np.zeros(len(starts), dtype=np.bool_)
    reach = np.maximum.accumulate(other_ends)
    before = np.searchsorted(others, ends, side="left") - 1
    overlapping: NDArray[np.bool_] = (before >= 0) & (reach[before] > starts)
    return overlapping


def _in_articles(snapshot: Snapshot, starts: Integers, ends: Integers) -> Occurrences:
    """Leaves out what stands in texts that were changed or thrown away since."""
    rows = snapshot.table.rows
    if not len(rows):
        starts = ends = np.empty(0, np.int64)
    at = np.searchsorted(rows["start"], starts, side="right") - 1
    alive = at >= 0
    alive[alive] = ends[alive] <= (rows["start"] + rows["length"])[at[alive]]
    return Occurrences(starts[alive], ends[alive], at[alive])


def _key(snapshot: Snapshot, found: Occurrences, sort: KwicSort, number: int) -> NDArray[np.uint64]:
    """A sort key: the article's place, or the ranks of four units beside the keyword."""
    if sort == "article":
        return snapshot.places[found.rows].astype(np.uint64)
    step = 1 if sort == "right" else -1
    edges = found.ends if sort == "right" else found.starts - 1
    return _packed(snapshot.units, edges, step, number)


def _packed(units: Units, edges: Integers, step: int, number: int) -> NDArray[np.uint64]:
    """Ranks of units outwards from the edges, nothing beyond the end of a part."""
    key = np.zeros(len(edges), dtype=np.uint64)
    alive = np.ones(len(edges), dtype=np.bool_)
    for place in range((number + 1) * _PACKED):
        at = np.clip(edges + step * place, 0, len(units) - 1)
        ranks = _ranks()[units[at]]
        alive &= ranks != 0
        if place >= number * _PACKED:
            key = (key << np.uint64(16)) | np.where(alive, ranks, 0).astype(np.uint64)
    return key


@cache
def _ranks() -> NDArray[np.uint16]:
    """For each code unit its place in the order a Chinese reader expects.

    Ends of parts, ASCII, the signs of GB 2312, its characters (the 3,755 common ones by pinyin,
    the others by radical), then everything else by code point.
    """
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    chinese = "".join(cell.decode("gb2312", "ignore") for cell in cells)
    ordered = dict.fromkeys((PART_END, JOINT, *map(chr, range(0x80)), *chinese))
    ordered |= dict.fromkeys(map(chr, range(0x10000)))
    ranks = np.empty(1 << 16, dtype=np.uint16)
    ranks[[ord(char) for char in ordered]] = np.arange(1 << 16)
    ranks.flags.writeable = False
    return ranks
