"""A board (专题板): what a presenter shows to a room, in an order, each with what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BoardItem:
    """One thing on a board.

    Attributes:
        key: Its number on this board, never given to another one.
        exhibit: Id of what is shown.
        title: Its heading in the presenter's words.
        takeaway: The one sentence to take home; may be empty.
        notes: What the presenter wants to say, not shown to the room.
    """

    key: int
    exhibit: str
    title: str
    takeaway: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Things to show, in an order.

    Attributes:
        id: Never given to another board.
        name: What it is called; no two boards fold to the same name.
        note: What its makers say about it.
        items: In the order in which they are shown.
        frozen: True if it shall stay as it is, whatever happens in the library.
        version: Grows with each change.
        actor: Who changed it last.
        changed_at: When, UTC.
    """

    id: int
    name: str
    note: str
    items: tuple[BoardItem, ...]
    frozen: bool
    version: int
    actor: str
    changed_at: datetime

    def item(self, key: int) -> BoardItem | None:
        """The one of a key; None if it is not on the board."""
        return next((one for one in self.items if one.key == key), None)
