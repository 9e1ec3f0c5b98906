"""Tags suggested to articles and to drafts, with reasons; what editors refuse is remembered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from corpus.errors import ArticleNotFound
from corpus.schema import articles, tag_refusals, tags
from corpus.tag_scores import Scores, TagScores
from corpus.tag_training import Learnt, Report, Vocabulary
from corpus.tag_tree import TagNotFound
from corpus.tags import fold_tag
from corpus.tokens import parts
from nlp import tagging
from nlp.tagging import Explanation, Suggestion

if TYPE_CHECKING:
    from corpus.archive import Archive

SUGGESTED = 8
HOPELESS = 0.05
"""Tags less likely than this are not worth a look."""


@dataclass(frozen=True, slots=True)
class SimilarArticle:
    """An article that bears the suggested tag.

    Attributes:
        article_id: The article.
        title: Its title.
        similarity: With the text, 0 to 1.
    """

    article_id: int
    title: str
    similarity: float


@dataclass(frozen=True, slots=True)
class TagSuggestion:
    """A tag suggested to a text.

    Attributes:
        name: The tag as it is called now.
        why: Score, threshold, and the words, sentences and names that speak for it. Places are
            those of the paragraphs of the text.
        similar: Articles like the text that bear the tag, the most similar first.
    """

    name: str
    why: Suggestion
    similar: tuple[SimilarArticle, ...]


@dataclass(frozen=True, slots=True)
class TagExplained:
    """Why a tag is suggested to a text, or is not.

    Attributes:
        suggestion: As it would be suggested.
        told: What speaks against it, what is missing, and how many articles bear it.
        refused: Whether an editor has refused it to the article.
    """

    suggestion: TagSuggestion
    told: Explanation
    refused: bool = False


class Tagging:
    """Suggests tags in one archive.

    Args:
        archive: The archive, in the hands of whoever tags.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._database = archive.database
        self._training = archive.tag_training
        self._scores = TagScores(archive.database)

    def suggest(
        self, article_id: int, *, limit: int = SUGGESTED, nearly: int = 0
    ) -> tuple[TagSuggestion, ...]:
        """Suggests tags that an article neither bears nor was refused.

        The last answers are remembered, so that a page can have the next article's prepared.

        Args:
            article_id: The article.
            limit: Suggestions wanted at most.
            nearly: Tags wanted beside that fall short of their thresholds.

        Raises:
            ArticleNotFound: No kept article has this id.
        """
        article = self._archive.articles.get(article_id)
        without = (*article.content.tags, *self.refused(article_id))
        key = (article_id, article.revision, without, limit, nearly)

        def suggest() -> tuple[TagSuggestion, ...]:
            title, *paragraphs = parts(article)
            return self.suggest_to(
                title, paragraphs, without=without, limit=limit, nearly=nearly, of=article_id
            )

        return self._training.remembered(key, suggest)

    def suggest_to(
        self,
        title: str,
        paragraphs: Sequence[str],
        *,
        without: Collection[str] = (),
        limit: int = SUGGESTED,
        nearly: int = 0,
        of: int | None = None,
    ) -> tuple[TagSuggestion, ...]:
        """Suggests tags to a text that need not be in the archive.

        Args:
            title: May be empty.
            paragraphs: The text.
            without: Names of tags that are not wanted.
            limit: Suggestions wanted at most.
            nearly: Tags wanted beside that fall short of their thresholds.
            of: The article whose text it is; it is not like itself.

        Returns:
            Suggestions that reach their thresholds, the likelier first, then those that nearly do;
            none if nothing speaks for any.
        """
        now = self._training.current()
        found = tagging.suggest(
            now.model,
            title,
            paragraphs,
            segmenter=self._archive.dictionary.segmenter(),
            limit=limit,
            nearly=nearly,
            without=[key for name in without if (key := now.keys.get(fold_tag(name)))],
        )
        worth = [one for one in found if one.suggested or one.score >= HOPELESS]
        return self._named(worth, now, of)

    def explain(self, article_id: int, name: str) -> TagExplained:
        """Tells why a tag is suggested to an article, or is not.

        Raises:
            ArticleNotFound: No kept article has this id.
            TagNotFound: There is no such tag.
        """
        title, *paragraphs = parts(self._archive.articles.get(article_id))
        refused = fold_tag(name) in map(fold_tag, self.refused(article_id))
        return self.explain_to(title, paragraphs, name, of=article_id, refused=refused)

    def explain_to(
        self,
        title: str,
        paragraphs: Sequence[str],
        name: str,
        *,
        of: int | None = None,
        refused: bool = False,
    ) -> TagExplained:
        """Tells why a tag is suggested to any text, or is not.

        Raises:
            TagNotFound: There is no such tag.
        """
        now = self._training.current()
        key = now.keys.get(fold_tag(name))
        if key is None:
            raise TagNotFound(name)
        segmenter = self._archive.dictionary.segmenter()
        told = tagging.explain(now.model, title, paragraphs, key, segmenter=segmenter)
        return TagExplained(self._named([told.suggestion], now, of)[0], told, refused)

    def _named(
        self, found: Sequence[Suggestion], now: Vocabulary, of: int | None
    ) -> tuple[TagSuggestion, ...]:
        alike = [[one for one in its.similar if one.document != of] for its in found]
        titles = self._titles({one.document for its in alike for one in its})
        return tuple(
            TagSuggestion(
                now.names[one.key],
                one,
                tuple(
                    SimilarArticle(s.document, titles[s.document], s.similarity)
                    for s in its
                    if s.document in titles
                ),
            )
            for one, its in zip(found, alike, strict=True)
        )

    def _titles(self, ids: Collection[int]) -> dict[int, str]:
        query = sa.select(articles.c.id, articles.c.title).where(
            articles.c.id.in_(ids), articles.c.status == "kept"
        )
        with self._database.read() as connection:
            return {row.id: row.title for row in connection.execute(query)} if ids else {}

    def refused(self, article_id: int) -> list[str]:
        """The tags that were refused to an article, the first one refused first."""
        query = (
            sa.select(tags.c.name)
            .join(tag_refusals, tag_refusals.c.tag_id == tags.c.id)
            .where(tag_refusals.c.article_id == article_id)
            .order_by(tag_refusals.c.at, tags.c.id)
        )
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def refuse(self, article_id: int, name: str) -> None:
        """Remembers that a tag is not for an article: it is not suggested to it again.

        Raises:
            ArticleNotFound: No kept article has this id.
            TagNotFound: There is no such tag.
        """
        self._archive.actor.must_be("editor")
        tag_id = self._tag_id(name)
        with self._database.write_beside("editor") as connection:
            kept = sa.select(articles.c.status).where(articles.c.id == article_id)
            if connection.execute(kept).scalar() != "kept":
                raise ArticleNotFound(article_id)
            known = sa.select(tag_refusals.c.tag_id).where(
                tag_refusals.c.article_id == article_id, tag_refusals.c.tag_id == tag_id
            )
            if connection.execute(known).first() is None:
                row = {"article_id": article_id, "tag_id": tag_id}
                told = {"actor": self._archive.actor.name, "at": datetime.now(UTC)}
                connection.execute(sa.insert(tag_refusals), [row | told])

    def unrefuse(self, article_id: int, name: str) -> None:
        """Forgets that a tag was refused to an article; nothing happens if it was not.

        Raises:
            TagNotFound: There is no such tag.
        """
        self._archive.actor.must_be("editor")
        tag_id = self._tag_id(name)
        with self._database.write_beside("editor") as connection:
            connection.execute(
                sa.delete(tag_refusals).where(
                    tag_refusals.c.article_id == article_id,
                    tag_refusals.c.tag_id == tag_id,
                )
            )

    def train(self, report: Report | None = None) -> Learnt:
        """Learns from all tagged articles, and writes down how good suggestions are now.

        Args:
            report: Called with steps done, steps in all, and what is being done.

        Raises:
            NotAllowed: The actor is no editor.
            TrainingFailed: The process that learns has not come to an end.
        """
        self._archive.actor.must_be("editor")
        learnt = self._training.train_beside(report)
        self._scores.add(learnt)
        return learnt

    def grown(self) -> list[Scores]:
        """How good suggestions were after each training, the oldest first."""
        return self._scores.all()

    def _tag_id(self, name: str) -> int:
        key = self._training.current().keys.get(fold_tag(name))
        if key is None:
            raise TagNotFound(name)
        return int(key)
