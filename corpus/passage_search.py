"""Finding passages: paragraphs of the best articles that answer a query or are like another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from corpus.article import ArticleDraft
from corpus.asking import ask
from corpus.engine_queries import most_frequent
from corpus.errors import SixueError
from corpus.filters import Filters
from corpus.highlight import Occurrence, Span, merge, places
from corpus.index_folder import Snapshot
from corpus.likeness import strongest_words, words_query
from corpus.matching import match_text
from corpus.query import Query
from nlp.roles import Role, roles_of
from nlp.segmentation import Segmenter
from nlp.text import fold_text

if TYPE_CHECKING:
    from corpus.archive import Archive

ARTICLES = 200
"""Passages are looked for in so many of the best articles."""
_LEAST_LIKENESS = 0.08
_LONG = 200


class PassageNotFound(SixueError):
    """The article has no paragraph of this number."""


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A paragraph that was found.

    Attributes:
        article_id: The article it stands in.
        paragraph_index: Which paragraph of the article, from 0.
        title: The article's title.
        authors: Its authors.
        source: Where it was published.
        published: When.
        text: The paragraph.
        marks: Spans of the text to highlight.
        score: How well it answers; only comparable within one search. For passages like another
            the cosine of their tf-idf vectors, 0 to 1.
        repeats: In how many other places that were found the same paragraph stands.
        role: What it does in its article; None where nothing tells.
    """

    article_id: int
    paragraph_index: int
    title: str
    authors: tuple[str, ...]
    source: str | None
    published: date | None
    text: str
    marks: tuple[Span, ...]
    score: float
    repeats: int = 0
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class PassageResult:
    """A page of passages.

    Attributes:
        total: How many passages there are in the articles looked at.
        articles: How many articles were looked at, the best ones.
        hits: The passages of the page, best first.
        notices: Chinese sentences about the query.
        revision: The archive revision the result is complete for.
    """

    total: int
    articles: int
    hits: tuple[PassageHit, ...]
    notices: tuple[str, ...]
    revision: int


class PassageSearch:
    """Finds passages in one archive; safe to share between threads.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def run(
        self,
        query: str,
        *,
        filters: Filters = Filters(),  # noqa: B008 - frozen
        roles: Collection[Role] = (),
        offset: int = 0,
        limit: int = 20,
    ) -> PassageResult:
        """Finds the paragraphs in which most of the words stand, the rarest words first.

        Args:
            query: What the reader typed.
            filters: Facet values to keep to.
            roles: What the paragraphs do in their articles; anything if empty.
            offset: How many passages to leave out.
            limit: How many to give.

        Raises:
            SixueError: The archive or the index cannot be used.
        """
        asked = self._archive.search.understand(query)
        ids = self._archive.search.ids(query, filters, ARTICLES)
        contents = self._archive.articles.contents(ids)

        def answer(snapshot: Snapshot) -> PassageResult:
            found = _passages(contents, asked, _weights(snapshot, asked))
            telling = _Roles(contents)
            if roles:
                found = [hit for hit in found if telling.of(hit) in roles]
            shown = found[max(offset, 0) :][: max(limit, 0)]
            hits = tuple(replace(hit, role=telling.of(hit)) for hit in shown)
            return PassageResult(len(found), len(contents), hits, asked.notices, snapshot.revision)

        return ask(self._archive.index, answer)

    def like(self, article_id: int, paragraph_index: int, limit: int = 20) -> PassageResult:
        """Finds paragraphs of other articles, and others of the same, that say something alike.

        The strongest words of the paragraph find articles; their paragraphs are compared with
        it by the cosine of tf-idf vectors.

        Args:
            article_id: The article it stands in.
            paragraph_index: Which of its paragraphs, from 0.
            limit: How many at most.

        Raises:
            ArticleNotFound: There is no such article.
            PassageNotFound: It has no such paragraph.
        """
        text = self.passage(article_id, paragraph_index)
        segmenter = self._archive.dictionary.plain_segmenter()

        def answer(snapshot: Snapshot) -> PassageResult:
            words = strongest_words(snapshot, segmenter, text)
            if not words:
                return PassageResult(0, 0, (), (), snapshot.revision)
            searcher = snapshot.searcher
            best = searcher.search(words_query(words), ARTICLES, count=False).hits
            ids = searcher.fast_field_values("id", [address for _, address in best])
            contents = self._archive.articles.contents(int(i or 0) for i in ids)
            rarity = _Rarity(snapshot, segmenter)
            found = _alike(contents, text, rarity, (article_id, paragraph_index))
            return PassageResult(
                len(found), len(contents), tuple(found[:limit]), (), snapshot.revision
            )

        return ask(self._archive.index, answer)

    def passage(self, article_id: int, paragraph_index: int) -> str:
        """The text of a paragraph; errors as for `like`."""
        paragraphs = self._archive.articles.get(article_id).content.paragraphs
        if not 0 <= paragraph_index < len(paragraphs):
            raise PassageNotFound(
                f"文章 {article_id} 没有第 {paragraph_index + 1} 段。",
                "它可能已被修改，请重新打开文章。",
            )
        return paragraphs[paragraph_index].text


class _Roles:
    """What paragraphs do in their articles, told once an article."""

    def __init__(self, contents: Mapping[int, ArticleDraft]) -> None:
        self._contents = contents
        self._of: dict[int, tuple[Role | None, ...]] = {}

    def of(self, hit: PassageHit) -> Role | None:
        known = self._of.get(hit.article_id)
        if known is None:
            paragraphs = self._contents[hit.article_id].paragraphs
            known = self._of[hit.article_id] = roles_of(
                [p.text for p in paragraphs], [p.kind == "heading" for p in paragraphs]
            )
        return known[hit.paragraph_index]


def _weights(snapshot: Snapshot, query: Query) -> dict[str, float]:
    """How much each thing asked for tells, by its rarity in the library."""
    articles = max(snapshot.articles, 1)
    weights = {}
    for needle, forms in query.asked().items():
        frequency = sum(most_frequent(form, snapshot.searcher.doc_freq) for form in forms)
        weights[needle] = 0.5 + math.log((1 + articles) / (1 + min(frequency, articles)))
    return weights


def _passages(
    contents: Mapping[int, ArticleDraft], query: Query, weights: Mapping[str, float]
) -> list[PassageHit]:
    """Every paragraph with something that was asked for, best first."""
    needles = query.needles()
    asked = query.asked()
    number_of = {form: at for at, form in enumerate(needles)}
    terms = [
        (weights[needle], frozenset(number_of[form] for form in forms if form in number_of))
        for needle, forms in asked.items()
    ]
    where = list(_paragraphs(contents))
    texts = [text for _, _, text in where]
    hits: list[PassageHit] = []
    for (article_id, at, text), found in zip(where, places(texts, needles), strict=True):
        score = _score(text, found, terms)
        if score:
            marks = merge(span for _, span in found)
            hits.append(_hit(article_id, at, contents[article_id], marks, score))
    return _ordered(hits)


def _ordered(hits: Sequence[PassageHit]) -> list[PassageHit]:
    """The best first, of paragraphs that say the same only the first."""
    repeats = Counter(hit.text for hit in hits)
    first: dict[str, PassageHit] = {}
    for hit in hits:
        first.setdefault(hit.text, replace(hit, repeats=repeats[hit.text] - 1))
    return sorted(first.values(), key=lambda hit: -hit.score)


def _paragraphs(contents: Mapping[int, ArticleDraft]) -> Iterator[tuple[int, int, str]]:
    """Article, number and text of every paragraph that is no heading."""
    for article_id, draft in contents.items():
        for at, paragraph in enumerate(draft.paragraphs):
            if paragraph.kind == "paragraph":
                yield article_id, at, paragraph.text


def _score(
    text: str, found: Sequence[Occurrence], terms: Sequence[tuple[float, frozenset[int]]]
) -> float:
    """Rarity of the words that stand there, repeated ones less, long paragraphs held back."""
    if not found:
        return 0.0
    score = 0.0
    for weight, forms in terms:
        # Forms that overlap are one occurrence.
        count = len(merge(span for number, span in found if number in forms))
        score += weight * count * 2.2 / (count + 1.2) if count else 0.0
    return score / (1 + 0.25 * max(len(text) / _LONG - 1, 0))


def _alike(
    contents: Mapping[int, ArticleDraft], text: str, rarity: _Rarity, itself: tuple[int, int]
) -> list[PassageHit]:
    wanted = rarity.vector(text)
    hits: list[PassageHit] = []
    for article_id, at, other in _paragraphs(contents):
        vector = rarity.vector(other)
        likeness = sum(weight * wanted.get(word, 0.0) for word, weight in vector.items())
        if likeness >= _LEAST_LIKENESS and (article_id, at) != itself:
            shared = [match_text(word) for word in vector if word in wanted]
            marks = merge(span for _, span in places([other], shared)[0])
            hits.append(_hit(article_id, at, contents[article_id], marks, min(likeness, 1.0)))
    return _ordered(hits)


class _Rarity:
    """tf-idf vectors of length 1, by how rare words are in the library."""

    def __init__(self, snapshot: Snapshot, segmenter: Segmenter) -> None:
        self._snapshot = snapshot
        self._segmenter = segmenter
        self._known: dict[str, float] = {}

    def vector(self, text: str) -> dict[str, float]:
        cut = self._segmenter
        counts = Counter(filter(cut.is_term, cut.words(fold_text(text))))
        weights = {w: (1 + math.log(n)) * self._of(w) for w, n in counts.items()}
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}

    def _of(self, word: str) -> float:
        if word not in self._known:
            frequency = self._snapshot.searcher.doc_freq("words", word)
            self._known[word] = math.log((2 + self._snapshot.articles) / (1 + frequency))
        return self._known[word]


def _hit(
    article_id: int, at: int, draft: ArticleDraft, marks: tuple[Span, ...], score: float
) -> PassageHit:
    return PassageHit(
        article_id,
        at,
        draft.title,
        draft.authors,
        draft.source,
        draft.published,
        draft.paragraphs[at].text,
        marks,
        score,
    )
