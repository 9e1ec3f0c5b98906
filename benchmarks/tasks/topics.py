"""Topics: as many as the file has labels, each document's strongest."""

from __future__ import annotations

import json
from pathlib import Path

from nlp.segmentation import default_segmenter
from nlp.tokens import tokenise
from nlp.topic_fitting import fit_topics


def predict(data: Path) -> dict[str, int]:
    """Find the topics of a JSON Lines file and the strongest one of every document.

    Args:
        data: Rows with `id`, `text` and `label`; of the labels only their number is looked at.

    Returns:
        For each document id the index of its strongest topic.
    """
    with data.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    segmenter = default_segmenter()
    documents = ((n, ("", *row["text"].split("\n"))) for n, row in enumerate(rows))
    table = tokenise(documents, segmenter)
    model = fit_topics(table, segmenter=segmenter, count=len({row["label"] for row in rows}))
    strongest = model.mix.argmax(axis=1).tolist() if model.topics else [0] * len(rows)
    return {row["id"]: topic for row, topic in zip(rows, strongest, strict=True)}
