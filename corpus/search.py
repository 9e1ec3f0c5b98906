"""Finding articles: hits with their snippets, facets, what is similar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeVar

import tantivy

from corpus.article import Article
from corpus.errors import SixueError
from corpus.facets import FacetCount, count_facets, filter_queries
from corpus.filters import Filters
from corpus.highlight import Span, highlight
from corpus.index_folder import IndexDamaged, Snapshot, engine_trouble
from corpus.likeness import strongest_words, words_query
from corpus.query import Query
from corpus.query_parser import parse
from corpus.ranking import Plan, plan
from corpus.snippet import Snippet, snippets
from nlp.frequencies import DocumentFrequencies

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.archive import Archive

__all__ = ["FacetCount", "Hit", "Search", "SearchResult", "Similar", "Snippet", "Sort"]

Sort = Literal["relevance", "newest", "oldest"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found.

    Attributes:
        article_id: The article.
        score: How well it matches; only comparable within one search, 0 when sorted by date.
        title: Its title.
        title_marks: Spans of the title to highlight.
        authors: Its authors.
        source: Where it was published.
        column: In which column.
        published: When.
        snippets: The parts that match best, in reading order.
    """

    article_id: int
    score: float
    title: str
    title_marks: tuple[Span, ...]
    authors: tuple[str, ...]
    source: str | None
    column: str | None
    published: date | None
    snippets: tuple[Snippet, ...]


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
            filters: Facet values to keep to.
            sort: By relevance or by date; articles without a date come last either way.
            offset: How many hits to leave out.
            limit: How many hits to give.

        Returns:
            The hits with highlights, the total and the facets.

        Raises:
            SixueError: The archive or the index cannot be used.
        """
        asked = parse(query)

        def answer(snapshot: Snapshot) -> SearchResult:
            made = plan(snapshot, asked, list(filter_queries(filters).values()))
            total, found = _found(snapshot, made, sort, max(offset, 0), max(limit, 0))
            return SearchResult(
                asked,
                total,
                self._hits(found, asked),
                count_facets(snapshot, asked, filters, made.matching),
                (*asked.notices, *made.notices, *self._backlog(snapshot)),
                snapshot.revision,
            )

        return self._ask(answer)

    def ids(
        self,
        query: str = "",
        filters: Filters = Filters(),  # noqa: B008 - frozen
        limit: int | None = None,
    ) -> list[int]:
        """Only the ids of the articles that match, best first, newest first without words.

        Args:
            query: As for `run`.
            filters: As for `run`.
            limit: How many at most; all if None.
        """
        asked = parse(query)

        def answer(snapshot: Snapshot) -> list[int]:
            made = plan(snapshot, asked, list(filter_queries(filters).values()))
            most = max(snapshot.articles, 1) if limit is None else limit
            return [article for article, _ in _found(snapshot, made, "relevance", 0, most)[1]]

        return self._ask(answer)

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
        article = self._archive.articles.get(article_id)

        def answer(snapshot: Snapshot) -> list[tuple[int, float]]:
            words = strongest_words(snapshot, article.content)
            if not words:
                return []
            found = _search(snapshot, words_query(words), limit + 1)
            # Scores of BM25 mean something only beside the article's own.
            itself = dict(found).get(article_id) or max((s for _, s in found), default=1.0)
            others = [(i, min(score / itself, 1.0)) for i, score in found if i != article_id]
            return others[:limit]

        scores = dict(self._ask(answer))
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

        return self._ask(answer)

    def _ask(self, answer: Callable[[Snapshot], T]) -> T:
        """Answers from the index; from a new one if it turns out to be damaged."""
        try:
            return self._answered(answer)
        except IndexDamaged:
            self._archive.index.repair()
        try:
            return self._answered(answer)
        except IndexDamaged as error:
            raise SixueError(
                "检索索引无法读取。", "请运行 python -m corpus reindex 重建索引。"
            ) from error

    def _answered(self, answer: Callable[[Snapshot], T]) -> T:
        snapshot = self._archive.index.snapshot()
        with engine_trouble():
            return answer(snapshot)

    def _hits(self, found: list[tuple[int, float]], query: Query) -> tuple[Hit, ...]:
        scores = dict(found)
        needles = query.needles()
        return tuple(
            _hit(article, scores[article.id], query, needles)
            for article in self._archive.articles.find(scores)
        )

    def _backlog(self, snapshot: Snapshot) -> tuple[str, ...]:
        if snapshot.revision >= self._archive.revision():
            return ()
        missing = self._archive.articles.count() - snapshot.articles
        if missing > 0:
            return (f"索引正在更新，还有约 {missing} 篇文章暂时查不到，请稍后再查。",)
        return ("索引正在更新，最近的改动稍后才能查到。",)


def _hit(article: Article, score: float, query: Query, needles: tuple[str, ...]) -> Hit:
    draft = article.content
    return Hit(
        article.id,
        score,
        draft.title,
        highlight(draft.title, query, in_title=True),
        draft.authors,
        draft.source,
        draft.column,
        draft.published,
        snippets([p.text for p in draft.paragraphs], needles),
    )


def _found(
    snapshot: Snapshot, made: Plan, sort: Sort, offset: int, limit: int
) -> tuple[int, list[tuple[int, float]]]:
    """The total, and id and score of the hits of a page."""
    searcher = snapshot.searcher
    if sort == "relevance" and made.ranked is not None:
        found = searcher.search(made.ranked, max(limit, 1), offset=offset)
    else:
        oldest = sort == "oldest"
        found = searcher.search(
            made.matching,
            max(limit, 1),
            offset=offset,
            order_by_field="oldest" if oldest else "newest",
            order=tantivy.Order.Asc if oldest else tantivy.Order.Desc,
        )
    hits = found.hits[:limit]
    ids = searcher.fast_field_values("id", [address for _, address in hits])
    ranked = sort == "relevance" and made.ranked is not None
    scores = [float(score) if ranked else 0.0 for score, _ in hits]
    total: int = getattr(found, "count")  # noqa: B009 - missing in the engine's type stub
    return total, [(int(i or 0), score) for i, score in zip(ids, scores, strict=True)]


def _search(snapshot: Snapshot, query: tantivy.Query, limit: int) -> list[tuple[int, float]]:
    hits = snapshot.searcher.search(query, limit, count=False).hits
    ids = snapshot.searcher.fast_field_values("id", [address for _, address in hits])
    return [(int(i or 0), float(score)) for i, (score, _) in zip(ids, hits, strict=True)]
