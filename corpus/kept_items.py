"""Items of any kind inside one transaction, and how one change of one of them is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from corpus.changes import LibraryChange
from corpus.database import Transaction
from corpus.errors import SixueError

Fields = Mapping[str, Any]


class KeptItems(Protocol):
    """The items of one kind, as far as taking back needs them."""

    def fields_of(self, item_id: int) -> Fields | None:
        """What the history keeps of an item as it is now; None if it is not there."""

    def put_back(self, write: Transaction, item_id: int, fields: Fields | None) -> None:
        """Brings an item into a state it was in before, and records that; None removes it.

        Raises:
            SixueError: It would stand in the way of something that is there now; nothing was
                written.
        """


class ChangedSince(SixueError):
    """An item is no longer what a change has made of it."""

    def __init__(self) -> None:
        super().__init__("之后又被改过。", "如果仍要改回去，请先撤销之后的修改。")


def take_back(write: Transaction, items: KeptItems, change: LibraryChange) -> bool:
    """Takes back one change of one item.

    Returns:
        False if the item is already as it was before.

    Raises:
        ChangedSince: It was changed again since.
        SixueError: As for `put_back`.
    """
    now = items.fields_of(change.item_id)
    if now == change.before:
        return False
    if now != change.after:
        raise ChangedSince
    items.put_back(write, change.item_id, change.before)
    return True
