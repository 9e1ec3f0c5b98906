"""The folder of the concordance: seeing what others wrote, appending, leaving the dead behind."""

from __future__ import annotations

import json
import threading
import unicodedata
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

import numpy as np

from corpus.concordance_files import (
    FORMAT,
    PART_END,
    ROW,
    UNIT,
    Progress,
    Snapshot,
    Table,
    Units,
    encode,
)

_TABLE = "table"
_TEXTS = "texts-"


class ConcordanceFolder:
    """The folder in which the concordance of one archive lies.

    Args:
        path: The folder; it may be missing.
        archive: Identity of the archive it belongs to.
    """

    def __init__(self, path: Path, archive: str) -> None:
        self.path = path
        self._label = [archive, FORMAT, unicodedata.unidata_version]
        self._guard = threading.Lock()
        self._latest: tuple[tuple[int, int, int], Snapshot] | None = None
        self._verified = Table("", np.empty(0, ROW))

    def snapshot(self, *, afresh: bool = False) -> Snapshot | None:
        """What whichever process wrote last; None if there is nothing, or nothing readable.

        Args:
            afresh: Read the table again even if it looks as before: for who goes on to write.
        """
        with self._guard:
            if afresh:
                self._latest = None
            try:
                found = (self.path / _TABLE).stat()
            except OSError:
                self._latest = None
                return None
            signature = (found.st_ino, found.st_mtime_ns, found.st_size)
            if self._latest is None or self._latest[0] != signature:
                opened = self._open()
                self._latest = (signature, opened) if opened else None
            return self._latest[1] if self._latest else None

    def writer(self, since: Table | None) -> Writer:
        """Goes on from a table, or begins with no articles; only under the lock."""
        self.path.mkdir(parents=True, exist_ok=True)
        return Writer(self, since)

    def replace_table(self, table: Table) -> None:
        """Makes a table the one that is read from now on; only under the lock.

        Nothing is forced to the disk: after a loss of power the checksums tell, and all is
        built anew from the database.
        """
        head = {
            "label": self._label,
            "file": table.file,
            "used": table.used,
            "checksum": table.checksum,
            **asdict(table.progress),
        }
        content = json.dumps(head).encode() + b"\n" + table.rows.tobytes()
        temporary = self.path / f"{_TABLE}.new"
        temporary.write_bytes(zlib.crc32(content).to_bytes(4, "little") + content)
        temporary.replace(self.path / _TABLE)

    def compact(self) -> None:
        """Leaves what is dead behind in the old file and removes it; only under the lock."""
        snapshot = self.snapshot(afresh=True)
        if snapshot and snapshot.table.wasteful:
            with self.writer(None) as writer:
                writer.copy(snapshot)
                writer.commit(snapshot.table.progress)
            snapshot = self.snapshot(afresh=True)
        if snapshot:
            for file in self.path.glob(f"{_TEXTS}*"):
                if file.name != snapshot.table.file:
                    # Some systems keep a file as long as somebody reads it: next time, then.
                    with suppress(OSError):
                        file.unlink()

    def _open(self) -> Snapshot | None:
        for _ in range(3):
            table = self._read_table()
            if table is None:
                return None
            try:
                texts = np.memmap(self.path / table.file, UNIT, "r", shape=(table.used,))
            except FileNotFoundError:
                # Another process has just replaced both.
                continue
            except (OSError, ValueError):
                return None
            units = np.asarray(texts)
            return Snapshot(table, units) if self._is_whole(table, units) else None
        return None

    def _read_table(self) -> Table | None:
        try:
            content = (self.path / _TABLE).read_bytes()
        except OSError:
            return None
        if zlib.crc32(content[4:]).to_bytes(4, "little") != content[:4]:
            return None
        head, _, rows = content[4:].partition(b"\n")
        try:
            read = json.loads(head)
        except ValueError:
            return None
        if read.pop("label") != self._label:
            return None
        file, used, checksum = (read.pop(name) for name in ("file", "used", "checksum"))
        return Table(file, np.frombuffer(rows, ROW), used, checksum, Progress(**read))

    def _is_whole(self, table: Table, units: Units) -> bool:
        """Checks the texts; what this process has checked before is not read again."""
        known = self._verified
        if known.file != table.file or known.used > table.used:
            known = Table(table.file, table.rows)
        if zlib.crc32(units[known.used :].data, known.checksum) != table.checksum:
            return False
        self._verified = table
        return True


class Writer:
    """Appends articles; nobody sees them before `commit`."""

    def __init__(self, folder: ConcordanceFolder, since: Table | None) -> None:
        """Opens the file; callers use `ConcordanceFolder.writer`."""
        self.table = since or Table(f"{_TEXTS}{uuid4().hex}", np.empty(0, ROW))
        self._folder = folder
        self._fresh: dict[int, tuple[int, int, int, int, int]] = {}
        self._gone: set[int] = set()
        self._used, self._checksum = self.table.used, self.table.checksum
        self._file = (folder.path / self.table.file).open("r+b" if since else "xb")
        # Whatever a process that died has left there is written over.
        self._file.seek(self._used * UNIT.itemsize)
        if not since:
            self._append(encode(PART_END))

    def put(self, article_id: int, forms: Sequence[str], day: int) -> None:
        """Appends an article in place of what it was before."""
        self.drop(article_id)
        start = self._used
        self._append(encode(PART_END.join((*forms, ""))))
        length = self._used - start - 1
        self._fresh[article_id] = (article_id, start, length, sum(map(len, forms)), day)

    def drop(self, article_id: int) -> None:
        """Leaves an article out from now on."""
        self._fresh.pop(article_id, None)
        self._gone.add(article_id)

    def copy(self, snapshot: Snapshot) -> None:
        """Appends every article of a snapshot to what must be a new file."""
        rows = snapshot.table.rows.copy()
        for row in rows:
            start = self._used
            text = snapshot.units[row["start"] : row["start"] + row["length"] + 1]
            self._append(text.tobytes())
            row["start"] = start
        self.table = replace(self.table, rows=rows)

    def commit(self, progress: Progress) -> None:
        """Shows everybody what was appended and dropped."""
        self._file.flush()
        rows = self.table.rows
        stay = rows[~np.isin(rows["article"], np.fromiter(self._gone, np.int64))]
        fresh = np.array(list(self._fresh.values()), dtype=ROW)
        self.table = Table(
            self.table.file, np.concatenate([stay, fresh]), self._used, self._checksum, progress
        )
        self._folder.replace_table(self.table)
        self._fresh.clear()
        self._gone.clear()

    def _append(self, content: bytes) -> None:
        self._file.write(content)
        self._used += len(content) // UNIT.itemsize
        self._checksum = zlib.crc32(content, self._checksum)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
