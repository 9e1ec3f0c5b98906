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
    changed = changes(SequenceMatcher(None, a, b, autojunk=False))
    first = tuple(mine for mine, _ in changed if mine[0] < mine[1])
    return first, tuple(theirs for _, theirs in changed if theirs[0] < theirs[1])


def changes(matcher: SequenceMatcher[str]) -> list[tuple[Span, Span]]:
    """What a matcher found to differ, without equal pieces that are chance.

    Args:
        matcher: It holds two sequences.

    Returns:
        Span of the first and span of the second for each difference, ascending; one of the two
        may be empty.
    """
    found: list[tuple[Span, Span]] = []
    for tag, start, end, there, until in matcher.get_opcodes():
        if tag == "equal":
            continue
        if found and start - found[-1][0][1] < _SHORTEST_EQUAL:
            (start, _), (there, _) = found.pop()
        found.append(((start, end), (there, until)))
    return found
