"""The tags that a query and filters ask for: each of a tag's names leads to the tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus.filters import Filters
from corpus.matching import match_text
from corpus.query import Clause, Part, Query
from corpus.query_words import words_of
from corpus.rows import storable
from corpus.tags import fold_tag

_QUOTES = "《》"


def tag_names(query: Query) -> tuple[str, ...]:
    """The names of tags that a query asks for, wanted or not, as they were typed."""
    return tuple(clause.text for part in query.clauses for clause in _tag_clauses(part))


def led_query(query: Query, names: Mapping[str, str]) -> Query:
    """A query that asks for the tags its names lead to, and says so.

    Args:
        query: As it was understood.
        names: The preferred names of tags by the folded names that lead to them. What is not in
            it is left as it is: a part of a name finds tags, too.
    """
    notices: list[str] = []
    clauses = tuple(_led(part, names, query, notices) for part in query.clauses)
    if not notices:
        return query
    return replace(query, clauses=clauses, notices=(*query.notices, *dict.fromkeys(notices)))


def led_filters(filters: Filters, names: Mapping[str, str]) -> Filters:
    """Filters with the preferred names of tags; `names` as for `led_query`."""
    led = tuple(dict.fromkeys(_goal(name, names) or name for name in filters.tags))
    return replace(filters, tags=led)


def asked_forms(name: str) -> tuple[str, ...]:
    """The folded names that somebody who asks for a tag may mean, the likeliest first."""
    clean = storable(name)
    return tuple(dict.fromkeys((fold_tag(clean), fold_tag(clean.strip(_QUOTES)))))


def _goal(name: str, names: Mapping[str, str]) -> str | None:
    return next((names[form] for form in asked_forms(name) if form in names), None)


def _tag_clauses(part: Part) -> Iterator[Clause]:
    if isinstance(part, Clause):
        if part.field == "tag":
            yield part
    else:
        for inner in part.parts:
            yield from _tag_clauses(inner)


def _led(part: Part, names: Mapping[str, str], query: Query, notices: list[str]) -> Part:
    if not isinstance(part, Clause):
        return replace(part, parts=tuple(_led(p, names, query, notices) for p in part.parts))
    name = _goal(part.text, names) if part.field == "tag" else None
    # Another spelling is found as it is, and so are its variants.
    if name is None or fold_tag(name) in asked_forms(part.text) or not match_text(name):
        return part
    notices.append(f"“{part.text}”现在是标签“{name}”，已按它查找。")
    return replace(
        part,
        text=name,
        kind=part.kind if name.isalnum() else "phrase",
        needles=(match_text(name),),
        words=words_of(name, query.dictionary),
    )
