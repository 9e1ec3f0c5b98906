"""Who changed what, and when: appended to by every write, never altered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from corpus.database import Action, Database
from corpus.schema import history


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one article.

    Attributes:
        id: Rises with time.
        revision: The archive's revision it belongs to.
        batch: What was done together, such as one import.
        at: When, UTC.
        actor: Who.
        action: create, update, trash, restore, tag or untag.
        article_id: Which article.
        before: The fields that changed as they were; None for a creation.
        after: The same fields as they are since; for a creation the whole draft and the status.
    """

    id: int
    revision: int
    batch: str
    at: datetime
    actor: str
    action: Action
    article_id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


class History:
    """The history of one archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_article(self, article_id: int) -> list[Change]:
        """All changes of one article, the oldest first; empty for an unknown one."""
        if not 0 < article_id < 2**63:
            return []
        return self._read(
            sa.select(history).where(history.c.article_id == article_id).order_by(history.c.id)
        )

    def recent(self, limit: int = 50) -> list[Change]:
        """The last changes of the archive, the newest first."""
        return self._read(sa.select(history).order_by(history.c.id.desc()).limit(limit))

    def _read(self, query: sa.Select[Any]) -> list[Change]:
        with self._database.read() as connection:
            return [Change(**row) for row in connection.execute(query).mappings()]
