"""One change, as the history keeps it, and what a row of changes comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from corpus.database import Action, LibraryAction, LibraryKind

_NAMES = ("name", "word", "preferred", "subject")
"""The fields that name an item, kind by kind."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one article.

    Attributes:
        id: Rises with time.
        revision: The archive's revision it belongs to.
        batch: What was done together, such as one import.
        at: When, UTC.
        actor: Who.
        action: create, update, trash, restore, tag or untag.
        article_id: Which article.
        before: The fields that changed as they were; None for a creation.
        after: The same fields as they are since; for a creation the whole draft and the status.
    """

    id: int
    revision: int
    batch: str
    at: datetime
    actor: str
    action: Action
    article_id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """One change of what the library keeps beside articles.

    Attributes:
        id: Rises with time.
        revision: The archive's revision it belongs to.
        batch: What was done together, such as one pasted list.
        at: When, UTC.
        actor: Who.
        kind: variants or saved_search.
        action: create, update, delete or restore.
        item_id: Which one of its kind.
        before: All its fields as they were; None for a creation and a restoration.
        after: All its fields as they are since; None for a deletion.
    """

    id: int
    revision: int
    batch: str
    at: datetime
    actor: str
    kind: LibraryKind
    action: LibraryAction
    item_id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def item_name(change: LibraryChange) -> str:
    """What an item is called, of whatever kind."""
    fields = change.after or change.before or {}
    return next((str(fields[key]) for key in _NAMES if fields.get(key)), f"{change.item_id}")


def replay(changes: Iterable[Change]) -> dict[str, Any]:
    """The state that changes of one article, from its creation on, lead to.

    Args:
        changes: The oldest first, without gaps.

    Returns:
        The fields of its record and its status; empty without changes.
    """
    state: dict[str, Any] = {}
    for change in changes:
        state |= change.after
    return state
