"""Aspects: what essays of the genre speak about, whatever words they choose for it.

A thesaurus of the kind content analysis codes by (Stone et al., "The General Inquirer", 1966):
数字, 信息 and 智慧 are words of one aspect, so that two statements that share none can still be
seen to speak of the same.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache

from nlp.word_files import lines_of


@cache
def _thesaurus() -> dict[str, frozenset[str]]:
    """Aspects by word, from `nlp/data/aspects.txt`."""
    found: dict[str, set[str]] = {}
    for line in lines_of("aspects.txt"):
        name, _, words = line.partition("：")
        for word in words.split():
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def aspects_of_word(word: str) -> frozenset[str]:
    """The aspects a folded word speaks of: those of every word of the thesaurus it holds."""
    known = _thesaurus()
    pieces = (word[i:j] for i in range(len(word)) for j in range(i + 1, len(word) + 1))
    return frozenset().union(*(known.get(piece, frozenset()) for piece in pieces))


def aspects_of(words: Iterable[str]) -> dict[str, float]:
    """How much words speak of each aspect.

    Args:
        words: Folded words, each as often as it was said.

    Returns:
        One more than the logarithm of how often, by name.
    """
    counts = Counter(aspect for word in words for aspect in aspects_of_word(word))
    return {aspect: 1 + math.log(count) for aspect, count in counts.items()}
