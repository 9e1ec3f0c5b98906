"""Tags: learnt from the training file beside the data, then the likelihood of every tag.

A file `…test….jsonl` is predicted from `…train….jsonl` in the same folder. The scorer takes .5 for
the threshold of every tag, so what reaches its own is put above .5 and the rest below, each in the
order of its likelihood.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nlp.segmentation import default_segmenter
from nlp.tagging import Label, train
from nlp.tokens import TokenTable, tokenise


def predict(data: Path) -> dict[str, list[tuple[str, float]]]:
    """Predict the tags of every item of a JSON Lines file.

    Args:
        data: Rows with `id`, `title` and `text`; those of the file for training have `tags` too.

    Returns:
        For each id the tags with their scores, the likeliest first.
    """
    examples, asked = (_rows(path) for path in (training_file(data), data))
    tags = [row["tags"] for row in examples]
    labels = [Label(name, (name,)) for name in sorted({tag for its in tags for tag in its})]
    model = train(labels, _cut(examples), tags)
    scores = model.scores(_cut(asked))
    reached = scores >= model.thresholds
    scaled = reached / 2 + scores / (2 + 1e-6)
    return {
        row["id"]: sorted(
            zip([label.key for label in labels], its.tolist(), strict=True), key=lambda p: -p[1]
        )
        for row, its in zip(asked, scaled, strict=True)
    }


def training_file(data: Path) -> Path:
    """The file for training that lies beside one for testing.

    Raises:
        ValueError: The name does not tell that it is one for testing.
    """
    if "test" not in data.name:
        raise ValueError(f"{data.name}: no “test” in the name, so what to train on is not known")
    return data.with_name(data.name.replace("test", "train"))


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _cut(rows: list[dict[str, Any]]) -> TokenTable:
    parts = ((n, (row.get("title") or "", *row["text"].split("\n"))) for n, row in enumerate(rows))
    return tokenise(parts, default_segmenter())
