"""Two people's changes of one sequence brought together."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Change(Generic[T]):
    """What one side put in the place of a stretch of the base."""

    start: int
    end: int
    items: tuple[T, ...]

    @property
    def grows(self) -> bool:
        """True if more stands there than before."""
        return len(self.items) > self.end - self.start

    def meets(self, other: _Change[T]) -> bool:
        """True if both concern the same items, or add to the same gap."""
        if self.start < other.end and other.start < self.end:
            return True
        touch = self.start <= other.end and other.start <= self.end
        return touch and self.grows and other.grows


def merged(base: Sequence[T], one: Sequence[T], other: Sequence[T]) -> tuple[T, ...] | None:
    """Makes both changes of a sequence, where they concern different places of it.

    As diff3 does (Khanna, Kunal, Pierce, "A formal investigation of diff3", 2007), but items
    beside each other may be changed by one each.

    Args:
        base: What both began with, such as paragraphs.
        one: What one has made of it.
        other: What the other has made of it.

    Returns:
        The sequence with both changes; None if they changed the same items in two ways.
    """
    both = dict.fromkeys([*_changes(base, one), *_changes(base, other)])
    changes = sorted(both, key=lambda change: (change.start, change.end))
    result: list[T] = []
    at = 0
    for number, change in enumerate(changes):
        if any(change.meets(later) for later in changes[number + 1 :]):
            return None
        result += [*base[at : change.start], *change.items]
        at = change.end
    return (*result, *base[at:])


def _changes(base: Sequence[T], new: Sequence[T]) -> Iterator[_Change[T]]:
    matcher = SequenceMatcher(None, base, new, autojunk=False)
    for tag, start, end, there, until in matcher.get_opcodes():
        if tag == "replace" and end - start == until - there:
            # As many as before: each took the place of one, so others may change its neighbours.
            for step in range(end - start):
                yield _Change(start + step, start + step + 1, (new[there + step],))
        elif tag != "equal":
            yield _Change(start, end, tuple(new[there:until]))
