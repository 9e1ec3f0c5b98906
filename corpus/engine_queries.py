"""What the engine is asked: where characters stand, words stand near, values are borne."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import tantivy

from corpus import index_fields
from corpus.index_folder import Snapshot
from corpus.matching import covering_bigrams

_Q = tantivy.Query
MUST, SHOULD, NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def term(field: str, value: str | int) -> tantivy.Query:
    """Articles whose field holds a term."""
    return _Q.term_query(index_fields.schema(), field, value)


def standing(form: str, *, title: bool = False) -> tantivy.Query:
    """Articles in which a matching form stands, as characters.

    Args:
        form: A matching form, not empty.
        title: True to look only at titles.
    """
    field = "title_bigrams" if title else "bigrams"
    if len(form) == 1:
        return term("title_chars" if title else "chars", form)
    if len(form) == 2:
        return term(field, form)
    return _Q.phrase_query(index_fields.schema(), field, list(covering_bigrams(form)))


def near(first: str, second: str, distance: int, *, title: bool = False) -> tantivy.Query:
    """Articles in which two matching forms stand near each other, in either order.

    Args:
        first: A matching form of two characters or more.
        second: Another.
        distance: How many characters may stand between them.
        title: True to look only at titles.
    """
    field = "title_bigrams" if title else "bigrams"
    found: list[tantivy.Query] = []
    for before, after in ((first, second), (second, first)):
        start = covering_bigrams(before)
        for gap in range(distance + 1):
            shift = len(before) + gap
            places: list[str | tuple[int, str]] = [
                *start,
                *((at + shift, pair) for at, pair in covering_bigrams(after)),
            ]
            found.append(_Q.phrase_query(index_fields.schema(), field, places))
    return any_of(found)


def all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """Articles that each of the queries finds; every article if there is none."""
    if len(queries) == 1:
        return queries[0]
    return _Q.boolean_query([(MUST, q) for q in queries]) if queries else _Q.all_query()


def any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """Articles that one of the queries finds; none if there is none."""
    if len(queries) == 1:
        return queries[0]
    return _Q.boolean_query([(SHOULD, q) for q in queries]) if queries else _Q.empty_query()


def but_not(query: tantivy.Query, unwanted: Sequence[tantivy.Query]) -> tantivy.Query:
    """Articles that a query finds and none of the others does."""
    return _Q.boolean_query([(MUST, query), *((NOT, q) for q in unwanted)])


def in_years(first: int, last: int) -> tantivy.Query:
    """Articles published from one year to another, both included."""
    kind = tantivy.FieldType.Integer
    return _Q.range_query(index_fields.schema(), "year", kind, first, last)


def between(first: date, last: date) -> tantivy.Query:
    """Articles published from one day to another, both included."""
    lowest, highest = index_fields.sort_key(first, 0), index_fields.sort_key(last, -1)
    kind = tantivy.FieldType.Unsigned
    return _Q.range_query(index_fields.schema(), "newest", kind, lowest, highest)


def holding(snapshot: Snapshot, forms: Sequence[str]) -> list[int]:
    """The ids of the articles in whose text one of some matching forms stands, in order."""
    wanted = any_of([standing(form) for form in forms])
    hits = snapshot.searcher.search(wanted, max(snapshot.articles, 1), count=False).hits
    ids = snapshot.searcher.fast_field_values("id", [address for _, address in hits])
    return sorted(int(i or 0) for i in ids)


def articles_with(snapshot: Snapshot, form: str) -> int:
    """In how many articles a matching form stands, as characters."""
    found = snapshot.searcher.search(standing(form), 1)
    count: int = getattr(found, "count")  # noqa: B009 - missing in the engine's type stub
    return count


def most_frequent(form: str, doc_freq: Callable[[str, str], int]) -> int:
    """In how many articles a matching form can stand at most.

    Args:
        form: A matching form, not empty.
        doc_freq: In how many articles a field holds a term.
    """
    if len(form) == 1:
        return doc_freq("chars", form)
    return min(doc_freq("bigrams", pair) for _, pair in covering_bigrams(form))


def facet_values(snapshot: Snapshot, facet: str, forms: Sequence[str]) -> list[str]:
    """Values of a facet that equal what was asked for, else those that contain it.

    Args:
        snapshot: The index.
        facet: Field of the index.
        forms: What was asked for, in matching form; any of them will do.
    """
    wanted = [form.strip("《》") for form in forms]
    known = snapshot.facet_forms(facet)
    equal = [value for its, value in known if its.strip("《》") in wanted]
    return equal or [value for its, value in known if any(form in its for form in wanted)]
