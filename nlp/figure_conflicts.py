"""Figures that name the same and do not agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from nlp.figure import Figure
from nlp.text import fold_text
from nlp.word_files import lines_of

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.(?P<decimals>\d+))?")
_VAGUE = re.compile(r"近|约|超|逾|不足|不到|将近|接近|大约|多|余|以上|左右|上下")
_YEAR = re.compile(r"\d{4}")
# What is said with 近, 超 or 多 may be off by this share of itself.
_VAGUENESS = 0.1


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two figures that give different values for the same.

    Attributes:
        articles: The articles they stand in, in the order of the figures; twice the same if one
            article contradicts itself.
        figures: The two figures.
    """

    articles: tuple[int, int]
    figures: tuple[Figure, Figure]


@cache
def _synonyms() -> dict[str, str]:
    groups = (line.split() for line in lines_of("indicators.txt"))
    return {name: group[0] for group in groups for name in group}


def indicator_key(indicator: str) -> str:
    """Gives the form in which indicators are compared.

    Args:
        indicator: As written.

    Returns:
        Folded, without white space, and one name for those of the same figure (GDP, 生产总值).
    """
    folded = "".join(fold_text(indicator).split())
    return _synonyms().get(folded, folded)


def measured(figure: Figure) -> tuple[str, str, str]:
    """Tells what a figure measures, in a form that is equal for figures of the same.

    Args:
        figure: A figure.

    Returns:
        The indicator by `indicator_key`, the unit, and which kind of change it tells if it does
        not tell a level.
    """
    told = figure.change_kind or "" if figure.change == figure.value else ""
    return indicator_key(figure.indicator), figure.value.unit, told


def same_indicator(a: Figure, b: Figure) -> bool:
    """Tells whether two figures measure the same.

    Args:
        a: A figure.
        b: Another.

    Returns:
        True if their indicators are the same by `indicator_key`, counted in the same unit, and
        both tell a level or both the same kind of change.
    """
    return measured(a) == measured(b)


def conflicts(figures_by_article: Mapping[int, Sequence[Figure]]) -> tuple[Conflict, ...]:
    """Finds figures of the same indicator, place and year whose values differ.

    Figures without a calendar year (今年, 17年间) are compared within one article only.

    Args:
        figures_by_article: The figures of each article by its id.

    Returns:
        Every pair whose values differ by more than rounding, in the order of the articles.
    """
    groups: defaultdict[object, list[tuple[int, Figure]]] = defaultdict(list)
    for article, figures in figures_by_article.items():
        for figure in figures:
            dated = figure.year is not None and _YEAR.match(figure.year)
            scope = None if dated else article
            groups[measured(figure), figure.place, figure.year, scope].append((article, figure))
    return tuple(
        Conflict((first[0], second[0]), (first[1], second[1]))
        for group in groups.values()
        for first, second in combinations(group, 2)
        if _differ(first[1], second[1])
    )


def _differ(a: Figure, b: Figure) -> bool:
    if a.value.parts or b.value.parts:
        pairs = list(zip(a.value.parts, b.value.parts, strict=False))
        longer = len(a.value.parts) != len(b.value.parts)
        return longer or any(abs(x - y) > 0.5 for x, y in pairs)
    return abs(a.value.value - b.value.value) > _tolerance(a) + _tolerance(b)


def _tolerance(figure: Figure) -> float:
    """Half of the last place written, more if the text says that it is not exact."""
    value, text = abs(figure.value.value), fold_text(figure.value.text)
    tolerance = _VAGUENESS * value if _VAGUE.search(text) else 0.0
    match = _DIGITS.search(text)
    written = float(match[0].replace(",", "")) if match else 0.0
    if match is None or not written:
        return tolerance
    step = value / written * 10.0 ** -len(match["decimals"] or "")
    return tolerance + step / 2
