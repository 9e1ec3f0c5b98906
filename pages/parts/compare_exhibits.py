"""The tables of a comparison as they go onto a board."""

from __future__ import annotations

from corpus.comparing import ArticleComparison
from corpus.exhibit import Exhibit
from nlp.alignment import SharedPoint
from pages.parts.board_exhibits import of_table
from pages.parts.compare_card import card_of, colours_of, named
from pages.parts.figure_parts import moved
from pages.parts.literal import shortened

READ_AT_A_GLANCE = 48
"""Characters of a point that a room takes in."""


def of_points(found: ArticleComparison) -> Exhibit:
    """The points that several articles make, each in the words of each."""
    rows = [
        (_about(point), *(_said(found, point, place) for place in range(len(found.articles))))
        for point in found.alignment.shared
    ]
    heads = ("都谈", *(named(name, found) for name in colours_of(found)))
    return of_table("points", "相同的要点，各自的说法", heads, rows, card_of(found))


def _about(point: SharedPoint) -> str:
    return "、".join(point.aspects or point.words[:3]) or "意思相近"


def _said(found: ArticleComparison, point: SharedPoint, article: int) -> str:
    statements = found.anatomies[article].statements
    said = (statements[number].text for place, number in point.members if place == article)
    return "；".join(shortened(text, READ_AT_A_GLANCE) for text in said)


def of_figures(found: ArticleComparison) -> Exhibit:
    """The figures of the articles, indicator by indicator."""
    rows = [
        (
            same.figures[0][1].indicator,
            *(
                "；".join(moved(figure) for article, figure in same.figures if article == place)
                for place in range(len(found.articles))
            ),
        )
        for same in found.figures
    ]
    heads = ("指标", *(named(name, found) for name in colours_of(found)))
    return of_table("figures", "几篇文章里的数字", heads, rows, card_of(found))
