"""How good topics are: whether their words go together, differ, and come again.

Coherence is the mean normalised pointwise mutual information of the first words of a topic
(Bouma, "Normalized (pointwise) mutual information in collocation extraction", 2009; as a measure
of topics Röder, Both and Hinneburg, "Exploring the space of topic coherence measures", 2015), with
passages as the documents words occur in together. Diversity is the part of the first words that
are different ones (Dieng, Ruiz and Blei, "Topic modeling in embedding spaces", 2020). Stability is
how alike topics are that were found again on other parts of the articles (Greene, O'Callaghan and
Cunningham, "How many topics? Stability analysis for topic models", 2014).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from nlp.cohesion import npmi
from nlp.passage_terms import columns_of
from nlp.passages import passage_bounds
from nlp.segmentation import Segmenter
from nlp.tokens import TokenTable
from nlp.topic_fitting import fit_topics
from nlp.topic_matching import match
from nlp.topic_weights import counted_chunks
from nlp.topics import TopicModel

Report = Callable[[int, int, str], None]

FIRST_WORDS = 10
"""Words of a topic that coherence and diversity look at."""
TRIED_ARTICLES = 2_000
"""Counts are tried on a seeded sample of so many articles."""
_REFOUND_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Stability:
    """How alike topics are that were found again.

    Attributes:
        topics: For each topic of the first model the mean cosine with those that match it, from
            0 (never found again) to 1.
        likeness: Their mean.
        agreement: Mean adjusted Rand index of the strongest topics of articles over all pairs of
            models: 1 if they sort the articles alike, about 0 if they do so by chance.
    """

    topics: tuple[float, ...]
    likeness: float
    agreement: float


@dataclass(frozen=True, slots=True)
class CountTrial:
    """What became of looking for so many topics.

    Attributes:
        count: Topics looked for.
        coherence: Mean over the topics, from -1 to 1.
        diversity: From 0 to 1.
        stability: Mean of likeness and agreement.
    """

    count: int
    coherence: float
    diversity: float
    stability: float


def coherence(
    words: Sequence[Sequence[str]], table: TokenTable, segmenter: Segmenter
) -> tuple[float, ...]:
    """Measures whether the first words of topics stand in the same passages.

    Args:
        words: For each topic its first words, as terms or as they are written.
        table: The documents.
        segmenter: Cut the words.

    Returns:
        For each topic the mean over pairs of its words: 1 if they stand only together, 0 if as
        often as by chance, -1 if never; 0 for a topic of a single word.
    """
    matched = {name: word for word, name in segmenter.names.items()}
    lists = [[matched.get(word, word) for word in its[:FIRST_WORDS]] for its in words]
    terms = sorted({word for its in lists for word in its})
    column = {word: number for number, word in enumerate(terms)}
    bounds = passage_bounds(table)
    together = np.zeros((len(terms), len(terms)))
    for _, counts in counted_chunks(table, bounds, columns_of(table, terms, segmenter), len(terms)):
        counts.data[:] = 1
        together += (counts.T @ counts).toarray()
    shares = together / max(1, len(bounds))
    return tuple(_coherence(shares, [column[word] for word in its]) for its in lists)


def diversity(words: Sequence[Sequence[str]]) -> float:
    """Tells which part of the first words of topics are different ones.

    Args:
        words: For each topic its words, strongest first.

    Returns:
        From nearly 0 (all topics have the same words) to 1; 1 if there are no words.
    """
    first = [word for its in words for word in its[:FIRST_WORDS]]
    return len(set(first)) / len(first) if first else 1.0


def stability(models: Sequence[TopicModel]) -> Stability:
    """Measures how alike topics are that were found again, with other seeds or on other parts.

    Args:
        models: Two or more models; what they have in common are words and some documents.

    Returns:
        Likeness and agreement; both are 1 for a single model.
    """
    if len(models) < 2:
        return Stability((1.0,) * sum(len(model.topics) for model in models), 1.0, 1.0)
    vectors = [[model.vector(topic.index) for topic in model.topics] for model in models]
    found = np.zeros((len(models) - 1, len(vectors[0])))
    for row, other in zip(found, vectors[1:], strict=True):
        matching = match(vectors[0], other)
        for (place, _), likeness in zip(matching.pairs, matching.likeness, strict=True):
            row[place] = likeness
    each = tuple(found.mean(axis=0).tolist())
    pairs = [_agreement(one, other) for one, other in combinations(models, 2)]
    return Stability(each, float(np.mean(each)) if each else 0.0, float(np.mean(pairs)))


def find_again(
    table: TokenTable, count: int, *, segmenter: Segmenter, seeds: int = 3
) -> tuple[TopicModel, ...]:
    """Finds topics again and again, each time on another part of the articles.

    Args:
        table: The documents; those beyond `TRIED_ARTICLES` have no say.
        count: Topics wanted.
        segmenter: Cut the words.
        seeds: How many times.

    Returns:
        The models, for `stability`.
    """
    some = _sampled(table)
    models = []
    for seed in range(seeds):
        part = max(2, round(_REFOUND_SHARE * len(some)))
        rows = sorted(random.Random(seed).sample(range(len(some)), min(part, len(some))))
        models.append(fit_topics(some.select(rows), segmenter=segmenter, count=count, seed=seed))
    return tuple(models)


def try_counts(
    table: TokenTable,
    counts: Sequence[int],
    *,
    segmenter: Segmenter,
    seeds: int = 3,
    report: Report | None = None,
) -> tuple[CountTrial, ...]:
    """Looks for different numbers of topics and measures how good they are.

    Args:
        table: The documents; a seeded sample of `TRIED_ARTICLES` is looked at.
        counts: Numbers of topics to try.
        segmenter: Cut the words.
        seeds: How many times each.
        report: Told what is done of how much, and what it is.

    Returns:
        A trial for each number.
    """
    some = _sampled(table)
    trials = []
    for done, count in enumerate(counts):
        if report:
            report(done, len(counts), f"试 {count} 个主题")
        models = find_again(some, count, segmenter=segmenter, seeds=seeds)
        words = [[[word for word, _ in topic.words] for topic in m.topics] for m in models]
        coherences = coherence([its for one in words for its in one], some, segmenter)
        found = stability(models)
        trials.append(
            CountTrial(
                count,
                float(np.mean(coherences)) if coherences else 0.0,
                float(np.mean([diversity(one) for one in words])),
                (found.likeness + found.agreement) / 2,
            )
        )
    return tuple(trials)


def suggest(trials: Sequence[CountTrial]) -> int:
    """Suggests a number of topics.

    Args:
        trials: What became of some numbers.

    Returns:
        The one whose coherence times diversity ("topic quality" of Dieng, Ruiz and Blei) times
        stability is greatest; of equal ones the smallest.

    Raises:
        ValueError: If nothing was tried.
    """
    if not trials:
        raise ValueError("no number of topics was tried")
    return min(trials, key=lambda trial: (-_merit(trial), trial.count)).count


def _merit(trial: CountTrial) -> float:
    return round(max(0.0, trial.coherence) * trial.diversity * trial.stability, 6)


def _coherence(shares: NDArray[np.float64], columns: Sequence[int]) -> float:
    values = npmi(shares[np.ix_(columns, columns)])
    pairs = values[np.triu_indices(len(columns), 1)]
    return float(pairs.mean()) if len(pairs) else 0.0


def _agreement(one: TopicModel, other: TopicModel) -> float:
    from sklearn.metrics import adjusted_rand_score

    _, mine, theirs = np.intersect1d(one.documents, other.documents, return_indices=True)
    if not len(mine) or not one.topics or not other.topics:
        return 0.0
    strongest = one.mix[mine].argmax(axis=1), other.mix[theirs].argmax(axis=1)
    return float(adjusted_rand_score(*strongest))


def _sampled(table: TokenTable) -> TokenTable:
    """The documents, or some of them, by id."""
    order = np.argsort(table.documents, kind="stable")
    if len(order) > TRIED_ARTICLES:
        order = order[sorted(random.Random(0).sample(range(len(order)), TRIED_ARTICLES))]
    return table.select(order)
