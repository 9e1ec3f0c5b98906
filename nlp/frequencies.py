"""How rare words are: in the library at hand, and in Chinese at large."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

# A library counts as much as the background once it holds this many documents.
BACKGROUND_DOCUMENTS = 200


@dataclass(frozen=True, slots=True)
class DocumentFrequencies:
    """In how many documents of a library each word occurs.

    Attributes:
        documents: Number of documents.
        of: Documents by folded word; a missing word occurs in none.
    """

    documents: int
    of: Mapping[str, int]


NO_DOCUMENTS = DocumentFrequencies(0, {})


def document_frequencies(token_lists: Iterable[Iterable[str]]) -> DocumentFrequencies:
    """Counts in how many documents each word occurs.

    Args:
        token_lists: For each document its folded words.

    Returns:
        The frequencies.
    """
    counts: Counter[str] = Counter()
    documents = 0
    for tokens in token_lists:
        counts.update(set(tokens))
        documents += 1
    return DocumentFrequencies(documents, counts)


@cache
def _background() -> tuple[dict[str, float], float]:
    """Reads jieba's table of inverse document frequencies, and its median.

    The table is found without importing the package, which is slow and warns on newer Pythons.
    """
    spec = find_spec("jieba")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ModuleNotFoundError("jieba is not installed", name="jieba")
    table: dict[str, float] = {}
    path = Path(next(iter(places))) / "analyse" / "idf.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, idf = line.rpartition(" ")
        table[word] = float(idf)
    values = sorted(table.values())
    return table, values[len(values) // 2]


def is_common_knowledge(word: str) -> bool:
    """Tells whether a word stands in the background table.

    Args:
        word: A folded word.

    Returns:
        True if so.
    """
    return word in _background()[0]


def rarity(word: str, corpus: DocumentFrequencies = NO_DOCUMENTS) -> float:
    """Measures how rare a word is, blending the library with Chinese at large.

    The background is taken as `BACKGROUND_DOCUMENTS` further documents in which the word has the
    share that jieba's table gives it. Four articles therefore hardly move it, a thousand decide.

    Args:
        word: A folded word.
        corpus: The library at hand.

    Returns:
        The inverse document frequency, natural logarithm, above 0.
    """
    table, median = _background()
    expected = BACKGROUND_DOCUMENTS * math.exp(-table.get(word, median))
    found = min(corpus.of.get(word, 0), corpus.documents)
    return math.log((corpus.documents + BACKGROUND_DOCUMENTS) / (found + expected))
