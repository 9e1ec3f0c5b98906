"""What is to be tagged next, and how much somebody has tagged."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import orjson
import sqlalchemy as sa

from corpus.rows import chunks
from corpus.schema import article_tags, articles, history
from corpus.tag_training import Report
from corpus.tags import fold_tag

if TYPE_CHECKING:
    from corpus.archive import Archive

MOST_QUEUED = 1_000
"""So many articles wait in a queue; nobody tags more in one sitting."""
JUDGED = 2_000
"""The uncertain ones are looked for among so many articles kept last."""
_AT_ONCE = 500
_NAME = "tag-uncertain"
_VERSION = 1


class TagQueue:
    """The queues of one archive.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def untagged(self, limit: int = MOST_QUEUED) -> list[int]:
        """Articles without any tag, those kept last first."""
        bears = sa.exists().where(article_tags.c.article_id == articles.c.id)
        query = (
            sa.select(articles.c.id)
            .where(articles.c.status == "kept", ~bears)
            .order_by(articles.c.id.desc())
            .limit(limit)
        )
        with self._archive.database.read() as connection:
            return list(connection.execute(query).scalars())

    def count_untagged(self) -> int:
        """How many articles have no tag."""
        tagged = sa.select(sa.func.count(article_tags.c.article_id.distinct())).join(
            articles, articles.c.id == article_tags.c.article_id
        )
        kept = sa.select(sa.func.count()).where(articles.c.status == "kept")
        with self._archive.database.read() as connection:
            some = int(connection.execute(tagged.where(articles.c.status == "kept")).scalar_one())
            return int(connection.execute(kept).scalar_one()) - some

    def uncertain(self, limit: int = MOST_QUEUED, report: Report | None = None) -> list[int]:
        """Articles of which it is least clear whether a tag is theirs: those teach most.

        An article is as uncertain as its most doubtful tag, the one nearest to its threshold that
        the article neither bears nor was refused (uncertainty sampling: Lewis and Gale, "A
        sequential algorithm for training text classifiers", 1994).

        Args:
            limit: How many at most.
            report: Called with articles judged, articles in all, and what is being done.
        """
        training = self._archive.tag_training
        now, revision = training.current(), self._archive.revision()
        key = f"{_VERSION}-{now.learnt}-{revision}-{self._archive.database.written_at(revision)}"
        kept = self._archive.results.get(_NAME, key)
        if kept is not None:
            found: list[int] = orjson.loads(kept)
            return found[:limit]
        ids = self._newest()
        doubts: dict[int, float] = {}
        for some in chunks(ids, _AT_ONCE):
            table = self._archive.tokens.table(sorted(some))
            borne = self._archive.articles.tags_of(some)
            scores = np.clip(now.model.scores(table), 1e-6, 1 - 1e-6)
            odds = np.log(scores / (1 - scores))
            limits = np.log(now.model.thresholds / (1 - now.model.thresholds))
            distances = np.abs(odds - limits)
            for row, article in enumerate(table.documents.tolist()):
                for name in borne.get(article, ()):
                    distances[row, now.model.index[now.keys[fold_tag(name)]]] = np.inf
                doubts[article] = float(distances[row].min(initial=np.inf))
            if report:
                report(len(doubts), len(ids), "找拿不准的文章")
        found = sorted(doubts, key=lambda article: (doubts[article], -article))[:MOST_QUEUED]
        self._archive.results.put(_NAME, key, orjson.dumps(found))
        return found[:limit]

    def _newest(self) -> list[int]:
        query = (
            sa.select(articles.c.id)
            .where(articles.c.status == "kept")
            .order_by(articles.c.id.desc())
            .limit(JUDGED)
        )
        with self._archive.database.read() as connection:
            return list(connection.execute(query).scalars())

    def tagged_since(self, since: datetime, actor: str) -> int:
        """How many articles somebody has tagged one by one.

        Args:
            since: From when on.
            actor: Who.
        """
        alone = (
            sa.select(sa.func.min(history.c.article_id).label("article"))
            .where(history.c.actor == actor, history.c.action == "tag", history.c.at >= since)
            .group_by(history.c.batch)
            .having(sa.func.count() == 1)
            .subquery()
        )
        query = sa.select(sa.func.count(alone.c.article.distinct()))
        with self._archive.database.read() as connection:
            return int(connection.execute(query).scalar_one())
