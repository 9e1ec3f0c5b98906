"""Finding topics on passages, because an essay has several.

A non-negative factorisation of the TF-IDF matrix, passages ≈ weights × topics, whose topics are
the concept vectors of Dhillon and Modha ("Concept decompositions for large sparse text data using
clustering", 2001): centroids of clusters that k-means finds among articles and passages together,
in the space of their latent semantic analysis. The weights are the non-negative least squares
solution for these topics, so that any passage, also one not seen before, can be weighed. Topics of
a large collection are found on a sample of its articles and weighed in all of them.
`python -m benchmarks.predict topics DATA OUT.json` tells each document's strongest topic, for data
with classes to hold them against.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nlp.cohesion import Cohesion
from nlp.concepts import Rows, cold_concepts, split_in_two, warm_concepts
from nlp.matrix import tfidf
from nlp.passage_terms import columns_of, count_passages
from nlp.passages import passage_bounds
from nlp.segmentation import Segmenter
from nlp.text import fold_text
from nlp.tokens import TokenTable
from nlp.topic_space import TopicSpace, topic_space
from nlp.topic_weights import Floats, basis_of, counted_chunks, solve, to_shares
from nlp.topic_words import relevances
from nlp.topics import (
    VECTOR_WORDS,
    WORDS,
    Topic,
    TopicModel,
    heaviest,
    mix_documents,
    suggest_count,
)
from nlp.word_pieces import broken_pieces

Report = Callable[[int, int, str], None]

MOST_ARTICLES = 6_000
"""Topics of a larger collection are found on a seeded sample of so many articles."""

_PASSAGES_SPLIT = 20_000
_LOOKED_AT = 3 * WORDS
"""Twice the words that are shown, and some that are left out for being nearly one of them."""
_STEPS = np.linspace(0, 1, 11)


def fit_topics(
    table: TokenTable,
    *,
    segmenter: Segmenter,
    count: int | None = None,
    most: int | None = None,
    seed: int = 0,
    start: Sequence[Mapping[str, float]] = (),
    pinned: Sequence[Collection[str]] = (),
    hidden: Collection[str] = (),
    most_articles: int = MOST_ARTICLES,
    report: Report | None = None,
) -> TopicModel:
    """Finds the topics of documents.

    The same documents, settings and seed give the same topics, whatever the number of threads and
    the order of the documents.

    Args:
        table: Documents whose first part is a title, which is in no passage.
        segmenter: Cut the words.
        count: Topics wanted; chosen by the number of passages if None. There are fewer if the
            passages do not differ enough. Not looked at with `start`.
        most: Where the number is chosen, no more than so many.
        seed: Of the random starts and of the sample.
        start: Kept vectors (`TopicModel.vector`) to go on from: there will be exactly so many
            topics in this order, and one that nobody is in any more keeps its vector.
        pinned: For each topic words that belong to it; fewer sequences than topics will do.
            Without `start` those topics come first, in their order.
        hidden: Words that are neither counted nor shown.
        most_articles: Topics of a larger collection are found on a sample of so many articles.
        report: Told what is done of how much, and what it is.

    Returns:
        The topics, without `start` the most prevalent first, and where they stand.
    """
    tell = report or (lambda _done, _all, _what: None)
    table = _by_id(table)
    left_out = frozenset(_folded(hidden, segmenter))
    own = [frozenset(_folded(words, segmenter)) - left_out for words in pinned]
    kept = [{_fold(w, segmenter): v for w, v in vector.items()} for vector in start]
    needed = {word for vector in kept for word in vector}.union(*own) - left_out
    tell(0, 3, "取样")
    sample = table.select(_sample(len(table), most_articles, seed))
    space = topic_space(sample, segmenter, needed, left_out)
    tell(1, 3, "寻找主题")
    pins = basis_of([dict.fromkeys(words, 1.0) for words in own], space.terms)
    if kept:
        rows = space.rows(len(kept))
        basis = warm_concepts(rows, basis_of(kept, space.terms), _padded(pins, len(kept)))
    else:
        suggested = suggest_count(space.passages.shape[0])
        wanted = min(suggested, most or suggested) if count is None else count
        basis = cold_concepts(space.rows(wanted), wanted, seed, pins)
    own = [*own, *(frozenset() for _ in range(len(basis) - len(own)))][: len(basis)]
    tell(2, 3, "衡量各篇")
    fixed = len(basis) if kept else min(len(pins), len(basis))
    # Pieces of names tell topics apart as well as the names, but say nothing to a reader.
    unsaid = left_out | (broken_pieces(sample, segmenter) - frozenset().union(*own))
    return _model(table, segmenter, space, basis, own, unsaid, fixed)


def split_topic(
    model: TopicModel, table: TokenTable, topic: int
) -> tuple[dict[str, float], dict[str, float]]:
    """Splits a topic in two among the passages it is strongest in.

    Args:
        model: The model.
        table: The documents it was found on.
        topic: Index of the topic.

    Returns:
        Vectors of both halves, that with more passages first, to go on from with
        `fit_topics(start=…)`; the second is empty if the passages do not differ.

    Raises:
        ValueError: If these are other documents.
    """
    table = _by_id(table)
    if not np.array_equal(table.documents, model.documents):
        raise ValueError("a topic is split on the documents it was found on")
    weights = model.passage_topics
    strongest = np.flatnonzero((weights.argmax(axis=1) == topic) & (weights[:, topic] > 0))
    some = model.bounds.take(strongest[:: 1 + len(strongest) // _PASSAGES_SPLIT])
    columns = columns_of(table, model.terms, model.segmenter)
    rows = tfidf(count_passages(table, some, columns, len(model.terms)), model.idf)
    halves = split_in_two(Rows.filled(rows, np.ones(len(some))))
    first, second = (heaviest(half, model.terms, VECTOR_WORDS) for half in halves)
    return first, second


def _model(
    table: TokenTable,
    segmenter: Segmenter,
    space: TopicSpace,
    basis: Floats,
    pinned: Sequence[frozenset[str]],
    hidden: frozenset[str],
    fixed: int,
) -> TopicModel:
    """Weighs all documents and puts the topics in order, apart from so many fixed ones."""
    bounds = passage_bounds(table)
    columns = columns_of(table, space.terms, segmenter)
    weights = np.zeros((len(bounds), len(basis)), dtype=np.float32)
    counts = np.zeros(basis.shape, dtype=np.float64)
    done = 0
    for part, counted in counted_chunks(table, bounds, columns, len(space.terms)):
        found = solve(tfidf(counted, space.idf), basis)
        weights[done : done + len(part)] = found
        counts += (counted.T @ to_shares(found).astype(np.float64)).T
        done += len(part)
    mix = mix_documents(bounds, weights, len(table))
    prevalence = mix.mean(axis=0, dtype=np.float64) if len(mix) else np.zeros(len(basis))
    order = np.r_[np.arange(fixed), fixed + np.argsort(-prevalence[fixed:], kind="stable")].astype(
        np.int64
    )
    model = TopicModel(
        topics=(),
        documents=table.documents,
        mix=mix[:, order],
        bounds=bounds,
        passage_topics=weights[:, order],
        terms=space.terms,
        idf=space.idf,
        basis=basis[order],
        counts=counts[order].astype(np.float32),
        pinned=tuple(pinned),
        hidden=hidden,
        segmenter=segmenter,
        cohesion=_cohesion(space, counts) if space.many else None,
    )
    topics = (
        Topic(place, model.words(place), float(prevalence[old])) for place, old in enumerate(order)
    )
    return replace(model, topics=tuple(topics))


def _cohesion(space: TopicSpace, counts: NDArray[np.float64]) -> Cohesion:
    """Looks at all terms that a topic can show, whatever the λ."""
    shown = [np.argsort(-relevances(counts, balance), axis=1)[:, :_LOOKED_AT] for balance in _STEPS]
    return Cohesion.of(space.passages, np.unique(np.concatenate(shown, axis=None)))


def _by_id(table: TokenTable) -> TokenTable:
    order = np.argsort(table.documents, kind="stable")
    in_order = bool((order == np.arange(len(order))).all())
    return table if in_order else table.select(order)


def _sample(documents: int, most: int, seed: int) -> list[int]:
    if documents <= most:
        return list(range(documents))
    return sorted(random.Random(seed).sample(range(documents), most))


def _padded(rows: Floats, count: int) -> Floats:
    more = np.zeros((max(0, count - len(rows)), rows.shape[1]), dtype=np.float32)
    return np.concatenate([rows, more])[:count]


def _folded(words: Collection[str], segmenter: Segmenter) -> set[str]:
    return {_fold(word, segmenter) for word in words}


def _fold(word: str, segmenter: Segmenter) -> str:
    """The form in which a word is counted, whichever way it was written."""
    folded = fold_text(word)
    tags = segmenter.tags(folded)
    return tags[0][0] if len(tags) == 1 else folded
