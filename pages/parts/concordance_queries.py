"""Cached questions to the concordance, by archive revision and plain values.

What an index that lags behind has answered is shown but never kept.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import streamlit as st

from corpus.concordance import Beside, Collocates, KwicLine, KwicPage, KwicSort, YearFrequency
from corpus.filters import Filters
from corpus.query import Clause, Query
from pages.parts.caching import Late, even_if_late
from pages.parts.resources import open_archive
from pages.parts.selection import Selection

PAGE_SIZE = 50
WINDOW = 5
"""Words to each side in which collocates are looked for."""
COLLOCATES = 200
MOST_LINES = 20_000
"""The most lines of a file."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for and where.

    Attributes:
        query: As typed.
        filters: Facet values to keep.
        words: What was asked for, as it was understood; none if the query has no words.
        needles: These words and all forms that may stand for them.
        beside: What must stand near them, for a question like "甲 乙"~5.
        within: The query that finds the articles to look through; blank if their words alone
            decide, so that what is usual is counted in all articles and not in those alone.
    """

    query: str
    filters: Filters
    words: tuple[str, ...]
    needles: tuple[str, ...]
    beside: Beside | None = None
    within: str = ""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What the concordance says.

    Attributes:
        value: The answer.
        revision: The archive revision it is complete for.
        seconds: How long it took.
    """

    value: T
    revision: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of lines.

    Attributes:
        found: The lines, and how many there are altogether.
        each: How often the words stand in each article of the page, where lines go by article.
        number: The number of the page, from 1.
        last: The number of the last one.
    """

    found: KwicPage
    each: dict[int, int]
    number: int
    last: int


def question(selection: Selection) -> Question:
    """What a selection asks of the concordance."""
    query = open_archive().search.understand(selection.query)
    asked = query.asked()
    needles = dict.fromkeys(form for forms in asked.values() for form in forms)
    within = "" if _is_plain(query) else selection.query
    pair = _pair(query)
    if pair:
        needles, beside = dict.fromkeys(pair[0]), pair[1]
        return Question(
            selection.query, selection.filters, tuple(asked)[:1], tuple(needles), beside, within
        )
    return Question(selection.query, selection.filters, tuple(asked), tuple(needles), None, within)


def _pair(query: Query) -> tuple[tuple[str, ...], Beside] | None:
    """What is looked for and what must stand near it, if two words near each other are wanted."""
    near = [leaf for leaf in query.leaves if leaf.kind == "near" and leaf.field is None]
    words = [leaf for leaf in query.leaves if leaf.kind != "near" and leaf.field is None]
    if len(near) != 1 or words or len(near[0].needles) != 2:
        return None
    first, second = (query.forms(near[0], needle) for needle in near[0].needles)
    return first, Beside(second, near[0].distance)


def _is_plain(query: Query) -> bool:
    """True if all articles that hold one of its words are wanted."""
    for clause in query.clauses:
        if not isinstance(clause, Clause) or clause.excluded or clause.field:
            return False
        if clause.kind == "near" or (clause.kind == "phrase" and len(query.clauses) > 1):
            return False
    return True


def lines(at_revision: int, asked: Question, order: KwicSort, page: int) -> Answer[Lines]:
    """One page of lines; a page beyond the last is the last one.

    Raises:
        ConcordanceUnavailable: There is no concordance yet.
    """
    return even_if_late(_lines, at_revision, asked, order, page)


def years(at_revision: int, asked: Question) -> Answer[tuple[YearFrequency, ...]]:
    """How often it was written each year, in all articles of the filters.

    Raises:
        ConcordanceUnavailable: There is no concordance yet.
    """
    return even_if_late(_years, at_revision, asked)


def collocates(at_revision: int, asked: Question) -> Answer[Collocates]:
    """The words beside it, by log-likelihood; exceptions as for `lines`."""
    return even_if_late(_collocates, at_revision, asked)


def all_lines(asked: Question, order: KwicSort) -> tuple[KwicLine, ...]:
    """Every line up to `MOST_LINES`, for a file."""
    archive = open_archive()
    ids, _ = _articles(archive.revision(), asked)
    return archive.concordance.lines(
        asked.needles, ids=ids, sort=order, limit=MOST_LINES, beside=asked.beside
    ).lines


def is_complete(at_revision: int) -> bool:
    """True if both indexes have seen that revision."""
    archive = open_archive()
    return min(archive.concordance.revision(), archive.index.revision()) >= at_revision


@st.cache_data(max_entries=256, show_spinner=False)
def _lines(at_revision: int, asked: Question, order: KwicSort, page: int) -> Answer[Lines]:
    started = time.perf_counter()
    concordance = open_archive().concordance
    ids, searched = _articles(at_revision, asked)

    def read(number: int) -> KwicPage:
        offset = (number - 1) * PAGE_SIZE
        return concordance.lines(
            asked.needles,
            ids=ids,
            sort=order,
            offset=offset,
            limit=PAGE_SIZE,
            beside=asked.beside,
        )

    found = read(page)
    last = max(0, found.total - 1) // PAGE_SIZE + 1
    if page > last:
        page, found = last, read(last)
    each = {}
    if order == "article":
        shown = {line.article_id for line in found.lines}
        counts = concordance.count(asked.needles, ids, asked.beside)
        pairs = zip(counts.articles.tolist(), counts.counts.tolist(), strict=True)
        each = {article: count for article, count in pairs if article in shown}
    value = Lines(found, each, page, last)
    return _complete(at_revision, started, value, min(found.revision, searched))


@st.cache_data(max_entries=256, show_spinner=False)
def _years(at_revision: int, asked: Question) -> Answer[tuple[YearFrequency, ...]]:
    started = time.perf_counter()
    concordance = open_archive().concordance
    ids, searched = _articles(at_revision, asked)
    seen = concordance.revision()
    found = concordance.by_year(asked.needles, ids, asked.beside)
    if asked.within:
        # Articles chosen for their words would make the words seem frequent.
        scope, searched_too = _articles(at_revision, replace(asked, within=""))
        found = _shared(found, concordance.by_year((), scope))
        searched = min(searched, searched_too)
    return _complete(at_revision, started, found, min(seen, searched))


def _shared(
    found: tuple[YearFrequency, ...], scope: tuple[YearFrequency, ...]
) -> tuple[YearFrequency, ...]:
    """What was found in some articles, spread over all characters of the scope."""
    years = {year.year: year for year in found}
    together = []
    for whole in scope:
        part = years.get(whole.year, whole)
        size = whole.characters
        rate = part.occurrences * 10_000 / size if size else None
        together.append(replace(part, characters=size, per_10k=rate))
    return tuple(together)


@st.cache_data(max_entries=128, show_spinner=False)
def _collocates(at_revision: int, asked: Question) -> Answer[Collocates]:
    started = time.perf_counter()
    ids, searched = _articles(at_revision, asked)
    ask = open_archive().concordance.collocates
    found = ask(asked.needles, ids, WINDOW, COLLOCATES, asked.beside)
    return _complete(at_revision, started, found, min(found.revision, searched))


def _complete(at_revision: int, started: float, value: T, revision: int) -> Answer[T]:
    """The answer, if it may be kept."""
    answer = Answer(value, revision, time.perf_counter() - started)
    if revision < at_revision:
        raise Late(answer)
    return answer


def _articles(at_revision: int, asked: Question) -> tuple[list[int] | None, int]:
    """Ids of the articles to look through, None for all; and the revision they are right for."""
    if not asked.within and not asked.filters:
        return None, at_revision
    try:
        return _ids(at_revision, asked.within, asked.filters, asked.needles), at_revision
    except Late as late:
        ids: list[int] = late.answer
        return ids, min(open_archive().index.revision(), at_revision - 1)


@st.cache_data(max_entries=32, show_spinner=False)
def _ids(at_revision: int, query: str, filters: Filters, needles: tuple[str, ...]) -> list[int]:  # noqa: ARG001 - part of the key
    archive = open_archive()
    late = archive.index.revision() < at_revision
    found = archive.search.ids(query, filters)
    if late:
        raise Late(found)
    return found
