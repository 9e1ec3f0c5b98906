"""Newspaper pages cut into articles: what `corpus.splitting` makes of each text."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from corpus.article import UNTITLED, ArticleDraft
from corpus.document import RawDocument
from corpus.splitting import split


def predict(data: Path) -> dict[str, list[dict[str, Any]]]:
    """Split every page of a JSON Lines file with `id` and `text`.

    Args:
        data: The file; other fields of its rows are not looked at.

    Returns:
        For each page id its articles: title (None where the page gives none), authors,
        affiliation, source, column and paragraphs.
    """
    with data.open(encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines if line.strip()]
    return {page["id"]: [_plain(draft) for draft in _drafts(page["text"])] for page in pages}


def _drafts(text: str) -> tuple[ArticleDraft, ...]:
    encoded = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(encoded).hexdigest()
    return split(RawDocument("page.txt", "txt", text, digest, len(encoded))).drafts


def _plain(draft: ArticleDraft) -> dict[str, Any]:
    return {
        "title": None if UNTITLED in draft.marks else draft.title,
        "authors": list(draft.authors),
        "affiliation": draft.affiliation,
        "source": draft.source,
        "column": draft.column,
        "paragraphs": [paragraph.text for paragraph in draft.paragraphs],
    }
