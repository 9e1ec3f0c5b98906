"""Results that took long, kept beside the archive until there is no more room for them."""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

MOST_FILES = 200
MOST_BYTES = 500_000_000
_SUM = 4


class Results:
    """Results by name and key; safe to share between threads and processes.

    A result that cannot be kept is only computed again, so nothing here fails.

    Args:
        folder: Where they lie; it may be missing.
        archive: Identity of the archive they belong to.
    """

    def __init__(self, folder: Path, archive: str) -> None:
        self._folder = folder
        self._archive = archive

    def get(self, name: str, key: str) -> bytes | None:
        """What was kept under a name and key; None if nothing was, or it is damaged.

        Args:
            name: What it is.
            key: All it depends on: revision, settings.
        """
        path = self._path(name, key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        # Where nothing can be written, what is kept can still be read.
        with suppress(OSError):
            os.utime(path)
        if zlib.crc32(content[_SUM:]).to_bytes(_SUM, "little") != content[:_SUM]:
            return None
        return content[_SUM:]

    def put(self, name: str, key: str, data: bytes) -> None:
        """Keeps a result, and drops those that were not asked for the longest."""
        path = self._path(name, key)
        temporary = path.with_name(f"{path.name}.{uuid4().hex}.new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(zlib.crc32(data).to_bytes(_SUM, "little") + data)
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            return
        self._make_room()

    def _path(self, name: str, key: str) -> Path:
        digest = sha256(f"{self._archive}\n{name}\n{key}".encode()).hexdigest()
        return self._folder / f"{name}-{digest[:32]}"

    def _make_room(self) -> None:
        with suppress(OSError):
            files = sorted(
                ((f.stat().st_mtime, f.stat().st_size, f) for f in self._folder.iterdir()),
                reverse=True,
            )
            size = 0
            for number, (_, length, file) in enumerate(files, 1):
                size += length
                if number > MOST_FILES or size > MOST_BYTES:
                    file.unlink(missing_ok=True)
