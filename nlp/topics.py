"""Topics of a collection, found on passages, because an essay has several.

A non-negative factorisation of the TF-IDF matrix, passages ≈ weights × topics, whose topics are
the concept vectors of Dhillon and Modha ("Concept decompositions for large sparse text data using
clustering", 2001): centroids of clusters that k-means finds among articles and passages together,
in the space of their latent semantic analysis. The weights are the non-negative least squares
solution for these topics, so that any passage, also one not seen before, can be weighed.
`python -m benchmarks.predict topics DATA OUT.json` tells each document's strongest topic, for data
with classes to hold them against.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.matrix import (
    count_terms,
    document_term_matrix,
    inverse_document_frequencies,
    terms_of,
    tfidf,
)
from nlp.passages import Passage
from nlp.segmentation import Segmenter, default_segmenter

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]

_DIMENSIONS = 20
# Random starts of the clustering. A few essays cluster in many ways that are nearly as good, and
# there a start takes next to no time: so many rows share the starts, between these bounds.
_ROWS_STARTED = 20_000
_FEWEST_STARTS, _MOST_STARTS = 10, 200
_REFINEMENTS = 2
_SOLVER_STEPS = 30
_WORDS = 20
# From this many articles on, terms are weighed by the articles they occur in, else by passages.
_MANY_ARTICLES = 40
# From this many articles for each topic on, the whole of an article has its full say beside its
# passages: the square root of their number, as measured best. A few essays have next to none.
_ARTICLES_PER_TOPIC = 20
_MOST_COMMON = 0.25
_FEWEST, _MOST = 2, 20


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a collection.

    Attributes:
        index: Place among the topics, the most prevalent first.
        words: Its words with their weights, strongest first.
        prevalence: Its share of the collection, every article counting the same.
    """

    index: int
    words: tuple[tuple[str, float], ...]
    prevalence: float


@dataclass(frozen=True, slots=True)
class TopicModel:
    """Topics and the passages they were found on.

    Attributes:
        topics: The topics; there are none if the passages have no terms in common.
        passages: The passages given.
        passage_topics: Passages × topics: how much of each topic stands in each passage; not
            scaled, so that a passage full of a topic weighs more than one that touches it.
        terms: The columns of `basis`.
        idf: Rarity of the terms.
        basis: Topics × terms, rows of length 1.
        segmenter: Cuts the words.
    """

    topics: tuple[Topic, ...]
    passages: tuple[Passage, ...]
    passage_topics: Floats
    terms: tuple[str, ...]
    idf: Floats
    basis: Floats
    segmenter: Segmenter

    def weigh(self, passages: Sequence[Passage]) -> Floats:
        """Weighs the topics in any passages.

        Args:
            passages: Passages, also such as the topics were not found on.

        Returns:
            Passages × topics.
        """
        tokens = [terms_of(passage.text, self.segmenter) for passage in passages]
        return _solve(tfidf(count_terms(tokens, self.terms), self.idf), self.basis)

    def article_topics(self) -> tuple[tuple[int, ...], Floats]:
        """Tells the mix of topics of each article.

        Returns:
            The ids of the articles in order of appearance, and articles × topics; rows sum to 1.
        """
        return mix_articles(self.passages, self.passage_topics)

    def passages_of(self, topic: int, limit: int = 5) -> list[tuple[Passage, float]]:
        """Finds the passages that say most about a topic.

        Args:
            topic: Index of the topic.
            limit: Passages wanted at most.

        Returns:
            Passages with their weights, heaviest first, each article once before any twice.
        """
        weights = self.passage_topics[:, topic]
        order = [int(i) for i in np.argsort(-weights, kind="stable") if weights[i] > 0]
        times: dict[int, int] = {}
        ranked: list[tuple[int, int]] = []
        for place in order:
            article = self.passages[place].article
            ranked.append((times.get(article, 0), place))
            times[article] = times.get(article, 0) + 1
        ranked.sort(key=lambda entry: entry[0])
        return [(self.passages[i], float(weights[i])) for _, i in ranked[:limit]]


def suggest_count(passages: int) -> int:
    """Suggests how many topics to look for.

    Args:
        passages: Number of passages.

    Returns:
        About 6 for 40 passages, 15 for 1,000, never more than 20.
    """
    return min(max(_FEWEST, round(2.2 * math.pow(passages, 0.28))), _MOST, max(1, passages))


def mix_articles(
    passages: Sequence[Passage], passage_topics: Floats
) -> tuple[tuple[int, ...], Floats]:
    """Sums the topics of passages up to those of their articles.

    Args:
        passages: The passages.
        passage_topics: Passages × topics.

    Returns:
        The ids of the articles in order of appearance, and articles × topics; rows sum to 1, and
        are even where no passage has any topic.
    """
    rows: dict[int, int] = {}
    at = np.array([rows.setdefault(p.article, len(rows)) for p in passages], dtype=np.int64)
    topics = passage_topics.shape[1]
    sums = np.zeros((len(rows), topics), dtype=np.float64)
    np.add.at(sums, at, _to_shares(passage_topics))
    return tuple(rows), _to_shares(sums, even=True)


def fit_topics(
    passages: Sequence[Passage],
    *,
    count: int | None = None,
    segmenter: Segmenter | None = None,
    seed: int = 0,
) -> TopicModel:
    """Finds the topics of passages.

    The same passages, count and seed give the same topics, whatever the number of threads.

    Args:
        passages: Passages of one or more articles.
        count: Topics wanted; chosen by the number of passages if None. There are fewer if the
            passages do not differ enough.
        segmenter: Cuts the words; the project's own if None.
        seed: Of the random starts.

    Returns:
        The topics with their passages.
    """
    from scipy.sparse import vstack

    if not passages:
        passages = [Passage(0, 0, "")]
    cutter = segmenter or default_segmenter()
    tokens = [terms_of(passage.text, cutter) for passage in passages]
    joined: dict[int, list[str]] = {}
    for passage, words in zip(passages, tokens, strict=True):
        joined.setdefault(passage.article, []).extend(words)
    articles = list(joined.values())
    index = {article: row for row, article in enumerate(joined)}
    many = len(articles) >= _MANY_ARTICLES
    # In a few essays a theme's own word stands in most passages; only many tell what is common.
    reference = document_term_matrix(
        articles if many else tokens,
        min_df=5 if many else 2 if len(tokens) > 10 else 1,
        max_df=_MOST_COMMON if many else 1.0,
    )
    if not reference.terms:
        reference = document_term_matrix(tokens)
    terms, idf = reference.terms, inverse_document_frequencies(reference.counts)
    weights = tfidf(count_terms(tokens, terms), idf)
    wanted = suggest_count(len(passages)) if count is None else count
    voice = min(1.0, len(articles) / (_ARTICLES_PER_TOPIC * max(1, wanted)))
    sizes = np.bincount([index[passage.article] for passage in passages])
    basis = _find_basis(
        vstack([tfidf(count_terms(articles, terms), idf), weights], format="csr"),
        np.concatenate([np.sqrt(voice * sizes), np.ones(len(passages))]),
        wanted,
        seed,
    )
    passage_topics = _solve(weights, basis)
    shares = mix_articles(passages, passage_topics)[1]
    prevalence = shares.mean(axis=0) if len(shares) else np.zeros(len(basis))
    order = np.argsort(-prevalence, kind="stable")
    basis, passage_topics, prevalence = basis[order], passage_topics[:, order], prevalence[order]
    names = _name_topics(basis, terms, cutter.names)
    topics = tuple(Topic(i, words, float(prevalence[i])) for i, words in enumerate(names))
    return TopicModel(topics, tuple(passages), passage_topics, terms, idf, basis, cutter)


def _find_basis(rows: csr_matrix, votes: NDArray[np.float64], count: int, seed: int) -> Floats:
    """Clusters rows, each with its number of votes; returns unit centroids, clusters × terms."""
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    filled = np.diff(rows.indptr) > 0
    rows, votes = rows[filled], votes[filled]
    if rows.shape[0] == 0 or count < 1:
        return np.zeros((0, rows.shape[1]), dtype=np.float32)
    # More threads would add up in another order, and rounding can tip a row to another cluster.
    with threadpool_limits(limits=1):
        places = _semantic_space(rows, votes, 3 * count, seed)
        distinct = len(np.unique(places.round(4), axis=0))
        starts = min(max(_FEWEST_STARTS, _ROWS_STARTED // rows.shape[0]), _MOST_STARTS)
        clusters = KMeans(min(count, distinct), n_init=starts, random_state=seed)
        labels = clusters.fit(places, sample_weight=votes).labels_
    for _ in range(_REFINEMENTS):
        basis = _centroids(rows, votes, labels)
        labels = np.asarray(rows @ basis.T).argmax(axis=1)
    return _centroids(rows, votes, labels)


def _centroids(rows: csr_matrix, votes: NDArray[np.float64], labels: NDArray[np.int64]) -> Floats:
    """Sums the rows of each cluster, scaled to length 1; clusters nobody is in are left out."""
    from scipy.sparse import csr_matrix

    used, clusters = np.unique(labels, return_inverse=True)
    shape = (len(used), len(labels))
    members = csr_matrix((votes, (clusters, np.arange(len(labels)))), shape=shape)
    sums = np.asarray((members @ rows).todense())
    unit: Floats = (sums / np.linalg.norm(sums, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _semantic_space(
    rows: csr_matrix, votes: NDArray[np.float64], dimensions: int, seed: int
) -> Floats:
    """Latent semantic analysis: rows × dimensions, rows of length 1."""
    from scipy.sparse import diags
    from sklearn.decomposition import TruncatedSVD

    dimensions = min(max(_DIMENSIONS, dimensions), min(rows.shape) - 1)
    if dimensions < 2:
        return np.asarray(rows.todense(), dtype=np.float32)
    analysis = TruncatedSVD(dimensions, random_state=seed)
    places = analysis.fit(diags(votes) @ rows).transform(rows)
    unit: Floats = places / np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-9)
    return unit


def _solve(rows: csr_matrix, basis: Floats) -> Floats:
    """Non-negative least squares by coordinate descent: rows ≈ result × basis."""
    products = np.asarray(rows @ basis.T, dtype=np.float32)
    gram = basis @ basis.T
    weights = np.zeros_like(products)
    for _ in range(_SOLVER_STEPS):
        for topic in range(len(basis)):
            rest = products[:, topic] - weights @ gram[:, topic]
            weights[:, topic] = np.maximum(0, weights[:, topic] + rest / gram[topic, topic])
    return weights


def _name_topics(
    basis: Floats, terms: tuple[str, ...], written: Mapping[str, str]
) -> list[tuple[tuple[str, float], ...]]:
    """Chooses the words of each topic: heavy in it, and heavier than in the others."""
    if len(basis) == 0:
        return []
    weights = basis * np.sqrt(basis / np.maximum(basis.sum(axis=0), 1e-9))
    names = []
    for row in weights:
        chosen: list[tuple[str, float]] = []
        for column in np.argsort(-row, kind="stable"):
            if len(chosen) == _WORDS or row[column] <= 0:
                break
            if not any(_near_equal(terms[column], word) for word, _ in chosen):
                chosen.append((terms[column], float(row[column])))
        names.append(tuple((written.get(word, word), weight) for word, weight in chosen))
    return names


def _near_equal(word: str, other: str) -> bool:
    """Tells words apart that say the same but for a character (基金, 型基金)."""
    shorter, longer = sorted((word, other), key=len)
    return len(longer) - len(shorter) <= 1 and shorter in longer


def _to_shares(weights: NDArray[np.floating], even: bool = False) -> Floats:
    """Scales rows to sum 1; rows of zeros stay, or become even."""
    sums = weights.sum(axis=1, keepdims=True)
    shares = weights / np.where(sums > 0, sums, 1)
    if even and weights.shape[1]:
        shares = np.where(sums > 0, shares, 1 / weights.shape[1])
    result: Floats = shares.astype(np.float32)
    return result
