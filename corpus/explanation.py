"""Why an article was found: which words stand in it, as what, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from corpus.highlight import Occurrence
from corpus.matching import match_form
from nlp.segmentation import default_segmenter
from nlp.text import fold_text

How = Literal["exact", "variant", "characters"]
Where = Literal["title", "heading", "body", "byline", "tag"]

_CONTEXT = 10
_LOOKED_AT = 3
"""Occurrences that are looked at for one that is a word of its own."""
_ORDER: tuple[Where, ...] = ("title", "heading", "body", "byline", "tag")


@dataclass(frozen=True, slots=True)
class Match:
    """A word of a query that stands in an article.

    Attributes:
        term: The word as it was typed.
        found: As it stands in the article, at the best of the places.
        how: "exact" if it stands there as typed; "variant" if in another script, width or case,
            or as another word that the library lists for it; "characters" if its characters
            stand there across the borders of words (处理 in 待处理).
        where: In which parts of the article.
        count: How many times, variants included.
    """

    term: str
    found: str
    how: How
    where: tuple[Where, ...]
    count: int


class Explainer:
    """Explains the hits of one query.

    Args:
        asked: What was looked for, each with the forms that may stand for it.
        typed: The query as it was typed.
        forms: Every form that was looked for; occurrences give its number.
    """

    def __init__(
        self, asked: Mapping[str, Sequence[str]], typed: str, forms: Sequence[str]
    ) -> None:
        number = {form: at for at, form in enumerate(forms)}
        self._terms = {
            needle: (_as_typed(needle, typed), [number[form] for form in its if form in number])
            for needle, its in asked.items()
        }
        self._typed = typed

    def explain(
        self, texts: Sequence[tuple[Where, str]], found: Sequence[Sequence[Occurrence]]
    ) -> tuple[tuple[Match, ...], tuple[str, ...]]:
        """Explains one hit.

        Args:
            texts: The parts of the article.
            found: For each of them the occurrences.

        Returns:
            What stands in the article, and the words that do not.
        """
        by_form: dict[int, list[tuple[int, int, int]]] = {}
        for at, some in enumerate(found):
            for form, (start, end) in some:
                by_form.setdefault(form, []).append((at, start, end))
        matches: list[Match] = []
        missing: list[str] = []
        for term, forms in self._terms.values():
            spots = [spot for form in forms for spot in by_form.get(form, ())]
            if spots:
                own = by_form.get(forms[0], ())
                matches.append(self._match(term, own, spots, texts))
            else:
                missing.append(term)
        return tuple(matches), tuple(missing)

    def _match(
        self,
        term: str,
        own: Sequence[tuple[int, int, int]],
        spots: Sequence[tuple[int, int, int]],
        texts: Sequence[tuple[Where, str]],
    ) -> Match:
        """Describes a word by the best of its first occurrences.

        Args:
            term: The word as typed.
            own: Where it stands itself; empty if only its variants stand there.
            spots: Where it or a variant stands: number of the text, start and end.
            texts: The parts of the article.
        """
        at, start, end = spots[0]
        how: How = "characters" if own else "variant"
        as_found = texts[at][1][start:end]
        for at, start, end in own[:_LOOKED_AT]:
            text = texts[at][1]
            if _is_whole(text, start, end):
                as_found = text[start:end]
                how = "exact" if as_found in self._typed else "variant"
                if how == "exact":
                    break
        where = {texts[at][0] for at, _, _ in spots}
        return Match(term, as_found, how, tuple(w for w in _ORDER if w in where), len(spots))


def _as_typed(needle: str, typed: str) -> str:
    """A matching form as it stands in the query."""
    form = match_form(typed)
    at = form.text.find(needle)
    if at < 0:
        return needle
    start, end = form.span(at, at + len(needle))
    return typed[start:end]


def _is_whole(text: str, start: int, end: int) -> bool:
    """True if words begin and end where a span does."""
    first, last = max(start - _CONTEXT, 0), end + _CONTEXT
    window = text[first:last]
    folded = fold_text(window)
    begin, stop = start - first, end - first
    if len(folded) != len(window):
        begin = len(fold_text(text[first:start]))
        stop = begin + len(fold_text(text[start:end]))
    ends = {0, *accumulate(map(len, default_segmenter().words(folded)))}
    return begin in ends and stop in ends
