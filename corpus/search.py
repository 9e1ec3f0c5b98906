"""Finding articles: hits with their snippets, facets, what is similar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import tantivy

from corpus.asked_tags import asked_forms, led_filters, led_query, tag_names
from corpus.asking import ask
from corpus.facets import FacetCount, count_facets, filter_queries
from corpus.filters import Filters
from corpus.hit import Hit, hits
from corpus.index_folder import Snapshot
from corpus.likeness import strongest_words, words_query
from corpus.query import Query
from corpus.query_parser import parse
from corpus.ranking import Plan, plan
from corpus.snippet import Snippet
from nlp.dictionary import NO_DICTIONARY
from nlp.frequencies import DocumentFrequencies

if TYPE_CHECKING:
    from corpus.archive import Archive

__all__ = ["FacetCount", "Hit", "Search", "SearchResult", "Similar", "Snippet", "Sort"]

Sort = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits and what surrounds it.

    Attributes:
        query: The query as it was understood.
        total: How many articles match.
        hits: Those of the page.
        facets: Values and counts for tags, authors, sources, years and columns.
        notices: Chinese sentences about the query or the index.
        revision: The archive revision the result is complete for.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    notices: tuple[str, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class Similar:
    """An article like another; the score of the article itself would be 1."""

    article_id: int
    score: float
    title: str


class Search:
    """Searches one archive; safe to share between threads.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def understand(self, query: str) -> Query:
        """Understands a query as this library does, with its dictionary and the names of its tags.

        Args:
            query: What the reader typed.
        """
        return self._understood(query, Filters())[0]

    def run(
        self,
        query: str = "",
        *,
        filters: Filters = Filters(),  # noqa: B008 - frozen
        sort: Sort = "relevance",
        offset: int = 0,
        limit: int = 20,
    ) -> SearchResult:
        """Searches.

        Args:
            query: What the reader typed; nothing finds every article, the newest first.
            filters: Facet values to keep to; a tag by any of its names.
            sort: By relevance or by date; articles without a date come last either way.
            offset: How many hits to leave out.
            limit: How many hits to give.

        Returns:
            The hits with highlights, the total and the facets.

        Raises:
            SixueError: The archive or the index cannot be used.
        """
        revision = self._archive.revision()
        asked, filters = self._understood(query, filters, revision)

        def answer(snapshot: Snapshot) -> SearchResult:
            made = plan(snapshot, asked, list(filter_queries(filters).values()))
            found = _found(snapshot, made, sort, max(offset, 0), limit)
            counts = count_facets(snapshot, asked, filters, made.matching)
            return SearchResult(
                # The dictionary is large, and results are kept by the hundred.
                replace(asked, dictionary=NO_DICTIONARY),
                counts.total,
                self._hits(found, asked),
                counts.facets,
                (*asked.notices, *made.notices, *self._backlog(snapshot, revision)),
                snapshot.revision,
            )

        return ask(self._archive.index, answer, revision)

    def ids(
        self,
        query: str = "",
        filters: Filters = Filters(),  # noqa: B008 - frozen
        limit: int | None = None,
        sort: Sort = "relevance",
    ) -> list[int]:
        """Only the ids of the articles that match, best first, newest first without words.

        Args:
            query: As for `run`.
            filters: As for `run`.
            limit: How many at most; all if None.
            sort: As for `run`.
        """
        asked, filters = self._understood(query, filters)

        def answer(snapshot: Snapshot) -> list[int]:
            made = plan(snapshot, asked, list(filter_queries(filters).values()))
            most = max(snapshot.articles, 1) if limit is None else limit
            return [article for article, _ in _found(snapshot, made, sort, 0, most)]

        return ask(self._archive.index, answer)

    def similar(self, article_id: int, limit: int = 5) -> list[Similar]:
        """Articles that share the strongest words of an article.

        Args:
            article_id: The article.
            limit: How many at most.

        Returns:
            The most similar first; without the article itself.

        Raises:
            ArticleNotFound: There is no such article.
        """
        content = self._archive.articles.get(article_id).content
        segmenter = self._archive.dictionary.plain_segmenter()

        def answer(snapshot: Snapshot) -> list[tuple[int, float]]:
            words = strongest_words(snapshot, segmenter, content.text, content.title)
            if not words:
                return []
            found = _search(snapshot, words_query(words), limit + 1)
            # Scores of BM25 mean something only beside the article's own.
            itself = dict(found).get(article_id) or max((s for _, s in found), default=1.0)
            others = [(i, min(score / itself, 1.0)) for i, score in found if i != article_id]
            return others[:limit]

        scores = dict(ask(self._archive.index, answer))
        articles = self._archive.articles.find(scores)
        return [Similar(a.id, scores[a.id], a.content.title) for a in articles]

    def document_frequencies(self, terms: Iterable[str]) -> DocumentFrequencies:
        """In how many articles words stand.

        Args:
            terms: Words as the segmenter cuts them, folded.

        Returns:
            The number of articles and, for each of the terms, how many hold it.
        """
        wanted = list(dict.fromkeys(terms))

        def answer(snapshot: Snapshot) -> DocumentFrequencies:
            count = snapshot.searcher.doc_freq
            return DocumentFrequencies(
                snapshot.articles, {term: int(count("words", term)) for term in wanted}
            )

        return ask(self._archive.index, answer)

    def _understood(
        self, query: str, filters: Filters, revision: int | None = None
    ) -> tuple[Query, Filters]:
        """What is asked for, old names of tags taken for the tags they lead to by now."""
        asked = parse(query, self._archive.dictionary.current(revision))
        wanted = [form for n in (*tag_names(asked), *filters.tags) for form in asked_forms(n)]
        if not wanted:
            return asked, filters
        names = self._archive.tags.preferred(wanted)
        return led_query(asked, names), led_filters(filters, names)

    def _hits(self, found: list[tuple[int, float]], query: Query) -> tuple[Hit, ...]:
        scores = dict(found)
        contents = self._archive.articles.contents(scores)
        made = hits(query, contents, scores)
        # Tags cost a question of their own, and only explain words that stand nowhere else.
        unexplained = [hit.article_id for hit in made if hit.missing]
        tags = self._archive.articles.tags_of(unexplained) if unexplained else {}
        if not tags:
            return made
        tagged = {i: replace(contents[i], tags=tuple(its)) for i, its in tags.items()}
        explained = {hit.article_id: hit for hit in hits(query, tagged, scores)}
        return tuple(explained.get(hit.article_id, hit) for hit in made)

    def _backlog(self, snapshot: Snapshot, revision: int) -> tuple[str, ...]:
        if snapshot.revision >= revision:
            return ()
        missing = self._archive.articles.count() - snapshot.articles
        if missing > 0:
            return (f"索引正在更新，还有约 {missing} 篇文章暂时查不到，请稍后再查。",)
        return ("索引正在更新，最近的改动稍后才能查到。",)


def _found(
    snapshot: Snapshot, made: Plan, sort: Sort, offset: int, limit: int
) -> list[tuple[int, float]]:
    """Id and score of the hits of a page."""
    if limit < 1:
        return []
    if sort == "relevance" and made.ranked is not None:
        for query in filter(None, (made.foremost, made.ranked)):
            found = _search(snapshot, query, limit, offset)
            if len(found) == limit:
                break
        return found
    oldest = sort == "oldest"
    hits = snapshot.searcher.search(
        made.matching,
        limit,
        count=False,
        offset=offset,
        order_by_field="oldest" if oldest else "newest",
        order=tantivy.Order.Asc if oldest else tantivy.Order.Desc,
    ).hits
    return [(article, 0.0) for article in _ids(snapshot, [address for _, address in hits])]


def _search(
    snapshot: Snapshot, query: tantivy.Query, limit: int, offset: int = 0
) -> list[tuple[int, float]]:
    hits = snapshot.searcher.search(query, limit, count=False, offset=offset).hits
    ids = _ids(snapshot, [address for _, address in hits])
    return [(article, float(score)) for article, (score, _) in zip(ids, hits, strict=True)]


def _ids(snapshot: Snapshot, addresses: list[tantivy.DocAddress]) -> list[int]:
    return [int(i or 0) for i in snapshot.searcher.fast_field_values("id", addresses)]
