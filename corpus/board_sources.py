"""The articles that a board quotes or takes its numbers from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from corpus.anatomy import Anatomy, anatomy_of
from corpus.article import Article
from corpus.exhibit import Exhibit
from nlp.alignment import SharedPoint, align

if TYPE_CHECKING:
    from corpus.archive import Archive

MOST_COMPARED = 6
"""Articles whose points are held against each other."""
_PARAMETERS = {"/read": "article", "/compare": "articles"}
_LONGEST_NUMBER = 15
_SHORTEST_PIECE = 8


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """An article that a board draws on.

    Attributes:
        article: The article.
        anatomy: Its outline and figures.
        shown: The paragraphs of it that are quoted on the board.
    """

    article: Article
    anatomy: Anatomy
    shown: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """The articles that a board draws on.

    Attributes:
        articles: Those that are kept, in the order in which the board comes to them.
        lost: The titles of those that are quoted and are kept no more.
        shared: Points that several of them make, the nearest first; members are counted as the
            articles are.
    """

    articles: tuple[Source, ...] = ()
    lost: tuple[str, ...] = ()
    shared: tuple[SharedPoint, ...] = ()


def article_ids(exhibit: Exhibit) -> list[int]:
    """The articles that something on a board was taken from; none if it is about a selection."""
    found = [exhibit.passage.article_id] if exhibit.passage else []
    address = urlsplit(exhibit.address)
    for value in parse_qs(address.query).get(_PARAMETERS.get(address.path, ""), []):
        numbers = (one.strip() for one in value.replace("，", ",").split(","))
        found += [int(n) for n in numbers if n.isdecimal() and len(n) <= _LONGEST_NUMBER]
    return list(dict.fromkeys(found))


def sources_of(archive: Archive, exhibits: Iterable[Exhibit]) -> Sources:
    """Takes the articles apart that a board draws on.

    Args:
        archive: Where they are kept.
        exhibits: What stands on the board, in its order.
    """
    shown = list(exhibits)
    ids = list(dict.fromkeys(i for exhibit in shown for i in article_ids(exhibit)))
    articles = archive.articles.find(ids)
    plain, counting = archive.dictionary.plain_segmenter(), archive.dictionary.segmenter()
    found = []
    for article in articles:
        anatomy = anatomy_of(article.content, plain)
        found.append(Source(article, anatomy, _shown(anatomy.paragraphs, article.id, shown)))
    kept = {article.id for article in articles}
    quoted = [one.passage for one in shown if one.passage]
    lost = dict.fromkeys(said.title for said in quoted if said.article_id not in kept)
    compared = [one.anatomy.statements for one in found[:MOST_COMPARED]]
    shared = align(compared, counting).shared if len(compared) > 1 else ()
    return Sources(tuple(found), tuple(lost), shared)


def _shown(
    paragraphs: Sequence[str], article_id: int, exhibits: Sequence[Exhibit]
) -> frozenset[int]:
    """The paragraphs of an article that hold what is quoted, or stand whole in it."""
    texts = [e.passage.text.strip() for e in exhibits if e.passage]
    owners = [e.passage.article_id for e in exhibits if e.passage]
    own = [text for text, owner in zip(texts, owners, strict=True) if owner == article_id and text]
    return frozenset(
        number
        for number, paragraph in enumerate(map(str.strip, paragraphs))
        if any(
            text in paragraph or (len(paragraph) >= _SHORTEST_PIECE and paragraph in text)
            for text in own
        )
    )
