"""Lines of a concordance: a keyword between what stands before and after it, as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from corpus.article import Article
from corpus.concordance_files import END_UNIT, Integers, Snapshot, decode
from corpus.concordance_search import Occurrences
from corpus.concordance_store import HEAD_PARTS, parts
from corpus.matching import MatchForm, match_form

if TYPE_CHECKING:
    from corpus.articles import Articles

KwicPart = Literal["title", "heading", "body"]

CONTEXT = 30


@dataclass(frozen=True, slots=True)
class KwicLine:
    """One occurrence in its context, in the original text.

    Attributes:
        article_id: The article it stands in.
        title: The article's title.
        published: When it was published.
        part: "title" for title, kicker and subtitle.
        paragraph_index: Which paragraph or heading; None for part "title".
        left: What stands before the keyword in the same paragraph, up to 30 characters.
        keyword: What was found, as it is written there.
        right: What stands after it.
    """

    article_id: int
    title: str
    published: date | None
    part: KwicPart
    paragraph_index: int | None
    left: str
    keyword: str
    right: str


def kwic_lines(articles: Articles, snapshot: Snapshot, found: Occurrences) -> Iterator[KwicLine]:
    """Reads the original of occurrences, in their order.

    Args:
        articles: Where the originals are.
        snapshot: The texts in which they were found.
        found: The occurrences.

    Yields:
        Their lines; none for an article that was thrown away or rewritten since.
    """
    ids = snapshot.table.rows["article"][found.rows].tolist()
    current = {article.id: article for article in articles.find(dict.fromkeys(ids))}
    readers: dict[int, _Reader] = {}
    for article_id, row, start, end in zip(
        ids, found.rows.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True
    ):
        if article_id not in current:
            continue
        if article_id not in readers:
            readers[article_id] = _Reader(current[article_id], snapshot, row)
        line = readers[article_id].line(start, end)
        if line is not None:
            yield line


class _Reader:
    """Finds places of the store in one article."""

    def __init__(self, article: Article, snapshot: Snapshot, row: int) -> None:
        self._article = article
        self._snapshot = snapshot
        self._texts = parts(article.content)
        self._forms: dict[int, MatchForm] = {}
        start, length = (int(snapshot.table.rows[name][row]) for name in ("start", "length"))
        ends: Integers = np.flatnonzero(snapshot.units[start : start + length] == END_UNIT)
        self._starts = np.append(start, ends + start + 1)

    def line(self, start: int, end: int) -> KwicLine | None:
        """The line of an occurrence; None if the article does not hold it any more."""
        number = int(np.searchsorted(self._starts, start, side="right")) - 1
        if number >= len(self._texts):
            return None
        units = self._snapshot.units
        keyword = decode(units[start:end])
        at = len(decode(units[int(self._starts[number]) : start]))
        form = self._form(number)
        if form.text[at : at + len(keyword)] != keyword:
            return None
        return self._line(number, *form.span(at, at + len(keyword)))

    def _form(self, number: int) -> MatchForm:
        if number not in self._forms:
            self._forms[number] = match_form(self._texts[number])
        return self._forms[number]

    def _line(self, number: int, start: int, end: int) -> KwicLine:
        text, content = self._texts[number], self._article.content
        index = number - HEAD_PARTS
        part: KwicPart = "title"
        if index >= 0:
            part = "heading" if content.paragraphs[index].kind == "heading" else "body"
        return KwicLine(
            self._article.id,
            content.title,
            content.published,
            part,
            index if index >= 0 else None,
            text[max(0, start - CONTEXT) : start],
            text[start:end],
            text[end : end + CONTEXT],
        )
