"""What one transaction of an import keeps: one file, or some rows of one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.article import ArticleDraft
from corpus.article_states import write_states
from corpus.database import Transaction
from corpus.document import RawDocument
from corpus.rows import chunks, columns, fingerprint, record
from corpus.schema import article_tags, articles
from corpus.sources import find_table, insert_source
from corpus.splitting import Split
from corpus.tags import clean_tags, tag_ids

ROWS_AT_ONCE = 500
"""Rows of a table that are kept in one transaction."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that was read and split, not yet kept.

    Attributes:
        document: As the reader gave it.
        split: The articles found in it, and where; `replace` it to move a boundary.
        duplicates: For each draft of the split the kept article with the same text, if any.
        edited: What is to be kept instead of the drafts, one for each, when an editor changed
            fields by hand; the history then tells the draft and the edit apart.
    """

    document: RawDocument
    split: Split
    duplicates: tuple[int | None, ...]
    edited: tuple[ArticleDraft, ...] | None = None

    @property
    def drafts(self) -> tuple[ArticleDraft, ...]:
        """What will be kept."""
        return self.split.drafts if self.edited is None else self.edited


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article of a file that was not kept, because the archive has its text.

    Attributes:
        title: Its title.
        of: The kept article with the same text.
        row: Its row, if it came from a table.
    """

    title: str
    of: int
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What one transaction kept of one file.

    Attributes:
        name: The file, as the user knows it.
        source_id: Its source; None if all was there already and nothing was written.
        article_ids: The new articles.
        duplicates: What was not kept.
        warnings: What was repaired or doubtful, in Chinese.
    """

    name: str
    source_id: int | None
    article_ids: tuple[int, ...]
    duplicates: tuple[Duplicate, ...]
    warnings: tuple[str, ...] = ()


def groups(prepared: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    """Documents that are kept in one transaction: one file, or some rows of one table."""
    group: list[Prepared] = []
    for one in prepared:
        if group and not (
            one.document.row is not None
            and group[0].document.row is not None
            and one.document.sha256 == group[0].document.sha256
            and one.document.name == group[0].document.name
            and len(group) < ROWS_AT_ONCE
        ):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def fingerprints(one: Prepared) -> list[str | None]:
    """The fingerprint of each article that will be kept."""
    return [fingerprint(d.text) for d in one.drafts]


def known_articles(connection: Connection, prints: Sequence[str]) -> dict[str, int]:
    """Kept articles by fingerprint, the oldest of each."""
    known: dict[str, int] = {}
    for some in chunks(list(dict.fromkeys(prints))):
        query = (
            sa.select(articles.c.fingerprint, articles.c.id)
            .where(articles.c.fingerprint.in_(some), articles.c.status == "kept")
            .order_by(articles.c.id.desc())
        )
        known.update((print_, i) for print_, i in connection.execute(query))
    return known


@dataclass(frozen=True, slots=True)
class _New:
    """An article about to be inserted: the draft as split, and as edited."""

    position: int
    row: int | None
    draft: ArticleDraft
    edited: ArticleDraft
    fingerprint: str | None


def keep_group(
    write: Transaction, group: Sequence[Prepared], prints: Sequence[Sequence[str | None]]
) -> Kept:
    """Keeps what the archive does not have yet.

    Args:
        write: The transaction.
        group: One document, or rows of one table.
        prints: The fingerprints of each, made before others had to wait for this transaction.
    """
    known = known_articles(write.connection, [p for its in prints for p in its if p])
    first = write.new_ids("article", 0).start
    new: list[_New] = []
    duplicates: list[Duplicate] = []
    for one, its in zip(group, prints, strict=True):
        row = one.document.row
        drafts = zip(one.split.drafts, one.drafts, its, strict=True)
        for position, (given, edited, print_) in enumerate(drafts):
            if print_ in known:
                duplicates.append(Duplicate(edited.title, known[print_], row))
                continue
            if print_:
                known[print_] = first + len(new)
            new.append(_New(position, row, given, edited, print_))
    document, parts = group[0].document, group[0].split
    warnings = tuple(w for one in group for w in one.document.warnings)
    if not new:
        return Kept(document.name, None, (), tuple(duplicates), warnings)
    source_id = find_table(write, document) if document.row is not None else None
    if source_id is None:
        source_id = insert_source(write, document, parts.spans, parts.furniture)
    ids = _insert_articles(write, source_id, new)
    return Kept(document.name, source_id, ids, tuple(duplicates), warnings)


def _insert_articles(write: Transaction, source_id: int, new: Sequence[_New]) -> tuple[int, ...]:
    ids = tuple(write.new_ids("article", len(new)))
    records = [record(replace(one.draft, tags=clean_tags(one.draft.tags))) for one in new]
    spelling = tag_ids(write, {tag for fields in records for tag in fields["tags"]})
    rows: list[dict[str, Any]] = []
    borne: list[dict[str, Any]] = []
    for article_id, one, fields in zip(ids, new, records, strict=True):
        its_tags = dict(spelling[tag] for tag in fields["tags"])
        fields["tags"] = list(its_tags.values())
        rows.append(
            columns(fields)
            | {
                "id": article_id,
                "status": "kept",
                "revision": write.revision,
                "source_id": source_id,
                "position": one.position,
                "source_row": one.row,
                "fingerprint": one.fingerprint,
                "created_at": write.at,
                "changed_at": write.at,
            }
        )
        borne += [
            {"article_id": article_id, "tag_id": tag_id, "position": at}
            for at, tag_id in enumerate(its_tags)
        ]
        write.record("create", article_id, after=fields | {"status": "kept"})
    write.connection.execute(sa.insert(articles), rows)
    if borne:
        write.connection.execute(sa.insert(article_tags), borne)
    old = {i: {**fields, "status": "kept"} for i, fields in zip(ids, records, strict=True)}
    edited = {
        i: {**old[i], **record(replace(one.edited, tags=clean_tags(one.edited.tags)))}
        for i, one in zip(ids, new, strict=True)
        if one.edited is not one.draft
    }
    write_states(write, old, edited, "update")
    return ids
