"""Topics of a collection: what was found, and what can be asked of it.

`nlp.topic_fitting.fit_topics` finds them, `nlp.topic_weights.weigh` weighs kept ones anywhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.cohesion import Cohesion
from nlp.passages import PassageBounds
from nlp.segmentation import Segmenter
from nlp.topic_weights import Floats, to_shares
from nlp.topic_words import RELEVANCE, relevances, topic_words

WORDS = 20
"""Words that tell what a topic is about."""
VECTOR_WORDS = 150
"""Words that a kept topic needs to be found again and weighed anywhere."""
_FEWEST, _MOST = 2, 20


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a collection.

    Attributes:
        index: Place among the topics: the most prevalent first, or as they were before.
        words: Its words with their relevance, strongest first.
        prevalence: Its share of the collection, every article counting the same.
    """

    index: int
    words: tuple[tuple[str, float], ...]
    prevalence: float


class PassageWeight(NamedTuple):
    """A passage that says something about a topic.

    Attributes:
        document: Id of the article.
        passage: Its place in the article, as `nlp.passages.split_passages` counts.
        weight: How much of the topic stands there.
    """

    document: int
    passage: int
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class TopicModel:
    """Topics, where they stand, and what they are made of.

    Attributes:
        topics: The topics; there are none if the passages have no terms in common.
        documents: Ids of the articles, sorted.
        mix: Articles × topics, rows sum to 1; even where nothing says anything of any topic.
        bounds: The passages; rows are those of `documents`.
        passage_topics: Passages × topics: how much of each topic stands in each passage; not
            scaled, so that a passage full of a topic weighs more than one that touches it.
        terms: The columns of `basis` and `counts`.
        idf: Rarity of the terms.
        basis: Topics × terms, rows of length 1.
        counts: Topics × terms: how often each term stands in each topic, by the shares of the
            passages it stands in.
        pinned: For each topic the terms that were said to be its own.
        hidden: Terms that are not shown.
        segmenter: Cuts the words.
        cohesion: Which of the terms that can be shown go together; None in a collection too small
            to tell.
    """

    topics: tuple[Topic, ...]
    documents: NDArray[np.int64]
    mix: Floats
    bounds: PassageBounds
    passage_topics: Floats
    terms: tuple[str, ...]
    idf: Floats
    basis: Floats
    counts: Floats
    pinned: tuple[frozenset[str], ...]
    hidden: frozenset[str]
    segmenter: Segmenter
    cohesion: Cohesion | None = None

    def vector(self, topic: int, words: int = VECTOR_WORDS) -> dict[str, float]:
        """What to keep of a topic, so that it can be weighed and found again later.

        Args:
            topic: Index of the topic.
            words: Terms kept at most.

        Returns:
            Its heaviest terms with their weights, heaviest first.
        """
        return heaviest(self.basis[topic], self.terms, words)

    def words(
        self, topic: int, balance: float = RELEVANCE, most: int = WORDS
    ) -> tuple[tuple[str, float], ...]:
        """The words of a topic by relevance.

        Args:
            topic: Index of the topic.
            balance: λ, from 0 (what only this topic says) to 1 (what it says most).
            most: Words wanted at most.

        Returns:
            Words with their relevance, its pinned ones first, then the most relevant of those
            that go together.

        Raises:
            ValueError: If λ is not from 0 to 1.
        """
        return topic_words(
            relevances(self.counts, balance)[topic],
            self.terms,
            most=most,
            first=self.pinned[topic],
            hidden=self.hidden,
            written=self.segmenter.names,
            cohesion=self.cohesion,
        )

    def passages_of(self, topic: int, limit: int = 5) -> list[PassageWeight]:
        """Finds the passages that say most about a topic.

        Args:
            topic: Index of the topic.
            limit: Passages wanted at most.

        Returns:
            Passages, heaviest first, each article once before any twice.
        """
        weights = self.passage_topics[:, topic]
        some = np.flatnonzero(weights > 0)
        order = some[np.argsort(-weights[some], kind="stable")]
        times: dict[int, int] = {}
        ranked: list[tuple[int, int]] = []
        for place in order.tolist():
            owner = int(self.bounds.owners[place])
            ranked.append((times.get(owner, 0), place))
            times[owner] = times.get(owner, 0) + 1
            if times[owner] == 1 and len(times) == limit:
                break
        ranked.sort(key=lambda entry: entry[0])
        return [
            PassageWeight(
                int(self.documents[self.bounds.owners[i]]),
                int(self.bounds.indexes[i]),
                float(weights[i]),
            )
            for _, i in ranked[:limit]
        ]


def heaviest(row: Floats, terms: tuple[str, ...], words: int) -> dict[str, float]:
    """The heaviest terms of a row with their weights, heaviest first."""
    order = np.argsort(-row, kind="stable")[:words]
    return {terms[column]: float(row[column]) for column in order if row[column] > 0}


def mix_documents(bounds: PassageBounds, passage_topics: Floats, documents: int) -> Floats:
    """Sums the topics of passages up to those of their documents.

    Args:
        bounds: The passages.
        passage_topics: Passages × topics.
        documents: Number of documents.

    Returns:
        Documents × topics; rows sum to 1, and are even where no passage has any topic.
    """
    sums = np.zeros((documents, passage_topics.shape[1]), dtype=np.float64)
    np.add.at(sums, bounds.owners, to_shares(passage_topics))
    return to_shares(sums, even=True)


def suggest_count(passages: int) -> int:
    """Suggests how many topics to look for.

    Args:
        passages: Number of passages.

    Returns:
        About 6 for 40 passages, 15 for 1,000, never more than 20.
    """
    return min(max(_FEWEST, round(2.2 * math.pow(passages, 0.28))), _MOST, max(1, passages))
