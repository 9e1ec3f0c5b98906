"""Articles in any number for measuring: real ones first, then new ones made of their paragraphs."""

from __future__ import annotations

import json
import lzma
import os
import random
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import TypedDict

from corpus.samples import sample_files

DATA_VARIABLE = "SIXUE_BENCH_DATA"
A_FILE = 100_000
SIBLING = Path(__file__).resolve().parents[2] / "shared/eval/corpus"


class Record(TypedDict):
    """One row as the importer reads it from a .jsonl file."""

    title: str
    text: str
    date: str
    source: str
    author: str


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _sample_rows() -> Iterator[dict[str, str]]:
    for name, data in sample_files():
        if name.endswith(".txt"):
            title, _, text = data.decode("utf-8").partition("\n")
            yield {"title": title, "text": text, "date": "2024-01-01"}


def default_data() -> Path | None:
    """The dated news corpus named by SIXUE_BENCH_DATA, or the one beside the checkout, if any."""
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    return next(iter(sorted(SIBLING.glob("news*.jsonl.xz"))), None)


def articles(
    number: int, data: Path | None, length: int | None = None, paragraphs: int | None = None
) -> Iterator[Record]:
    """Yields `number` articles, the same ones every time.

    Args:
        number: How many.
        data: A .jsonl or .jsonl.xz file of rows with title, text and date; None takes the
            project's own samples.
        length: Characters each article is filled up to with paragraphs of others; None leaves
            the real articles as they are.
        paragraphs: How many paragraphs each has, all recombined; None as for `length`.

    Yields:
        First the articles of the data, then ones recombined from their titles and paragraphs.
        Authors and sources are drawn from small sets, so that facets have work to do.
    """
    rows = list(_rows(data) if data else _sample_rows())
    known = [p for row in rows for p in row["text"].split("\n") if len(p) > 30]
    rng = random.Random(7)
    for n in islice(count(), number):
        real = n < len(rows) and paragraphs is None
        row = rows[n] if real else rng.choice(rows)
        texts = row["text"].split("\n") if real else rng.choices(known, k=paragraphs or 4)
        while length is not None and sum(map(len, texts)) < length:
            texts = [*texts, rng.choice(known)]
        yield Record(
            title=row["title"] if real else f"{row['title']}（{n}）",
            text="\n".join(texts),
            date=row["date"],
            source=f"《来源{rng.randrange(40)}》",
            author=f"作者{rng.randrange(400)}",
        )


def write(
    folder: Path,
    number: int,
    data: Path | None,
    length: int | None = None,
    paragraphs: int | None = None,
) -> int:
    """Writes `number` articles as JSON Lines and returns how many characters of text they hold.

    In files of at most A_FILE articles, for the importer takes none of gigabytes.
    """
    folder.mkdir()
    characters = 0
    every = articles(number, data, length, paragraphs)
    for part in range(0, number, A_FILE):
        path = folder / f"articles-{part // A_FILE:03}.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            for record in islice(every, A_FILE):
                characters += len(record["text"])
                lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return characters
