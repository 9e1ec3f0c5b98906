"""Two to four articles held against each other, point by point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.anatomy import Anatomy, anatomy_of
from corpus.article import Article
from nlp.alignment import Alignment, align
from nlp.comparison import similarity
from nlp.figures import Figure, conflicts, measured
from nlp.keywords import Keyword
from nlp.reuse import CommonRun
from nlp.segmentation import lexicon
from nlp.text import fold_text

if TYPE_CHECKING:
    from corpus.archive import Archive

SHARED_WORDS = 16
OWN_WORDS = 12
_SHORTEST_FORMULATION = 4
_MOST_FORMULATIONS = 60


@dataclass(frozen=True, slots=True)
class WordUse:
    """How often a word or formulation stands in each of the articles.

    Attributes:
        term: The word as it is shown.
        counts: Occurrences in each article.
        rates: Occurrences in each per 1,000 characters.
    """

    term: str
    counts: tuple[int, ...]
    rates: tuple[float, ...]

    @property
    def holders(self) -> int:
        """In how many of the articles it stands."""
        return sum(count > 0 for count in self.counts)


@dataclass(frozen=True, slots=True)
class SameFigure:
    """Figures of one indicator in the articles.

    Attributes:
        figures: The figures, each with the place of its article among those compared.
        conflicting: Whether two of them give different values for the same place and year.
    """

    figures: tuple[tuple[int, Figure], ...]
    conflicting: bool

    @property
    def articles(self) -> frozenset[int]:
        """The articles they stand in."""
        return frozenset(article for article, _ in self.figures)


@dataclass(frozen=True, slots=True)
class PairReuse:
    """What two of the articles have in common word for word.

    Attributes:
        one: Place of the first among those compared.
        other: Place of the second.
        runs: The common passages; spans are those of the two texts.
    """

    one: int
    other: int
    runs: tuple[CommonRun, ...]

    @property
    def copied(self) -> int:
        """Characters of the first that stand in the other and are neither quoted nor set."""
        return sum(run.a[1] - run.a[0] for run in self.runs if run.kind == "reuse")


@dataclass(frozen=True, slots=True, eq=False)
class ArticleComparison:
    """What articles have in common and what sets them apart.

    Attributes:
        articles: The articles, in the order asked for.
        anatomies: The anatomy of each.
        alignment: Their points: shared ones, and those of one article alone.
        shared: Keywords that stand in more than one.
        own: For each article keywords of no other.
        formulations: Set phrases that stand in them, those of most articles first.
        figures: Figures by indicator, those of most articles first.
        reuse: For each two articles what they have in common word for word.
        similarity: How alike each two are in their words, 0 to 1.
        revision: The archive revision.
    """

    articles: tuple[Article, ...]
    anatomies: tuple[Anatomy, ...]
    alignment: Alignment
    shared: tuple[WordUse, ...]
    own: tuple[tuple[str, ...], ...]
    formulations: tuple[WordUse, ...]
    figures: tuple[SameFigure, ...]
    reuse: tuple[PairReuse, ...]
    similarity: tuple[tuple[float, ...], ...]
    revision: int


class Comparing:
    """Compares articles of one archive; safe to share between threads.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def of(self, ids: Sequence[int]) -> ArticleComparison:
        """Compares articles.

        Args:
            ids: Which ones; those that are not kept are left out.
        """
        revision = self._archive.revision()
        articles = tuple(self._archive.articles.find(list(ids)))
        segmenter = self._archive.dictionary.segmenter()
        anatomies = tuple(anatomy_of(article.content, segmenter) for article in articles)
        texts = [article.content.titled_text for article in articles]
        words = self._archive.themes.compare([article.id for article in articles])
        return ArticleComparison(
            articles=articles,
            anatomies=anatomies,
            alignment=align([anatomy.statements for anatomy in anatomies], segmenter),
            shared=self._uses((k.term for k in words.shared[:SHARED_WORDS]), texts),
            own=tuple(_terms(own[:OWN_WORDS]) for own in words.own),
            formulations=self._formulations(anatomies, texts),
            figures=_same_figures(anatomies),
            reuse=tuple(
                PairReuse(i, j, self._archive.duplicates.runs(articles[i].id, articles[j].id))
                for i, j in combinations(range(len(articles)), 2)
            ),
            similarity=tuple(tuple(float(v) for v in row) for row in words.similarity),
            revision=revision,
        )

    def similarity(self, ids: Sequence[int]) -> tuple[tuple[int, ...], NDArray[np.float64]]:
        """How alike any number of articles are in their words.

        Args:
            ids: Which ones; those that are not kept are left out.

        Returns:
            The ids of the articles, and a matrix of as many rows and columns, 0 to 1.
        """
        articles = self._archive.articles.find(list(ids))
        texts = [article.content.titled_text for article in articles]
        values = similarity(texts, self._archive.dictionary.segmenter())
        return tuple(article.id for article in articles), values

    def _uses(self, terms: Iterable[str], texts: Sequence[str]) -> tuple[WordUse, ...]:
        """Counts words in texts, each with its variants."""
        listed = self._archive.variants.current()
        unified = [listed.unified(fold_text(text)) for text in texts]
        return tuple(_use(term, listed.unified(fold_text(term)), unified) for term in terms)

    def _formulations(
        self, anatomies: Sequence[Anatomy], texts: Sequence[str]
    ) -> tuple[WordUse, ...]:
        """The set phrases that stand in texts: the library's, ours, and what they quote."""
        known = {word.word for word in self._archive.dictionary.all("word")}
        known.update(lexicon())
        known.update(p.form for p in self._archive.phrases.latest().phrases if p.documents > 1)
        for anatomy in anatomies:
            known.update(q.text for q in anatomy.quotations if q.kind == "formulation")
        long = (form for form in known if sum(map(str.isalnum, form)) >= _SHORTEST_FORMULATION)
        found = [use for use in self._uses(sorted(long), texts) if use.holders]
        forms = {fold_text(use.term): use for use in found}
        whole = [
            use
            for form, use in forms.items()
            if not any(form != o and form in o and use.counts == u.counts for o, u in forms.items())
        ]
        whole.sort(key=lambda use: (-use.holders, -sum(use.counts), use.term))
        return tuple(whole[:_MOST_FORMULATIONS])


def _same_figures(anatomies: Sequence[Anatomy]) -> tuple[SameFigure, ...]:
    """Puts the figures of one indicator together."""
    groups: dict[object, list[tuple[int, Figure]]] = {}
    for place, anatomy in enumerate(anatomies):
        for figure in anatomy.figures:
            groups.setdefault(measured(figure), []).append((place, figure))
    differing = {
        figure
        for one in conflicts({n: anatomy.figures for n, anatomy in enumerate(anatomies)})
        for figure in one.figures
    }
    found = [
        SameFigure(tuple(group), any(figure in differing for _, figure in group))
        for group in groups.values()
    ]
    return tuple(sorted(found, key=lambda same: (-len(same.articles), not same.conflicting)))


def _terms(keywords: Iterable[Keyword]) -> tuple[str, ...]:
    return tuple(keyword.term for keyword in keywords)


def _use(term: str, form: str, texts: Sequence[str]) -> WordUse:
    counts = tuple(text.count(form) for text in texts)
    rates = tuple(
        round(1000 * count / max(len(text), 1), 4)
        for count, text in zip(counts, texts, strict=True)
    )
    return WordUse(term, counts, rates)
