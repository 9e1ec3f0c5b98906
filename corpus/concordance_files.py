"""The files of the concordance: every text in one file, and a table of where each article stands.

texts-*   the matching forms of all articles as UTF-16-LE; a line feed stands before, between
          and after all parts, so that nothing is ever found across them. Only appended to:
          what a table has named stays as it was, so nobody reads while others write there.
table     a checksum, a line of JSON (how far it is complete, checksum of the texts), and
          a row an article. Replaced as a whole; texts beyond what it names do not exist.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Units = NDArray[np.uint16]
Integers = NDArray[np.int64]

FORMAT = 1
"""Raise it when what stands in the files changes; older ones are then built anew."""
PART_END = "\n"
END_UNIT = ord(PART_END)
UNIT = np.dtype("<u2")
ROW = np.dtype(
    [
        ("article", "<i8"),
        ("start", "<i8"),
        ("length", "<i4"),
        ("characters", "<i4"),
        ("day", "<i4"),
    ]
)
"""An article: its first unit, its units, its characters without line feeds, its day or 0."""
_SAMPLE = 1 << 21
_EPOCH = np.datetime64("1970-01-01", "D").astype(object).toordinal()


def encode(form: str) -> bytes:
    """A matching form as it stands in the file."""
    return form.encode("utf-16-le", "surrogatepass")


def decode(units: Units) -> str:
    """Part of the file as text; half a character at an edge becomes U+FFFD."""
    return units.tobytes().decode("utf-16-le", "replace")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a concordance has come through what changed in the archive.

    Attributes:
        since: Everything up to this revision is in it, or was gone through up to `after_id`.
        after_id: The last article of that revision gone through; None for all of them.
        newest: The highest revision of which anything is in it.
        stamp: When that one was written; another time says that a backup has undone it.
    """

    since: int = 0
    after_id: int | None = None
    newest: int = 0
    stamp: int = 0

    @property
    def revision(self) -> int:
        """The archive revision up to which it is complete."""
        return self.since if self.after_id is None else self.since - 1


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Where each article stands in which file, in the order of the file."""

    file: str
    rows: NDArray[np.void]
    used: int = 0
    checksum: int = 0
    progress: Progress = field(default_factory=Progress)

    @property
    def wasteful(self) -> bool:
        """True if more than half of the file is texts that were changed or thrown away since."""
        return self.used > 2 * (int(self.rows["length"].sum()) + len(self.rows) + 1)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The concordance as it was at one moment; what is written later does not change it.

    Attributes:
        table: Where the articles stand.
        units: The texts.
    """

    table: Table
    units: Units

    @property
    def revision(self) -> int:
        """The archive revision up to which it is complete."""
        return self.table.progress.revision

    @cached_property
    def commonness(self) -> Integers:
        """How often each code unit stands in an even sample of the texts."""
        step = max(1, len(self.units) // _SAMPLE)
        return np.bincount(self.units[::step], minlength=1 << 16)

    @cached_property
    def places(self) -> Integers:
        """The place of each row among all: newest first, those without a date last, then by id."""
        order = np.lexsort((self.table.rows["article"], -self.table.rows["day"].astype(np.int64)))
        places = np.empty(len(order), dtype=np.int64)
        places[order] = np.arange(len(order))
        return places

    @cached_property
    def years(self) -> Integers:
        """The year of each row; of no meaning where there is no date."""
        days = (self.table.rows["day"].astype(np.int64) - _EPOCH).astype("datetime64[D]")
        years: Integers = days.astype("datetime64[Y]").astype(np.int64) + 1970
        return years
