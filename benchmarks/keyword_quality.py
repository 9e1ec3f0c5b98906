"""How good keywords are, beside those of others, in one run.

`python -m benchmarks.keyword_quality DATA` reads rows with `text`, `title` and the `keywords` that
their editors or authors gave, finds keywords by every method with one set of defaults, and prints
F1 of the first five and ten with the seconds all texts took. Peers: jieba's TF-IDF and TextRank as
they come, YAKE over jieba's words joined by spaces, and candidates chosen by maximal marginal
relevance over TF-IDF vectors as KeyBERT does (Grootendorst, 2020), without its language model.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import jieba
import jieba.analyse
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.tasks.keywords import predict
from nlp.stopwords import is_term

MOST = 10
DIVERSITY = 0.3
"""How much unlikeness counts beside relevance: KeyBERT calls .5 much and 0 none."""
Row = dict[str, Any]
Method = Callable[[Path, Sequence[Row]], list[list[str]]]
_NO_WORD = re.compile(r"[\W_]")


def ours(data: Path, rows: Sequence[Row]) -> list[list[str]]:
    """The product's own, with its defaults."""
    found = predict(data)
    return [found[row["id"]][:MOST] for row in rows]


def tfidf(_data: Path, rows: Sequence[Row]) -> list[list[str]]:
    """Jieba's TF-IDF."""
    return [jieba.analyse.extract_tags(_text(row), topK=MOST) for row in rows]


def textrank(_data: Path, rows: Sequence[Row]) -> list[list[str]]:
    """Jieba's TextRank."""
    return [jieba.analyse.textrank(_text(row), topK=MOST) for row in rows]


def yake(_data: Path, rows: Sequence[Row]) -> list[list[str]]:
    """YAKE over words of jieba."""
    import yake as peer

    extractor = peer.KeywordExtractor(lan="zh", n=2, top=MOST, stopwords=set())
    return [
        [
            term.replace(" ", "")
            for term, _ in extractor.extract_keywords(" ".join(jieba.cut(_text(row))))
        ]
        for row in rows
    ]


def relevance(_data: Path, rows: Sequence[Row]) -> list[list[str]]:
    """Words chosen by maximal marginal relevance over TF-IDF vectors."""
    words = [[w for w in jieba.cut(_text(row)) if is_term(w)] for row in rows]
    vectorizer = TfidfVectorizer(analyzer=lambda its: its, sublinear_tf=True)
    weights = vectorizer.fit_transform(words)
    # A word is like another if the same texts hold them.
    profiles = TfidfVectorizer(analyzer=lambda its: its, binary=True, norm=None, use_idf=False)
    present = profiles.fit_transform(words).T.tocsr()
    terms = vectorizer.get_feature_names_out()
    return [_chosen(weights[n], present, terms) for n in range(len(rows))]


def _chosen(row: Any, present: Any, terms: Sequence[str]) -> list[str]:
    columns = row.indices[np.argsort(-row.data)][: 5 * MOST]
    if not len(columns):
        return []
    scores = np.asarray(row[:, columns].todense()).ravel()
    some = present[columns].astype(np.float64)
    lengths = np.sqrt(np.asarray(some.multiply(some).sum(axis=1)).ravel())
    likeness = np.asarray((some @ some.T).todense()) / np.outer(lengths, lengths)
    taken = [0]
    while len(taken) < min(MOST, len(columns)):
        told = likeness[:, taken].max(axis=1)
        merit = (1 - DIVERSITY) * scores - DIVERSITY * told
        merit[taken] = -np.inf
        taken.append(int(merit.argmax()))
    return [terms[columns[place]] for place in taken]


METHODS: dict[str, Method] = {
    "ours": ours,
    "jieba TF-IDF": tfidf,
    "jieba TextRank": textrank,
    "YAKE": yake,
    "MMR over TF-IDF": relevance,
}


def report(data: Path) -> Iterator[tuple[str, str]]:
    """Measures every method.

    Args:
        data: Rows with `id`, `text`, maybe `title`, and `keywords`.

    Yields:
        The name of a method and its figures, or that it is not installed.
    """
    with data.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    jieba.initialize()
    for name, method in METHODS.items():
        try:
            began = time.perf_counter()
            found = method(data, rows)
        except ImportError:
            yield f"keywords, {name}", "not installed"
            continue
        seconds = time.perf_counter() - began
        figures = "  ".join(f"F1@{k} {_f1(rows, found, k):.4f}" for k in (5, MOST))
        yield f"keywords, {name}", f"{figures}  {seconds:.1f} s"


def _text(row: Row) -> str:
    return f"{row.get('title') or ''}\n{row['text']}"


def _f1(rows: Sequence[Row], found: Sequence[Sequence[str]], first: int) -> float:
    """Micro F1 of the first keywords, signs and case aside."""
    hits = asked = given = 0
    for row, terms in zip(rows, found, strict=True):
        gold = {_plain(word) for word in row["keywords"]}
        said = list(dict.fromkeys(map(_plain, terms)))[:first]
        hits += sum(word in gold for word in said)
        asked += len(said)
        given += len(gold)
    return 2 * hits / max(asked + given, 1)


def _plain(word: str) -> str:
    return _NO_WORD.sub("", word).lower()


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, measures, prints."""
    (data,) = arguments if arguments is not None else sys.argv[1:]
    for name, figures in report(Path(data)):
        print(f"{name:<26}{figures}", flush=True)


if __name__ == "__main__":
    main()
