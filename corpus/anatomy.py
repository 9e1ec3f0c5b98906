"""An article's anatomy: its outline, and what stands in it beside words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.article import ArticleDraft
from nlp.citations import Citation, Quotation, find_citations, find_quotations
from nlp.figures import Figure, find_figures
from nlp.outline import Outline, outline_of
from nlp.roles import Role, roles_of
from nlp.segmentation import Segmenter
from nlp.statements import Statement, statements_of

if TYPE_CHECKING:
    from corpus.archive import Archive


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What an article is made of; places are those of its paragraphs.

    Attributes:
        paragraphs: Headings and paragraphs, as kept.
        outline: The tree of its claims.
        statements: The claims with their own text, for comparing.
        citations: Titles in 《》.
        quotations: Words in quotation marks, with who said them.
        roles: What each paragraph does; None for headings and where nothing tells.
        figures: What it says in numbers.
    """

    paragraphs: tuple[str, ...]
    outline: Outline
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    quotations: tuple[Quotation, ...]
    roles: tuple[Role | None, ...]
    figures: tuple[Figure, ...]


def anatomy_of(content: ArticleDraft, segmenter: Segmenter) -> Anatomy:
    """Takes an article apart.

    Args:
        content: The article.
        segmenter: Cuts the words of its library.
    """
    paragraphs = tuple(p.text for p in content.paragraphs)
    headings = [p.kind == "heading" for p in content.paragraphs]
    outline = outline_of(paragraphs, headings, segmenter)
    return Anatomy(
        paragraphs=paragraphs,
        outline=outline,
        statements=statements_of(paragraphs, outline),
        citations=find_citations(paragraphs),
        quotations=find_quotations(paragraphs),
        roles=roles_of(paragraphs, headings),
        figures=find_figures(paragraphs, segmenter),
    )


class Anatomies:
    """Takes the articles of one archive apart; safe to share between threads.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def of(self, article_id: int) -> Anatomy:
        """The anatomy of one article.

        Raises:
            ArticleNotFound: There is no such article.
        """
        content = self._archive.articles.get(article_id).content
        return anatomy_of(content, self._archive.dictionary.plain_segmenter())
