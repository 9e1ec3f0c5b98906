"""The files that articles came from, with their original texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row

from corpus.database import Database, Transaction
from corpus.document import Format, Metadata, RawDocument
from corpus.errors import SixueError
from corpus.rows import storable
from corpus.schema import sources
from corpus.spans import Span


class SourceNotFound(SixueError):
    """No source with this id."""

    def __init__(self, source_id: int) -> None:
        super().__init__(f"没有编号为 {source_id} 的原文件。", "请从文章页重新打开。")
        self.source_id = source_id


@dataclass(frozen=True, slots=True)
class Source:
    """A file (or member, attachment, table) that was imported.

    Attributes:
        id: Positive, never used again.
        name: Path as the user knew it.
        format: Its real type.
        sha256: Hex digest of its bytes.
        size: Length of its bytes.
        encoding: Character encoding it was decoded with.
        encoding_guessed: True if nothing in the file declared it.
        text: Its whole text as it was read; empty for a table, whose rows are its articles.
        spans: What each part of the text was taken for.
        furniture: What stood on the page beside the articles.
        metadata: What the file said beside the text.
        warnings: What was repaired or doubtful, in Chinese.
        imported_at: When, UTC.
    """

    id: int
    name: str
    format: Format
    sha256: str
    size: int
    encoding: str | None
    encoding_guessed: bool
    text: str
    spans: tuple[Span, ...]
    furniture: tuple[str, ...]
    metadata: Metadata
    warnings: tuple[str, ...]
    imported_at: datetime


class Sources:
    """The sources of one archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, source_id: int) -> Source:
        """One source with its text.

        Raises:
            SourceNotFound: No source has this id.
        """
        if 0 < source_id < 2**63:
            query = sa.select(sources).where(sources.c.id == source_id)
            with self._database.read() as connection:
                row = connection.execute(query).one_or_none()
            if row:
                return source_of(row)
        raise SourceNotFound(source_id)


def source_of(row: Row[Any]) -> Source:
    """The source that a row of the table holds."""
    said = row.metadata
    published = date.fromisoformat(said["published"]) if said["published"] else None
    return Source(
        id=row.id,
        name=row.name,
        format=row.format,
        sha256=row.sha256,
        size=row.size,
        encoding=row.encoding,
        encoding_guessed=row.encoding_guessed,
        text=row.text,
        spans=tuple(Span(*span) for span in row.spans),
        furniture=tuple(row.furniture),
        metadata=Metadata(
            **said
            | {
                "authors": tuple(said["authors"]),
                "tags": tuple(said["tags"]),
                "headings": tuple(said.get("headings", ())),
                "published": published,
            }
        ),
        warnings=tuple(row.warnings),
        imported_at=row.imported_at,
    )


def insert_source(
    write: Transaction, document: RawDocument, spans: Sequence[Span], furniture: Sequence[str]
) -> int:
    """Keeps a document's text; of a table only that it was there. Returns the new id."""
    (source_id,) = write.new_ids("source")
    whole = document.row is None
    said = asdict(document.metadata if whole else Metadata())
    said = {name: _storable(value) for name, value in said.items()}
    if said["published"]:
        said["published"] = said["published"].isoformat()
    row = {
        "id": source_id,
        "revision": write.revision,
        "name": storable(document.name),
        "format": document.format,
        "sha256": document.sha256,
        "size": document.size,
        "encoding": document.encoding,
        "encoding_guessed": document.encoding_guessed,
        "text": storable(document.text) if whole else "",
        "spans": [[s.start, s.end, s.role, s.article, s.block] for s in spans] if whole else [],
        "furniture": [storable(line) for line in furniture] if whole else [],
        "metadata": said,
        "warnings": list(document.warnings) if whole else [],
        "imported_at": write.at,
    }
    write.connection.execute(sa.insert(sources), row)
    return source_id


def find_table(write: Transaction, document: RawDocument) -> int | None:
    """The source of this very table, if rows of it were kept before (by a broken import)."""
    query = (
        sa.select(sources.c.id)
        .where(
            sources.c.sha256 == document.sha256,
            sources.c.name == storable(document.name),
            sources.c.format == document.format,
        )
        .order_by(sources.c.id.desc())
        .limit(1)
    )
    found = write.connection.execute(query).scalar_one_or_none()
    return None if found is None else int(found)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, tuple):
        return [storable(v) for v in value]
    return value
