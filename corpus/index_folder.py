"""The folder of the search index: opening it, seeing what others wrote, starting afresh."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import tantivy

from corpus import index_fields
from corpus.matching import match_text

_LABEL = "label.json"
_META = "meta.json"
MOST_VALUES = 1_000_000
"""Different values of a facet that are looked through."""


class IndexDamaged(Exception):
    """The index cannot be read; it has to be built anew."""


@dataclass(frozen=True)
class Snapshot:
    """The index as it was at one commit; what is written later does not change it.

    Attributes:
        searcher: Answers queries.
        revision: The archive revision up to which it is complete.
        stamp: When that revision was written, in microseconds; 0 for revision 0.
    """

    searcher: tantivy.Searcher
    revision: int
    stamp: int
    _forms: dict[str, list[tuple[str, str]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def facet_forms(self, facet: str) -> list[tuple[str, str]]:
        """The matching form of each value of a facet's field, and the value; read once."""
        known = self._forms.get(facet)
        if known is None:
            values = self.searcher.terms_with_prefix(facet, "", limit=MOST_VALUES)
            known = self._forms[facet] = [(match_text(value), value) for value, _ in values]
        return known

    @property
    def articles(self) -> int:
        """How many articles it holds."""
        return int(self.searcher.num_docs) - 1


@contextmanager
def engine_trouble() -> Iterator[None]:
    """Turns the engine's complaints about its files, panics included, into IndexDamaged."""
    try:
        yield
    except UnicodeError:
        # A value error too, but one of what was asked: no reason to throw an index away.
        raise
    except (ValueError, OSError) as error:
        raise IndexDamaged(str(error)) from error
    except BaseException as error:
        # A panic of the engine derives from BaseException and has no importable name.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise IndexDamaged(str(error)) from error


class IndexFolder:
    """The folder in which the index of one archive lies.

    Args:
        path: The folder; it may be missing.
        archive: Identity of the archive the index belongs to.
    """

    def __init__(self, path: Path, archive: str) -> None:
        self.path = path
        self._label = {"archive": archive, "content": index_fields.fingerprint()}
        self._guard = threading.Lock()
        self._latest: tuple[tuple[int, int, int], Snapshot] | None = None

    def snapshot(self) -> Snapshot | None:
        """The last commit of whichever process; None if there is no index for this archive.

        Raises:
            IndexDamaged: There is one, but it cannot be read.
        """
        with self._guard:
            try:
                signature = _signature(self.path)
            except OSError:
                self._latest = None
                return None
            if self._latest is None or self._latest[0] != signature:
                self._latest = None
                if self._read_label() != self._label:
                    return None
                self._latest = (signature, self._open_snapshot())
            return self._latest[1]

    def is_latest(self, snapshot: Snapshot) -> bool:
        """True if nobody has committed since this snapshot was taken."""
        latest = self._latest
        if latest is None or latest[1] is not snapshot:
            return False
        try:
            return _signature(self.path) == latest[0]
        except OSError:
            return False

    def open(self) -> tantivy.Index:
        """Opens the index for writing; only under the lock.

        Raises:
            IndexDamaged: It is missing or cannot be read.
        """
        with engine_trouble():
            index = tantivy.Index.open(str(self.path))
            index_fields.register_tokenizers(index)
        return index

    def create(self) -> tantivy.Index:
        """Throws away whatever is there and begins an empty index; only under the lock."""
        with self._guard:
            self._latest = None
            if self.path.is_dir() and not self.path.is_symlink():
                shutil.rmtree(self.path)
            self.path.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(index_fields.schema(), path=str(self.path))
            index_fields.register_tokenizers(index)
            temporary = self.path / f"{_LABEL}.new"
            temporary.write_text(json.dumps(self._label), encoding="utf-8")
            temporary.replace(self.path / _LABEL)
        return index

    def _read_label(self) -> object:
        try:
            return json.loads((self.path / _LABEL).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def _open_snapshot(self) -> Snapshot:
        with engine_trouble():
            if os.access(self.path, os.W_OK):
                return _snapshot_of(self.path)
            with _mirror(self.path) as mirror:
                return _snapshot_of(mirror)


def _signature(path: Path) -> tuple[int, int, int]:
    """What changes with each commit."""
    found = (path / _META).stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _snapshot_of(path: Path) -> Snapshot:
    index = tantivy.Index.open(str(path))
    index_fields.register_tokenizers(index)
    searcher = index.searcher()
    state = tantivy.Query.term_query(index_fields.schema(), "id", index_fields.STATE_ID)
    addresses = [address for _, address in searcher.search(state, 1).hits]
    seen = searcher.fast_field_values("seen", addresses)
    # Damage can lead to another document, which has seen nothing.
    if not seen or seen[0] is None:
        raise IndexDamaged("no state")
    stamp = searcher.fast_field_values("stamp", addresses)
    return Snapshot(searcher, int(seen[0]), int(stamp[0] or 0))


@contextmanager
def _mirror(path: Path) -> Iterator[Path]:
    """The files of a folder that cannot be written, linked in one that can.

    The engine wants a lock file even for reading. Once open, it holds the files themselves.
    """
    with tempfile.TemporaryDirectory(prefix="sixue-index-") as folder:
        for file in path.iterdir():
            if file.suffix != ".lock":
                (Path(folder) / file.name).symlink_to(file.absolute())
        yield Path(folder)
