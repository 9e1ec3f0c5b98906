"""One database, SQLite or PostgreSQL: consistent reads, and writes one at a time."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal, Self, get_args
from uuid import uuid4

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from corpus import migrations
from corpus.actor import LOCAL, Actor, Role
from corpus.schema import archive_state, history, library_history
from corpus.sqlite import SqliteFile
from corpus.trouble import translated

LOCK_SECONDS = 30
MIGRATION_LOCK = 0x73697875
"""Key of the advisory lock under which one process migrates a PostgreSQL database."""

Action = Literal["create", "update", "trash", "restore", "tag", "untag"]
LibraryKind = Literal[
    "variants",
    "saved_search",
    "dictionary_word",
    "theme_set",
    "theme_card",
    "reading_list",
    "tag",
    "submission",
    "member",
]
LibraryAction = Literal["create", "update", "delete", "restore"]
Counted = Literal[
    "source",
    "article",
    "tag",
    "variant",
    "saved_search",
    "dictionary_word",
    "theme_set",
    "theme_card",
    "reading_list",
    "submission",
    "submission_part",
    "member",
]
Fields = Mapping[str, Any]


class Transaction:
    """One write: everything in it carries the same revision, or nothing of it happened.

    Attributes:
        connection: For the statements of the write.
        revision: The archive's revision once this is committed.
        at: When, UTC.
        actor: Who.
        batch: What belongs together over several transactions, such as an import.
    """

    def __init__(self, connection: Connection, actor: str, batch: str) -> None:
        state = connection.execute(
            sa.update(archive_state)
            .values(revision=archive_state.c.revision + 1)
            .returning(archive_state)
        ).one()
        self.connection = connection
        self.revision: int = state.revision
        self.at = datetime.now(UTC)
        self.actor = actor
        self.batch = batch
        self._next = {kind: getattr(state, f"next_{kind}") for kind in get_args(Counted)}
        self._kept = True
        self._changes: list[dict[str, Any]] = []
        self._library_changes: list[dict[str, Any]] = []

    def new_ids(self, kind: Counted, count: int = 1) -> range:
        """Hands out ids that were never used and never will be again."""
        first = self._next[kind]
        self._next[kind] = first + count
        return range(first, first + count)

    def record(
        self, action: Action, article_id: int, *, before: Fields | None = None, after: Fields
    ) -> None:
        """Puts one change of one article into the history."""
        self._changes.append(
            self._stamped(action=action, article_id=article_id, before=before, after=after)
        )

    def record_library(
        self,
        kind: LibraryKind,
        action: LibraryAction,
        item_id: int,
        *,
        before: Fields | None = None,
        after: Fields | None = None,
    ) -> None:
        """Puts one change of what the library keeps beside articles into its history."""
        self._library_changes.append(
            self._stamped(kind=kind, action=action, item_id=item_id, before=before, after=after)
        )

    def _stamped(self, **fields: Any) -> dict[str, Any]:
        return {
            "revision": self.revision,
            "batch": self.batch,
            "at": self.at,
            "actor": self.actor,
            **fields,
        }

    def abandon(self) -> None:
        """Nothing of this shall be kept: it was done to see what would come of it."""
        self._kept = False

    def finish(self) -> bool:
        """Writes history and counters; False if nothing was changed and nothing need be kept."""
        if not self._kept or not (self._changes or self._library_changes):
            return False
        for table, rows in ((history, self._changes), (library_history, self._library_changes)):
            if rows:
                self.connection.execute(sa.insert(table), rows)
        self.connection.execute(
            sa.update(archive_state).values(
                {f"next_{kind}": number for kind, number in self._next.items()}
            )
        )
        return True


class Database:
    """An open database; safe to share between threads.

    Attributes:
        url: Where it is, password included: never show it.
        actor: Who writes through it.
        engine: SQLAlchemy's door; everything else here goes through `read` and `write`.
    """

    def __init__(self, url: sa.URL) -> None:
        """Opens the database, creating or upgrading the tables.

        Args:
            url: `sqlite` with an absolute file path, or `postgresql+psycopg`.

        Raises:
            ArchiveUnavailable: It cannot be opened (read-only, damaged, unreachable).
            ArchiveTooNew: A newer version of the project has written it.
        """
        self.url = url
        self.actor = LOCAL
        path = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
        self._path = path
        self._sqlite: SqliteFile | None = None
        with translated(path):
            if path:
                self._sqlite = SqliteFile(
                    path,
                    patience=LOCK_SECONDS,
                    json_serializer=_dumps,
                    json_deserializer=orjson.loads,
                )
                self.engine = self._reader = self._sqlite.engine
            else:
                self.engine = _postgresql(url)
                self._reader = self.engine.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            self._writer = self.engine.execution_options(immediate=True)
            try:
                self._prepare()
            except BaseException:
                self.engine.dispose()
                raise

    def _prepare(self) -> None:
        with self.engine.connect() as connection:
            if migrations.version(connection) == migrations.NEWEST:
                return
        with self._writer.connect() as connection, connection.begin():
            if not self._sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            if migrations.version(connection) != migrations.NEWEST:
                migrations.upgrade(connection)

    def acting_as(self, actor: Actor) -> Self:
        """The same open database in the hands of somebody else."""
        view = copy.copy(self)
        view.actor = actor
        return view

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot: what is read through it was all true at one moment."""
        with translated(self._path):
            self._check_place()
            with self._reader.connect() as connection, connection.begin():
                yield connection

    @contextmanager
    def write(self, needs: Role, batch: str | None = None) -> Iterator[Transaction]:
        """A transaction holding the archive's write lock; without changes it leaves no trace.

        Args:
            needs: The role that may write this.
            batch: Joins transactions that belong together; a new one by default.

        Raises:
            NotAllowed: The actor has not that role.
        """
        self.actor.must_be(needs)
        with self._begun() as connection:
            transaction = Transaction(connection, self.actor.name, batch or uuid4().hex)
            yield transaction
            if transaction.finish():
                connection.commit()
                self._check_place()

    @contextmanager
    def write_beside(self, needs: Role) -> Iterator[Connection]:
        """A transaction that leaves the archive's revision and its history alone.

        It holds the same lock as `write` and is kept whole or not at all. It is for what belongs to
        single readers and says nothing about the articles: whatever is derived from them stays
        right, and nobody else finds in the history what was written.

        Args:
            needs: The role that may write this.

        Raises:
            NotAllowed: The actor has not that role.
        """
        self.actor.must_be(needs)
        with self._begun() as connection:
            connection.execute(_REVISION.with_for_update())
            yield connection
            connection.commit()
            self._check_place()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        """A connection in a transaction that is undone unless somebody commits it."""
        with translated(self._path):
            self._check_place()
            with self._writer.connect() as connection:
                connection.begin()
                if not self._sqlite:
                    connection.execute(sa.text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
                yield connection

    def revision(self) -> int:
        """The number of the last committed write."""
        with self.read() as connection:
            return int(connection.execute(_REVISION).scalar_one())

    def written_at(self, revision: int) -> int:
        """When a write was made, microseconds since 1970; 0 if there was none of this number.

        Beside the revision it tells a state from one that a restored backup has undone.
        """
        with self.read() as connection:
            for table in (history, library_history):
                query = sa.select(table.c.at).where(table.c.revision == revision).limit(1)
                at: datetime | None = connection.execute(query).scalar()
                if at:
                    return _stamp(at)
        return 0

    def identity(self) -> str:
        """A word that no other archive has, for what is derived and kept elsewhere."""
        with self.read() as connection:
            return str(connection.execute(sa.select(archive_state.c.identity)).scalar_one())

    def _check_place(self) -> None:
        if self._sqlite:
            self._sqlite.check()


_REVISION = sa.select(archive_state.c.revision)


def _stamp(at: datetime | None) -> int:
    return round(at.timestamp() * 1_000_000) if at else 0


_dumps = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _postgresql(url: sa.URL) -> Engine:
    return sa.create_engine(
        url,
        pool_pre_ping=True,
        max_overflow=-1,
        connect_args={"connect_timeout": 10},
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
    )
