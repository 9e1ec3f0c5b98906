"""Every cached question to the archive.

The keys are the archive's revision and plain values, so a write anywhere makes all old answers
unreachable, and a cached answer is right in every process.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from corpus.article import Article
from corpus.filters import Filters
from corpus.holdings import Holdings
from corpus.holdings import holdings as count_holdings
from corpus.misspellings import Proposal
from corpus.passage_search import PassageResult
from corpus.search import SearchResult, Similar
from corpus.suggestions import Suggestion
from corpus.tags import TagUse
from nlp.keywords import Keyword
from nlp.roles import Role
from nlp.text import fold_text
from nlp.variants import Variants
from pages.parts.caching import kept
from pages.parts.resources import open_archive
from pages.parts.selection import Selection

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Results of a search and how long the search took.

    Attributes:
        result: What was found.
        seconds: Duration of the search itself.
    """

    result: SearchResult
    seconds: float


def revision() -> int:
    """The archive's revision now: the key of everything below."""
    return open_archive().revision()


@st.cache_data(max_entries=8, show_spinner=False)
def holdings(at_revision: int) -> Holdings:  # noqa: ARG001
    """How much the library holds."""
    return count_holdings(open_archive())


@st.cache_data(max_entries=8, show_spinner=False)
def newest(at_revision: int, limit: int) -> list[Article]:  # noqa: ARG001
    """The articles kept last, the newest first."""
    return open_archive().articles.newest(limit)


@st.cache_data(max_entries=8, show_spinner=False)
def trashed(at_revision: int, limit: int) -> list[tuple[int, str]]:  # noqa: ARG001
    """Ids and titles of what lies in the trash, the last one kept first."""
    return [(a.id, a.content.title) for a in open_archive().articles.trashed(limit)]


@kept(128)
def period(at_revision: int, selection: Selection) -> tuple[int, int] | None:  # noqa: ARG001
    """The first and the last year of the selected articles; None if none has a date."""
    archive = open_archive()
    ids = archive.search.ids(selection.query, selection.filters) if selection else None
    return archive.facets.table().period(ids)


def period_of(ids: Iterable[int]) -> tuple[int, int] | None:
    """The first and the last year of a few articles; None if none has a date."""
    return open_archive().facets.table().period(ids)


@kept(512)
def search(at_revision: int, selection: Selection, limit: int = PAGE_SIZE) -> Found:  # noqa: ARG001
    """One page of results with facets; a page beyond the last is the last one."""
    started = time.perf_counter()
    offset = (selection.page - 1) * limit
    result = _run(selection, offset, limit)
    if result.total and offset >= result.total:
        result = _run(selection, (result.total - 1) // limit * limit, limit)
    return Found(result, time.perf_counter() - started)


@kept(512)
def neighbours(at_revision: int, selection: Selection, rank: int) -> dict[int, tuple[int, str]]:  # noqa: ARG001
    """The results around one: rank to article id and title, for rank - 1, rank and rank + 1."""
    first = max(0, rank - 1)
    hits = _run(selection, first, rank + 2 - first).hits
    return {first + i: (hit.article_id, hit.title) for i, hit in enumerate(hits)}


@kept(512)
def keywords(at_revision: int, article_id: int, limit: int = 12) -> list[Keyword]:  # noqa: ARG001
    """Keywords of an article, the strongest first."""
    return open_archive().keywords.of_article(article_id, limit=limit)


@kept(512)
def similar(at_revision: int, article_id: int, limit: int = 5) -> list[Similar]:  # noqa: ARG001
    """The articles most like one, the nearest first."""
    return open_archive().search.similar(article_id, limit=limit)


@kept(32)
def library_keywords(at_revision: int, limit: int = 40) -> list[Keyword]:  # noqa: ARG001
    """Keywords of the whole library, the strongest first."""
    return list(open_archive().keywords.of_selection(Filters(), limit=limit).keywords)


def dictionary_version(at_revision: int) -> int:
    """The revision that last changed the library's dictionary; kept by the archive itself."""
    return open_archive().dictionary.version(at_revision)


def variants(at_revision: int) -> Variants:
    """The library's words that mean the same; kept by the archive itself."""
    return open_archive().variants.current(at_revision)


@st.cache_data(max_entries=8, show_spinner=False)
def all_tags(at_revision: int) -> list[TagUse]:  # noqa: ARG001
    """The library's tags, the most used first."""
    return open_archive().tags.all()


def suggestions(typed: str, limit: int) -> tuple[Suggestion, ...]:
    """Words of the library that what was typed may become; quick enough to ask each time."""
    return open_archive().suggestions.suggest(typed, limit) if typed else ()


def proposals(query: str, limit: int = 3) -> tuple[Proposal, ...]:
    """Other queries that may have been meant; of words read a moment ago, so never kept."""
    return open_archive().suggestions.proposals(query, limit)


def stands(typed: str) -> bool:
    """True if some article holds the last word of what was typed as a word of its own."""
    words = fold_text(typed).split()[-1:]
    return any(open_archive().search.document_frequencies(words).of.values())


@kept(256)
def passages(
    at_revision: int,  # noqa: ARG001
    selection: Selection,
    roles: tuple[Role, ...] = (),
) -> PassageResult:
    """One page of passages; a page beyond the last is the last one."""
    find = partial(open_archive().passages.run, roles=roles)
    offset = (selection.page - 1) * PAGE_SIZE
    found = find(selection.query, filters=selection.filters, offset=offset, limit=PAGE_SIZE)
    if found.total and offset >= found.total:
        offset = (found.total - 1) // PAGE_SIZE * PAGE_SIZE
        found = find(selection.query, filters=selection.filters, offset=offset, limit=PAGE_SIZE)
    return found


@kept(256)
def passages_like(at_revision: int, article_id: int, paragraph: int) -> PassageResult:  # noqa: ARG001
    """The passages most like one."""
    return open_archive().passages.like(article_id, paragraph, PAGE_SIZE)


def _run(selection: Selection, offset: int, limit: int) -> SearchResult:
    return open_archive().search.run(
        selection.query,
        filters=selection.filters,
        sort=selection.sort,
        offset=offset,
        limit=limit,
    )
