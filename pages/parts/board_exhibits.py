"""What else than a chart goes onto a board: a paragraph as it stands, the figures of an article."""

from __future__ import annotations

from corpus.anatomy import Anatomy
from corpus.article import Article
from corpus.boards import LONGEST_TITLE
from corpus.exhibit import Card, Exhibit, Quoted, plain
from pages.parts import figure_parts, queries
from pages.parts.article_text import chinese_date
from pages.parts.literal import shortened
from pages.parts.selection import place_value

_FIGURE_COLUMNS = ("指标", "数值", "变化", "年份", "地区")


def of_paragraph(article: Article, paragraphs: list[str] | tuple[str, ...], at: int) -> Exhibit:
    """A paragraph of an article.

    Args:
        article: The article.
        paragraphs: Its paragraphs.
        at: Which one.
    """
    draft = article.content
    day = chinese_date(draft.published) if draft.published else ""
    byline = " · ".join(filter(None, ("、".join(draft.authors), draft.source or "", day)))
    text = paragraphs[at]
    return Exhibit(
        kind="passage",
        name="passage",
        title=shortened(text, 24)[:LONGEST_TITLE],
        says=text,
        address=f"/read?article={article.id}&place={place_value(at)}",
        card=Card(1, queries.revision(), f"《{draft.title}》第 {at + 1} 段"),
        passage=Quoted(article.id, draft.title, byline, text),
    )


def of_figures(article: Article, anatomy: Anatomy) -> Exhibit:
    """The figures of an article as a table that can be read from afar."""
    rows = tuple(
        tuple(
            map(
                plain,
                (
                    figure.indicator,
                    figure_parts.moved(figure),
                    figure_parts.changed(figure),
                    figure.year,
                    figure.place,
                ),
            )
        )
        for figure in anatomy.figures
    )
    title = article.content.title
    return Exhibit(
        kind="table",
        name="figures",
        title=f"数字：{title}"[:LONGEST_TITLE],
        says="；".join(f"{row[0]} {row[1]}" for row in rows[:12]),
        address=f"/read?article={article.id}",
        card=Card(1, queries.revision(), f"《{title}》"),
        columns=_FIGURE_COLUMNS,
        rows=rows,
    )
