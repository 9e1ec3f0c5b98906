"""Pieces that are no words: what the segmenter's model leaves of names it does not know.

A piece is told from a word by its company: a word goes with many, the two halves of one name go
with each other (mutual boundary entropy next to nothing; Jin and Tanaka-Ishii, "Unsupervised
segmentation of Chinese text by use of branching entropy", 2006).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter
from nlp.tokens import TokenTable

# Seen less often a word has next to no company by chance.
_FEWEST = 3
_BOUND = 0.9
_BOUND_BACK = 0.5
_NUMBER, _SIGN = "m", "x"


def broken_pieces(table: TokenTable, segmenter: Segmenter) -> frozenset[str]:
    """Finds words that no dictionary has and that are pieces of longer ones.

    Args:
        table: Documents.
        segmenter: Cut the words; knows those of its dictionary and the library's own.

    Returns:
        Words that nearly always stand at the same side of the same other word, which stands with
        them more often than not (八里 | 店镇), or right behind a number (3 | 日称).
    """
    tokens = np.asarray(table.tokens)
    if len(tokens) < 2:
        return frozenset()
    before, after = tokens[:-1].astype(np.int64), tokens[1:].astype(np.int64)
    width = len(table.types)
    pairs, counts = np.unique(before * width + after, return_counts=True)
    first, second = pairs // width, pairs % width
    times = np.bincount(tokens, minlength=width)
    kinds = np.array([pos[:1] for _, pos in table.types])
    word = (kinds != _SIGN)[first] & (kinds != _SIGN)[second]
    after_one = _bound(counts, times[second], times[first]) & word
    before_one = _bound(counts, times[first], times[second]) & word
    numbered = np.bincount(after[(kinds == _NUMBER)[before]], minlength=width)
    after_number = (times >= _FEWEST) & (numbered >= _BOUND * times)
    found = {*second[after_one].tolist(), *first[before_one].tolist()}
    found.update(np.flatnonzero(after_number).tolist())
    words = {table.types[number][0] for number in found}
    return frozenset(one for one in words if _is_made_up(one, segmenter))


def _is_made_up(word: str, segmenter: Segmenter) -> bool:
    """Tells whether the model alone made a word of Chinese characters."""
    return not (word.isascii() or word in segmenter.names or segmenter.knows(word))


def _bound(
    together: NDArray[np.int64], piece: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.bool_]:
    often = together >= _FEWEST
    return often & (together >= _BOUND * piece) & (together >= _BOUND_BACK * other)
