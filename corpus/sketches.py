"""The sketches of the library: made once, caught up with what changes, for finding duplicates."""

from __future__ import annotations

import threading
import unicodedata
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from corpus.array_file import ArrayFile, Arrays
from corpus.tokens import PAGE, WORTH_WRITING, Report
from nlp.shingles import LENGTH, Shingles, shingles
from nlp.sketches import SCALE, SketchIndex, SketchTable, sketch

if TYPE_CHECKING:
    from corpus.archive import Archive

FORMAT = 1
"""Raise it when texts are folded or sketched in another way."""


class Sketches:
    """The sketches of one archive; safe to share between threads and processes.

    Args:
        archive: The archive they are derived from.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        label = (archive.identity(), FORMAT, unicodedata.unidata_version, LENGTH, SCALE)
        self._file = ArrayFile(archive.home / "sketches" / "table", label)
        self._guard = threading.Lock()
        self._latest: tuple[int, int, SketchIndex] | None = None

    def index(self, report: Report | None = None) -> SketchIndex:
        """The sketches of all kept articles, caught up first.

        Args:
            report: Called with articles done, articles in all, and what is done.

        Returns:
            The index; documents are ids of articles.
        """
        with self._guard:
            database = self._archive.database
            target = self._archive.revision()
            revision, stamp, index = self._latest or self._read()
            if stamp != database.written_at(revision):
                # A backup has undone that past: everything may have changed.
                revision, index = 0, SketchIndex(SketchTable.of({}))
            if revision != target:
                fresh = self._changed(revision, report)
                if fresh:
                    index = SketchIndex(index.table.changed(fresh))
                revision, stamp = target, database.written_at(target)
                if len(fresh) >= WORTH_WRITING:
                    self._write(index.table, revision, stamp)
            self._latest = revision, stamp, index
            return index

    def _changed(self, since: int, report: Report | None) -> dict[int, Shingles | None]:
        total = self._archive.articles.count()
        fresh: dict[int, Shingles | None] = {}
        after_id = None
        while page := self._archive.articles.changed_since(since, after_id=after_id, limit=PAGE):
            for article in page:
                kept = article.status == "kept"
                fresh[article.id] = sketch(shingles(article.content.text)) if kept else None
            since, after_id = page[-1].revision, page[-1].id
            if report:
                report(min(len(fresh), total), total, "读文章")
        return fresh

    def _read(self) -> tuple[int, int, SketchIndex]:
        found = self._file.read()
        if found is None:
            return 0, 0, SketchIndex(SketchTable.of({}))
        arrays = found.arrays
        table = SketchTable(arrays["shingles"], arrays["starts"], arrays["documents"])
        return found.revision, found.stamp, SketchIndex(table)

    def _write(self, table: SketchTable, revision: int, stamp: int) -> None:
        arrays: dict[str, NDArray[Any]] = {
            "documents": table.documents,
            "starts": table.starts,
            "shingles": table.shingles,
        }
        self._file.write(Arrays(arrays, revision, stamp))
