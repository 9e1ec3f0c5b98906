"""Does everything agree: database, source texts, history, articles, index?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.archive import Archive
from corpus.article import UNTITLED, Article, ArticleDraft
from corpus.index import IndexUnavailable
from corpus.integrity_boards import board_problems
from corpus.integrity_lists import list_problems
from corpus.rows import draft, fingerprint, read_articles, record
from corpus.schema import (
    archive_state,
    articles,
    dictionary_words,
    history,
    reading_lists,
    saved_searches,
    sources,
    submissions,
    tags,
    theme_cards,
    theme_sets,
    variants,
)
from corpus.sources import Source, source_of
from corpus.splitting import assemble
from corpus.trouble import ArchiveDamaged

PAGE = 500
TEXTS = 50
"""So many source texts are in memory at once."""
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not agree.

    Attributes:
        part: Where it was found.
        message: What is wrong and what to do about it, in Chinese.
        article_id: The article concerned.
        source_id: The source concerned.
    """

    part: Literal["database", "source", "article", "index"]
    message: str
    article_id: int | None = None
    source_id: int | None = None

    def __str__(self) -> str:
        return self.message


def check(archive: Archive) -> list[Problem]:
    """Looks at everything that is kept, a minute or so for 100,000 articles.

    Others may go on writing meanwhile. The index is caught up first.

    Raises:
        ArchiveUnavailable: The database cannot be reached; a damaged one is a problem, not an
            error.
    """
    try:
        problems = list(_database_problems(archive))
        problems += _source_problems(archive)
        problems += _article_problems(archive)
    except ArchiveDamaged as error:
        return [Problem("database", str(error))]
    try:
        problems += _index_problems(archive)
    except IndexUnavailable as error:
        problems.append(Problem("index", str(error)))
    return problems


def _database_problems(archive: Archive) -> Iterator[Problem]:
    with archive.database.read() as connection:
        if connection.dialect.name == "sqlite":
            yield from _sqlite_problems(connection)
        state = connection.execute(sa.select(archive_state)).one()
        for message in (*list_problems(connection), *board_problems(connection)):
            yield Problem("database", message)
        for table, following in (
            (articles, state.next_article),
            (sources, state.next_source),
            (tags, state.next_tag),
            (variants, state.next_variant),
            (saved_searches, state.next_saved_search),
            (dictionary_words, state.next_dictionary_word),
            (theme_sets, state.next_theme_set),
            (theme_cards, state.next_theme_card),
            (reading_lists, state.next_reading_list),
            (submissions, state.next_submission),
        ):
            last, newest = connection.execute(
                sa.select(sa.func.max(table.c.id), sa.func.max(table.c.revision))
            ).one()
            if last is not None and (last >= following or newest > state.revision):
                yield Problem(
                    "database",
                    f"数据表 {table.name} 比文库的版本记录更新，文件可能被拼接过；请用备份恢复。",
                )


def _sqlite_problems(connection: Connection) -> Iterator[Problem]:
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Problem("database", f"数据库文件已损坏（{line}）；请用备份恢复。")
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem("database", f"{table} 第 {row} 行指向不存在的 {parent}；请用备份恢复。")


def _source_problems(archive: Archive) -> Iterator[Problem]:
    last = 0
    while True:
        query = sa.select(sources).where(sources.c.id > last).order_by(sources.c.id).limit(TEXTS)
        with archive.database.read() as connection:
            page = [source_of(row) for row in connection.execute(query)]
            created = _creations(connection, [source.id for source in page])
        for source in page:
            yield from _compare_source(source, created[source.id])
        if len(page) < TEXTS:
            return
        last = page[-1].id


def _creations(
    connection: Connection, source_ids: Sequence[int]
) -> Mapping[int, list[tuple[int, int, int | None, Mapping[str, Any]]]]:
    """By source: article id, position in the source, row, and the draft it was created from."""
    query = (
        sa.select(
            articles.c.source_id,
            articles.c.id,
            articles.c.position,
            articles.c.source_row,
            history.c.after,
        )
        .join(history, sa.and_(history.c.article_id == articles.c.id, history.c.action == "create"))
        .where(articles.c.source_id.in_(source_ids))
        .order_by(articles.c.id)
    )
    found = defaultdict(list)
    for source_id, *rest in connection.execute(query):
        found[source_id].append(tuple(rest))
    return found


def _compare_source(
    source: Source, created: Iterable[tuple[int, int, int | None, Mapping[str, Any]]]
) -> Iterator[Problem]:
    """Only what is the text's own is compared: how bylines are understood may improve."""
    whole: list[tuple[int, int, Mapping[str, Any]]] = []
    empty = True
    for article_id, position, row, fields in created:
        empty = False
        if row is None:
            whole.append((article_id, position, fields))
    if empty:
        yield Problem("source", f"原文件“{source.name}”没有文章。", source_id=source.id)
    if not whole:
        return
    if _outside(source):
        yield Problem("source", f"原文件“{source.name}”有文字不在任何位置。", source_id=source.id)
    drafts = assemble(source.text, source.spans, source.metadata).drafts
    for article_id, position, fields in whole:
        if position >= len(drafts) or not _agree(drafts[position], draft(fields)):
            yield Problem(
                "source",
                f"文章 {article_id} 与原文件“{source.name}”的文字不一致。",
                article_id,
                source.id,
            )


def _outside(source: Source) -> bool:
    """True if a visible character of the text is in no span, or in two."""
    at = 0
    for span in sorted(source.spans, key=lambda span: span.start):
        if span.start < at or source.text[at : span.start].strip():
            return True
        at = span.end
    return bool(source.text[at:].strip())


def _agree(assembled: ArticleDraft, created: ArticleDraft) -> bool:
    def bare(one: ArticleDraft) -> list[tuple[str, str]]:
        return [(p.kind, "".join(p.text.split())) for p in one.paragraphs]

    titled = UNTITLED not in assembled.marks and UNTITLED not in created.marks
    return bare(assembled) == bare(created) and (not titled or assembled.title == created.title)


def _article_problems(archive: Archive) -> Iterator[Problem]:
    last = 0
    while True:
        query = sa.select(articles).where(articles.c.id > last).order_by(articles.c.id).limit(PAGE)
        with archive.database.read() as connection:
            page = read_articles(connection, query)
            if not page:
                return
            between = history.c.article_id.between(page[0].id, page[-1].id)
            changes = connection.execute(sa.select(history).where(between).order_by(history.c.id))
            states, revisions = _replay(changes)
            prints = dict(
                connection.execute(
                    sa.select(articles.c.id, articles.c.fingerprint).where(
                        articles.c.id.between(page[0].id, page[-1].id)
                    )
                ).all()
            )
        for article in page:
            expected = states.get(article.id), revisions.get(article.id), prints[article.id]
            yield from _compare_article(article, *expected)
        last = page[-1].id


def _replay(changes: Iterable[sa.Row[Any]]) -> tuple[dict[int, dict[str, Any]], dict[int, int]]:
    """What history says the articles are now, and of which revision."""
    states: dict[int, dict[str, Any]] = defaultdict(dict)
    revisions: dict[int, int] = {}
    for change in changes:
        states[change.article_id] |= change.after
        revisions[change.article_id] = change.revision
    return states, revisions


def _compare_article(
    article: Article, state: object, revision: int | None, print_: str | None
) -> Iterator[Problem]:
    now = record(article.content)
    if state != now | {"status": article.status} or revision != article.revision:
        yield Problem(
            "article", f"文章 {article.id} 与它的修改历史不一致；请用备份恢复。", article.id
        )
    if tuple(now["marks"]) != article.content.marks:
        yield Problem("article", f"文章 {article.id} 有缺字，却没有标明。", article.id)
    if print_ != fingerprint(article.content.text):
        yield Problem("article", f"文章 {article.id} 的查重指纹与文字不符。", article.id)


def _index_problems(archive: Archive) -> Iterator[Problem]:
    """Holds the caught-up index against the articles, at a moment when nobody writes."""
    remedy = "请运行 python -m corpus reindex 重建索引。"
    query = sa.select(articles.c.id).where(articles.c.status == "kept")
    for _ in range(ATTEMPTS):
        archive.index.catch_up()
        revision = archive.revision()
        indexed = set(archive.search.ids())
        with archive.database.read() as connection:
            kept = set(connection.execute(query).scalars())
        if archive.index.revision() == revision == archive.revision():
            break
    else:
        yield Problem("index", f"检索索引没有跟上文库；{remedy}")
        return
    for article_id in sorted(kept - indexed):
        yield Problem("index", f"检索索引缺少文章 {article_id}；{remedy}", article_id)
    for article_id in sorted(indexed - kept):
        yield Problem("index", f"检索索引里多出文章 {article_id}；{remedy}", article_id)
