"""Where a title is referred to, or words are quoted: the sentences, with the way to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from corpus.citation_register import writing_key
from nlp.citations import Citation, Quotation, find_citations, find_quotations
from nlp.paired_marks import Span
from nlp.sentences import sentence_spans

if TYPE_CHECKING:
    from corpus.archive import Archive

Found = TypeVar("Found", Citation, Quotation)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article, in its sentence.

    Attributes:
        article_id: The article.
        title: Its title.
        published: When it was published.
        paragraph: Number of the paragraph, from 0.
        start: Where in the paragraph the place begins.
        text: The sentence, or the sentences that the place reaches over.
        span: The place within `text`.
    """

    article_id: int
    title: str
    published: date | None
    paragraph: int
    start: int
    text: str
    span: Span


def citation_places(archive: Archive, title: str, ids: Sequence[int]) -> tuple[Place, ...]:
    """Where articles refer to a title, however it is written.

    Args:
        archive: The library.
        title: What stands in 《》.
        ids: Which articles, in the order of the answer.
    """
    wanted = writing_key(title)
    return tuple(
        _places(archive, ids, find_citations, lambda found: writing_key(found.title) == wanted)
    )


def quotation_places(archive: Archive, text: str, ids: Sequence[int]) -> tuple[Place, ...]:
    """Where words stand in quotation marks, whatever signs are between them.

    Args:
        archive: The library.
        text: The words, without the marks.
        ids: Which articles, in the order of the answer.
    """
    wanted = writing_key(text)
    return tuple(
        _places(archive, ids, find_quotations, lambda found: writing_key(found.text) == wanted)
    )


def first_place(archive: Archive, article_id: int, text: str) -> tuple[int, int] | None:
    """Paragraph and character where a text stands first in an article; None if it does not."""
    for draft in archive.articles.contents([article_id]).values():
        for number, paragraph in enumerate(draft.paragraphs):
            start = paragraph.text.find(text)
            if start >= 0:
                return number, start
    return None


def _places(
    archive: Archive,
    ids: Sequence[int],
    find: Callable[[Sequence[str]], Sequence[Found]],
    is_wanted: Callable[[Found], bool],
) -> Iterator[Place]:
    for article_id, draft in archive.articles.contents(ids).items():
        paragraphs = [paragraph.text for paragraph in draft.paragraphs]
        for found in filter(is_wanted, find(paragraphs)):
            text = paragraphs[found.paragraph]
            start, end = around(text, found.span)
            yield Place(
                article_id,
                draft.title,
                draft.published,
                found.paragraph,
                found.span[0],
                text[start:end],
                (found.span[0] - start, found.span[1] - start),
            )


def around(text: str, span: Span) -> Span:
    """The sentences of a text that a span reaches over."""
    touched = [(s, e) for s, e in sentence_spans(text) if s < span[1] and span[0] < e]
    return (min(touched[0][0], span[0]), max(touched[-1][1], span[1])) if touched else span
