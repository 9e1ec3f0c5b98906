"""Counts beside the results: how many of the matching articles bear which value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import tantivy

from corpus import index_fields
from corpus.engine_queries import any_of
from corpus.filters import Filters
from corpus.index_folder import Snapshot
from corpus.query import Query
from corpus.ranking import plan
from corpus.rows import storable

FACETS: Mapping[str, str] = {
    "tags": "tag",
    "authors": "author",
    "sources": "source",
    "years": "year",
    "columns": "column",
}
"""Facets by the names they have in Filters, with the index field of each."""
MOST_VALUES = 100


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One value of a facet.

    Attributes:
        value: As it is shown; a year in digits.
        count: How many matching articles bear it.
    """

    value: str
    count: int


def filter_queries(filters: Filters) -> dict[str, tantivy.Query]:
    """The engine's query for each facet that filters: one of its values must be borne."""
    schema = index_fields.schema()
    return {
        facet: any_of([tantivy.Query.term_query(schema, field, v) for v in _indexable(values)])
        for facet, field in FACETS.items()
        if (values := getattr(filters, facet))
    }


def _indexable(values: Sequence[str | int]) -> list[str | int]:
    """The values as the index could hold them; years beyond the calendar stand in no article."""
    return [
        storable(value) if isinstance(value, str) else value
        for value in values
        if isinstance(value, str) or date.min.year <= value <= date.max.year
    ]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles match, and how many of them bear which value.

    Attributes:
        total: All that match.
        facets: For each facet its values, the most frequent first, at most MOST_VALUES.
    """

    total: int
    facets: Mapping[str, tuple[FacetCount, ...]]


def count_facets(
    snapshot: Snapshot, query: Query, filters: Filters, matching: tantivy.Query
) -> Counts:
    """Counts what matches, and the values of every facet.

    A facet that filters is counted without its own filter, so that the alternatives to what was
    chosen stay in view. The values are those that the query alone finds, in its order: what is
    chosen changes their counts, also to 0, but never their places. Values that were chosen are
    always listed.

    Args:
        snapshot: The index.
        query: What was asked.
        filters: What was chosen.
        matching: What matches both.
    """
    chosen = filter_queries(filters)
    total, counts = _count(snapshot, matching, [facet for facet in FACETS if facet not in chosen])
    if not chosen:
        return Counts(total, {facet: _listed(counts[facet], counts[facet]) for facet in FACETS})
    _, everything = _count(snapshot, plan(snapshot, query).matching, list(FACETS))
    for facet in chosen:
        others = [q for other, q in chosen.items() if other != facet]
        alternatives = plan(snapshot, query, others).matching if others else None
        counts[facet] = (
            _count(snapshot, alternatives, [facet])[1][facet]
            if alternatives is not None
            else everything[facet]
        )
        for value in map(str, getattr(filters, facet)):
            everything[facet].setdefault(value, 0)
    return Counts(total, {facet: _listed(everything[facet], counts[facet]) for facet in FACETS})


def _listed(places: Mapping[str, int], counts: Mapping[str, int]) -> tuple[FacetCount, ...]:
    """The values in the order of one count with the figures of another."""
    ordered = sorted(places, key=lambda value: (-places[value], value))
    return tuple(FacetCount(value, counts.get(value, 0)) for value in ordered)


def _count(
    snapshot: Snapshot, matching: tantivy.Query, facets: list[str]
) -> tuple[int, dict[str, dict[str, int]]]:
    wanted: dict[str, dict[str, object]] = {
        facet: {"terms": {"field": FACETS[facet], "size": MOST_VALUES}} for facet in facets
    }
    wanted["total"] = {"value_count": {"field": "id"}}
    found = snapshot.searcher.aggregate(matching, wanted)
    return int(found["total"]["value"]), {
        facet: {_shown(b["key"]): int(b["doc_count"]) for b in found[facet]["buckets"]}
        for facet in facets
    }


def _shown(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))
