"""The history told by what was done together, filtered and in pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.changes import Change, LibraryChange
from corpus.database import Action, LibraryAction, LibraryKind
from corpus.schema import articles, history, library_history

Kind = Literal["article"] | LibraryKind

SAMPLE = 3
"""So many changes of each batch come with it."""


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which changes are wanted; what is None or empty limits nothing.

    Attributes:
        actor: Made by whom.
        kind: Of what.
        action: Of which sort.
        article_id: Of which article.
        since: Not before this time.
        until: Before this time.
        text: Words in what was changed, before or after, or in the title of the article.
    """

    actor: str | None = None
    kind: Kind | None = None
    action: Action | LibraryAction | None = None
    article_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles or items of a kind something happened to."""

    kind: Kind
    action: Action | LibraryAction
    number: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What was done together, as far as it is wanted.

    Attributes:
        id: By which it is undone.
        revision: The archive's revision of its last change.
        began: When its first change was made, UTC.
        at: When its last change was made, UTC.
        actor: Who.
        counts: What happened to how many.
        sample: Its first changes.
    """

    id: str
    revision: int
    began: datetime
    at: datetime
    actor: str
    counts: tuple[Count, ...]
    sample: tuple[Change | LibraryChange, ...]


def batches(
    connection: Connection,
    wanted: HistoryFilter,
    hidden: Sequence[LibraryKind],
    before: int | None,
    limit: int,
) -> list[Batch]:
    """See `History.batches`; `hidden` are kinds that are not told of."""
    mine, others = _where(wanted), _library_where(wanted, hidden)
    parts = [
        sa.select(t.c.batch, t.c.revision, t.c.at, t.c.actor).where(*where)
        for t, where in ((history, mine), (library_history, others))
    ]
    rows = sa.union_all(*parts).subquery()
    last = sa.func.max(rows.c.revision)
    query = (
        sa.select(
            rows.c.batch,
            last.label("revision"),
            sa.func.min(rows.c.at).label("began"),
            sa.func.max(rows.c.at).label("at"),
            sa.func.max(rows.c.actor).label("actor"),
        )
        .group_by(rows.c.batch)
        .having(last < (2**63 - 1 if before is None else before))
        .order_by(last.desc())
        .limit(limit)
    )
    found = connection.execute(query).all()
    ids = [row.batch for row in found]
    counts = _counts(connection, ids, mine, others)
    samples = _samples(connection, ids, mine, others)
    return [
        Batch(row.batch, *row[1:], tuple(counts[row.batch]), tuple(samples[row.batch][:SAMPLE]))
        for row in found
    ]


def of_batch(
    connection: Connection,
    batch: str,
    wanted: HistoryFilter,
    hidden: Sequence[LibraryKind],
    offset: int,
    limit: int,
) -> list[Change | LibraryChange]:
    """See `History.of_batch`: items come before articles."""
    found: list[Change | LibraryChange] = []
    for table, where in (
        (library_history, _library_where(wanted, hidden)),
        (history, _where(wanted)),
    ):
        query = sa.select(table).where(table.c.batch == batch, *where).order_by(table.c.id)
        make: Any = LibraryChange if table is library_history else Change
        if len(found) < limit:
            page = query.offset(offset).limit(limit - len(found))
            found += [make(**row) for row in connection.execute(page).mappings()]
        count = sa.select(sa.func.count()).where(table.c.batch == batch, *where)
        offset = max(offset - connection.execute(count).scalar_one(), 0)
    return found


def _where(wanted: HistoryFilter) -> list[sa.ColumnElement[bool]]:
    where = _common(history, wanted)
    if wanted.kind not in {None, "article"}:
        where.append(sa.false())
    if wanted.article_id is not None:
        where.append(history.c.article_id == wanted.article_id)
    if wanted.text:
        titled = sa.select(articles.c.id).where(_has(articles.c.title, wanted.text))
        # How an article was created need not be searched: it has its title, and is long.
        changed = sa.and_(history.c.action != "create", _says(history, wanted.text))
        where.append(sa.or_(changed, history.c.article_id.in_(titled)))
    return where


def _library_where(
    wanted: HistoryFilter, hidden: Sequence[LibraryKind]
) -> list[sa.ColumnElement[bool]]:
    where = _common(library_history, wanted)
    if wanted.kind == "article" or wanted.article_id is not None:
        where.append(sa.false())
    elif wanted.kind is not None:
        where.append(library_history.c.kind == wanted.kind)
    if hidden:
        where.append(library_history.c.kind.not_in(hidden))
    if wanted.text:
        where.append(_says(library_history, wanted.text))
    return where


def _common(table: sa.Table, wanted: HistoryFilter) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = []
    if wanted.actor is not None:
        where.append(table.c.actor == wanted.actor)
    if wanted.action is not None:
        where.append(table.c.action == wanted.action)
    if wanted.since is not None:
        where.append(table.c.at >= wanted.since)
    if wanted.until is not None:
        where.append(table.c.at < wanted.until)
    return where


def _has(column: sa.ColumnElement[Any], text: str) -> sa.ColumnElement[bool]:
    return sa.func.lower(column).contains(text.lower(), autoescape=True)


def _says(table: sa.Table, text: str) -> sa.ColumnElement[bool]:
    return sa.or_(*(_has(sa.cast(table.c[name], sa.Text), text) for name in ("before", "after")))


def _counts(
    connection: Connection,
    ids: Sequence[str],
    mine: Sequence[sa.ColumnElement[bool]],
    others: Sequence[sa.ColumnElement[bool]],
) -> dict[str, list[Count]]:
    found: dict[str, list[Count]] = defaultdict(list)
    h, lib = history.c, library_history.c
    for kind, item, table, where in (
        (sa.literal("article"), h.article_id, history, mine),
        (lib.kind, lib.item_id, library_history, others),
    ):
        number = sa.func.count(item.distinct())
        query = (
            sa.select(table.c.batch, kind, table.c.action, number)
            .where(table.c.batch.in_(ids), *where)
            .group_by(table.c.batch, table.c.action, *([] if table is history else [kind]))
            .order_by(number.desc(), table.c.action)
        )
        for batch, *its in connection.execute(query):
            found[batch].append(Count(*its))
    return found


def _samples(
    connection: Connection,
    ids: Sequence[str],
    mine: Sequence[sa.ColumnElement[bool]],
    others: Sequence[sa.ColumnElement[bool]],
) -> dict[str, list[Change | LibraryChange]]:
    found: dict[str, list[Change | LibraryChange]] = defaultdict(list)
    for table, where in ((library_history, others), (history, mine)):
        make: Any = Change if table is history else LibraryChange
        place = sa.func.row_number().over(partition_by=table.c.batch, order_by=table.c.id)
        placed = (
            sa.select(table.c.id, place.label("place"))
            .where(table.c.batch.in_(ids), *where)
            .subquery()
        )
        query = (
            sa.select(table)
            .join(placed, placed.c.id == table.c.id)
            .where(placed.c.place <= SAMPLE)
            .order_by(table.c.id)
        )
        for row in connection.execute(query).mappings():
            found[row["batch"]].append(make(**row))
    return found
