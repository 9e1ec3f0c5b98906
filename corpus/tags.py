"""Tags: short names that people give to articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus import bulk_tagging
from corpus.bulk_tagging import TaggedMany
from corpus.database import Database, Transaction
from corpus.errors import ArticleNotFound, SixueError
from corpus.rows import chunks, read_by_ids, storable
from corpus.schema import article_tags, articles, tags
from nlp.text import fold_text

LONGEST_TAG = 50
_PLAIN: Mapping[str, Any] = {
    "parent": None,
    "colour": None,
    "description": "",
    "aliases": [],
    "merged_into": None,
}


class InvalidTag(SixueError):
    """A tag without a name, or with one that is too long."""


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag and how many kept articles bear it."""

    name: str
    count: int


def clean_tag(name: str) -> str:
    """The name as it is kept: no white space around it, single spaces inside.

    Raises:
        InvalidTag: It is empty or longer than LONGEST_TAG characters.
    """
    clean = " ".join(storable(name).split())
    if not clean:
        raise InvalidTag("标签不能是空的。", "请输入 1 到 50 个字。")
    if len(clean) > LONGEST_TAG:
        raise InvalidTag(f"标签太长：{len(clean)} 个字。", f"请缩短到 {LONGEST_TAG} 个字以内。")
    return clean


def fold_tag(name: str) -> str:
    """The form in which two spellings of one tag are equal."""
    return " ".join(fold_text(name).split())


def clean_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Clean names without repetitions; what a file gives and cannot be a tag is left out."""
    found: dict[str, str] = {}
    for name in names:
        clean = " ".join(storable(name).split())
        if 0 < len(clean) <= LONGEST_TAG:
            found.setdefault(fold_tag(clean), clean)
    return tuple(found.values())


def preferred_tags(connection: Connection, names: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The tags that names lead to: a name of its own, an alias, or what was merged into a tag.

    Args:
        connection: Where to look.
        names: Clean or folded names.

    Returns:
        Id and preferred spelling by folded name; names that lead nowhere are left out.
    """
    wanted = {fold_tag(name) for name in names}
    found: dict[str, tuple[int, str]] = {}
    for some in chunks(sorted(wanted)):
        query = sa.select(tags.c.folded, tags.c.id, tags.c.name).where(
            tags.c.folded.in_(some), tags.c.merged_into.is_(None)
        )
        found.update((key, (i, name)) for key, i, name in connection.execute(query))
    if len(found) == len(wanted):
        return found
    # Rarely, and a vocabulary is small: aliases are looked for in all of it.
    rows = {row.id: row for row in connection.execute(sa.select(tags))}
    for row in rows.values():
        for form in (row.folded, *(fold_tag(alias["form"]) for alias in row.aliases)):
            if form in wanted and form not in found:
                its = row
                while its.merged_into is not None:
                    its = rows[its.merged_into]
                found[form] = (its.id, its.name)
    return found


def tag_ids(write: Transaction, names: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Ids and preferred spellings of tags by the given clean names; unknown tags are created.

    Aliases, and names that were merged into another tag, lead to the preferred one.
    """
    wanted = list(dict.fromkeys(names))
    known = preferred_tags(write.connection, wanted)
    created = []
    for name in wanted:
        key = fold_tag(name)
        if key not in known:
            known[key] = (write.new_ids("tag")[0], name)
            fields = {**_PLAIN, "name": name}
            write.record_library("tag", "create", known[key][0], after=fields)
            its = {"id": known[key][0], "folded": key, "revision": write.revision}
            created.append({**fields, **its})
    if created:
        write.connection.execute(sa.insert(tags), created)
    return {name: known[fold_tag(name)] for name in wanted}


def set_tags(write: Transaction, article_id: int, names: Sequence[str]) -> tuple[str, ...]:
    """Gives an article exactly these clean tags; returns them as they are spelt in the library."""
    return set_tags_of(write, {article_id: names})[article_id]


def set_tags_of(
    write: Transaction, wanted: Mapping[int, Sequence[str]]
) -> dict[int, tuple[str, ...]]:
    """Gives each article exactly its clean tags; returns them as they are spelt in the library."""
    known = tag_ids(write, dict.fromkeys(name for names in wanted.values() for name in names))
    kept = {i: dict(known[name] for name in names) for i, names in wanted.items()}
    for some in chunks(list(kept)):
        write.connection.execute(sa.delete(article_tags).where(article_tags.c.article_id.in_(some)))
    rows = [
        {"article_id": article_id, "tag_id": tag_id, "position": position}
        for article_id, its_tags in kept.items()
        for position, tag_id in enumerate(its_tags)
    ]
    if rows:
        write.connection.execute(sa.insert(article_tags), rows)
    return {article_id: tuple(its_tags.values()) for article_id, its_tags in kept.items()}


class Tags:
    """The library's tags."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[TagUse]:
        """Every tag that a kept article bears, the most used first."""
        uses = sa.func.count().label("uses")
        query = (
            sa.select(tags.c.name, uses)
            .join(article_tags, article_tags.c.tag_id == tags.c.id)
            .join(articles, articles.c.id == article_tags.c.article_id)
            .where(articles.c.status == "kept")
            .group_by(tags.c.id, tags.c.name)
            .order_by(uses.desc(), tags.c.folded)
        )
        with self._database.read() as connection:
            return [TagUse(name, count) for name, count in connection.execute(query)]

    def preferred(self, names: Iterable[str]) -> dict[str, str]:
        """The preferred names of the tags that names lead to.

        Args:
            names: Names, aliases, and names that were merged into a tag; folded or not.

        Returns:
            By folded name; names that lead nowhere are left out.
        """
        with self._database.read() as connection:
            found = preferred_tags(connection, names)
        return {key: name for key, (_, name) in found.items()}

    def put_on(self, article_id: int, name: str) -> str:
        """Puts a tag on an article; nothing happens if it bears it already.

        Returns:
            The tag as it is spelt in the library; the preferred one for an alias and for a name
            that was merged into another tag.

        Raises:
            InvalidTag: The name is empty or too long.
            ArticleNotFound: No kept article has this id.
        """
        clean = clean_tag(name)
        with self._database.write("editor") as write:
            before = _tags_of(write, article_id)
            known = preferred_tags(write.connection, [clean]).get(fold_tag(clean))
            if known is not None and known[1] in before:
                return known[1]
            after = set_tags(write, article_id, (*before, clean))
            _record(write, "tag", article_id, before, after)
        return after[-1]

    def take_off(self, article_id: int, name: str) -> None:
        """Takes a tag off an article; nothing happens if it does not bear it.

        Raises:
            ArticleNotFound: No kept article has this id.
        """
        with self._database.write("editor") as write:
            before = _tags_of(write, article_id)
            known = preferred_tags(write.connection, [name]).get(fold_tag(name))
            after = tuple(tag for tag in before if known is None or tag != known[1])
            if after != before:
                set_tags(write, article_id, after)
                _record(write, "untag", article_id, before, after)

    def bearing(self, name: str) -> set[int]:
        """The kept articles that bear a tag, under whichever of its names it is asked for."""
        with self._database.read() as connection:
            found = preferred_tags(connection, [name]).get(fold_tag(name))
            query = (
                sa.select(article_tags.c.article_id)
                .join(articles, articles.c.id == article_tags.c.article_id)
                .where(article_tags.c.tag_id == (found[0] if found else 0))
                .where(articles.c.status == "kept")
            )
            return set(connection.execute(query).scalars())

    def put_on_many(self, ids: Iterable[int], name: str) -> TaggedMany:
        """Puts a tag on many articles in one transaction; those that bear it already stay.

        Args:
            ids: The articles; ids of no kept article are passed over.
            name: The tag.

        Returns:
            What was changed, and the batch the history knows it by.

        Raises:
            InvalidTag: The name is empty or too long.
        """
        clean = clean_tag(name)
        with self._database.write("editor") as write:
            tag_id, spelling = tag_ids(write, [clean])[clean]
            return bulk_tagging.put_on(write, ids, tag_id, spelling)

    def take_off_many(self, ids: Iterable[int], name: str) -> TaggedMany:
        """Takes a tag off many articles in one transaction; as `put_on_many`.

        Nothing happens if there is no such tag.
        """
        clean = clean_tag(name)
        with self._database.write("editor") as write:
            tag_id, spelling = preferred_tags(write.connection, [clean]).get(
                fold_tag(clean), (0, clean)
            )
            return bulk_tagging.take_off(write, ids, tag_id, spelling)


def _tags_of(write: Transaction, article_id: int) -> tuple[str, ...]:
    article = read_by_ids(write.connection, [article_id]).get(article_id)
    if article is None or article.status != "kept":
        raise ArticleNotFound(article_id)
    return article.content.tags


def _record(
    write: Transaction,
    action: str,
    article_id: int,
    before: Sequence[str],
    after: Sequence[str],
) -> None:
    write.connection.execute(
        sa.update(articles)
        .where(articles.c.id == article_id)
        .values(revision=write.revision, changed_at=write.at)
    )
    write.record(
        "tag" if action == "tag" else "untag",
        article_id,
        before={"tags": list(before)},
        after={"tags": list(after)},
    )
