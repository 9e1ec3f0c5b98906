"""Between articles and what the tables hold: records (JSON) and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection, Row

from corpus.article import Article, ArticleDraft, Paragraph
from corpus.schema import article_tags, articles, tags
from nlp.text import fold_text

FIELDS = tuple(ArticleDraft.__dataclass_fields__)
QUERY_IDS = 500
"""At most so many ids go into one query."""

_LISTS = {"authors", "tags", "marks"}

GARBLED = "有缺字"
"""Mark of an article in which U+FFFD stands for characters that were lost."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
T = TypeVar("T")
_CONTENTS = (
    "SELECT id, title, kicker, subtitle, authors, affiliation, source, column_name, published,"
    " body, marks FROM articles WHERE status = 'kept' AND id IN ({marks})"
)


def storable(text: str) -> str:
    """Puts U+FFFD for what no database can hold: NUL and halves of surrogate pairs."""
    return _UNSTORABLE.sub("\ufffd", text)


def fingerprint(text: str) -> str | None:
    """The SHA-256 of the folded text without white space; None for a text without any.

    Two articles with the same fingerprint are exact duplicates.
    """
    bare = "".join(fold_text(text).split())
    return sha256(bare.encode("utf-8", "replace")).hexdigest() if bare else None


def record(draft: ArticleDraft) -> dict[str, Any]:
    """The draft as JSON can hold it, as the history keeps it; texts made storable.

    Lost characters are never silent: the marks hold GARBLED exactly if U+FFFD is in the title or
    the text.
    """
    fields = {name: getattr(draft, name) for name in FIELDS}
    for name, value in fields.items():
        if isinstance(value, str):
            fields[name] = storable(value)
        elif isinstance(value, date):
            fields[name] = value.isoformat()
        elif name == "paragraphs":
            fields[name] = [{"text": storable(p.text), "kind": p.kind} for p in value]
        elif isinstance(value, tuple):
            fields[name] = [storable(v) for v in value]
    fields["marks"] = [mark for mark in fields["marks"] if mark != GARBLED]
    if any(
        "\ufffd" in text for text in (fields["title"], *(p["text"] for p in fields["paragraphs"]))
    ):
        fields["marks"].append(GARBLED)
    return fields


def draft(fields: Mapping[str, Any]) -> ArticleDraft:
    """The draft of a record; fields that are not the draft's are left out."""
    return ArticleDraft(**{name: value_of(name, fields[name]) for name in FIELDS})


def value_of(field: str, value: Any) -> Any:
    """What a record holds of a field as a draft holds it."""
    if field == "paragraphs":
        return tuple(Paragraph(**p) for p in value)
    if field == "published":
        return date.fromisoformat(value) if value else None
    return tuple(value) if field in _LISTS else value


def columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the table of articles for a record; tags have their own table."""
    published = fields["published"]
    return {
        "title": fields["title"],
        "kicker": fields["kicker"],
        "subtitle": fields["subtitle"],
        "authors": fields["authors"],
        "affiliation": fields["affiliation"],
        "source": fields["source"],
        "column_name": fields["column"],
        "published": date.fromisoformat(published) if published else None,
        "body": fields["paragraphs"],
        "marks": fields["marks"],
    }


def _content(row: Row[Any], its_tags: Sequence[str]) -> ArticleDraft:
    return ArticleDraft(
        title=row.title,
        kicker=row.kicker,
        subtitle=row.subtitle,
        authors=tuple(row.authors),
        affiliation=row.affiliation,
        source=row.source,
        column=row.column_name,
        published=row.published,
        paragraphs=tuple(Paragraph(p["text"], p["kind"]) for p in row.body),
        tags=tuple(its_tags),
        marks=tuple(row.marks),
    )


def _article(row: Row[Any], its_tags: Sequence[str]) -> Article:
    return Article(
        id=row.id,
        content=_content(row, its_tags),
        status=row.status,
        revision=row.revision,
        source_id=row.source_id,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def read_tags(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """The tags of each of the articles that has any, in their order."""
    found: dict[int, list[str]] = {}
    for some in chunks(ids):
        query = (
            sa.select(article_tags.c.article_id, tags.c.name)
            .join(tags)
            .where(article_tags.c.article_id.in_(some))
            .order_by(article_tags.c.article_id, article_tags.c.position)
        )
        for article_id, name in connection.execute(query):
            found.setdefault(article_id, []).append(name)
    return found


def read_articles(connection: Connection, query: sa.Select[Any]) -> list[Article]:
    """The articles that a query over the whole table of articles gives, in its order."""
    rows = connection.execute(query).all()
    its_tags = read_tags(connection, [row.id for row in rows])
    return [_article(row, its_tags.get(row.id, ())) for row in rows]


def read_by_ids(connection: Connection, ids: Iterable[int]) -> dict[int, Article]:
    """Those of the articles that exist, kept or trashed, in the order of the ids."""
    possible = [i for i in dict.fromkeys(ids) if 0 < i < 2**63]
    found: dict[int, Article] = {}
    for some in chunks(possible):
        query = sa.select(articles).where(articles.c.id.in_(some))
        found.update((a.id, a) for a in read_articles(connection, query))
    return {i: found[i] for i in possible if i in found}


def read_contents(connection: Connection, ids: Iterable[int]) -> dict[int, ArticleDraft]:
    """What those of the articles that are kept say, without tags, in the order of the ids.

    Every search asks this, so it is written for the driver: a third less time than through
    SQLAlchemy's statements and types.
    """
    possible = [i for i in dict.fromkeys(ids) if 0 < i < 2**63]
    found: dict[int, ArticleDraft] = {}
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    for some in chunks(possible):
        query = _CONTENTS.format(marks=", ".join([mark] * len(some)))
        for article_id, *fields in connection.exec_driver_sql(query, tuple(some)).all():
            found[article_id] = _plain_content(*fields)
    return {i: found[i] for i in possible if i in found}


def _plain_content(
    title: str,
    kicker: str | None,
    subtitle: str | None,
    authors: Any,
    affiliation: str | None,
    source: str | None,
    column: str | None,
    published: Any,
    body: Any,
    marks: Any,
) -> ArticleDraft:
    """A draft of what the driver gives: SQLite knows neither JSON nor dates."""
    return ArticleDraft(
        title,
        kicker,
        subtitle,
        tuple(_parsed(authors)),
        affiliation,
        source,
        column,
        date.fromisoformat(published) if isinstance(published, str) else published,
        tuple([Paragraph(p["text"], p["kind"]) for p in _parsed(body)]),
        (),
        tuple(_parsed(marks)),
    )


def _parsed(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str) else value


def chunks(items: Sequence[T], size: int = QUERY_IDS) -> Iterable[Sequence[T]]:
    """Cuts a sequence into pieces that one query can take."""
    return (items[at : at + size] for at in range(0, len(items), size))
