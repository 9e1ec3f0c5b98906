"""The noun phrase that a figure is about, from the parts of speech before it."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.figure_places import is_place
from nlp.figure_words import figure_words
from nlp.segmentation import TaggedToken

Span = tuple[int, int]

_NOMINAL = ("n", "vn", "an", "j", "l", "eng", "b", "s", "nz")
_SKIPPED_POS = ("d", "p", "c", "u", "t", "f", "y")
_SKIPPED = figure_words("skipped")
_TELLING = figure_words("telling")
_NOUNLIKE = figure_words("nounlike")
_HOLLOW = figure_words("hollow")
_EMPTY = figure_words("empty")
# Last characters of indicators, which the segmenter cuts off behind verbs (建成 率, 参保 率).
_ENDINGS = frozenset("率额量数度值费")
_JOINING = frozenset({"、", "和", "与", "及", "以及"})
_LONGEST = 24
_MEASURES = tuple(sorted(figure_words("measures")))


def is_empty(indicator: str) -> bool:
    """Tells whether a folded noun phrase names no figure by itself (占比, 规模)."""
    return indicator in _EMPTY


def names_measure(indicator: str) -> bool:
    """Tells whether a folded noun phrase ends in what is measured (增加值, 收入, 面积)."""
    return indicator.endswith(_MEASURES)


def find_indicator(tokens: Sequence[TaggedToken], start: int, end: int) -> Span | None:
    """Finds the noun phrase that ends where a link begins.

    Args:
        tokens: The folded sentence with parts of speech.
        start: Where its clause begins.
        end: Where the link begins.

    Returns:
        The span of the noun phrase, without the place in front of it; None if there is none.
    """
    clause = [_cut(token, start, end) for token in tokens if token.start < end > start < token.end]
    while clause and _is_skipped(clause[-1]):
        clause.pop()
    if not clause or not _may_end(clause[-1]):
        return None
    first = _first(clause)
    if first == len(clause) - 1:
        if (
            clause[first].text in _TELLING
            and clause[first].pos == "v"
            and clause[first].text not in _NOUNLIKE
        ):
            return None
        if first and _completes(clause[first - 1]):
            first -= 1
    while first < len(clause) - 1 and _is_lead(clause[first]):
        first += 1
    span = clause[first].start, clause[-1].end
    return span if span[1] - span[0] >= 2 else None


def _is_skipped(token: TaggedToken) -> bool:
    if token.text in _ENDINGS:
        return False
    return token.pos.startswith(_SKIPPED_POS) or token.text in _SKIPPED


def _cut(token: TaggedToken, start: int, end: int) -> TaggedToken:
    if token.start >= start and token.end <= end:
        return token
    begin, stop = max(token.start, start), min(token.end, end)
    text = token.text[begin - token.start : stop - token.start]
    return TaggedToken(text, token.pos, begin, stop)


def _may_end(token: TaggedToken) -> bool:
    if token.pos.startswith(("nr", "b", "s")):
        return False
    if token.text in _ENDINGS:
        return True
    return token.pos.startswith(_NOMINAL) or token.text in _TELLING


def _completes(token: TaggedToken) -> bool:
    """A verb before a single noun tells which one is meant: 死亡人数, 参展企业, 补助资金."""
    return token.pos == "v" and len(token.text) > 1 and token.text not in _HOLLOW


def _first(clause: Sequence[TaggedToken]) -> int:
    """Goes back from the end of a clause as far as the noun phrase reaches."""
    index = len(clause) - 1
    end = clause[-1].end
    while index > 0:
        token, head = clause[index - 1], clause[index:]
        if end - token.start > _LONGEST:
            break
        if _belongs(token, head):
            index -= 1
        elif index > 1 and _joins(token, head) and _listed(clause[index - 2], head):
            index -= 2
        else:
            break
    return index


def _belongs(token: TaggedToken, head: Sequence[TaggedToken]) -> bool:
    if token.text in _TELLING or head[0].text in _ENDINGS:
        return True
    if token.pos == "m":
        return token.text.endswith(("大", "产", "次")) and not token.text[0].isdigit()
    if token.pos.startswith("a"):
        return token.text not in {"近", "大", "多"}
    return token.pos.startswith(_NOMINAL) or token.pos in {"k", "zg", "h"}


def _listed(token: TaggedToken, head: Sequence[TaggedToken]) -> bool:
    return len(token.text) > 1 and _belongs(token, head)


def _joins(token: TaggedToken, head: Sequence[TaggedToken]) -> bool:
    if token.text in _JOINING:
        return True
    words = "".join(part.text for part in head)
    return token.text == "的" and len(words) <= 4 and words.endswith(_MEASURES)


def _is_lead(token: TaggedToken) -> bool:
    """Places stand in a column of their own; 以上 and the like say nothing in front."""
    return (
        is_place(token)
        or token.text in {"其中", "以上", "以下", "我", "本", "月份", "季度", "完成", "力争"}
        or token.pos == "t"
    )
