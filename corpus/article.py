"""An article, before it is kept (draft) and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

ParagraphKind = Literal["paragraph", "heading"]
Status = Literal["kept", "trashed"]

UNTITLED = "缺标题"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or heading of an article, without line breaks."""

    text: str
    kind: ParagraphKind = "paragraph"


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article as it came out of a page or a table row, not yet kept.

    Attributes:
        title: Main title; where the page gives none, the column's name or the first words of
            the text, and `marks` then holds UNTITLED.
        kicker: 引题, the line above the main title.
        subtitle: 副题, the line below it.
        authors: Names in the order of the byline.
        affiliation: What the authors are ("市委党校科研处副处长、讲师").
        source: Where it was first published ("浙江日报"), without 《》.
        column: 栏目 ("中心组理论学习").
        published: Date of publication.
        paragraphs: Headings and paragraphs in reading order.
        tags: Tags the file itself gave.
        marks: Chinese words for what an editor should look at (UNTITLED).
    """

    title: str
    kicker: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    affiliation: str | None = None
    source: str | None = None
    column: str | None = None
    published: date | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    tags: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The texts of the headings, in order."""
        return tuple(p.text for p in self.paragraphs if p.kind == "heading")

    @property
    def text(self) -> str:
        """Headings and paragraphs joined by line feeds."""
        return "\n".join(p.text for p in self.paragraphs)

    @property
    def titled_text(self) -> str:
        """Title and text, joined by a line feed."""
        return f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the archive.

    Attributes:
        id: Positive, never used again.
        content: Title, byline and paragraphs; `content.tags` holds the tags it bears now.
        status: "kept", or "trashed" until it is restored.
        revision: Archive revision of the last change to this article.
        source_id: The source (file) it came from.
        created_at: When it was kept, UTC.
        changed_at: When it was last changed, UTC.
    """

    id: int
    content: ArticleDraft
    status: Status
    revision: int
    source_id: int
    created_at: datetime
    changed_at: datetime
