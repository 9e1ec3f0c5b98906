"""What else than a chart goes onto a board: a paragraph as it stands, the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from corpus.anatomy import Anatomy
from corpus.article import Article
from corpus.boards import LONGEST_TITLE
from corpus.exhibit import Card, Exhibit, Quoted, plain
from corpus.passage_search import PassageHit
from pages.parts import figure_parts, queries
from pages.parts.article_text import chinese_date
from pages.parts.board_button import MOST_ROWS, here
from pages.parts.literal import shortened
from pages.parts.selection import place_value

TOLD = 12
"""Rows of a table that a listener is told."""
_FIGURE_COLUMNS = ("指标", "数值", "变化", "年份", "地区")


def of_paragraph(article: Article, paragraphs: list[str] | tuple[str, ...], at: int) -> Exhibit:
    """A paragraph of an article.

    Args:
        article: The article.
        paragraphs: Its paragraphs.
        at: Which one.
    """
    draft = article.content
    byline = _byline(draft.authors, draft.source, draft.published)
    return _passage(Quoted(article.id, draft.title, byline, paragraphs[at]), at)


def of_hit(found: PassageHit) -> Exhibit:
    """A paragraph that was found, with the words that were looked for marked."""
    byline = _byline(found.authors, found.source, found.published)
    quoted = Quoted(found.article_id, found.title, byline, found.text, found.marks)
    return _passage(quoted, found.paragraph_index)


def _byline(authors: Iterable[str], source: str | None, published: date | None) -> str:
    day = chinese_date(published) if published else ""
    return " · ".join(filter(None, ("、".join(authors), source or "", day)))


def _passage(quoted: Quoted, at: int) -> Exhibit:
    return Exhibit(
        kind="passage",
        name="passage",
        title=shortened(quoted.text, 24)[:LONGEST_TITLE],
        says=quoted.text,
        address=f"/read?article={quoted.article_id}&place={place_value(at)}",
        card=Card(
            1,
            queries.revision(),
            f"《{quoted.title}》第 {at + 1} 段",
            period=queries.period_of([quoted.article_id]),
        ),
        passage=quoted,
    )


def of_table(
    name: str, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], card: Card
) -> Exhibit:
    """Rows of a table of the page that is open.

    Args:
        name: What it is called on its page.
        title: What it shows.
        columns: Its heads; the first says what a row is about.
        rows: Its rows.
        card: What it was made of.
    """
    kept = tuple(tuple(map(plain, row)) for row in rows[:MOST_ROWS])
    return Exhibit(
        kind="table",
        name=name,
        title=title[:LONGEST_TITLE],
        says="；".join(" ".join(str(v) for v in row if v) for row in kept[:TOLD]),
        address=here(),
        card=card,
        columns=tuple(columns),
        rows=kept,
    )


def of_figures(article: Article, anatomy: Anatomy) -> Exhibit:
    """The figures of an article as a table that can be read from afar."""
    rows = [
        (f.indicator, figure_parts.moved(f), figure_parts.changed(f), f.year, f.place)
        for f in anatomy.figures
    ]
    title = article.content.title
    period = queries.period_of([article.id])
    card = Card(1, queries.revision(), f"《{title}》", period=period)
    return of_table("figures", f"数字：{title}", _FIGURE_COLUMNS, rows, card)
