"""How good the topics are, beside those of LDA, of NMF and of BERTopic.

`python -m benchmarks.topic_quality DATA` looks for as many topics as DATA, a JSON Lines file of
rows with `text` and `label`, has labels, and prints for each method: how well the strongest topics
of the articles agree with the labels (NMI), whether the first words go together (NPMI over
passages) and differ (diversity), how alike two seeds sort the articles (adjusted Rand index), how
many topics keep their name, the label most of their articles have, when a tenth of the articles
comes to the other nine, and the seconds of one search on tokens that are there already. Kept topics
go on when ours are found again; those of the others are found anew and matched by their words.
BERTopic gets the latent semantic analysis of the articles for embeddings, so that nothing is
downloaded; requirements-bench.txt says how to install it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from nlp.matrix import DocumentTermMatrix, document_term_matrix, tfidf
from nlp.segmentation import default_segmenter
from nlp.tokens import TokenTable, tokenise
from nlp.topic_fitting import fit_topics
from nlp.topic_matching import match
from nlp.topic_quality import coherence, diversity
from nlp.topic_words import topic_words

SEEDS = (0, 1)
LABEL = "topics, "
_NEW_SHARE = 0.1
_VECTOR_WORDS = 150
_DIMENSIONS = 100
_LEAST_ARTICLES, _MOST_COMMON = 5, 0.25


@dataclass(frozen=True, slots=True)
class Found:
    """What a method found.

    Attributes:
        strongest: For each article its topic.
        words: For each topic its words, strongest first.
        vectors: For each topic words with weights, to match it with others.
    """

    strongest: NDArray[np.int64]
    words: list[list[str]]
    vectors: list[dict[str, float]]


Method = Callable[[TokenTable, int, int, Sequence[Mapping[str, float]]], Found]


def read(data: Path) -> tuple[TokenTable, NDArray[np.str_]]:
    """Reads the articles of a JSON Lines file as tokens, and their labels."""
    with data.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    documents = ((n, ("", *row["text"].split("\n"))) for n, row in enumerate(rows))
    return tokenise(documents, default_segmenter()), np.array([row["label"] for row in rows])


def ours(
    table: TokenTable, count: int, seed: int, start: Sequence[Mapping[str, float]] = ()
) -> Found:
    """The product's topics, going on from kept ones if there are any."""
    model = fit_topics(table, segmenter=default_segmenter(), count=count, seed=seed, start=start)
    return Found(
        model.mix.argmax(axis=1),
        [[word for word, _ in topic.words] for topic in model.topics],
        [model.vector(topic.index) for topic in model.topics],
    )


def nmf(table: TokenTable, count: int, seed: int, _start: object = ()) -> Found:
    """Non-negative factorisation of the TF-IDF matrix of articles."""
    matrix = _matrix(table)
    solver = NMF(count, init="nndsvda", random_state=seed, max_iter=400)
    mix = solver.fit_transform(TfidfTransformer().fit_transform(matrix.counts))
    return _found(mix.argmax(axis=1), solver.components_, matrix.terms)


def lda(table: TokenTable, count: int, seed: int, _start: object = ()) -> Found:
    """Latent Dirichlet allocation on the counts of articles."""
    matrix = _matrix(table)
    solver = LatentDirichletAllocation(count, random_state=seed)
    mix = solver.fit_transform(matrix.counts)
    return _found(mix.argmax(axis=1), solver.components_, matrix.terms)


def bertopic(table: TokenTable, count: int, seed: int, _start: object = ()) -> Found:
    """BERTopic on the latent semantic analysis of articles; every article gets a topic."""
    from bertopic import BERTopic
    from umap import UMAP

    matrix = _matrix(table)
    texts = [" ".join(its) for its in _terms(table)]
    analysis = TruncatedSVD(_DIMENSIONS, random_state=0)
    places = analysis.fit_transform(tfidf(matrix.counts))
    model = BERTopic(
        # The default language drops every Chinese character.
        language="multilingual",
        embedding_model=None,
        umap_model=UMAP(
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
        ),
        vectorizer_model=CountVectorizer(analyzer=str.split),
        # One of them holds the outliers.
        nr_topics=count + 1,
    )
    labels, _ = model.fit_transform(texts, places)
    if -1 in labels:
        labels = model.reduce_outliers(texts, labels, strategy="c-tf-idf")
    numbers = sorted({label for label in model.topics_ if label != -1})
    words: list[list[tuple[str, float]]] = [model.get_topic(number) for number in numbers]
    return Found(
        np.array(labels),
        [[word for word, _ in its] for its in words],
        [{word: float(weight) for word, weight in its if weight > 0} for its in words],
    )


METHODS: dict[str, Method] = {"ours": ours, "NMF": nmf, "LDA": lda, "BERTopic": bertopic}


def report(data: Path) -> Iterator[tuple[str, str]]:
    """Measures every method.

    Args:
        data: Rows with `text` and `label`.

    Yields:
        The name of a method and its figures, or that it is not installed.
    """
    table, labels = read(data)
    for name, method in METHODS.items():
        try:
            yield LABEL + name, _measure(method, table, labels)
        except ImportError:
            yield LABEL + name, "not installed"


def _measure(method: Method, table: TokenTable, labels: NDArray[np.str_]) -> str:
    count = len(set(labels))
    began = time.perf_counter()
    found = [method(table, count, seed, ()) for seed in SEEDS]
    seconds = (time.perf_counter() - began) / len(SEEDS)
    agreement = [normalized_mutual_info_score(labels, one.strongest) for one in found]
    words = found[0].words
    npmi = float(np.mean(coherence(words, table, default_segmenter())))
    kept, topics = _names_kept(method, table, labels)
    return (
        f"NMI {np.mean(agreement):.3f}  NPMI {npmi:.3f}  diversity {diversity(words):.2f}  "
        f"two seeds {adjusted_rand_score(*(one.strongest for one in found)):.3f}  "
        f"names kept {kept}/{topics}  {seconds:.1f} s"
    )


def _names_kept(method: Method, table: TokenTable, labels: NDArray[np.str_]) -> tuple[int, int]:
    """How many topics of nine tenths of the articles have the same name in all of them."""
    count = len(set(labels))
    every = range(len(table))
    some = sorted(random.Random(0).sample(every, round((1 - _NEW_SHARE) * len(table))))
    old = method(table.select(some), count, SEEDS[0], ())
    new = method(table, count, SEEDS[0], old.vectors)
    before, after = _names(old, labels[some]), _names(new, labels)
    pairs = match(old.vectors, new.vectors).pairs
    kept = sum(before.get(i) is not None and before.get(i) == after.get(j) for i, j in pairs)
    return kept, len(old.vectors)


def _names(found: Found, labels: NDArray[np.str_]) -> dict[int, str]:
    """For each topic the label most of its articles have."""
    return {
        int(topic): Counter(labels[found.strongest == topic].tolist()).most_common(1)[0][0]
        for topic in np.unique(found.strongest)
    }


def _terms(table: TokenTable) -> list[list[str]]:
    counted = table.counted(default_segmenter())
    words = [word for word, _ in table.types]
    return [[words[t] for t in table.of(row) if counted[t]] for row in range(len(table))]


def _matrix(table: TokenTable) -> DocumentTermMatrix:
    return document_term_matrix(_terms(table), min_df=_LEAST_ARTICLES, max_df=_MOST_COMMON)


def _found(
    strongest: NDArray[np.int64], components: NDArray[np.floating[Any]], terms: Sequence[str]
) -> Found:
    words = [[word for word, _ in topic_words(row, terms)] for row in components]
    vectors = [
        {terms[column]: float(row[column]) for column in np.argsort(-row)[:_VECTOR_WORDS]}
        for row in components
    ]
    return Found(strongest, words, vectors)


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.topic_quality", description=__doc__)
    parser.add_argument("data", type=Path)
    for name, value in report(parser.parse_args(arguments).data):
        print(f"{name:<20}{value}", flush=True)


if __name__ == "__main__":
    main()
