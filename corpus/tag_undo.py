"""Changes of the vocabulary that are taken back together, since names pass from tag to tag."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from corpus.changes import Change, LibraryChange
from corpus.database import Transaction
from corpus.kept_items import ChangedSince
from corpus.tag_bearers import read_bearers
from corpus.tag_rows import read_tree, restore_tags

Fields = Mapping[str, Any]


def names_of(changes: Iterable[LibraryChange]) -> frozenset[str]:
    """The names that tags had before and after changes."""
    states = (state for change in changes for state in (change.before, change.after) if state)
    return frozenset(str(state["name"]) for state in states)


def leaving(change: Change, names: frozenset[str]) -> Change:
    """A change of an article without what it says of some tags.

    What articles bear under the names of a tag that is not put back belongs to that tag.
    """
    if not names or not change.before or "tags" not in change.before:
        return change

    def others(state: Fields) -> Fields:
        return {**state, "tags": [tag for tag in state["tags"] if tag not in names]}

    return replace(change, before=others(change.before), after=others(change.after))


@dataclass(slots=True)
class _Net:
    """What several changes have made of one tag, the newest of them known."""

    change: LibraryChange
    before: Fields | None


class TagUndo:
    """Takes changes of tags back in two steps, with those of articles between them.

    Args:
        write: The transaction.
        changes: Of tags, the newest first.

    Attributes:
        in_use: How many tags that were created stay, because other articles bear them by now.
    """

    def __init__(self, write: Transaction, changes: Iterable[LibraryChange]) -> None:
        self._write = write
        self._net: dict[int, _Net] = {}
        self.in_use = 0
        for change in changes:
            net = self._net.setdefault(change.item_id, _Net(change, change.before))
            net.before = change.before

    def restore(self) -> tuple[int, list[tuple[LibraryChange, str]]]:
        """Gives tags their names, places and redirects again, those that were deleted too.

        Returns:
            How many tags, and the changes that were left alone, each with the reason.
        """
        return self._put({i for i, net in self._net.items() if net.before is not None})

    def take_away(self) -> tuple[int, list[tuple[LibraryChange, str]]]:
        """Takes away the tags that were created, unless an article bears them; as `restore`."""
        created = {i for i, net in self._net.items() if net.before is None}
        borne = read_bearers(self._write.connection, created).values()
        free = created.difference(*borne)
        self.in_use = len(created) - len(free)
        return self._put(free)

    def _put(self, ids: set[int]) -> tuple[int, list[tuple[LibraryChange, str]]]:
        if not ids:
            return 0, []
        tree = read_tree(self._write.connection)
        now = {i: dict(tree.get(i).fields) if i in tree else None for i in ids}
        left = [i for i in ids if now[i] not in (self._net[i].before, self._net[i].change.after)]
        wanted = {i: self._net[i].before for i in ids if i not in left}
        failed = restore_tags(
            self._write, {i: fields for i, fields in wanted.items() if fields != now[i]}
        )
        reasons = {i: ChangedSince().problem for i in left}
        reasons |= {i: error.problem for i, error in failed.items()}
        done = sum(fields != now[i] and i not in failed for i, fields in wanted.items())
        return done, [(self._net[i].change, reason) for i, reason in sorted(reasons.items())]
