"""What kept articles are about: topics, comparison. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from corpus.filters import Filters
from nlp.comparison import Comparison, compare
from nlp.passages import Passage, split_passages
from nlp.segmentation import Segmenter
from nlp.tokens import tokenise
from nlp.topic_fitting import Report, fit_topics
from nlp.topic_groups import grouped
from nlp.topic_weights import weigh
from nlp.topics import Topic, TopicModel

if TYPE_CHECKING:
    from corpus.archive import Archive

_EXAMPLES = 8
_COMPARED_KEYWORDS = 40
_STANDS_OUT = 0.1


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that says much about a topic.

    Attributes:
        article_id: Where it stands.
        text: The passage.
        weight: How much of the topic stands in it.
    """

    article_id: int
    text: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class ThemesFound:
    """The topics of a selection of articles.

    Attributes:
        topics: The topics, the most prevalent first.
        examples: For each topic the passages that say most about it.
        article_ids: The articles looked at.
        mix: Articles × topics, rows sum to 1.
        years: For each year how many articles' worth each topic has.
        undated: Articles without a date.
        revision: Archive revision.
        selected: Articles in the selection; more than were looked at if some are not kept.
        model: What was found in full: vectors to keep, words by relevance, weights of passages.
    """

    topics: tuple[Topic, ...]
    examples: tuple[tuple[Example, ...], ...]
    article_ids: tuple[int, ...]
    mix: NDArray[np.float32]
    years: Mapping[int, tuple[float, ...]]
    undated: int
    revision: int
    selected: int
    model: TopicModel


class Themes:
    """Looks at what the articles of one archive are about."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def fit(
        self,
        selection: Filters | Sequence[int],
        *,
        count: int | None = None,
        most: int | None = None,
        seed: int = 0,
        start: Sequence[Mapping[str, float]] = (),
        pinned: Sequence[Collection[str]] = (),
        hidden: Collection[str] = (),
        groups: Sequence[Sequence[int]] = (),
        report: Report | None = None,
    ) -> ThemesFound:
        """Finds the topics of a selection.

        Args:
            selection: Filters, or ids of articles.
            count: Topics wanted; chosen by the amount of text if None.
            most: Where the number is chosen, no more than so many.
            seed: Of the random starts and of the sample topics of a large selection are found on.
            start: Kept vectors of topics to go on from, see `nlp.topic_fitting.fit_topics`.
            pinned: For each topic words that belong to it.
            hidden: Words that are neither counted nor shown.
            groups: Topics of `start` that are one, see `nlp.topic_groups.grouped`.
            report: Told what is done of how much, and what it is.

        Returns:
            The topics; none if there is too little text.
        """
        revision = self._archive.revision()
        # The same articles give the same topics, however the selection was sorted.
        selected = sorted(self.ids(selection))
        segmenter = self._segmenter()
        model = fit_topics(
            self._archive.tokens.table(selected, report=report),
            segmenter=segmenter,
            count=count,
            most=most,
            seed=seed,
            start=start,
            pinned=pinned,
            hidden=hidden,
            report=report,
        )
        if groups:
            model = grouped(model, groups)
        ids = tuple(model.documents.tolist())
        years, undated = _by_year(self._archive.articles.published(ids), ids, model.mix)
        return ThemesFound(
            topics=model.topics,
            examples=self._examples(model, segmenter),
            article_ids=ids,
            mix=model.mix,
            years=years,
            undated=undated,
            revision=revision,
            selected=len(selected),
            model=model,
        )

    def _examples(self, model: TopicModel, segmenter: Segmenter) -> tuple[tuple[Example, ...], ...]:
        """For each topic the passages that say most about it, as they were written."""
        found = [model.passages_of(topic.index, _EXAMPLES) for topic in model.topics]
        wanted = sorted({place.document for places in found for place in places})
        texts = {
            (passage.article, passage.index): passage.text
            for article in self._archive.articles.find(wanted)
            for passage in _passages(article, segmenter)
        }
        # An article may have changed, or gone, since its tokens were read.
        return tuple(
            tuple(
                Example(place.document, texts[place[:2]], place.weight)
                for place in places
                if place[:2] in texts
            )
            for places in found
        )

    def only(self, found: ThemesFound, selection: Filters | Sequence[int]) -> ThemesFound:
        """The same topics, in some of the articles they were found in."""
        wanted = set(self.ids(selection))
        if wanted.issuperset(found.article_ids):
            return found
        rows = [row for row, article in enumerate(found.article_ids) if article in wanted]
        mix = found.mix[rows]
        some = tuple(found.article_ids[row] for row in rows)
        years, undated = _by_year(self._archive.articles.published(some), some, mix)
        shares = mix.mean(axis=0) if rows else mix.sum(axis=0)
        topics = zip(found.topics, shares.tolist(), strict=True)
        return replace(
            found,
            topics=tuple(replace(topic, prevalence=share) for topic, share in topics),
            examples=tuple(
                tuple(one for one in its if one.article_id in wanted) for its in found.examples
            ),
            article_ids=some,
            mix=mix,
            years=years,
            undated=undated,
            selected=len(wanted),
        )

    def of_paragraphs(self, model: TopicModel, texts: Sequence[str]) -> tuple[int | None, ...]:
        """The topic that each paragraph says most of; None where none stands out."""
        if not model.topics:
            return (None,) * len(texts)
        table = tokenise(((n, ("", text)) for n, text in enumerate(texts)), self._segmenter())
        vectors = [model.vector(topic.index) for topic in model.topics]
        shares = weigh(table, vectors, self._segmenter())
        clear = shares.max(axis=1) >= 1 / len(vectors) + _STANDS_OUT
        return tuple(
            int(row.argmax()) if stands else None
            for row, stands in zip(shares, clear.tolist(), strict=True)
        )

    def compare(self, ids: Sequence[int]) -> Comparison:
        """Compares articles by their keywords and their words."""
        articles = self._archive.articles.find(list(ids))
        return compare(
            [article.content.titled_text for article in articles],
            self._archive.keywords.of_articles(articles, _COMPARED_KEYWORDS),
            segmenter=self._segmenter(),
            variants=self._archive.variants.current(),
        )

    def ids(self, selection: Filters | Sequence[int]) -> list[int]:
        """The articles of a selection."""
        if isinstance(selection, Filters):
            return self._archive.search.ids(filters=selection)
        return list(selection)

    def _segmenter(self) -> Segmenter:
        """Counts words of the library's list of variants as one."""
        return self._archive.dictionary.segmenter()


def _passages(article: Article, segmenter: Segmenter) -> list[Passage]:
    return split_passages(article.id, [p.text for p in article.content.paragraphs], segmenter)


def _by_year(
    published: Mapping[int, date | None], ids: Sequence[int], mix: NDArray[np.float32]
) -> tuple[dict[int, tuple[float, ...]], int]:
    """For each year the sums of the mixes, and how many articles have no date."""
    years = np.array([day.year if (day := published.get(one)) else 0 for one in ids], dtype=int)
    sums = {
        int(year): tuple(mix[years == year].sum(axis=0, dtype=np.float64).tolist())
        for year in np.unique(years[years > 0])
    }
    return sums, int((years == 0).sum())
