"""Texts as sets of shingles: every run of five characters, as a number.

Texts that share much of their wording share many shingles, wherever it stands (Broder 1997, "On
the resemblance and containment of documents"). What tells editions and spellings of one text apart
does not count: the text is folded, and punctuation and white space are left out.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from nlp.text import fold_text

LENGTH = 5
FEWEST = 24
"""Texts with fewer shingles say too little to be like another."""

Shingles = NDArray[np.uint32]

_SIGNS = re.compile(r"[\W_]+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)
_HALF = np.uint64(32)


def bare(text: str) -> str:
    """The letters, characters and digits of a text, folded."""
    return _SIGNS.sub("", fold_text(text))


def shingles(text: str) -> Shingles:
    """The set of shingles of a text.

    Args:
        text: Any text.

    Returns:
        Their numbers, ascending, each once; none for a text with fewer than FEWEST.
    """
    numbers = run_numbers(bare(text), LENGTH)
    found = np.unique((numbers >> _HALF).astype(np.uint32))
    return found if len(found) >= FEWEST else found[:0]


def run_numbers(text: str, length: int) -> NDArray[np.uint64]:
    """A well mixed number for every run of characters (a polynomial, mixed as MurmurHash3 does).

    Args:
        text: Any text.
        length: Characters of a run.

    Returns:
        The numbers of the runs in the order in which they begin; equal runs have equal numbers.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    count = max(len(codes) - length + 1, 0)
    numbers = np.zeros(count, np.uint64)
    for place in range(length):
        numbers *= _FACTOR
        numbers += codes[place : place + count]
    for factor in _MIX:
        numbers ^= numbers >> _HALF
        numbers *= factor
    return numbers
