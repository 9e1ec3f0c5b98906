"""An SQLite database file: how it is opened, and whether it is still there."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event

from corpus.trouble import is_read_only, moved_away


class SqliteFile:
    """The file of an archive and the engine that reads and writes it.

    On a disk that cannot be written an existing file is opened for reading only.

    Attributes:
        path: The file.
        engine: Hands out connections; a transaction begun with the execution option `immediate`
            holds the write lock from its beginning.
    """

    def __init__(self, path: Path, *, patience: int, **options: object) -> None:
        """Opens the file, creating it where needed.

        Args:
            path: Absolute path.
            patience: Seconds to wait for the locks of others.
            **options: For SQLAlchemy's engine.

        Raises:
            sqlite3.Error: It cannot be opened.
        """
        self.path = path
        self._patience = patience
        self._writable = True
        self._use_write_ahead_log()
        self._place = self._find()
        self._content = self._look()
        self.engine: Engine = sa.create_engine(
            "sqlite+pysqlite://",
            creator=self._connect,
            poolclass=sa.QueuePool,
            max_overflow=-1,
            **options,
        )
        event.listen(self.engine, "begin", _begin)

    def check(self) -> None:
        """SQLite goes on writing into a file that is no longer in any folder: notice it.

        Raises:
            ArchiveUnavailable: The file was moved, deleted or exchanged.
        """
        if self._find() != self._place:
            self.engine.dispose()
            raise moved_away(self.path)
        if not self._writable and self._look() != self._content:
            # Somebody with more rights has written; what connections remember is old.
            self._content = self._look()
            self.engine.dispose()

    def _connect(self, mode: str | None = None) -> sqlite3.Connection:
        if mode is None:
            mode = "rw" if self._writable else "ro"
        immutable = "" if self._writable or self._log().exists() else "&immutable=1"
        connection = sqlite3.connect(
            f"{self.path.as_uri()}?mode={mode}{immutable}",
            uri=True,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        return connection

    def _use_write_ahead_log(self) -> None:
        """Changing the journal does not wait for other processes by itself, so wait here."""
        deadline = time.monotonic() + self._patience
        while True:
            try:
                connection = self._connect("rwc")
                try:
                    connection.execute("PRAGMA journal_mode = WAL")
                    return
                finally:
                    connection.close()
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if is_read_only(error, self.path) and self.path.is_file():
                    self._writable = False
                    return
                if not busy or time.monotonic() > deadline:
                    raise
            time.sleep(0.01)

    def _log(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    def _find(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _look(self) -> tuple[int, int, bool]:
        found = self.path.stat()
        return found.st_mtime_ns, found.st_size, self._log().exists()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
