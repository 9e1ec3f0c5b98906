"""An article set for reading: its text exactly as kept, in the dress of a printed page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.article import UNTITLED, ArticleDraft, Paragraph
from corpus.highlight import highlight
from corpus.query import Query
from pages.parts.layers import Layer, layered_html
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


@dataclass(frozen=True, slots=True)
class Dress:
    """What is laid over the text of an article beside the words of a search.

    Attributes:
        layers: For each paragraph what is laid over it.
        roles: For each the Chinese name of what it does; empty for none.
        colours: For each the colour of its theme and the theme's name; None for none.
    """

    layers: Mapping[int, Sequence[Layer]] = field(default_factory=dict)
    roles: Sequence[str] = ()
    colours: Sequence[tuple[str, str] | None] = ()


def article_html(content: ArticleDraft, query: Query, dress: Dress = Dress()) -> str:
    """The whole article as HTML; each paragraph bears its number as `data-p`.

    Args:
        content: The article.
        query: Its words are marked; a blank query marks nothing.
        dress: What else is laid over the text.
    """
    body = [_paragraph(number, p, query, dress) for number, p in enumerate(content.paragraphs)]
    return f'<article class="sx-article">{_header(content, query)}{"".join(body)}</article>'


def _paragraph(number: int, paragraph: Paragraph, query: Query, dress: Dress) -> str:
    marks = [Layer(a, b, "mark") for a, b in highlight(paragraph.text, query)]
    text = layered_html(paragraph.text, [*dress.layers.get(number, ()), *marks])
    tag = "h2" if paragraph.kind == "heading" else "p"
    role = dress.roles[number] if number < len(dress.roles) else ""
    said = f' data-role="{as_html(role)}"' if role else ""
    theme = dress.colours[number] if number < len(dress.colours) else None
    strip = f' style="--sx-theme:{theme[0]}" title="主题：{as_html(theme[1])}"' if theme else ""
    return f'<{tag} id="p-{number}" data-p="{number}"{said}{strip}>{text}</{tag}>'


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
