"""Keywords: the documents of the file are the library, keywords of each with the defaults."""

from __future__ import annotations

import json
from pathlib import Path

from nlp.keywords import document_frequencies, extract_keywords
from nlp.segmentation import default_segmenter
from nlp.text import fold_text


def predict(data: Path) -> dict[str, list[str]]:
    """Extract the keywords of every document of a JSON Lines file.

    Args:
        data: Rows with `id`, `text` and maybe `title`; gold keywords are not looked at.

    Returns:
        For each document id its keywords, best first.
    """
    with data.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    cut = default_segmenter().words
    library = document_frequencies(
        cut(fold_text(f"{row.get('title') or ''}\n{row['text']}")) for row in rows
    )
    return {
        row["id"]: [
            keyword.term
            for keyword in extract_keywords(
                row["text"].split("\n"), title=row.get("title") or "", corpus=library
            )
        ]
        for row in rows
    }
