"""A file of arrays derived from an archive: written whole, read in place, believed if whole."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

_HEAD = 16
_STEP = 8
"""Every array begins at a multiple of this, so that it can be read where it lies."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """Arrays and what they are complete for.

    Attributes:
        arrays: Flat arrays by name; those that were read cannot be written to.
        revision: The archive revision they are complete for.
        stamp: When that revision was written, to know a past that a backup has undone.
        more: Whatever else JSON can hold.
    """

    arrays: Mapping[str, NDArray[Any]]
    revision: int
    stamp: int
    more: Any = None


class ArrayFile:
    """One file of arrays.

    Args:
        path: The file; it may be missing.
        label: Archive, format, and all that the arrays depend on beside the articles.
    """

    def __init__(self, path: Path, label: Sequence[str | int]) -> None:
        self._path = path
        self._label = list(label)

    def read(self) -> Arrays | None:
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
            content = np.memmap(self._path, np.uint8, "r")[_HEAD + length :]
            if told["label"] != self._label or zlib.crc32(content.data) != told["checksum"]:
                return None
            arrays = {
                name: content[start:end].view(np.dtype(kind))
                for name, kind, start, end in told["arrays"]
            }
            return Arrays(arrays, told["revision"], told["stamp"], told["more"])
        except (OSError, ValueError, KeyError):
            return None

    def write(self, given: Arrays) -> None:
        """Puts arrays in the place of what was there; quietly leaves it where nothing can be."""
        places, pieces, start = [], [], 0
        for name, array in given.arrays.items():
            places.append((name, array.dtype.str, start, start + array.nbytes))
            filling = -array.nbytes % _STEP
            pieces += [array.tobytes(), bytes(filling)]
            start += array.nbytes + filling
        body = b"".join(pieces)
        told = {
            "label": self._label,
            "revision": given.revision,
            "stamp": given.stamp,
            "arrays": places,
            "checksum": zlib.crc32(body),
            "more": given.more,
        }
        head = json.dumps(told).encode()
        head += b" " * (-len(head) % _STEP)
        sizes = np.array([len(head), zlib.crc32(head)], np.int64).tobytes()
        self._replace((sizes, head, body))

    def _replace(self, pieces: tuple[bytes, ...]) -> None:
        temporary = self._path.with_name(f"{self._path.name}.{uuid4().hex}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                file.writelines(pieces)
            temporary.replace(self._path)
            # What a process left behind that was killed while writing.
            for left in self._path.parent.glob(f"{self._path.name}.*.new"):
                left.unlink(missing_ok=True)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
