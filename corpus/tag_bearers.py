"""Which tags articles bear, read and written for thousands of articles at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.database import Transaction
from corpus.rows import chunks
from corpus.schema import article_tags, articles
from corpus.tag_edits import Ids


def read_bearers(connection: Connection, tag_ids: Iterable[int]) -> dict[int, Ids]:
    """The ids of all tags, in order, of every article that bears one of some, trashed or not."""
    bearers: set[int] = set()
    for some in chunks(list(tag_ids)):
        query = sa.select(article_tags.c.article_id).where(article_tags.c.tag_id.in_(some))
        bearers.update(connection.execute(query).scalars())
    found: dict[int, list[int]] = {}
    for some in chunks(sorted(bearers)):
        rows = (
            sa.select(article_tags.c.article_id, article_tags.c.tag_id)
            .where(article_tags.c.article_id.in_(some))
            .order_by(article_tags.c.article_id, article_tags.c.position)
        )
        for article_id, tag_id in connection.execute(rows):
            found.setdefault(article_id, []).append(tag_id)
    return {article_id: tuple(ids) for article_id, ids in found.items()}


def write_bearers(
    write: Transaction, wearing: Mapping[int, Ids], before: Mapping[int, Ids]
) -> None:
    """Writes what articles bear, each of which is thereby changed.

    Args:
        write: The transaction.
        wearing: The ids of the tags of each article, in order.
        before: What they bore; the same where only names have changed.
    """
    for some in chunks(list(wearing)):
        write.connection.execute(
            sa.update(articles)
            .where(articles.c.id.in_(some))
            .values(revision=write.revision, changed_at=write.at)
        )
    alike: dict[tuple[int, int | None] | None, list[int]] = {}
    for article_id, ids in wearing.items():
        if ids != before[article_id]:
            alike.setdefault(_exchange(before[article_id], ids), []).append(article_id)
    for exchange, some_ids in alike.items():
        if exchange is None:
            _rewrite_bearers(write, {i: wearing[i] for i in some_ids})
        else:
            _exchange_tag(write, *exchange, some_ids)


def _exchange(before: Ids, after: Ids) -> tuple[int, int | None] | None:
    """The one tag that was exchanged for another or left out; None if more has changed."""
    gone = [i for i in before if i not in after]
    if len(gone) == 1:
        at = before.index(gone[0])
        rest = (*before[:at], *before[at + 1 :])
        if after == rest:
            return gone[0], None
        if len(after) == len(before) and (*after[:at], *after[at + 1 :]) == rest:
            return gone[0], after[at]
    return None


def _exchange_tag(write: Transaction, old: int, new: int | None, ids: list[int]) -> None:
    """Exchanges one tag of many articles where it stands; far cheaper than writing all anew."""
    for some in chunks(ids):
        where = (article_tags.c.tag_id == old, article_tags.c.article_id.in_(some))
        write.connection.execute(
            sa.delete(article_tags).where(*where)
            if new is None
            else sa.update(article_tags).where(*where).values(tag_id=new)
        )


def _rewrite_bearers(write: Transaction, wearing: Mapping[int, Ids]) -> None:
    for some in chunks(list(wearing)):
        write.connection.execute(sa.delete(article_tags).where(article_tags.c.article_id.in_(some)))
    rows = [
        {"article_id": article_id, "tag_id": tag_id, "position": position}
        for article_id, ids in wearing.items()
        for position, tag_id in enumerate(ids)
    ]
    if rows:
        write.connection.execute(sa.insert(article_tags), rows)
