"""Duplicates: all texts of the pairs are one library, whose near-duplicates are looked for."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

from nlp.shingles import shingles
from nlp.similarity import overlap
from nlp.sketches import SketchIndex, SketchTable, sketch

LEAST = 0.1
"""The share that counts: texts with a third of another spliced in are to be found."""


def predict(data: Path) -> dict[str, float]:
    """Find the near-duplicates in the way the product finds those of a library.

    Args:
        data: Rows with `pair`, `text_a` and `text_b`, .jsonl or .jsonl.xz; labels are not read.

    Returns:
        For each pair the containment of its texts, 0 for one that is no candidate.
    """
    opened = lzma.open if data.suffix == ".xz" else open
    with opened(data, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    texts = dict.fromkeys(row[name] for row in rows for name in ("text_a", "text_b"))
    numbers = {text: number for number, text in enumerate(texts)}
    sets = [shingles(text) for text in numbers]
    index = SketchIndex(SketchTable.of({n: sketch(one) for n, one in enumerate(sets)}))
    candidates = {(one, other) for one, other in index.pairs(LEAST).tolist()}
    scores = {}
    for row in rows:
        one, other = sorted((numbers[row["text_a"]], numbers[row["text_b"]]))
        alike = one == other or (one, other) in candidates
        scores[str(row["pair"])] = overlap(sets[one], sets[other]).containment if alike else 0.0
    return scores
