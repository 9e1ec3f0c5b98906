"""How alike statements are: in their claims, in their texts, in what they speak about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.aspects import aspects_of
from nlp.frequencies import rarity
from nlp.matrix import terms_of
from nlp.segmentation import Segmenter
from nlp.statements import Statement

# Tuned by eye on pairs of newspaper essays: which points readers call the same.
_CLAIMS, _TEXTS, _CROSSED, _WITHOUT_CLAIM = 0.25, 0.45, 0.3, 0.75
_ASPECTS = 0.15
_OF_PIECES, _OF_ABOVE, _OF_BELOW = 0.35, 0.5, 0.5
_MOST_RARE = 5.0
Floats = NDArray[np.float64]
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """Statements held against each other.

    Attributes:
        values: Statements × statements, 0 to about 1, symmetric.
        texts: For each statement its weighted terms, of length 1.
        aspects: For each its weighted aspects, of length 1.
        terms: For each the terms that stand in it.
    """

    values: Floats
    texts: Sequence[Weights]
    aspects: Sequence[Weights]
    terms: Sequence[frozenset[str]]


def likeness_of(
    articles: Sequence[Sequence[Statement]],
    segmenter: Segmenter,
) -> Likeness:
    """Compares all statements of some articles.

    Words weigh by their rarity in Chinese, and less the more of the statements have them:
    what all articles at hand speak of anyway (城乡, 共同富裕) aligns nothing. A statement is also
    read with the claims above it and with what stands below it.

    Args:
        articles: The statements of each article.
        segmenter: Cuts the words.

    Returns:
        Their likeness, article after article in the order given.
    """
    claims: list[Weights] = []
    texts: list[Weights] = []
    aspects: list[Weights] = []
    terms: list[frozenset[str]] = []
    for statements in articles:
        words = [terms_of(statement.text, segmenter) for statement in statements]
        of_claims = [terms_of(statement.claim, segmenter) for statement in statements]
        terms += map(frozenset, words)
        for statement in statements:
            below = [s.number for s in statements if statement.is_above(s)]
            above = terms_of("\n".join(statement.above[-1:]), segmenter)
            own = of_claims[statement.number]
            led = [word for n in below for word in of_claims[n]]
            beneath = [word for n in below for word in words[n]]
            claims.append(_sum((_features(own), 1.0), (_features([*above, *led]), _OF_ABOVE)))
            texts.append(
                _sum(
                    (_features([*words[statement.number], *led]), 1.0),
                    (_features(beneath), _OF_BELOW),
                )
            )
            said = aspects_of(words[statement.number])
            aspects.append(_sum((aspects_of(own), 2.0), (said, 1.0)))
    weigh = _Weigher([*claims, *texts], rare=True)
    c, t = weigh.unit(claims), weigh.unit(texts)
    a = _Weigher(aspects, rare=False).unit(aspects)
    has_claim = np.array([bool(s.claim) for statements in articles for s in statements], np.bool_)
    return Likeness(_blended(c, t, a, has_claim), t, a, terms)


def _features(words: Sequence[str]) -> dict[str, float]:
    """Words and, lighter, the pieces of the longer ones: 数字化 and 数字平台 are kin."""
    weights: Counter[str] = Counter()
    for word, count in Counter(words).items():
        said = 1 + math.log(count)
        weights[word] += said  # type: ignore[assignment]
        if len(word) > 2:
            for at in range(len(word) - 1):
                weights[word[at : at + 2]] += _OF_PIECES * said  # type: ignore[assignment]
    return dict(weights)


def _sum(*parts: tuple[Weights, float]) -> dict[str, float]:
    total: dict[str, float] = {}
    for weights, factor in parts:
        for word, weight in weights.items():
            total[word] = total.get(word, 0.0) + factor * weight
    return total


class _Weigher:
    """Weighs features by their rarity among some statements, and in Chinese if they are words."""

    def __init__(self, statements: Sequence[Weights], *, rare: bool) -> None:
        holders = Counter(feature for weights in statements for feature in weights)
        self._of = {
            feature: math.sqrt(math.log((1 + len(statements)) / count))
            * (min(rarity(feature), _MOST_RARE) if rare else 1.0)
            for feature, count in holders.items()
        }

    def unit(self, statements: Sequence[Weights]) -> list[Weights]:
        """The weighted features of each statement, scaled to length 1."""
        found: list[Weights] = []
        for weights in statements:
            its = {feature: w * self._of[feature] for feature, w in weights.items()}
            length = math.sqrt(math.fsum(w * w for w in its.values())) or 1.0
            found.append({feature: w / length for feature, w in its.items()})
        return found


def _blended(
    claims: Sequence[Weights],
    texts: Sequence[Weights],
    aspects: Sequence[Weights],
    has_claim: NDArray[np.bool_],
) -> Floats:
    numbers: dict[str, int] = {}
    for weights in (*claims, *texts):
        for feature in weights:
            numbers.setdefault(feature, len(numbers))
    c, t = _matrix(claims, numbers), _matrix(texts, numbers)
    names = {name: n for n, name in enumerate(sorted({x for w in aspects for x in w}))}
    a = _matrix(aspects, names)
    crossed = _product(c, t)
    both = np.outer(has_claim, has_claim)
    of_texts = _product(t, t)
    full = _CLAIMS * _product(c, c) + _TEXTS * of_texts + _CROSSED * (crossed + crossed.T) / 2
    values = np.where(both, full, _WITHOUT_CLAIM * of_texts) + _ASPECTS * _product(a, a)
    rounded: Floats = ((values + values.T) / 2).round(9)
    return rounded


def _matrix(rows: Sequence[Weights], numbers: Mapping[str, int]) -> csr_matrix:
    # Sorted, so that sums are the same whatever stood first.
    entries = [sorted((numbers[f], w) for f, w in weights.items()) for weights in rows]
    starts = np.cumsum([0, *map(len, entries)])
    columns = np.array([column for row in entries for column, _ in row], dtype=np.int64)
    values = np.array([value for row in entries for _, value in row], dtype=np.float64)
    return csr_matrix((values, columns, starts), shape=(len(rows), max(len(numbers), 1)))


def _product(one: csr_matrix, other: csr_matrix) -> Floats:
    product: Floats = np.asarray((one @ other.T).todense(), dtype=np.float64)
    return product
