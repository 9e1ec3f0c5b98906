"""Which of the ranked terms of a text become its keywords: no pieces of words, no repetition.

Maximal marginal relevance (Carbonell and Goldstein, "The use of MMR, diversity-based reranking",
1998): the next keyword is the one that is worth most after what it repeats of those before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from nlp.candidates import Candidates
from nlp.segmentation import Segmenter

# Occurrences from which on a term is looked at as a piece; what no dictionary has, sooner.
_FRAGMENT, _UNKNOWN_FRAGMENT = 4, 2
_REPETITION = 0.5
# A term says nothing new beside a longer one unless it is this many times as frequent,
_SHORTER = 2.0
# and beside a shorter one unless it makes up more than this share of its occurrences.
_LONGER = 0.3
_NUMBER, _PERSON = "m", "nr"


def choose(
    found: Candidates, ranked: Sequence[int], scores: Sequence[float], segmenter: Segmenter
) -> Iterator[tuple[int, float]]:
    """Chooses the keywords of one text.

    Args:
        found: Candidates.
        ranked: Numbers of those of the text, best first.
        scores: For each of these its score in log-odds.
        segmenter: Cut the words.

    Yields:
        Number of a candidate and what is taken off its score for repetition, 0 or less; scores
        less that fall.
    """
    kept: list[tuple[str, int]] = []
    # Sorted already, and so a heap.
    waiting = [(-score, place) for place, score in enumerate(scores)]
    while waiting:
        asked, place = heappop(waiting)
        one = ranked[place]
        term, total = found.keys[found.key[one]], int(found.total[one])
        told = likeness(term, total, kept)
        if told is None or _is_piece(found, one, segmenter):
            continue
        taken = -_REPETITION * told
        if -(scores[place] + taken) > asked:
            heappush(waiting, (-(scores[place] + taken), place))
            continue
        kept.append((term, total))
        yield one, taken


def _is_piece(found: Candidates, one: int, segmenter: Segmenter) -> bool:
    """Tells whether a term never stands outside longer phrases (八里 in 八里店, 八里店镇; 个村)."""
    total = int(found.total[one])
    if found.inside[one] == total >= _FRAGMENT:
        return True
    is_numbered = found.size[one] == 1 and found.numbered[one] == total
    if not is_numbered and not found.bound[one] == total >= _UNKNOWN_FRAGMENT:
        return False
    word, pos = found.types[found.tokens[one, 0]]
    if word.isascii() or word in segmenter.names or pos.startswith(_PERSON):
        return False
    return pos == _NUMBER or not segmenter.knows(word)


def likeness(term: str, total: int, kept: Sequence[tuple[str, int]]) -> float | None:
    """Measures how much of a term is told by those chosen before it.

    Args:
        term: Folded.
        total: How often it occurs.
        kept: Those chosen, with how often they occur.

    Returns:
        Share of the shorter in the longer where one holds the other, 0 to 1; None if the term
        adds nothing.
    """
    most = 0.0
    for other, times in kept:
        if term in other:
            if total <= _SHORTER * times:
                return None
            most = max(most, len(term) / len(other))
        elif other in term:
            if total <= _LONGER * times:
                return None
            most = max(most, len(other) / len(term))
    return most
