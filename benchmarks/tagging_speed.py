"""How fast tags are learnt and suggested with a large vocabulary.

`python -m benchmarks.tagging_speed [--articles 10000] [--tags 2000]` takes words of the articles
for names of tags, rare and common ones, gives every article up to four of those that tell it from
others, hides a third of the names behind numbers so that they can only be learnt, and prints the
seconds of training on tokens that are there already, the peak of memory, the size of the model and
the milliseconds of suggesting with all reasons, text in and suggestions out.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.articles import DATA_VARIABLE, articles, default_data
from benchmarks.memory import PeakMemory
from nlp.matrix import document_term_matrix, tfidf
from nlp.segmentation import default_segmenter
from nlp.tag_storage import to_arrays
from nlp.tagging import Label, explain, suggest, train
from nlp.tokens import TokenTable, tokenise

MEGABYTE = 2**20
_TAGS_EACH = 4
_ASKED = 200
_LEAST, _MOST = 4, 0.05


def tagged(table: TokenTable, number: int) -> tuple[list[Label], list[list[str]]]:
    """Words for tags, and the tags of each article.

    Args:
        table: The articles.
        number: Tags wanted.

    Returns:
        The vocabulary, and for each article the keys of its tags.
    """
    counted = table.counted(default_segmenter())
    words = [word for word, _ in table.types]
    terms = [
        [words[t] for t in table.of(row).tolist() if counted[t] and len(words[t]) > 1]
        for row in range(len(table))
    ]
    matrix = document_term_matrix(terms, min_df=_LEAST, max_df=_MOST)
    weights = tfidf(matrix.counts)
    found = np.bincount(weights.indices, minlength=len(matrix.terms))
    common = np.argsort(-found, kind="stable")
    chosen = common[np.linspace(0, len(common) - 1, min(number, len(common))).astype(int)]
    labels = [
        Label(str(n), () if n % 3 == 0 else (matrix.terms[n], f"{matrix.terms[n]}工作"))
        for n in chosen.tolist()
    ]
    some = weights[:, chosen]
    tags = []
    for row in range(len(table)):
        start, end = some.indptr[row], some.indptr[row + 1]
        best = np.argsort(-some.data[start:end], kind="stable")[:_TAGS_EACH]
        tags.append([labels[some.indices[start + place]].key for place in best.tolist()])
    return labels, tags


def measure(number: int, tags: int, data: Path | None) -> None:
    """Trains once, suggests many times, prints."""
    rows = list(islice(articles(number + _ASKED, data), number + _ASKED))
    parts = [(row["title"], *row["text"].split("\n")) for row in rows]
    table = tokenise(enumerate(parts[:number]), default_segmenter())
    labels, borne = tagged(table, tags)
    _line("articles, tags", f"{len(table):,}, {len(labels):,}")
    _line("tags on articles", f"{sum(map(len, borne)):,}")
    start, started = time.perf_counter(), time.process_time()
    with PeakMemory(os.getpid()) as memory:
        model = train(labels, table, borne)
    took, worked = time.perf_counter() - start, time.process_time() - started
    _line("training", f"{took:.1f} s, {worked:.1f} s of processor time")
    _line("  peak memory", f"{memory.peak / MEGABYTE:,.0f} MB")
    arrays, _ = to_arrays(model)
    _line("  size", f"{sum(a.nbytes for a in arrays.values()) / MEGABYTE:,.0f} MB")
    _line("  micro F1, unseen", f"{model.quality.ours.micro.f1:.3f}")
    _line("    by names alone", f"{model.quality.keyword.micro.f1:.3f}")
    times, given, began = [], 0, time.process_time()
    for title, *paragraphs in parts[number:]:
        start = time.perf_counter()
        given += len(suggest(model, title, paragraphs))
        times.append(time.perf_counter() - start)
    each = (time.process_time() - began) / _ASKED * 1e3
    _line("suggesting", f"{_milliseconds(times)}, {given / _ASKED:.1f} tags each")
    _line("  processor time", f"{each:.1f} ms each")
    times = []
    for title, *paragraphs in parts[number:]:
        start = time.perf_counter()
        explain(model, title, paragraphs, labels[0].key)
        times.append(time.perf_counter() - start)
    _line("explaining", _milliseconds(times))
    some = tokenise(enumerate(parts[:1000]), default_segmenter())
    start = time.perf_counter()
    model.scores(some)
    _line("scoring 1,000 cut articles", f"{time.perf_counter() - start:.2f} s")


def _milliseconds(took: Sequence[float]) -> str:
    median, late = np.percentile(np.array(took) * 1e3, [50, 95])
    return f"{median:.1f} ms median, {late:.1f} ms p95"


def _line(name: str, value: str) -> None:
    print(f"{name:<34}{value}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tagging_speed", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--tags", type=int, default=2_000)
    parser.add_argument(
        "--data", type=Path, default=default_data(), help=f".jsonl(.xz), or {DATA_VARIABLE}"
    )
    given = parser.parse_args(arguments)
    measure(given.articles, given.tags, given.data)


if __name__ == "__main__":
    main()
