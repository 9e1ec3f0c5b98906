"""Articles that are much alike and yet tagged differently: one of the two may lack a tag."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import orjson
import sqlalchemy as sa

from corpus.rows import chunks
from corpus.schema import article_tags, articles, tag_refusals
from corpus.tag_training import Learnt, Report, Vocabulary
from nlp.tag_neighbours import neighbours

if TYPE_CHECKING:
    from corpus.archive import Archive

LEAST = 0.35
"""Cosine from which on two articles are alike."""
EACH = 5
MOST_PAIRS = 2_000
_JUDGED = 500
_LIKELY = 0.01
_TELLING, _TWINS = 0.1, 0.7
"""A tag must be so likely, or the articles so much alike."""
_NAME = "tag-audit"
_VERSION = 1

Pair = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A tag that one of two like articles bears and the other does not.

    Attributes:
        tag: Its name.
        bearing: The article that bears it.
        bearing_title: Its title.
        lacking: The article that does not.
        lacking_title: Its title.
        similarity: Of the two, 0 to 1.
        score: How likely the tag is for the one that lacks it, 0 to 1.
    """

    tag: str
    bearing: int
    bearing_title: str
    lacking: int
    lacking_title: str
    similarity: float
    score: float

    @property
    def striking(self) -> float:
        """How much it looks like an oversight, 0 to 1."""
        return self.similarity * self.score


class TagAudit:
    """Looks for articles tagged differently in one archive; safe to share between threads.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._guard = threading.Lock()
        self._judged: tuple[Vocabulary, dict[int, dict[str, float]]] | None = None

    def find(self, report: Report | None = None) -> tuple[Inconsistency, ...]:
        """What like articles differ in, the most striking first.

        Which articles are alike was learnt at the last training; how they are tagged is as it is
        now. What an editor has refused is not brought up again.

        Args:
            report: Called with steps done, steps in all, and what is being done.

        Returns:
            Each tag of an article once, by the article nearest to it; none before a training.
        """
        learnt = self._archive.tag_training.learnt()
        if learnt is None:
            return ()
        pairs = self._pairs(learnt, report)
        now = self._archive.tag_training.current()
        known = _Known(self._archive, {i for one, other, _ in pairs for i in (one, other)})
        nearest: dict[tuple[int, str], tuple[int, float]] = {}
        for one, other, similarity in pairs:
            for bearing, lacking in ((one, other), (other, one)):
                for key in known.differing(bearing, lacking):
                    if key in now.names:
                        nearest.setdefault((lacking, key), (bearing, similarity))
        scores = self._scores(now, [lacking for lacking, _ in nearest])
        found = [
            Inconsistency(
                now.names[key],
                bearing,
                known.titles[bearing],
                lacking,
                known.titles[lacking],
                similarity,
                scores.get(lacking, {}).get(key, 0.0),
            )
            for (lacking, key), (bearing, similarity) in nearest.items()
        ]
        found = [one for one in found if one.score >= _TELLING or one.similarity >= _TWINS]
        return tuple(sorted(found, key=lambda one: (-one.striking, one.lacking, one.tag)))

    def _pairs(self, learnt: Learnt, report: Report | None) -> list[Pair]:
        key = f"{_VERSION}-{learnt.revision}-{learnt.at.isoformat()}"
        with self._guard:
            kept = self._archive.results.get(_NAME, key)
            if kept is not None:
                return [(one, other, s) for one, other, s in orjson.loads(kept)]
            found = neighbours(learnt.model.examples, LEAST, EACH, report)
            ids = learnt.model.documents
            some = slice(0, MOST_PAIRS)
            pairs: list[Pair] = list(
                zip(
                    ids[found.one[some]].tolist(),
                    ids[found.other[some]].tolist(),
                    found.similarity[some].tolist(),
                    strict=True,
                )
            )
            self._archive.results.put(_NAME, key, orjson.dumps(pairs))
            return pairs

    def _scores(self, now: Vocabulary, ids: Sequence[int]) -> dict[int, dict[str, float]]:
        """How likely each tag is for each of the articles; judged once for each training."""
        with self._guard:
            before = self._judged
            same = before is not None and before[0].model is now.model
            scores = before[1] if before and same else {}
            self._judged = now, scores
            keys = [label.key for label in now.model.labels]
            for some in chunks(sorted(set(ids) - scores.keys()), _JUDGED):
                table = self._archive.tokens.table(some)
                judged = now.model.scores(table)
                for article, row in zip(table.documents.tolist(), judged, strict=True):
                    # Only what may matter: thousands of tags are next to impossible.
                    likely = np.flatnonzero(row > _LIKELY).tolist()
                    scores[article] = {keys[n]: float(row[n]) for n in likely}
            return scores


class _Known:
    """Titles and tags of some articles, read at one moment."""

    def __init__(self, archive: Archive, ids: Iterable[int]) -> None:
        self.titles: dict[int, str] = {}
        self._borne: dict[int, dict[str, None]] = {}
        self._refused: set[tuple[int, str]] = set()
        wanted = sorted(ids)
        with archive.database.read() as connection:
            for some in chunks(wanted):
                kept = sa.select(articles.c.id, articles.c.title).where(
                    articles.c.id.in_(some), articles.c.status == "kept"
                )
                self.titles.update((i, title) for i, title in connection.execute(kept))
                query = (
                    sa.select(article_tags.c.article_id, article_tags.c.tag_id)
                    .where(article_tags.c.article_id.in_(some))
                    .order_by(article_tags.c.article_id, article_tags.c.position)
                )
                for article, tag in connection.execute(query):
                    self._borne.setdefault(article, {})[str(tag)] = None
                refused = sa.select(tag_refusals.c.article_id, tag_refusals.c.tag_id).where(
                    tag_refusals.c.article_id.in_(some)
                )
                self._refused.update((i, str(tag)) for i, tag in connection.execute(refused))

    def differing(self, bearing: int, lacking: int) -> list[str]:
        """The tags of one article that the other neither bears nor was refused."""
        if bearing not in self.titles or lacking not in self.titles:
            return []
        other = self._borne.get(lacking, {})
        return [
            key
            for key in self._borne.get(bearing, {})
            if key not in other and (lacking, key) not in self._refused
        ]
