"""How well near-duplicates are told, beside others, in one run; and how long a library takes.

`python -m benchmarks.duplicate_quality DATA [--articles 1000 10000 100000]` reads pairs of texts
with labels, scores them by every method, and prints the area under the ROC curve, the best F1 and
the seconds all pairs took. Peers: the same containment of five characters between all pairs by
Python sets, without any sketch; MinHash with LSH (datasketch); and cosine of TF-IDF over bigrams of
characters. Then it makes a library of each size and looks for what is alike in it.
"""

from __future__ import annotations

import argparse
import json
import lzma
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import precision_recall_curve, roc_auc_score

from benchmarks.analysis_speed import library
from benchmarks.articles import DATA_VARIABLE, default_data
from benchmarks.tasks.duplicates import LEAST, predict
from corpus.archive import Archive
from nlp.shingles import LENGTH, bare

PERMUTATIONS = 128
ASKED = 100
"""Articles of a library that are asked for one by one."""
Row = dict[str, Any]
Method = Callable[[Path, Sequence[Row]], Sequence[float]]


def ours(data: Path, rows: Sequence[Row]) -> Sequence[float]:
    """The product's own."""
    scores = predict(data)
    return [scores[str(row["pair"])] for row in rows]


def containment(_data: Path, rows: Sequence[Row]) -> Sequence[float]:
    """Every pair in full."""
    pairs = ((_grams(row["text_a"]), _grams(row["text_b"])) for row in rows)
    return [len(one & other) / max(min(len(one), len(other)), 1) for one, other in pairs]


def minhash(_data: Path, rows: Sequence[Row]) -> Sequence[float]:
    """MinHash, with LSH to choose what is compared at all."""
    from datasketch import MinHash, MinHashLSH

    texts = {text: number for number, text in enumerate(_texts(rows))}
    hashes = []
    index = MinHashLSH(threshold=LEAST, num_perm=PERMUTATIONS)
    for text, number in texts.items():
        one = MinHash(num_perm=PERMUTATIONS)
        one.update_batch([gram.encode() for gram in _grams(text)])
        hashes.append(one)
        index.insert(number, one)
    near = [set(index.query(one)) for one in hashes]
    pairs = ((texts[row["text_a"]], texts[row["text_b"]]) for row in rows)
    return [hashes[a].jaccard(hashes[b]) if b in near[a] else 0.0 for a, b in pairs]


def cosine(_data: Path, rows: Sequence[Row]) -> Sequence[float]:
    """Cosine of TF-IDF over bigrams of characters."""
    texts = _texts(rows)
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), sublinear_tf=True)
    vectors.fit(map(bare, texts))
    one, other = (vectors.transform(bare(row[n]) for row in rows) for n in ("text_a", "text_b"))
    return np.asarray(one.multiply(other).sum(axis=1)).ravel().tolist()


METHODS: dict[str, Method] = {
    "ours": ours,
    "containment, all pairs": containment,
    "datasketch MinHash LSH": minhash,
    "TF-IDF cosine": cosine,
}


def report(data: Path) -> Iterator[tuple[str, str]]:
    """Measures every method.

    Args:
        data: Rows with `pair`, `text_a`, `text_b` and `label`, .jsonl or .jsonl.xz.

    Yields:
        The name of a method and its figures, or that it is not installed.
    """
    opened = lzma.open if data.suffix == ".xz" else open
    with opened(data, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    labels = [row["label"] for row in rows]
    for name, method in METHODS.items():
        try:
            began = time.perf_counter()
            scores = method(data, rows)
        except ImportError:
            yield f"duplicates, {name}", "not installed"
            continue
        seconds = time.perf_counter() - began
        auc, f1 = roc_auc_score(labels, scores), _best_f1(labels, scores)
        yield f"duplicates, {name}", f"AUC {auc:.4f}  F1 {f1:.4f}  {seconds:.1f} s"


def speed(home: Path) -> Iterator[tuple[str, str]]:
    """Measures a library: the store, one article, all pairs.

    Args:
        home: Its data folder.

    Yields:
        What was done and how long it took.
    """
    with Archive.open(home=home) as archive:
        began = time.perf_counter()
        archive.duplicates.of_text("")
        yield "store", f"{time.perf_counter() - began:.1f} s"
        ids = archive.articles.iterate()
        every = max(archive.articles.count() // ASKED, 1)
        asked = [article.id for number, article in enumerate(ids) if number % every == 0]
        took = [_timed(archive, article_id) for article_id in asked]
        yield "one article", f"{median(took) * 1e3:.1f} ms median, {max(took) * 1e3:.1f} ms at most"
        began = time.perf_counter()
        found = len(archive.duplicates.pairs())
        yield "all pairs", f"{time.perf_counter() - began:.1f} s ({found:,} pairs)"


def _timed(archive: Archive, article_id: int) -> float:
    began = time.perf_counter()
    archive.duplicates.of_article(article_id)
    return time.perf_counter() - began


def _texts(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row[name] for row in rows for name in ("text_a", "text_b")))


def _grams(text: str) -> set[str]:
    plain = bare(text)
    return {plain[n : n + LENGTH] for n in range(len(plain) - LENGTH + 1)}


def _best_f1(labels: Sequence[int], scores: Sequence[float]) -> float:
    precision, recall, _ = precision_recall_curve(labels, scores)
    return float((2 * precision * recall / np.maximum(precision + recall, 1e-12)).max())


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, measures, prints."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.duplicate_quality", description=__doc__
    )
    parser.add_argument("pairs", type=Path, metavar="DATA")
    parser.add_argument("--articles", type=int, nargs="*", default=[])
    parser.add_argument(
        "--data", type=Path, default=default_data(), help=f".jsonl(.xz), or {DATA_VARIABLE}"
    )
    given = parser.parse_args(arguments)
    for name, figures in report(given.pairs):
        print(f"{name:<36}{figures}", flush=True)
    for number in given.articles:
        with tempfile.TemporaryDirectory(prefix="sixue-duplicates-") as folder:
            home = library(Path(folder), number, given.data)
            for name, figures in speed(home):
                print(f"{f'{number:,} articles, {name}':<36}{figures}", flush=True)


if __name__ == "__main__":
    main()
