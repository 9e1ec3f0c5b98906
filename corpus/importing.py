"""Files come in: read, split, held against what is kept, kept."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from uuid import uuid4

from corpus.database import Database
from corpus.document import RawDocument, Refusal
from corpus.keeping import (
    Duplicate,
    Kept,
    Prepared,
    fingerprints,
    groups,
    keep_group,
    known_articles,
)
from corpus.readers import read
from corpus.rows import storable
from corpus.splitting import split

__all__ = [
    "Duplicate",
    "FileReport",
    "ImportReport",
    "Imports",
    "Kept",
    "Prepared",
    "Progress",
]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file that was handed in (with all its members, if it is a container).

    Attributes:
        name: The file.
        kept: Ids of the new articles.
        duplicates: Articles the archive had already.
        warnings: What was repaired or doubtful, in Chinese, naming the member where there is one.
        refusals: What could not be read, and why.
    """

    name: str
    kept: tuple[int, ...]
    duplicates: tuple[Duplicate, ...]
    warnings: tuple[str, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every file of an import, in their order."""

    files: tuple[FileReport, ...]


Progress = Callable[[str, int], None]
"""Called after every transaction with the file's name and how many articles are kept so far."""


class Imports:
    """Brings files into one archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def prepare(self, name: str, data: bytes) -> Iterator[Prepared | Refusal]:
        """Reads and splits a file and looks for duplicates; writes nothing.

        Args:
            name: Path as the user knows it.
            data: The file's bytes.

        Yields:
            One `Prepared` for each document in the file (a container holds several, a table one
            for each row), a `Refusal` for each that cannot be read; lazily, in order.
        """
        results = self._read(name, data)
        while some := list(islice(results, 50)):
            yield from self.verdicts(some)

    def verdicts(self, some: Sequence[Prepared | Refusal]) -> list[Prepared | Refusal]:
        """Looks for duplicates again, after drafts were changed or others wrote."""
        prints = [fingerprints(one) if isinstance(one, Prepared) else [] for one in some]
        with self._database.read() as connection:
            known = known_articles(connection, [p for its in prints for p in its if p])
        return [
            replace(one, duplicates=tuple(known.get(p) if p else None for p in its))
            if isinstance(one, Prepared)
            else one
            for one, its in zip(some, prints, strict=True)
        ]

    def _read(self, name: str, data: bytes) -> Iterator[Prepared | Refusal]:
        try:
            for found in read(name, data):
                if isinstance(found, Refusal):
                    yield found
                    continue
                document, repaired = _storable_document(found)
                parts = split(document)
                nothing = (None,) * len(parts.drafts)
                if repaired:
                    document = replace(document, warnings=(*document.warnings, repaired))
                yield Prepared(document, parts, nothing)
        except Exception as error:  # one file's surprise must not cost the others their place
            logger.exception("reading %s failed", name)
            yield Refusal(
                name,
                "unreadable",
                f"读取时出现意外的错误（{type(error).__name__}），这个文件没有（全部）导入。",
                "请把文件另存为纯文本后再导入，并把它寄给思学的维护者。",
            )

    def keep(self, prepared: Iterable[Prepared], *, batch: str | None = None) -> Iterator[Kept]:
        """Keeps documents; each file in one transaction, a table in several of 500 rows.

        Duplicates are looked for again inside the transaction, among the kept articles and in
        the documents themselves, so that what `prepare` said may be old. Nothing is written
        between two items of the result: a consumer that stops leaves whole files behind.

        Args:
            prepared: Documents, read as they are needed.
            batch: Joins what belongs to one import in the history.

        Yields:
            What each transaction kept.

        Raises:
            ArchiveUnavailable: The database cannot be written; all that was yielded is kept.
        """
        batch = batch or uuid4().hex
        for group in groups(prepared):
            prints = [fingerprints(one) for one in group]
            with self._database.write("editor", batch) as write:
                kept = keep_group(write, group, prints)
            yield kept

    def run(
        self,
        files: Iterable[tuple[str, bytes]],
        progress: Progress | None = None,
    ) -> ImportReport:
        """Imports files; what cannot be read is reported and does not hinder the others.

        Args:
            files: Names and bytes, read as they are needed.
            progress: Told after every transaction.

        Raises:
            ArchiveUnavailable: The database cannot be written; the files before are kept.
        """
        batch, total, reports = uuid4().hex, 0, []
        for name, data in files:
            refusals: list[Refusal] = []
            ids: list[int] = []
            duplicates: list[Duplicate] = []
            warnings: list[str] = []
            for kept in self.keep(_sift(self._read(name, data), refusals), batch=batch):
                ids += kept.article_ids
                duplicates += kept.duplicates
                about = "" if kept.name == name else f"{kept.name}："
                warnings += [about + warning for warning in kept.warnings]
                total += len(kept.article_ids)
                if progress:
                    progress(name, total)
            reports.append(
                FileReport(name, tuple(ids), tuple(duplicates), tuple(warnings), tuple(refusals))
            )
        return ImportReport(tuple(reports))


def _sift(results: Iterable[Prepared | Refusal], refusals: list[Refusal]) -> Iterator[Prepared]:
    for result in results:
        if isinstance(result, Refusal):
            refusals.append(result)
        elif result.drafts:
            yield result
        else:
            refusals.append(
                Refusal(
                    result.document.name,
                    "no_text",
                    "文件里有文字，但没有找到文章。",
                    "请在导入页打开它，标出文章从哪里开始。",
                )
            )


def _storable_document(document: RawDocument) -> tuple[RawDocument, str | None]:
    """Replaces what no database can hold, one character for one, and says so."""
    text = storable(document.text)
    if text == document.text:
        return document, None
    count = sum(a != b for a, b in zip(text, document.text, strict=True))
    return replace(document, text=text), f"有 {count} 个字符无法保存，已用“\ufffd”代替。"
