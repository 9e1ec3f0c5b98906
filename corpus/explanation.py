"""Why an article was found: which words stand in it, as what, and where."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from corpus.highlight import Occurrence
from corpus.matching import match_form
from nlp.segmentation import Segmenter
from nlp.text import fold_text

How = Literal["exact", "variant", "characters"]
Where = Literal["title", "heading", "body", "byline", "tag"]
Part = tuple[Where, str]
"""A part of an article and where it stands."""

_ORDER: tuple[Where, ...] = ("title", "heading", "body", "byline", "tag")
_CONTEXT = 10
_LOOKED_AT = 3
"""Occurrences that are looked at for one that is a word of its own."""

_Spot = tuple[int, int, int]


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


Explanation = tuple[tuple[Match, ...], tuple[str, ...]]
"""What stands in an article, and the words that do not."""


@dataclass(slots=True)
class _Term:
    """A word that stands in one article.

    Attributes:
        term: As it was typed.
        parts: The parts of the article.
        own: Where it stands itself; empty if only its variants stand there.
        spots: Where it or a variant stands: number of the part, start and end.
        whole: The first place at which it is a word of its own, once known.
    """

    term: str
    parts: Sequence[Part]
    own: Sequence[_Spot]
    spots: Sequence[_Spot]
    whole: str | None = None


class Explainer:
    """Explains the hits of one query.

    Args:
        asked: What was looked for, each with the forms that may stand for it.
        typed: The query as it was typed.
        forms: Every form that was looked for; occurrences give its number.
        segmenter: Tells where words begin and end.
        optional: What need not stand in an article, for it was asked for beside OR.
    """

    def __init__(
        self,
        asked: Mapping[str, Sequence[str]],
        typed: str,
        forms: Sequence[str],
        segmenter: Segmenter,
        optional: Container[str] = (),
    ) -> None:
        number = {form: at for at, form in enumerate(forms)}
        self._terms = [
            (
                _as_typed(needle, typed),
                [number[form] for form in its if form in number],
                needle in optional,
            )
            for needle, its in asked.items()
        ]
        self._typed = typed
        self._segmenter = segmenter

    def explain(
        self, articles: Sequence[tuple[Sequence[Part], Sequence[Sequence[Occurrence]]]]
    ) -> list[Explanation]:
        """Explains a page of hits.

        Args:
            articles: For each its parts, and for each of these the occurrences.
        """
        known = [self._standing(parts, found) for parts, found in articles]
        _find_whole([term for terms, _ in known for term in terms], self._segmenter)
        return [(tuple(map(self._match, terms)), missing) for terms, missing in known]

    def _standing(
        self, parts: Sequence[Part], found: Sequence[Sequence[Occurrence]]
    ) -> tuple[list[_Term], tuple[str, ...]]:
        """The words that stand in one article, and those that do not."""
        by_form: dict[int, list[_Spot]] = {}
        for at, some in enumerate(found):
            for form, (start, end) in some:
                by_form.setdefault(form, []).append((at, start, end))
        terms: list[_Term] = []
        missing: list[str] = []
        for term, forms, optional in self._terms:
            spots = [spot for form in forms for spot in by_form.get(form, ())]
            if spots:
                apart = _apart(spots) if len(forms) > 1 else spots
                terms.append(_Term(term, parts, by_form.get(forms[0], ()), apart))
            elif not optional:
                missing.append(term)
        return terms, tuple(missing)

    def _match(self, term: _Term) -> Match:
        at, start, end = term.spots[0]
        how: How = "characters" if term.own else "variant"
        as_found = term.parts[at][1][start:end]
        if term.whole is not None:
            as_found = term.whole
            how = "exact" if as_found in self._typed else "variant"
        where = {term.parts[at][0] for at, _, _ in term.spots}
        places = tuple(place for place in _ORDER if place in where)
        return Match(term.term, as_found, how, places, len(term.spots))


def _apart(spots: Sequence[_Spot]) -> list[_Spot]:
    """Leaves out what stands inside something longer: 共富 in 共富路 is no second place."""
    found: list[_Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot[0], spot[1], -spot[2])):
        if not found or found[-1][0] != spot[0] or spot[1] >= found[-1][2]:
            found.append(spot)
    return found


def _as_typed(needle: str, typed: str) -> str:
    """A matching form as it stands in the query."""
    form = match_form(typed)
    at = form.text.find(needle)
    if at < 0:
        return needle
    start, end = form.span(at, at + len(needle))
    return typed[start:end]


def _find_whole(terms: Sequence[_Term], segmenter: Segmenter) -> None:
    """Looks for a place at which each is a word of its own, among the first places."""
    for number in range(_LOOKED_AT):
        open_ones = [t for t in terms if t.whole is None and number < len(t.own)]
        spans = [(t.parts[t.own[number][0]][1], *t.own[number][1:]) for t in open_ones]
        for term, (text, start, end), whole in zip(
            open_ones, spans, _are_words(spans, segmenter), strict=True
        ):
            if whole:
                term.whole = text[start:end]


def _are_words(spans: Sequence[tuple[str, int, int]], segmenter: Segmenter) -> list[bool]:
    """For each span of a text whether words begin and end where it does.

    Cutting costs by the call, so what stands around all of them is cut in one.
    """
    windows = [text[max(start - _CONTEXT, 0) : end + _CONTEXT] for text, start, end in spans]
    before = [min(start, _CONTEXT) for _, start, _ in spans]
    inside = [end - start for _, start, end in spans]
    folded = fold_text("\n".join(windows))
    lengths = list(map(len, windows))
    if len(folded) != sum(lengths) + max(len(windows) - 1, 0):
        # Some sign folds to several.
        inside = [len(fold_text(text[start:end])) for text, start, end in spans]
        before = [len(fold_text(w[:b])) for w, b in zip(windows, before, strict=True)]
        lengths = [len(fold_text(window)) for window in windows]
    ends = {0, *accumulate(map(len, segmenter.words(folded)))}
    first = [0, *accumulate(length + 1 for length in lengths)]
    return [
        at + b in ends and at + b + i in ends
        for at, b, i in zip(first, before, inside, strict=False)
    ]
