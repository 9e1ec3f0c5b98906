"""Who changed what, and when: appended to by every write, never altered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.database import Action, Database, LibraryAction, LibraryKind
from corpus.schema import history, library_history


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


class History:
    """The history of one archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_article(self, article_id: int) -> list[Change]:
        """All changes of one article, the oldest first; empty for an unknown one."""
        if not 0 < article_id < 2**63:
            return []
        return self._read(
            sa.select(history).where(history.c.article_id == article_id).order_by(history.c.id)
        )

    def recent(self, limit: int = 50) -> list[Change]:
        """The last changes of the archive, the newest first."""
        return self._read(sa.select(history).order_by(history.c.id.desc()).limit(limit))

    def of_library(self, kind: LibraryKind, limit: int = 50) -> list[LibraryChange]:
        """The last changes of one kind of what is kept beside articles, the newest first."""
        query = (
            sa.select(library_history)
            .where(library_history.c.kind == kind)
            .order_by(library_history.c.id.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return [LibraryChange(**row) for row in connection.execute(query).mappings()]

    def _read(self, query: sa.Select[Any]) -> list[Change]:
        with self._database.read() as connection:
            return [Change(**row) for row in connection.execute(query).mappings()]


def changes_since(connection: Connection, article_id: int, revision: int) -> list[Change]:
    """What was changed in an article after a revision, the newest change first."""
    query = (
        sa.select(history)
        .where(history.c.article_id == article_id, history.c.revision > revision)
        .order_by(history.c.id.desc())
    )
    return [Change(**row) for row in connection.execute(query).mappings()]


def fields_of_removed(
    connection: Connection, kind: LibraryKind, item_id: int
) -> Mapping[str, Any] | None:
    """The fields of an item when it was last deleted; None if it never was."""
    if not 0 < item_id < 2**63:
        return None
    query = (
        sa.select(library_history.c.before)
        .where(
            library_history.c.kind == kind,
            library_history.c.item_id == item_id,
            library_history.c.action == "delete",
        )
        .order_by(library_history.c.id.desc())
        .limit(1)
    )
    found: Mapping[str, Any] | None = connection.execute(query).scalar()
    return found
