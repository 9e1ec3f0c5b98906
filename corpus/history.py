"""Who changed what, and when: appended to by every write, never altered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.changes import Change, LibraryChange
from corpus.database import Database, LibraryKind
from corpus.history_batches import Batch, HistoryFilter, batches, of_batch
from corpus.rows import chunks
from corpus.schema import articles, history, library_history

EVERYTHING = HistoryFilter()


class History:
    """The history of one archive, for editors; of who may do what only admins are told.

    Every method raises NotAllowed for whoever is no editor.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def batches(
        self, wanted: HistoryFilter = EVERYTHING, *, before: int | None = None, limit: int = 50
    ) -> list[Batch]:
        """What was done together, the last done first.

        Args:
            wanted: Which changes; batches without any are left out, and of the others only the
                wanted ones are counted.
            before: The revision of the last batch of the page before.
            limit: Length of a page.
        """
        with self._reading() as connection:
            return batches(connection, wanted, self._hidden(), before, limit)

    def of_batch(
        self,
        batch: str,
        wanted: HistoryFilter = EVERYTHING,
        *,
        offset: int = 0,
        limit: int = 50,
    ) -> list[Change | LibraryChange]:
        """The wanted changes of a batch in their order, those of items before those of articles."""
        with self._reading() as connection:
            return of_batch(connection, batch, wanted, self._hidden(), offset, limit)

    def actors(self) -> list[str]:
        """Everybody who has changed anything."""
        query = sa.union(*(sa.select(t.c.actor).distinct() for t in (history, library_history)))
        with self._reading() as connection:
            return sorted(connection.execute(query).scalars())

    def titles(self, ids: Iterable[int]) -> dict[int, str]:
        """What articles are called now, kept or trashed."""
        found: dict[int, str] = {}
        with self._reading() as connection:
            for some in chunks(list(dict.fromkeys(ids))):
                query = sa.select(articles.c.id, articles.c.title).where(articles.c.id.in_(some))
                found.update((row.id, row.title) for row in connection.execute(query))
        return found

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
        if kind in self._hidden():
            return []
        query = (
            sa.select(library_history)
            .where(library_history.c.kind == kind)
            .order_by(library_history.c.id.desc())
            .limit(limit)
        )
        with self._reading() as connection:
            return [LibraryChange(**row) for row in connection.execute(query).mappings()]

    def _reading(self) -> AbstractContextManager[Connection]:
        self._database.actor.must_be("editor")
        return self._database.read()

    def _hidden(self) -> tuple[LibraryKind, ...]:
        """What an editor is not told: addresses and roles are the business of admins."""
        return () if self._database.actor.may("admin") else ("member",)

    def _read(self, query: sa.Select[Any]) -> list[Change]:
        with self._reading() as connection:
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
