"""The articles of the archive: found by id, followed by revision, changed, trashed, restored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

import sqlalchemy as sa

from corpus.article import Article, ArticleDraft, Paragraph, Status
from corpus.article_states import state_of, write_states
from corpus.database import Database, Transaction
from corpus.errors import ArticleNotFound, EditConflict, SixueError
from corpus.history import changes_since
from corpus.merging import merged
from corpus.rows import (
    chunks,
    draft,
    read_articles,
    read_by_ids,
    read_contents,
    read_tags,
    record,
    value_of,
)
from corpus.schema import articles
from corpus.tags import clean_tags

BATCH = 500


class InvalidEdit(SixueError):
    """An article cannot be kept like this."""


class DraftFields(TypedDict, total=False):
    """The fields of an ArticleDraft, each of which may be changed."""

    title: str
    kicker: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    affiliation: str | None
    source: str | None
    column: str | None
    published: date | None
    paragraphs: tuple[Paragraph, ...]
    tags: tuple[str, ...]
    marks: tuple[str, ...]


class Articles:
    """The articles of one archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, article_id: int) -> Article:
        """One kept article.

        Raises:
            ArticleNotFound: No kept article has this id.
        """
        with self._database.read() as connection:
            found = read_by_ids(connection, [article_id]).get(article_id)
        if found is None or found.status != "kept":
            raise ArticleNotFound(article_id)
        return found

    def find(self, ids: Iterable[int]) -> list[Article]:
        """Those of the articles that are kept, in the order of the ids, read at one moment."""
        with self._database.read() as connection:
            found = read_by_ids(connection, ids)
        return [article for article in found.values() if article.status == "kept"]

    def contents(self, ids: Iterable[int]) -> dict[int, ArticleDraft]:
        """What those of the articles that are kept say, in the order of the ids.

        Without their tags and without what lists of results do not show, in half the time of
        `find`.
        """
        with self._database.read() as connection:
            return read_contents(connection, ids)

    def tags_of(self, ids: Iterable[int]) -> dict[int, list[str]]:
        """The tags of those of the articles that have any, in their order."""
        with self._database.read() as connection:
            return read_tags(connection, list(ids))

    def published(self, ids: Iterable[int]) -> dict[int, date | None]:
        """When those of the articles that are kept were published, read at one moment."""
        found: dict[int, date | None] = {}
        with self._database.read() as connection:
            for some in chunks(list(ids)):
                query = sa.select(articles.c.id, articles.c.published).where(
                    articles.c.id.in_(some), articles.c.status == "kept"
                )
                found.update({row.id: row.published for row in connection.execute(query)})
        return found

    def changed_since(
        self, revision: int, *, after_id: int | None = None, limit: int = BATCH
    ) -> list[Article]:
        """What changed after a revision, trashed articles included, in order of revision and id.

        One write gives many articles the same revision, so a page may end in the middle of a
        revision; the next page is then asked for with both the revision and the id of the last
        article: `changed_since(last.revision, after_id=last.id)`. An article that changes while
        somebody pages moves to the end and comes (again) there. When a page is shorter than
        `limit`, the caller has seen every article as it was when that page was read, which is
        at least the `archive.revision()` read before asking for that page.

        Args:
            revision: Articles with a higher revision are given.
            after_id: Also those of exactly this revision with a higher id.
            limit: Length of a page.
        """
        position = sa.tuple_(articles.c.revision, articles.c.id)
        last = 2**63 - 1 if after_id is None else after_id
        query = (
            sa.select(articles)
            .where(position > sa.tuple_(sa.literal(revision), sa.literal(last)))
            .order_by(articles.c.revision, articles.c.id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return read_articles(connection, query)

    def iterate(self, ids: Iterable[int] | None = None, batch: int = BATCH) -> Iterator[Article]:
        """Kept articles one after another, all of them by id or those asked for in their order.

        Each batch is read at one moment; an article changed in between comes as it is then.
        """
        if ids is not None:
            for some in chunks(list(ids), batch):
                yield from self.find(some)
            return
        last = 0
        while True:
            query = (
                sa.select(articles)
                .where(articles.c.id > last, articles.c.status == "kept")
                .order_by(articles.c.id)
                .limit(batch)
            )
            with self._database.read() as connection:
                page = read_articles(connection, query)
            yield from page
            if len(page) < batch:
                return
            last = page[-1].id

    def count(self) -> int:
        """How many articles are kept."""
        query = sa.select(sa.func.count()).where(articles.c.status == "kept")
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def newest(self, limit: int) -> list[Article]:
        """The articles kept last, the newest first."""
        return self._with_status("kept", limit)

    def trashed(self, limit: int | None = None) -> list[Article]:
        """The articles in the trash, the last one kept first."""
        return self._with_status("trashed", limit)

    def _with_status(self, status: Status, limit: int | None) -> list[Article]:
        query = (
            sa.select(articles)
            .where(articles.c.status == status)
            .order_by(articles.c.id.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return read_articles(connection, query)

    def update(
        self,
        article_id: int,
        *,
        expected_revision: int,
        **fields: Unpack[DraftFields],
    ) -> Article:
        """Changes fields of a kept article; nothing is written if they are so already.

        What others changed since the caller read it stays, see `corpus.merging`.

        Args:
            article_id: Which article.
            expected_revision: The revision the caller read; protects the edits of others.
            **fields: New values of fields of the draft; those the caller left as they were read
                change nothing.

        Returns:
            The article as it is now.

        Raises:
            ArticleNotFound: No kept article has this id.
            EditConflict: Somebody changed the same fields since, in another way.
            InvalidEdit: It would have no title.
        """
        with self._database.write("editor") as write:
            article = read_by_ids(write.connection, [article_id]).get(article_id)
            if article is None or article.status != "kept":
                raise ArticleNotFound(article_id)
            given = replace(article.content, **fields)
            if not given.title.strip():
                raise InvalidEdit("文章必须有标题。", "请填写标题后再保存。")
            wanted = record(replace(given, tags=clean_tags(given.tags)))
            mine = {name: wanted[name] for name in fields}
            since = changes_since(write.connection, article_id, expected_revision)
            old = state_of(article)
            new, conflicts = merged(old, mine, since)
            if conflicts:
                together = {field: value_of(field, value) for field, value in new.items()}
                raise EditConflict(article, conflicts, together)
            edited = {**old, **record(draft({**old, **new}))}
            write_states(write, {article_id: old}, {article_id: edited}, "update")
            return read_by_ids(write.connection, [article_id])[article_id]

    def trash(self, ids: Iterable[int]) -> None:
        """Puts articles into the trash, all or none; those that lie there already stay.

        Raises:
            ArticleNotFound: One of the ids was never given to an article.
        """
        self._move(ids, "kept", "trashed")

    def restore(self, ids: Iterable[int]) -> None:
        """Takes articles out of the trash again, all or none; kept ones stay as they are.

        Raises:
            ArticleNotFound: One of the ids was never given to an article.
        """
        self._move(ids, "trashed", "kept")

    def _move(self, ids: Iterable[int], old: Status, new: Status) -> None:
        with self._database.write("editor") as write:
            move(write, ids, old, new)


def move(write: Transaction, ids: Iterable[int], old: Status, new: Status) -> None:
    """Gives articles another status, all or none; those that are not of the old one stay.

    Raises:
        ArticleNotFound: One of the ids was never given to an article.
    """
    wanted = list(dict.fromkeys(ids))
    found = read_by_ids(write.connection, wanted)
    for article_id in wanted:
        if article_id not in found:
            raise ArticleNotFound(article_id)
    states = {i: state_of(found[i]) for i in wanted if found[i].status == old}
    write_states(write, states, {i: {**state, "status": new} for i, state in states.items()})
