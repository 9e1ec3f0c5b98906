"""The file of the tokens: written whole, read through the memory map, believed if it is whole."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np

from corpus.index_fields import fingerprint
from nlp.tokens import TokenTable

FORMAT = 2
_HEAD = 16


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Tokens and what they are complete for.

    Attributes:
        table: The tokens, documents in ascending order.
        revision: The archive revision they are complete for.
        stamp: When that revision was written, to know a past that a backup has undone.
    """

    table: TokenTable
    revision: int
    stamp: int


class TokenFile:
    """The file of one archive.

    Args:
        path: The file; it may be missing.
        archive: Identity of the archive it belongs to.
    """

    def __init__(self, path: Path, archive: str) -> None:
        self._path = path
        self._label = [archive, FORMAT, fingerprint()]

    def read(self) -> Kept | None:
        """What was written last; None if there is nothing, or nothing whole."""
        try:
            with self._path.open("rb") as file:
                sizes = np.frombuffer(file.read(_HEAD), np.int64)
                length, checksum = (int(n) for n in sizes)
                # A damaged length could ask for more memory than there is.
                head = file.read(min(max(length, 0), self._path.stat().st_size))
            if zlib.crc32(head) != checksum:
                return None
            told = json.loads(head)
            if told["label"] != self._label:
                return None
            return self._read(told, _HEAD + length)
        except (OSError, ValueError, KeyError):
            return None

    def _read(self, told: dict[str, object], offset: int) -> Kept | None:
        documents, tokens = (int(str(told[name])) for name in ("documents", "tokens"))
        content = np.memmap(self._path, np.uint8, "r")[offset:]
        if zlib.crc32(content.data) != told["checksum"]:
            return None
        ids = content[: 8 * documents].view(np.int64)
        starts = content[8 * documents : 8 * (2 * documents + 1)].view(np.int64)
        numbers = content[8 * (2 * documents + 1) :].view(np.int32)
        if len(numbers) != tokens:
            return None
        types = [(word, pos) for word, pos in told["types"]]  # type: ignore[attr-defined]
        table = TokenTable(types, numbers, starts, ids)
        return Kept(table, int(str(told["revision"])), int(str(told["stamp"])))

    def write(self, kept: Kept) -> None:
        """Puts tokens in the place of what was there; quietly leaves it where nothing can be."""
        table = kept.table
        body = b"".join((table.documents.tobytes(), table.starts.tobytes(), table.tokens.tobytes()))
        head = json.dumps(
            {
                "label": self._label,
                "revision": kept.revision,
                "stamp": kept.stamp,
                "documents": len(table),
                "tokens": len(table.tokens),
                "checksum": zlib.crc32(body),
                "types": table.types,
            }
        ).encode()
        # Numbers of eight bytes are read where they lie, at multiples of eight.
        head += b" " * (-len(head) % 8)
        sizes = np.array([len(head), zlib.crc32(head)], np.int64).tobytes()
        temporary = self._path.with_name(f"{self._path.name}.{uuid4().hex}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                file.writelines((sizes, head, body))
            temporary.replace(self._path)
            # What a process left behind that was killed while writing.
            for left in self._path.parent.glob(f"{self._path.name}.*.new"):
                left.unlink(missing_ok=True)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
