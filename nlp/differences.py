"""Where two texts differ, character by character."""

from __future__ import annotations

from difflib import SequenceMatcher

from nlp.text import fold_text

_SHORTEST_EQUAL = 2
"""Fewer equal characters between two differences are chance, and belong to them."""

Span = tuple[int, int]


def differences(one: str, other: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Finds what stands in one of two texts and not at the same place in the other.

    Texts are matched folded: full and half width, simplified and traditional are equal. The
    matching is that of Ratcliff and Obershelp ("Pattern matching: the gestalt approach", 1988).

    Args:
        one: A text, of some thousand characters at most.
        other: Another.

    Returns:
        Spans of the first text and spans of the second, ascending; what lies between them is, in
        both, the same.
    """
    # The order of arguments changes what the matcher prefers; sorting makes it symmetric.
    if (len(other), other) < (len(one), one):
        return differences(other, one)[::-1]
    a, b = ([fold_text(character) for character in text] for text in (one, other))
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    equal = [
        block
        for block in blocks
        if block.size >= _SHORTEST_EQUAL
        or (block.size and (block.a, block.b) == (0, 0))
        or (block.size and (block.a + block.size, block.b + block.size) == (len(a), len(b)))
    ]
    first = _between([(block.a, block.a + block.size) for block in equal], len(a))
    second = _between([(block.b, block.b + block.size) for block in equal], len(b))
    return first, second


def _between(equal: list[Span], length: int) -> tuple[Span, ...]:
    """What is left of a text without the equal parts."""
    spans, at = [], 0
    for start, end in [*equal, (length, length)]:
        if start > at:
            spans.append((at, start))
        at = end
    return tuple(spans)
