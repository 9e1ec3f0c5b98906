"""What is known of every kept article beside its text: who, where, when, which tags."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import orjson
import sqlalchemy as sa
from numpy.typing import NDArray

from corpus.database import Database
from corpus.schema import archive_state, article_tags, articles, tags

Facet = Literal["authors", "sources", "columns", "tags", "years"]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class FacetTable:
    """The facets of all kept articles, one row each, by id.

    Attributes:
        ids: Ids in ascending order.
        published: When each was published.
        values: For each facet and row the values the article bears; a year in digits.
        revision: The archive revision.
    """

    ids: Integers
    published: tuple[date | None, ...]
    values: Mapping[Facet, Sequence[tuple[str, ...]]]
    revision: int

    def rows(self, ids: Iterable[int]) -> Integers:
        """The rows of articles; those that are not kept are left out."""
        wanted = np.fromiter(ids, np.int64)
        at = np.searchsorted(self.ids, wanted)
        there = at < len(self.ids)
        there[there] = self.ids[at[there]] == wanted[there]
        return at[there]

    def period(self, ids: Iterable[int] | None = None) -> tuple[int, int] | None:
        """The first and the last year of articles, of all by default; None if none has a date."""
        rows = range(len(self.ids)) if ids is None else self.rows(ids).tolist()
        years = {day.year for row in rows if (day := self.published[row])}
        return (min(years), max(years)) if years else None


class ArticleFacets:
    """Reads the facets of one archive; safe to share between threads.

    Args:
        database: Where the articles are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guard = threading.Lock()
        self._table: FacetTable | None = None

    def table(self) -> FacetTable:
        """The facets of all kept articles; read again when the archive has changed."""
        with self._guard:
            if self._table is None or self._table.revision != self._database.revision():
                self._table = self._read()
            return self._table

    def _read(self) -> FacetTable:
        with self._database.read() as connection:
            revision = int(connection.execute(sa.select(archive_state.c.revision)).scalar_one())
            rows = connection.execute(
                sa.select(
                    articles.c.id,
                    # As text: reading it as JSON would take most of the time.
                    sa.cast(articles.c.authors, sa.Text),
                    articles.c.source,
                    articles.c.column_name,
                    articles.c.published,
                )
                .where(articles.c.status == "kept")
                .order_by(articles.c.id)
            ).all()
            named = connection.execute(
                sa.select(article_tags.c.article_id, tags.c.name)
                .join(tags, tags.c.id == article_tags.c.tag_id)
                .order_by(article_tags.c.article_id, article_tags.c.position)
            ).all()
        of: dict[int, list[str]] = {}
        for article_id, name in named:
            of.setdefault(article_id, []).append(name)
        values: dict[Facet, list[tuple[str, ...]]] = {
            "authors": [tuple(orjson.loads(row[1])) for row in rows],
            "sources": [(row[2],) if row[2] else () for row in rows],
            "columns": [(row[3],) if row[3] else () for row in rows],
            "tags": [tuple(of.get(row[0], ())) for row in rows],
            "years": [(str(row[4].year),) if row[4] else () for row in rows],
        }
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        return FacetTable(ids, tuple(row[4] for row in rows), values, revision)
