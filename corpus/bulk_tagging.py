"""One tag put on many articles at once, or taken off them: one transaction, one batch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.database import Transaction
from corpus.rows import chunks
from corpus.schema import article_tags, articles, tags


@dataclass(frozen=True, slots=True)
class TaggedMany:
    """What tagging many articles at once has changed.

    Attributes:
        name: The tag as it is spelt in the library.
        changed: Articles that bear it now, or do no more.
        unchanged: Articles that needed no change.
        missing: Ids of no kept article.
        batch: What the history knows it by; empty if nothing was changed.
    """

    name: str
    changed: int
    unchanged: int
    missing: int
    batch: str


@dataclass(frozen=True, slots=True)
class _Worn:
    """A tag of an article."""

    tag_id: int
    name: str
    position: int


def put_on(write: Transaction, ids: Iterable[int], tag_id: int, name: str) -> TaggedMany:
    """Puts a tag on all of some articles that lack it, behind those they bear.

    Args:
        write: The transaction.
        ids: The articles; ids of no kept article are counted and passed over.
        tag_id: The tag.
        name: Its name.
    """
    worn, missing = _worn(write.connection, ids)
    lacking = {i: its for i, its in worn.items() if all(one.tag_id != tag_id for one in its)}
    rows = [
        {"article_id": i, "tag_id": tag_id, "position": its[-1].position + 1 if its else 0}
        for i, its in lacking.items()
    ]
    if rows:
        write.connection.execute(sa.insert(article_tags), rows)
    for article_id, its in lacking.items():
        before = [one.name for one in its]
        after = [*before, name]
        write.record("tag", article_id, before={"tags": before}, after={"tags": after})
    return _done(write, name, lacking, len(worn), missing)


def take_off(write: Transaction, ids: Iterable[int], tag_id: int, name: str) -> TaggedMany:
    """Takes a tag off all of some articles that bear it; as `put_on`."""
    worn, missing = _worn(write.connection, ids)
    bearing = {i: its for i, its in worn.items() if any(one.tag_id == tag_id for one in its)}
    for some in chunks(list(bearing)):
        write.connection.execute(
            sa.delete(article_tags).where(
                article_tags.c.tag_id == tag_id, article_tags.c.article_id.in_(some)
            )
        )
    for article_id, its in bearing.items():
        before = [one.name for one in its]
        after = [one.name for one in its if one.tag_id != tag_id]
        write.record("untag", article_id, before={"tags": before}, after={"tags": after})
    return _done(write, name, bearing, len(worn), missing)


def _done(
    write: Transaction, name: str, changed: Collection[int], there: int, missing: int
) -> TaggedMany:
    for some in chunks(list(changed)):
        write.connection.execute(
            sa.update(articles)
            .where(articles.c.id.in_(some))
            .values(revision=write.revision, changed_at=write.at)
        )
    batch = write.batch if changed else ""
    return TaggedMany(name, len(changed), there - len(changed), missing, batch)


def _worn(connection: Connection, ids: Iterable[int]) -> tuple[Mapping[int, Sequence[_Worn]], int]:
    """The tags of those of the articles that are kept, in order; and how many are not."""
    wanted = [i for i in dict.fromkeys(ids) if 0 < i < 2**63]
    worn: dict[int, list[_Worn]] = {}
    for some in chunks(wanted):
        kept = sa.select(articles.c.id).where(articles.c.id.in_(some), articles.c.status == "kept")
        worn.update((i, []) for i in connection.execute(kept).scalars())
        query = (
            sa.select(article_tags.c.article_id, tags.c.id, tags.c.name, article_tags.c.position)
            .join(tags)
            .where(article_tags.c.article_id.in_(some))
            .order_by(article_tags.c.article_id, article_tags.c.position)
        )
        for article_id, *its in connection.execute(query):
            if article_id in worn:
                worn[article_id].append(_Worn(*its))
    return worn, len(wanted) - len(worn)
