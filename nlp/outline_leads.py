"""Leads: first sentences that say what a paragraph is about, known by being parallel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.segmentation import Segmenter
from nlp.sentences import sentence_spans
from nlp.text import fold_text

LONGEST_LEAD = 45
LONGEST_INNER = 18
_SHORTEST = 4
_LARGEST_SHARE = 0.5
_CLAUSES = re.compile(r"[，,；;：:]")
_STOPS = "。！？!?…；;"
# Words of grammar that leads share: 把…作为, 让…起来, 还不足.
_GRAMMAR = frozenset("把让以使还更在为从向对被将")
_SAID = re.compile(r"[“\"”]")
_TELLS = re.compile(r"[？?！!]$|^(?:据|近日|日前|昨|今)|记者|[0-9０-９]{1,2}月[0-9０-９]{1,2}日")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What makes leads parallel."""

    clauses: int
    first_word: str
    first_pos: str
    last_word: str
    quoted: bool
    grammar: frozenset[str]
    length: int


def leads_of(
    paragraphs: Sequence[str], numbers: Sequence[int], segmenter: Segmenter
) -> dict[int, Span]:
    """Finds the leads among the paragraphs of a section.

    A lead is a short first sentence with more text after it. One alone may be chance; where two
    of a section are parallel and half of it has such ones, all that look like these are leads.

    Args:
        paragraphs: The paragraphs of an essay.
        numbers: Those looked at, ascending.
        segmenter: Tells parts of speech.

    Returns:
        Number of the paragraph and span of the claim in it.
    """
    spans: dict[int, Span] = {}
    for number in numbers:
        span = _first_sentence(paragraphs[number])
        if span:
            spans[number] = span
    shapes = {n: _shape(paragraphs[n][slice(*span)], segmenter) for n, span in spans.items()}
    twins = {
        n for n, one in shapes.items() if any(_parallel(one, shapes[m]) for m in shapes if m != n)
    }
    # The first paragraphs of a section may lead in, and its last one sum up.
    if len(twins) < 2 or len(twins) * 2 < len(numbers) - 1:
        return {}
    first = min(twins)
    return {
        n: span
        for n, span in spans.items()
        if n in twins or (n > first and any(_alike(shapes[n], shapes[m]) for m in twins))
    }


def _first_sentence(text: str) -> Span | None:
    sentences = sentence_spans(text)
    if len(sentences) < 2:
        return None
    begin, end = sentences[0]
    stop = _without_stops(text, begin, end)
    length, rest = stop - begin, len(text) - end
    if not _SHORTEST <= length <= LONGEST_LEAD or length > _LARGEST_SHARE * (length + rest):
        return None
    return None if _TELLS.search(text[begin:end]) else (begin, stop)


def _without_stops(text: str, begin: int, end: int) -> int:
    while end > begin and text[end - 1] in _STOPS:
        end -= 1
    return end


def _shape(lead: str, segmenter: Segmenter) -> _Shape:
    tags = [(word, pos) for word, pos in segmenter.tags(fold_text(lead)) if word.strip()]
    words = [word for word, _ in tags]
    return _Shape(
        clauses=len(_CLAUSES.split(lead)),
        first_word=words[0] if words else "",
        first_pos=tags[0][1][:1] if tags else "",
        last_word=words[-1] if words else "",
        quoted=bool(_SAID.search(lead)),
        grammar=_GRAMMAR.intersection(words),
        length=len(lead),
    )


def _parallel(one: _Shape, other: _Shape) -> bool:
    if one.first_word == other.first_word or one.grammar & other.grammar:
        return True
    verbs = one.first_pos == other.first_pos == "v"
    even = abs(one.length - other.length) <= 1
    return _alike(one, other) and (
        verbs or even or one.last_word == other.last_word or (one.quoted and other.quoted)
    )


def _alike(one: _Shape, other: _Shape) -> bool:
    shorter, longer = sorted((one.length, other.length))
    return one.clauses == other.clauses and longer <= 2.5 * shorter


def inner_leads(text: str, after: int, segmenter: Segmenter) -> list[Span]:
    """Short sentences inside a paragraph that each head the longer ones after them.

    Args:
        text: A paragraph.
        after: Where its own lead ends.
        segmenter: Tells parts of speech.

    Returns:
        Spans of the claims in order; none unless there are two.
    """
    sentences = [span for span in sentence_spans(text) if span[0] >= after]
    found: list[tuple[Span, int]] = []
    for place, (begin, end) in enumerate(sentences):
        if _heads(text, begin, end, segmenter) and place + 1 < len(sentences):
            found.append(((begin, _without_stops(text, begin, end)), place))
    kept = []
    for number, (span, place) in enumerate(found):
        following = found[number + 1][1] if number + 1 < len(found) else len(sentences)
        if following == place + 1:
            continue
        body = sentences[following - 1][1] - sentences[place + 1][0]
        if body >= 1.5 * (span[1] - span[0]):
            kept.append(span)
    return kept if len(kept) > 1 else []


def _heads(text: str, begin: int, end: int, segmenter: Segmenter) -> bool:
    stop = _without_stops(text, begin, end)
    lead = text[begin:stop]
    if text[stop:end][:1] != "。" or not _SHORTEST <= len(lead) <= LONGEST_INNER:
        return False
    if _CLAUSES.search(lead) or _TELLS.search(lead):
        return False
    tags = segmenter.tags(fold_text(lead))
    # 硬核支撑主体创新: what begins with a manner has its verb second.
    return any(pos[:1] == "v" and word != "是" for word, pos in tags[:2]) and not any(
        word in {"是", "了", "我们", "这"} for word, _ in tags
    )
