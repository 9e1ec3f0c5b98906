"""Coverage: which themes each author, source, tag or year has touched, and which not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.article_facets import Facet

if TYPE_CHECKING:
    from corpus.archive import Archive

MOST_VALUES = 30


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Themes × values of a facet.

    Attributes:
        themes: Names of the themes, the rows.
        values: The most frequent values of the facet, the columns; years in their order.
        counts: Articles of each value that touch each theme, themes × values.
        totals: Articles of each value.
        touched: Articles that touch each theme, of whatever value.
        articles: Articles looked at.
        left_out: Values that are too rare to have a column.
        without: Articles without any value.
        revision: The archive revision.
    """

    themes: tuple[str, ...]
    values: tuple[str, ...]
    counts: NDArray[np.int64]
    totals: NDArray[np.int64]
    touched: NDArray[np.int64]
    articles: int
    left_out: int
    without: int
    revision: int


def touching(archive: Archive, words: Sequence[str], least: int = 2) -> tuple[int, ...]:
    """The articles that touch a theme made of words.

    Args:
        archive: The library.
        words: The theme's words; their variants count with them.
        least: How often the words must stand in an article, all together.

    Returns:
        Ids in ascending order.
    """
    forms = dict.fromkeys(form for word in words for form in archive.formulations.forms(word))
    found = archive.concordance.count(list(forms))
    return tuple(found.articles[found.counts >= least].tolist())


def coverage(
    archive: Archive,
    themes: Mapping[str, Sequence[int]],
    by: Facet,
    ids: Sequence[int] | None = None,
) -> Coverage:
    """Counts the articles of each value that touch each theme.

    Args:
        archive: The library.
        themes: For each theme the articles that touch it.
        by: The facet of the columns.
        ids: Only these articles; all if None.
    """
    table = archive.facets.table()
    rows = np.arange(len(table.ids)) if ids is None else table.rows(ids)
    totals = Counter(v for row in rows.tolist() for v in table.values[by][row])
    ranked = sorted(totals, key=lambda value: (-totals[value], value))
    values = tuple(ranked[:MOST_VALUES])
    if by == "years":
        values = tuple(sorted(values))
    column = {value: place for place, value in enumerate(values)}
    looked_at = set(rows.tolist())
    counts = np.zeros((len(themes), len(values)), np.int64)
    touched = np.zeros(len(themes), np.int64)
    for place, its in enumerate(themes.values()):
        for row in table.rows(its).tolist():
            if row in looked_at:
                touched[place] += 1
                for value in table.values[by][row]:
                    if value in column:
                        counts[place, column[value]] += 1
    return Coverage(
        tuple(themes),
        values,
        counts,
        np.array([totals[value] for value in values], np.int64),
        touched,
        len(rows),
        len(ranked) - len(values),
        sum(not table.values[by][row] for row in rows.tolist()),
        table.revision,
    )


def of_value(
    archive: Archive, by: Facet, value: str, ids: Sequence[int] | None = None
) -> tuple[int, ...]:
    """The articles that bear a value, the newest first.

    Args:
        archive: The library.
        by: The facet.
        value: One of its values.
        ids: Only of these articles; of all if None.
    """
    table = archive.facets.table()
    rows = range(len(table.ids)) if ids is None else table.rows(ids).tolist()
    found = [row for row in rows if value in table.values[by][row]]
    found.sort(key=lambda row: (_day(table.published[row]), int(table.ids[row])), reverse=True)
    return tuple(int(table.ids[row]) for row in found)


def _day(published: date | None) -> int:
    return published.toordinal() if published else 0
