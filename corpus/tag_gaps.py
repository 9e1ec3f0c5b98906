"""What many articles speak of and no tag has a name for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from corpus.concordance import ArticleCounts
from corpus.filters import Filters
from corpus.matching import match_text
from corpus.phrases import Use
from corpus.tag_training import Report
from nlp.text import fold_text

if TYPE_CHECKING:
    from corpus.archive import Archive

LEAST_ARTICLES = 2
MOST_GAPS = 200
_KEYWORDS = 80
_LEAST_TOGETHER = 0.3


@dataclass(frozen=True, slots=True)
class Gap:
    """A phrase or keyword without a tag.

    Attributes:
        form: As it is written.
        articles: In how many articles it stands.
        kind: Whether it was found as a phrase or as a keyword.
    """

    form: str
    articles: int
    kind: str


@dataclass(frozen=True, slots=True)
class GapSeen:
    """A gap looked at closely.

    Attributes:
        uses: Places where it stands, each in another article.
        near: Tags it may be another name of: those that articles holding it bear most, the most
            frequent first, with the share of its articles that bear each.
    """

    uses: tuple[Use, ...]
    near: tuple[tuple[str, float], ...]


class TagGaps:
    """Looks for what no tag covers in one archive; safe to share between threads.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def find(self, report: Report | None = None) -> tuple[Gap, ...]:
        """Phrases and keywords in which no name or alias of a tag stands.

        They are ranked by the articles they stand in, longer ones before shorter ones as frequent
        (the weight of the C-value: Frantzi, Ananiadou and Mima, "Automatic recognition of
        multi-word terms", 2000).

        Args:
            report: Called with steps done, steps in all, and what is being done.
        """
        covered = self._forms()
        found: dict[str, Gap] = {}
        for gap in (*self._phrases(report), *self._keywords(report)):
            folded = fold_text(gap.form)
            if (
                len(folded) > 1
                and gap.articles >= LEAST_ARTICLES
                and not any(form in folded for form in covered)
            ):
                found.setdefault(folded, gap)
        ranked = sorted(
            found.values(), key=lambda gap: (-gap.articles * log2(len(gap.form)), gap.form)
        )
        return tuple(_longest(ranked))[:MOST_GAPS]

    def look_at(self, form: str, limit: int = 3) -> GapSeen:
        """Where a gap stands, and which tags may be meant by it.

        Args:
            form: The phrase.
            limit: How many places at most.
        """
        holding = self._holding(form).articles.tolist()
        counts = Counter(
            tag for its in self._archive.articles.tags_of(holding).values() for tag in its
        )
        near = tuple(
            (tag, count / len(holding))
            for tag, count in counts.most_common(3)
            if count / len(holding) >= _LEAST_TOGETHER
        )
        return GapSeen(tuple(self._archive.phrases.uses(form, limit)), near)

    def holding(self, form: str) -> list[int]:
        """The articles in which a phrase stands."""
        ids: list[int] = self._holding(form).articles.tolist()
        return ids

    def _holding(self, form: str) -> ArticleCounts:
        return self._archive.concordance.count([match_text(form)])

    def _forms(self) -> set[str]:
        labels = self._archive.tag_training.current().model.labels
        return {fold_text(form) for label in labels for form in label.forms}

    def _phrases(self, report: Report | None) -> Iterator[Gap]:
        for phrase in self._archive.phrases.all(report).phrases:
            yield Gap(phrase.form, phrase.documents, "phrase")

    def _keywords(self, report: Report | None) -> Iterator[Gap]:
        if report:
            report(0, 0, "找关键词")
        for keyword in self._archive.keywords.of_selection(Filters(), _KEYWORDS).keywords:
            count = len(self._holding(keyword.term).articles)
            yield Gap(keyword.term, count, "keyword")


def _longest(ranked: Iterable[Gap]) -> Iterator[Gap]:
    """Leaves out what only stands as a part of a longer one, in hardly more articles."""
    gaps = list(ranked)
    for gap in gaps:
        longer = (other for other in gaps if gap.form in other.form and gap.form != other.form)
        if not any(other.articles >= 0.8 * gap.articles for other in longer):
            yield gap
