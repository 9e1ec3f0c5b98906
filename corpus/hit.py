"""One article that was found, as a list of results shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.article import ArticleDraft
from corpus.explanation import Explainer, Explanation, Match, Part, Where
from corpus.highlight import Occurrence, Span, merge, places
from corpus.query import Query
from corpus.snippet import Snippet, snippets_of
from nlp.dictionary import plain_segmenter_for


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
        matches: Which words of the query stand in it, as what and where.
        missing: The words of the query that do not.
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
    matches: tuple[Match, ...] = ()
    missing: tuple[str, ...] = ()


def hits(
    query: Query, contents: Mapping[int, ArticleDraft], scores: Mapping[int, float]
) -> tuple[Hit, ...]:
    """Makes the hits of a page.

    Args:
        query: The query.
        contents: What the articles say, in the order of the hits.
        scores: How well each matches.
    """
    needles = query.needles(in_title=True)
    parts = {article_id: _parts(draft) for article_id, draft in contents.items()}
    # Folding costs by the call, so all the articles are folded in one.
    found = iter(places([text for some in parts.values() for _, text in some], needles))
    everywhere = set(query.needles())
    title_only = frozenset(at for at, needle in enumerate(needles) if needle not in everywhere)
    where_what = [
        (its, [_asked_there(where, next(found), title_only) for where, _ in its])
        for its in parts.values()
    ]
    explainer = Explainer(
        query.asked(in_title=True),
        query.text,
        needles,
        plain_segmenter_for(query.dictionary),
        query.alternatives,
    )
    explained = explainer.explain(where_what)
    return tuple(
        _hit(article_id, draft, scores[article_id], its_places, explanation)
        for (article_id, draft), (_, its_places), explanation in zip(
            contents.items(), where_what, explained, strict=True
        )
    )


def _asked_there(
    where: Where, found: list[Occurrence], title_only: frozenset[int]
) -> list[Occurrence]:
    """Outside the title what was asked only of the title does not count."""
    if where == "title" or not title_only:
        return found
    return [occurrence for occurrence in found if occurrence[0] not in title_only]


def _hit(
    article_id: int,
    draft: ArticleDraft,
    score: float,
    found: Sequence[Sequence[Occurrence]],
    explanation: Explanation,
) -> Hit:
    first = len(found) - len(draft.paragraphs)
    return Hit(
        article_id,
        score,
        draft.title,
        merge(span for _, span in found[0]),
        draft.authors,
        draft.source,
        draft.column,
        draft.published,
        snippets_of([p.text for p in draft.paragraphs], found[first:]),
        *explanation,
    )


def _parts(draft: ArticleDraft) -> list[Part]:
    """The parts of an article, the title first and the paragraphs last."""
    parts: list[Part] = [("title", draft.title)]
    parts += [("title", text) for text in (draft.kicker, draft.subtitle) if text]
    byline = (*draft.authors, draft.affiliation, draft.source, draft.column)
    parts += [("byline", text) for text in byline if text]
    parts += [("tag", tag) for tag in draft.tags]
    parts += [("heading" if p.kind == "heading" else "body", p.text) for p in draft.paragraphs]
    return parts
