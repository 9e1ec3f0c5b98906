"""How good suggestions of tags were after each training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from corpus.database import Database
from corpus.schema import tag_scores
from corpus.tag_training import Learnt
from nlp.tagging import Figures, Overall


@dataclass(frozen=True, slots=True)
class Scores:
    """How good suggestions were after one training.

    Attributes:
        at: When that was, UTC.
        revision: The archive revision that was learnt from.
        articles: How many articles were learnt from.
        tags: How many tags they bear.
        ours: Of the suggestions.
        frequent: Of giving every article the most frequent tags.
        keyword: Of giving a tag where its name stands in the text.
    """

    at: datetime
    revision: int
    articles: int
    tags: int
    ours: Overall
    frequent: Overall
    keyword: Overall


class TagScores:
    """The scores of one archive.

    Args:
        database: Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, learnt: Learnt) -> None:
        """Writes down how good what was learnt is.

        Raises:
            NotAllowed: The actor is no editor.
        """
        quality = learnt.model.quality
        methods = {"ours": quality.ours, "frequent": quality.frequent, "keyword": quality.keyword}
        told: dict[str, Any] = {name: _written(one) for name, one in methods.items()}
        told["tags"] = sum(label.support > 0 for label in quality.labels)
        row = {"at": learnt.at, "revision": learnt.revision, "articles": quality.examples}
        with self._database.write_beside("editor") as connection:
            connection.execute(sa.insert(tag_scores), [row | {"scores": told}])

    def all(self) -> list[Scores]:
        """The scores of every training, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(sa.select(tag_scores).order_by(tag_scores.c.id)).all()
        return [
            Scores(
                row.at,
                row.revision,
                row.articles,
                row.scores["tags"],
                *(_read(row.scores[name]) for name in ("ours", "frequent", "keyword")),
            )
            for row in rows
        ]


def _written(overall: Overall) -> dict[str, list[float]]:
    return {
        "micro": [overall.micro.precision, overall.micro.recall, overall.micro.f1],
        "macro": [overall.macro.precision, overall.macro.recall, overall.macro.f1],
    }


def _read(told: dict[str, list[float]]) -> Overall:
    return Overall(Figures(*told["micro"]), Figures(*told["macro"]))
