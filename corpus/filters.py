"""Which articles a search, a chart or an export looks at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """Facet values to keep; hashable, so that results can be cached by it.

    Values inside one facet are alternatives (or), facets narrow each other (and).
    An empty tuple does not filter.
    """

    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tags or self.authors or self.sources or self.columns or self.years)
