"""An article set for reading: its text exactly as kept, in the dress of a printed page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.article import UNTITLED, ArticleDraft, Paragraph
from corpus.highlight import highlight
from corpus.query import Query
from pages.parts.literal import as_html

_TITLES = {"kicker", "title", "subtitle"}


def chinese_date(day: date) -> str:
    """A date as it is written in print: 2021年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def byline(
    authors: Sequence[str],
    source: str | None = None,
    column: str | None = None,
    published: date | None = None,
) -> str:
    """Who wrote it, where and when it was published: one line of HTML."""
    pieces = ("、".join(authors), *_where(source, column, published))
    spans = "".join(f"<span>{as_html(piece)}</span>" for piece in pieces if piece)
    return f'<p class="sx-meta">{spans}</p>'


def _where(source: str | None, column: str | None, published: date | None) -> tuple[str, ...]:
    return (
        f"《{source}》" if source else "",
        column or "",
        chinese_date(published) if published else "",
    )


def heading_anchor(number: int) -> str:
    """The anchor of the nth heading of an article, from 1."""
    return f"section-{number}"


def contents(paragraphs: Sequence[Paragraph]) -> str:
    """The headings as a table of contents, HTML; empty if there are none."""
    headings = [p.text for p in paragraphs if p.kind == "heading"]
    if not headings:
        return ""
    items = "".join(
        f'<li><a href="#{heading_anchor(i)}">{as_html(text)}</a></li>'
        for i, text in enumerate(headings, 1)
    )
    return f'<nav class="sx-contents" aria-label="目录"><p>目录</p><ol>{items}</ol></nav>'


def article_html(content: ArticleDraft, query: Query) -> str:
    """The whole article as HTML.

    Args:
        content: The article.
        query: Its words are marked; a blank query marks nothing.
    """
    body: list[str] = []
    headings = 0
    for paragraph in content.paragraphs:
        text = as_html(paragraph.text, highlight(paragraph.text, query))
        if paragraph.kind == "heading":
            headings += 1
            body.append(f'<h2 id="{heading_anchor(headings)}">{text}</h2>')
        else:
            body.append(f"<p>{text}</p>")
    return f'<article class="sx-article">{_header(content, query)}{"".join(body)}</article>'


def _header(content: ArticleDraft, query: Query) -> str:
    def line(tag: str, name: str, text: str | None) -> str:
        if not text:
            return ""
        marks = highlight(text, query, in_title=True) if name in _TITLES else ()
        return f'<{tag} class="sx-{name}">{as_html(text, marks)}</{tag}>'

    untitled = '<span class="sx-untitled">缺标题</span>' if UNTITLED in content.marks else ""
    where = "　".join(
        piece for piece in _where(content.source, content.column, content.published) if piece
    )
    return (
        "<header>"
        + line("p", "kicker", content.kicker)
        + line("h1", "title", content.title)
        + untitled
        + line("p", "subtitle", content.subtitle)
        + line("p", "authors", "　".join(content.authors))
        + line("p", "affiliation", content.affiliation)
        + line("p", "where", where)
        + "</header>"
    )
