"""Search: the folder's documents are imported as a reader would, each query typed as it is."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpus.archive import Archive
from corpus.keeping import Prepared

HITS = 10


def predict(data: Path) -> dict[str, list[str]]:
    """Search with the product's defaults.

    Args:
        data: A folder with `corpus.jsonl` (rows with id, text and maybe title) and `queries.tsv`
            (query id, tab, query).

    Returns:
        For each query id the ids of the documents found, best first, at most HITS.
    """
    lines = (data / "queries.tsv").read_text(encoding="utf-8").splitlines()
    queries = dict(line.split("\t", 1) for line in lines if "\t" in line)
    with (
        tempfile.TemporaryDirectory(prefix="sixue-predict-") as home,
        Archive.open(f"sqlite:///{home}/archive.db", home=home) as archive,
    ):
        documents = _import(archive, data / "corpus.jsonl")
        archive.index.catch_up()
        return {
            number: [
                document
                for article in archive.search.ids(query, limit=HITS)
                for document in documents[article]
            ][:HITS]
            for number, query in queries.items()
        }


def _import(archive: Archive, file: Path) -> dict[int, list[str]]:
    """Keeps every row; the documents of each article, of which exact duplicates share one."""
    content = file.read_bytes()
    names = [json.loads(line)["id"] for line in content.splitlines() if line.strip()]
    rows: list[int] = []

    def prepared() -> Iterator[Prepared]:
        for one in archive.imports.prepare(file.name, content):
            if isinstance(one, Prepared) and one.document.row:
                rows.append(one.document.row)
                yield one

    documents: dict[int, list[str]] = defaultdict(list)
    duplicates: dict[int | None, int] = {}
    articles: list[int] = []
    for kept in archive.imports.keep(prepared()):
        articles += kept.article_ids
        duplicates |= {one.row: one.of for one in kept.duplicates}
    kept_rows = [row for row in rows if row not in duplicates]
    for row, article in [*zip(kept_rows, articles, strict=True), *duplicates.items()]:
        if row is not None:
            documents[article].append(names[row - 1])
    return documents
