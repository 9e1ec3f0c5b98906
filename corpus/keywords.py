"""Keywords of kept articles: of one, of a selection, of the library."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from corpus.article import Article
from corpus.filters import Filters
from nlp.candidates import find_candidates
from nlp.frequencies import DocumentFrequencies
from nlp.keyword_choice import likeness
from nlp.keyword_methods import method_keywords
from nlp.keywords import Keyword, rank_keywords
from nlp.segmentation import Segmenter
from nlp.text import fold_text
from nlp.tokens import tokenise

if TYPE_CHECKING:
    from corpus.archive import Archive

Method = Literal["sixue", "tfidf", "textrank"]
MOST_ARTICLES = 1_000
"""Keywords of a larger selection are taken from a seeded sample of so many articles."""
_OF_EACH = 20


@dataclass(frozen=True, slots=True)
class SelectionKeywords:
    """The keywords of several articles.

    Attributes:
        keywords: Strongest first: `score` is the mean over the articles looked at, `count` the
            sum, `articles` among the parts in how many of them it is a keyword.
        looked_at: Articles whose keywords these are.
        selected: Articles of the selection; more than were looked at if it was sampled.
    """

    keywords: tuple[Keyword, ...]
    looked_at: int
    selected: int


class Keywords:
    """Finds the keywords of articles of one archive; safe to share between threads.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def of_article(
        self, article_id: int, limit: int = 20, method: Method = "sixue"
    ) -> list[Keyword]:
        """The keywords of one article, best first.

        Args:
            article_id: The article.
            limit: Keywords wanted at most.
            method: Ours, or one that others use (`nlp.keyword_methods`), to set beside it.

        Raises:
            ArticleNotFound: There is no such article.
        """
        return self._by(method, [self._archive.articles.get(article_id)], limit)[0]

    def of_articles(
        self,
        articles: Sequence[Article],
        limit: int,
        segmenter: Segmenter | None = None,
        frequencies: Mapping[str, int] = MappingProxyType({}),
    ) -> list[list[Keyword]]:
        """The keywords of each of some articles, best first.

        Args:
            articles: The articles.
            limit: Keywords wanted of each at most.
            segmenter: Cuts the words; as the library does if None.
            frequencies: In how many articles words stand that the index knows otherwise.
        """
        cutter = segmenter or self._archive.dictionary.segmenter()
        texts = [_texts(article) for article in articles]
        found = find_candidates(tokenise(enumerate(texts), cutter), cutter)
        known = self._frequencies(found.vocabulary(), cutter)
        corpus = replace(known, of={**known.of, **frequencies})
        return rank_keywords(found, texts, corpus, cutter, limit)

    def of_selection(
        self,
        selection: Filters | Sequence[int],
        limit: int = 50,
        method: Method = "sixue",
    ) -> SelectionKeywords:
        """The keywords of a selection: those of its articles, by the sum of their scores.

        Args:
            selection: Filters, or ids of articles.
            limit: Keywords wanted at most.
            method: As for `of_article`.
        """
        if isinstance(selection, Filters):
            selection = self._archive.search.ids(filters=selection)
        ids = _sample(selection)
        scores: dict[str, float] = defaultdict(float)
        counts: Counter[str] = Counter()
        articles: Counter[str] = Counter()
        written: dict[str, Counter[str]] = defaultdict(Counter)
        found = self._by(method, self._archive.articles.find(ids), _OF_EACH)
        words = [word for own in found for word in own]
        # All at once, for one look-up takes hardly longer than that of one word.
        keys = fold_text("\n".join(word.term.replace("\n", " ") for word in words)).split("\n")
        for key, word in zip(keys, words, strict=False):
            written[key][word.term] += 1
            scores[key] += word.score
            counts[key] += word.count
            articles[key] += 1
        ranked: Iterable[str] = sorted(scores, key=lambda key: (-scores[key], key))
        if method == "sixue":
            ranked = _telling(ranked, articles)
        keywords = tuple(
            Keyword(_usual(written[k]), scores[k] / len(ids), counts[k], {"articles": articles[k]})
            for k in islice(ranked, limit)
        )
        return SelectionKeywords(keywords, len(ids), len(selection))

    def _by(self, method: Method, articles: Sequence[Article], limit: int) -> list[list[Keyword]]:
        if method == "sixue":
            return self.of_articles(articles, limit)
        cutter = self._archive.dictionary.segmenter()
        return [
            method_keywords(text[1:], title=text[0], method=method, segmenter=cutter, limit=limit)
            for text in map(_texts, articles)
        ]

    def _frequencies(self, words: Iterable[str], segmenter: Segmenter) -> DocumentFrequencies:
        """In how many articles words stand; for words of the list in any of their forms.

        An article with several forms of a word counts as often; that hardly ever matters, and
        is no more than there are articles.
        """
        variants = self._archive.variants.current()
        forms = {word: variants.forms(word) for word in words if word in segmenter.names}
        asked = (*words, *(form for its in forms.values() for form in its))
        found = self._archive.search.document_frequencies(asked)
        sums = {word: sum(found.of[form] for form in its) for word, its in forms.items()}
        return DocumentFrequencies(found.documents, {**found.of, **sums}) if sums else found


def _texts(article: Article) -> list[str]:
    """Title and paragraphs; no title if it was made up of the beginning of the text."""
    title = "" if article.content.marks else article.content.title
    return [title, *(paragraph.text for paragraph in article.content.paragraphs)]


def _usual(written: Mapping[str, int]) -> str:
    """The way most articles write a term, whatever their order."""
    return min(written, key=lambda form: (-written[form], form))


def _telling(ranked: Iterable[str], articles: Mapping[str, int]) -> Iterator[str]:
    """Leaves out terms that add nothing to a better one that holds them, or is in them."""
    kept: list[tuple[str, int]] = []
    for term in ranked:
        if likeness(term, articles[term], kept) is not None:
            kept.append((term, articles[term]))
            yield term


def _sample(ids: Sequence[int]) -> list[int]:
    if len(ids) <= MOST_ARTICLES:
        return list(ids)
    return sorted(random.Random(0).sample(sorted(ids), MOST_ARTICLES))
