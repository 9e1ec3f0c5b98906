"""Topics: as many as the file has labels, each document's strongest."""

from __future__ import annotations

import json
from pathlib import Path

from nlp.passages import split_passages
from nlp.topics import fit_topics


def predict(data: Path) -> dict[str, int]:
    """Find the topics of a JSON Lines file and the strongest one of every document.

    Args:
        data: Rows with `id`, `text` and `label`; of the labels only their number is looked at.

    Returns:
        For each document id the index of its strongest topic.
    """
    with data.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    passages = [
        passage
        for number, row in enumerate(rows)
        for passage in split_passages(number, row["text"].split("\n"))
    ]
    model = fit_topics(passages, count=len({row["label"] for row in rows}))
    articles, mix = model.article_topics()
    strongest = dict(zip(articles, mix.argmax(axis=1).tolist(), strict=True))
    return {row["id"]: strongest.get(number, 0) for number, row in enumerate(rows)}
