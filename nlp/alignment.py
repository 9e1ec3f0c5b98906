"""Which statements of articles make the same point, and which stand in one article alone.

Two statements make the same point if they are near enough and each is among the nearest the other
has in that article. The pairs, the nearest first, grow into points of several articles as long as
every two members of different articles are near (complete linkage, Lance and Williams 1967), so
that no chain joins what has nothing in common. Nothing depends on the order of the articles, nor
on what else a library holds: the same articles compare alike everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter
from nlp.shingles import bare
from nlp.statement_likeness import Likeness, likeness_of
from nlp.statements import Statement

NEAR = 0.13
"""Likeness from which two statements may make the same point."""
SAME_WORDS = 0.3
"""Share of the shorter text standing in the longer from which a point is made in the same words."""

_MOST = 3600
"""A report on the work of a government has up to 800 statements."""
_NEARLY_BEST = 0.6
_EACH = 2
_SHINGLE = 4
_SHORTEST = 8
_WORDS = 12
_ASPECTS = 3
Member = tuple[int, int]
"""An article and one of its statements, both from 0."""


@dataclass(frozen=True, slots=True)
class SharedPoint:
    """A point that several articles make.

    Attributes:
        members: The statements that make it, by article and number; of at least two articles.
        words: The terms it has in common, the weightiest first.
        aspects: What it is about, in the words of the thesaurus.
        likeness: Mean likeness of its members of different articles.
        verbatim: Largest share of a text that stands word for word in another's, 0 to 1.
    """

    members: tuple[Member, ...]
    words: tuple[str, ...]
    aspects: tuple[str, ...]
    likeness: float
    verbatim: float

    @property
    def in_same_words(self) -> bool:
        """Whether it is made in the same words."""
        return self.verbatim >= SAME_WORDS

    @property
    def articles(self) -> tuple[int, ...]:
        """The articles that make it, ascending."""
        return tuple(sorted({article for article, _ in self.members}))


@dataclass(frozen=True, slots=True)
class Alignment:
    """The points of articles held against each other.

    Attributes:
        shared: Points of several articles: those of most articles first, then the nearest.
        alone: For each article the numbers of the statements only it makes, in order. Headings
            are in neither.
    """

    shared: tuple[SharedPoint, ...]
    alone: tuple[tuple[int, ...], ...]


def align(
    articles: Sequence[Sequence[Statement]],
    segmenter: Segmenter,
) -> Alignment:
    """Aligns the statements of articles.

    Args:
        articles: The statements of each.
        segmenter: Cuts the words; variants count as one.

    Returns:
        What several share and what stands in one alone; every statement but headings is in
        exactly one of the two. Of articles that are whole books only so many statements are
        compared that all fit into memory; those behind stand alone.
    """
    most = _MOST // max(len(articles), 1)
    compared = [its[:most] for its in articles]
    members = [(row, s.number) for row, its in enumerate(compared) for s in its]
    statements = [articles[row][number] for row, number in members]
    likeness = likeness_of(compared, segmenter)
    owners = np.array([row for row, _ in members], dtype=np.int64)
    shared = [
        _point(group, members, statements, likeness, owners)
        for group in _groups(likeness.values, owners, statements)
    ]
    shared.sort(key=lambda p: (-len(p.articles), -p.likeness, _text_of(p, articles)))
    taken = {member for point in shared for member in point.members}
    alone = tuple(
        tuple(s.number for s in its if not s.heading and (row, s.number) not in taken)
        for row, its in enumerate(articles)
    )
    return Alignment(tuple(shared), alone)


def _text_of(point: SharedPoint, articles: Sequence[Sequence[Statement]]) -> str:
    """The texts of a point's members, whatever the order of the articles."""
    return "\n".join(sorted(articles[row][number].text for row, number in point.members))


def _groups(
    values: NDArray[np.float64], owners: NDArray[np.int64], statements: Sequence[Statement]
) -> list[list[int]]:
    """Joins statements, the nearest pairs first, while every two of a group are near."""
    groups: dict[int, list[int]] = {}
    for i, j in _pairs(values, owners, statements):
        one, other = groups.get(i, [i]), groups.get(j, [j])
        if one is other:
            continue
        joined = [*one, *other]
        if max(Counter(owners[joined].tolist()).values()) > _EACH:
            continue
        crossing = [(a, b) for a in one for b in other]
        near = all(values[a, b] >= NEAR for a, b in crossing if owners[a] != owners[b])
        kin = any(
            owners[a] == owners[b]
            and (statements[a].is_above(statements[b]) or statements[b].is_above(statements[a]))
            for a, b in crossing
        )
        if near and not kin:
            groups.update(dict.fromkeys(joined, joined))
    unique = {id(group): group for group in groups.values()}
    return [sorted(group) for group in unique.values()]


def _pairs(
    values: NDArray[np.float64], owners: NDArray[np.int64], statements: Sequence[Statement]
) -> list[tuple[int, int]]:
    """Pairs that are near and among the nearest both ways, the nearest first."""
    usable = np.array([not s.heading and _says_something(s) for s in statements], np.bool_)
    allowed = np.outer(usable, usable) & (owners[:, None] != owners[None, :])
    held = np.where(allowed, values, 0.0)
    best = np.zeros((len(statements), int(owners.max(initial=-1)) + 1))
    for row in range(best.shape[1]):
        columns = held[:, owners == row]
        best[:, row] = columns.max(axis=1) if columns.shape[1] else 0.0
    enough = held >= _NEARLY_BEST * np.maximum(best[:, owners], best[:, owners].T)
    first, second = np.nonzero(np.triu(enough & (held >= NEAR)))

    # Texts, not places, decide between equals, so that the order of articles does not.
    numbers = {text: n for n, text in enumerate(sorted({s.text for s in statements}))}
    of_text = np.array([numbers[s.text] for s in statements], np.int64)
    one, other = of_text[first], of_text[second]
    keys = (second, first, np.maximum(one, other), np.minimum(one, other), -held[first, second])
    order = np.lexsort(keys)
    return list(zip(first[order].tolist(), second[order].tolist(), strict=True))


def _says_something(statement: Statement) -> bool:
    """Whether there is enough of it to be compared (各位代表： is not)."""
    return sum(map(str.isalnum, statement.text)) >= _SHORTEST


def _point(
    group: Sequence[int],
    members: Sequence[Member],
    statements: Sequence[Statement],
    likeness: Likeness,
    owners: NDArray[np.int64],
) -> SharedPoint:
    pairs = [(i, j) for i in group for j in group if i < j and owners[i] != owners[j]]
    said = frozenset[str]().union(*(likeness.terms[i] for i in group))
    words = [word for word in _common(likeness.texts, pairs) if word in said]
    whole = [word for word in words if not any(word != w and word in w for w in words)]
    return SharedPoint(
        members=tuple(members[i] for i in group),
        words=tuple(whole[:_WORDS]),
        aspects=tuple(_common(likeness.aspects, pairs)[:_ASPECTS]),
        likeness=round(float(np.mean([likeness.values[i, j] for i, j in pairs])), 9),
        verbatim=max(_verbatim(statements[i].text, statements[j].text) for i, j in pairs),
    )


def _common(weights: Sequence[Mapping[str, float]], pairs: Sequence[tuple[int, int]]) -> list[str]:
    """What both of some pair have, the weightiest first."""
    total: dict[str, float] = {}
    for i, j in pairs:
        for feature, value in weights[i].items():
            if feature in weights[j]:
                total[feature] = total.get(feature, 0.0) + value * weights[j][feature]
    return sorted(total, key=lambda feature: (-round(total[feature], 9), feature))


def _verbatim(one: str, other: str) -> float:
    """Share of the shorter text's character shingles that stand in the longer."""
    small, large = sorted((_shingles(one), _shingles(other)), key=len)
    return len(small & large) / len(small) if len(small) >= _SHORTEST else 0.0


def _shingles(text: str) -> set[str]:
    plain = bare(text)
    return {plain[at : at + _SHINGLE] for at in range(len(plain) - _SHINGLE + 1)}
