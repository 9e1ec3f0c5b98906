"""How much a decoded string looks like Chinese that somebody wrote."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

SAMPLE = 6000
"""Characters looked at; enough to tell encodings apart, few enough to cost nothing."""

_LIST = Path(__file__).parent / "data" / "han_by_frequency.txt"
_PUNCTUATION = frozenset(
    "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·～　「」『』﹑％＋－×①②③④⑤⑥⑦⑧⑨⑩□■●▲◆★"
)


@cache
def _ranks() -> dict[str, int]:
    """Han characters, both scripts, to their place in the order of frequency.

    The list is made of jieba's dictionary (MIT): each word's characters counted with the word's
    frequency, single characters at most three times as often as they occur in words (the
    dictionary learnt some from garbled pages), and the same in traditional script by OpenCC.
    """
    characters = _LIST.read_text(encoding="utf-8").replace("\n", "")
    return {character: rank for rank, character in enumerate(characters)}


def frequency_rank(character: str) -> int:
    """Place of a character among the 6,000 frequent ones; 6,000 if it is none of them."""
    return _ranks().get(character, 6000)


@cache
def weight(character: str) -> float:
    """How common one character beyond ASCII is: 1.0 for the commonest, -3.0 for none at all."""
    rank = _ranks().get(character)
    if rank is not None:
        return 1.0 if rank < 2000 else 0.8 if rank < 4000 else 0.5
    if character in _PUNCTUATION:
        return 0.6
    if character == "\ufffd":
        return -2.0
    point = ord(character)
    if 0xFF01 <= point <= 0xFF5E:
        return 0.5
    if 0x100 <= point < 0x250:
        return -0.2
    if 0xA0 <= point < 0x100 or 0x2010 <= point < 0x2040:
        return 0.1
    if 0x3041 <= point <= 0x30FF:
        return 0.0
    category = unicodedata.category(character)
    if category in ("Co", "Cn", "Cs", "Cc"):
        return -3.0
    return -0.6


def plausibility(text: str) -> float:
    """Mean weight of the characters beyond ASCII: 1.0 is common prose, below 0.2 hardly text.

    Args:
        text: Any string; at most SAMPLE characters from its start, middle and end are looked at.

    Returns:
        A figure between -3 and 1; 0.6 for a text of ASCII alone.
    """
    if len(text) > SAMPLE:
        third, middle = SAMPLE // 3, len(text) // 2
        text = text[:third] + text[middle : middle + third] + text[-third:]
    weights = [weight(c) for c in text if c > "\x7f" or (c < " " and c not in "\t\n\r\f\x0b\x1a\0")]
    return sum(weights) / len(weights) if weights else 0.6
