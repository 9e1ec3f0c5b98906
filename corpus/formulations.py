"""Formulations (提法): when a phrase was first written, how often since, by whom, beside what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from corpus.article_facets import Facet
from corpus.concordance import ArticleCounts, YearFrequency
from corpus.matching import match_text
from corpus.phrases import Use
from nlp.collocation import association
from nlp.dictionary import bare_words
from nlp.segmentation import Segmenter, lexicon
from nlp.text import fold_text

if TYPE_CHECKING:
    from corpus.archive import Archive

COMPANIONS = 14
_ARTICLES_READ = 400
"""Companions are looked for in an even sample of so many articles."""
_SHORTEST = 3
_FEWEST = 2
_FEW_PARAGRAPHS = 30
"""With fewer paragraphs to look at, one with both phrases is enough."""
_LONGEST_SENTENCE = 200


@dataclass(frozen=True, slots=True)
class User:
    """Who writes a phrase.

    Attributes:
        value: An author, source, column or tag.
        articles: Articles that hold the phrase.
        occurrences: How often it stands there.
        of: Articles of this author, source, column or tag altogether.
    """

    value: str
    articles: int
    occurrences: int
    of: int


@dataclass(frozen=True, slots=True)
class Track:
    """The life of a phrase.

    Attributes:
        phrase: As it was asked for.
        forms: What is counted with it, as matching forms.
        occurrences: How often it stands in the library.
        articles: In how many articles.
        first: The earliest dated use; None without any.
        last: The latest one.
        undated: Articles with the phrase that have no date.
        years: How often year by year.
        revision: The archive revision.
    """

    phrase: str
    forms: tuple[str, ...]
    occurrences: int
    articles: int
    first: Use | None
    last: Use | None
    undated: int
    years: tuple[YearFrequency, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class Companion:
    """A phrase that stands in the same paragraphs.

    Attributes:
        phrase: The other phrase.
        together: Paragraphs with both, of those looked at.
        strength: How much more often than by chance: log-likelihood.
    """

    phrase: str
    together: int
    strength: float


@dataclass(frozen=True, slots=True)
class Network:
    """Phrases that travel with one.

    Attributes:
        phrase: The one in the middle.
        companions: The others, the strongest first.
        links: Pairs of companions that share paragraphs, with how many.
        paragraphs: Paragraphs looked at.
    """

    phrase: str
    companions: tuple[Companion, ...]
    links: tuple[tuple[str, str, int], ...]
    paragraphs: int


class Formulations:
    """Follows phrases through one archive; safe to share between threads.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def forms(self, phrase: str) -> tuple[str, ...]:
        """A phrase and its variants, as matching forms; none for a phrase without words."""
        spellings = self._archive.variants.current().spellings(phrase)
        return tuple(dict.fromkeys(filter(None, map(match_text, spellings))))

    def track(self, phrase: str) -> Track:
        """Follows a phrase; its variants count with it.

        Args:
            phrase: Any phrase.
        """
        forms = self.forms(phrase)
        found = self._archive.concordance.count(forms)
        dated, undated = self._dated(found)
        return Track(
            phrase,
            forms,
            int(found.counts.sum()),
            len(found.articles),
            self._use(forms, min(dated)[1]) if dated else None,
            self._use(forms, max(dated)[1]) if dated else None,
            undated,
            self._archive.concordance.by_year(forms) if forms else (),
            found.revision,
        )

    def users(self, phrase: str, facet: Facet, limit: int = 12) -> tuple[User, ...]:
        """Tells who writes a phrase, most articles first.

        Args:
            phrase: Any phrase.
            facet: What is looked at.
            limit: How many at most.
        """
        found = self._archive.concordance.count(self.forms(phrase))
        table = self._archive.facets.table()
        values = table.values[facet]
        whole = Counter(value for its in values for value in its)
        articles: Counter[str] = Counter()
        times: Counter[str] = Counter()
        counts = dict(zip(found.articles.tolist(), found.counts.tolist(), strict=True))
        for row in table.rows(counts).tolist():
            for value in values[row]:
                articles[value] += 1
                times[value] += counts[int(table.ids[row])]
        ranked = sorted(articles, key=lambda v: (-articles[v], -times[v], v))[:limit]
        return tuple(User(v, articles[v], times[v], whole[v]) for v in ranked)

    def companions(self, phrase: str) -> Network:
        """Finds the phrases that travel with one: in the same paragraphs, beyond chance.

        Args:
            phrase: Any phrase.
        """
        forms = self.forms(phrase)
        found = self._archive.concordance.count(forms)
        known = self._known(forms)
        here, others = self._paragraphs(found, forms, known)
        counts = Counter(word for words in here for word in words)
        usual = Counter(word for words in others for word in words)
        fewest = 1 if len(here) < _FEW_PARAGRAPHS else _FEWEST
        words = sorted(w for w, n in counts.items() if n >= fewest)
        if not words:
            return Network(phrase, (), (), len(here))
        scores = association(
            [counts[w] for w in words],
            [counts[w] + usual[w] for w in words],
            window=max(len(here), 1),
            corpus=max(len(here) + len(others), 1),
        )
        ranked = sorted(
            (-float(g2), word) for g2, word in zip(scores.log_likelihood, words, strict=True)
        )
        chosen = [(w, -g2) for g2, w in ranked if g2 < 0][:COMPANIONS]
        companions = tuple(Companion(known[w], counts[w], g2) for w, g2 in chosen)
        names = {word for word, _ in chosen}
        pairs = Counter(pair for its in here for pair in combinations(sorted(its & names), 2))
        links = tuple((known[a], known[b], n) for (a, b), n in sorted(pairs.items()) if n >= fewest)
        return Network(phrase, companions, links, len(here))

    def _dated(self, found: ArticleCounts) -> tuple[list[tuple[date, int]], int]:
        table = self._archive.facets.table()
        rows = table.rows(found.articles.tolist()).tolist()
        days = [(table.published[row], int(table.ids[row])) for row in rows]
        dated = [(day, article) for day, article in days if day is not None]
        return dated, len(days) - len(dated)

    def _use(self, forms: Sequence[str], article_id: int) -> Use | None:
        lines = self._archive.concordance.lines(forms, ids=[article_id], limit=1).lines
        return next(map(Use.of_line, lines), None)

    def _known(self, forms: Sequence[str]) -> dict[str, str]:
        """Formulations that may be companions, folded, as they are written."""
        own = self._archive.dictionary.current().words
        found = [*bare_words(lexicon()), *bare_words(own)]
        found += [p.form for p in self._archive.phrases.latest().phrases if p.origin == "counted"]
        known = {fold_text(word): word for word in found if len(word) >= _SHORTEST}
        return {w: name for w, name in known.items() if match_text(w) not in forms}

    def _paragraphs(
        self, found: ArticleCounts, forms: Sequence[str], known: dict[str, str]
    ) -> tuple[list[set[str]], list[set[str]]]:
        """The known phrases in each paragraph with the phrase, and in each other one."""
        total = len(found.articles)
        some = np.linspace(0, total - 1, min(total, _ARTICLES_READ)).astype(np.int64)
        ids = found.articles[some].tolist() if total else []
        segmenter = Segmenter((*lexicon(), *known))
        here: list[set[str]] = []
        others: list[set[str]] = []
        for article in self._archive.articles.find(ids):
            for paragraph in article.content.paragraphs:
                words = set(segmenter.words(fold_text(paragraph.text))) & known.keys()
                form = match_text(paragraph.text)
                (here if any(f in form for f in forms) else others).append(words)
        return here, others
