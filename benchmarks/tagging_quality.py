"""How good suggested tags are with more and more examples, beside their peers.

`python -m benchmarks.tagging_quality TRAIN TEST [--examples 60 300 1000 3000] [--annif PYTHON]`
learns from the first so many rows of TRAIN (`title`, `text`, `tags`) and prints for each method on
TEST: micro and macro F1, how often the first tag is right (P@1), how many of the right ones are
among the first three (R@3), and seconds. Ours decides by its own thresholds; every peer gets the
one threshold that is best for it on TEST, which nobody has in life. Annif is asked through a Python
that has it installed, for it is pinned to other versions than the project
(`pip install annif==1.4.3` in an environment of its own), and is given the same words.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.multiclass import OneVsRestClassifier

from nlp.segmentation import default_segmenter
from nlp.tagging import Label, train
from nlp.tokens import TokenTable, tokenise

_ANNIF = Path(__file__).with_name("annif_peer.py")
_STEPS = 99

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """Articles, the same ones in two forms.

    Attributes:
        table: Their tokens.
        texts: Their words, with spaces between them.
        tags: The tags of each.
    """

    table: TokenTable
    texts: list[str]
    tags: list[list[str]]

    def first(self, number: int) -> Data:
        """The first so many."""
        some = range(min(number, len(self.texts)))
        return Data(self.table.select(some), self.texts[:number], self.tags[:number])


def read(path: Path) -> Data:
    """Reads and cuts a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    parts = ((n, (row.get("title") or "", *row["text"].split("\n"))) for n, row in enumerate(rows))
    table = tokenise(parts, default_segmenter())
    words = [word.strip() for word, _ in table.types]
    texts = [" ".join(words[t] for t in table.of(row).tolist()) for row in range(len(table))]
    return Data(table, texts, [row["tags"] for row in rows])


def ours(known: Data, asked: Data, tags: Sequence[str]) -> tuple[Scores, NDArray[np.bool_]]:
    """The product: scores and what it suggests."""
    model = train([Label(tag, (tag,)) for tag in tags], known.table, known.tags)
    scores = model.scores(asked.table)
    return scores, scores >= model.thresholds


def frequency(known: Data, asked: Data, tags: Sequence[str]) -> Scores:
    """How often each tag was given."""
    often = _marks(known.tags, tags).mean(axis=0)
    return np.tile(often, (len(asked.texts), 1))


def logistic_regression(known: Data, asked: Data, tags: Sequence[str]) -> Scores:
    """TF-IDF and one logistic regression a tag."""
    vectors = TfidfVectorizer(analyzer=str.split, sublinear_tf=True, min_df=2)
    judges = OneVsRestClassifier(LogisticRegression(C=10, max_iter=1000))
    judges.fit(vectors.fit_transform(known.texts), _marks(known.tags, tags))
    scores: Scores = judges.predict_proba(vectors.transform(asked.texts))
    return scores


PEERS: dict[str, Callable[[Data, Data, Sequence[str]], Scores]] = {
    "frequency": frequency,
    "TF-IDF + LR": logistic_regression,
}


def annif(python: str, known: Data, asked: Data, tags: Sequence[str]) -> dict[str, Scores | str]:
    """Annif's backends, or what went wrong with them."""
    cut = default_segmenter().words
    told = {
        "train": list(zip(known.texts, known.tags, strict=True)),
        "test": asked.texts,
        "words": {tag: " ".join(cut(tag)) for tag in tags},
    }
    done = subprocess.run(
        [python, str(_ANNIF)], input=json.dumps(told), capture_output=True, text=True, check=True
    )
    number = {tag: place for place, tag in enumerate(tags)}
    found: dict[str, Scores | str] = {}
    for backend, rows in json.loads(done.stdout).items():
        if isinstance(rows, str):
            found[f"Annif {backend}"] = rows
            continue
        scores = np.zeros((len(rows), len(tags)))
        for row, its in enumerate(rows):
            for tag, score in its:
                scores[row, number[tag]] = score
        found[f"Annif {backend}"] = scores
    return found


def report(
    known: Data, asked: Data, sizes: Sequence[int], python: str | None
) -> Iterator[tuple[str, str]]:
    """Measures every method at every size.

    Args:
        known: Articles to learn from.
        asked: Articles to judge.
        sizes: How many to learn from.
        python: A Python that has Annif; None leaves it out.

    Yields:
        What was measured, and its figures.
    """
    for size in sizes:
        some = known.first(size)
        tags = sorted({tag for its in some.tags for tag in its})
        start = time.perf_counter()
        scores, chosen = ours(some, asked, tags)
        seconds = time.perf_counter() - start
        yield f"{size} ours", _figures(scores, chosen, asked, tags) + f"  {seconds:.1f} s"
        for name, method in PEERS.items():
            start = time.perf_counter()
            scores = method(some, asked, tags)
            seconds = time.perf_counter() - start
            yield f"{size} {name}", _at_best(scores, asked, tags) + f"  {seconds:.1f} s"
        if python is None:
            yield f"{size} Annif", "not installed"
            continue
        for name, said in annif(python, some, asked, tags).items():
            yield f"{size} {name}", said if isinstance(said, str) else _at_best(said, asked, tags)


def _at_best(scores: Scores, asked: Data, tags: Sequence[str]) -> str:
    """The figures with the one threshold that is best for micro F1."""
    truth = _marks(asked.tags, tags)
    thresholds = np.unique(np.quantile(scores, np.linspace(0.5, 1, _STEPS)))
    best = max(thresholds, key=lambda least: f1_score(truth, scores >= least, average="micro"))
    return _figures(scores, scores >= best, asked, tags)


def _figures(scores: Scores, chosen: NDArray[np.bool_], asked: Data, tags: Sequence[str]) -> str:
    """Tags that no example bears are missed by every method, and count."""
    unknown = sorted({tag for its in asked.tags for tag in its}.difference(tags))
    truth = _marks(asked.tags, [*tags, *unknown])
    there = truth.any(axis=0)
    chosen = np.hstack([chosen, np.zeros((len(chosen), len(unknown)), np.bool_)])
    micro = f1_score(truth, chosen, average="micro", zero_division=0)
    macro = f1_score(truth[:, there], chosen[:, there], average="macro", zero_division=0)
    order = np.argsort(-scores, axis=1, kind="stable")
    right = np.take_along_axis(truth, order, axis=1)
    first = right[:, 0].mean()
    three = (right[:, :3].sum(axis=1) / np.maximum(truth.sum(axis=1), 1)).mean()
    return f"micro {micro:.3f}  macro {macro:.3f}  P@1 {first:.3f}  R@3 {three:.3f}"


def _marks(tags: Sequence[Sequence[str]], columns: Sequence[str]) -> NDArray[Any]:
    marks = np.zeros((len(tags), len(columns)), np.int64)
    for row, its in enumerate(tags):
        marks[row] = [column in its for column in columns]
    return marks


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, measures, prints."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.tagging_quality", description=__doc__
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--examples", type=int, nargs="+", default=[60, 300, 1_000, 3_000])
    parser.add_argument("--annif", metavar="PYTHON", help="a Python that has Annif installed")
    given = parser.parse_args(arguments)
    for name, value in report(read(given.train), read(given.test), given.examples, given.annif):
        print(f"{name:<22}{value}", flush=True)


if __name__ == "__main__":
    main()
