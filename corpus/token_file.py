"""The file of the tokens of an archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from corpus.array_file import ArrayFile, Arrays
from corpus.index_fields import fingerprint
from nlp.tokens import TokenTable

FORMAT = 3


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
        self._file = ArrayFile(path, [archive, FORMAT, fingerprint()])

    def read(self) -> Kept | None:
        """What was written last; None if there is nothing, or nothing whole."""
        found = self._file.read()
        if found is None:
            return None
        types = [(word, pos) for word, pos in found.more]
        arrays = found.arrays
        table = TokenTable(types, arrays["tokens"], arrays["starts"], arrays["documents"])
        return Kept(table, found.revision, found.stamp)

    def write(self, kept: Kept) -> None:
        """Puts tokens in the place of what was there; quietly leaves it where nothing can be."""
        table = kept.table
        arrays: dict[str, NDArray[Any]] = {
            "documents": table.documents,
            "starts": table.starts,
            "tokens": table.tokens,
        }
        self._file.write(Arrays(arrays, kept.revision, kept.stamp, list(table.types)))
