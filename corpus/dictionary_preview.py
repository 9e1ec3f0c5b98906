"""What a word of the dictionary would change, told before anybody decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from corpus.article import Article
from corpus.dictionary_words import Kind, clean_word
from corpus.matching import match_text
from corpus.tokens import parts
from nlp.dictionary import segmenter_for
from nlp.matrix import is_counted
from nlp.segmentation import Segmenter
from nlp.text import fold_text

if TYPE_CHECKING:
    from corpus.archive import Archive

MOST_ARTICLES = 200
"""Of more articles with the word an even sample is cut both ways."""
_WITH_KEYWORDS = 30
_KEYWORDS = 12


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which the word is cut now, with how often."""

    pieces: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class TermChange:
    """How often a term is counted before and after, in the articles looked at."""

    term: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class KeywordChange:
    """Keywords that an article would get and lose."""

    article_id: int
    title: str
    come: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a word would change.

    Attributes:
        word: The word.
        articles: Articles that hold it; a search for it finds just these, before and after.
        occurrences: How often it stands there.
        looked_at: Articles that were cut both ways; what follows is of these.
        ways: How it is cut now, the most frequent way first.
        terms: Terms that are counted more or less often, the greatest change first.
        keywords: Articles whose keywords change.
        parts: Articles that hold pieces of the word as words of their own.
    """

    word: str
    articles: int
    occurrences: int
    looked_at: int
    ways: tuple[Way, ...]
    terms: tuple[TermChange, ...]
    keywords: tuple[KeywordChange, ...]
    parts: tuple[TermChange, ...]


def preview(archive: Archive, word: str, kind: Kind) -> Preview:
    """Tells what would change if a word were put into the dictionary.

    Args:
        archive: The library.
        word: As for `LibraryDictionary.put`.
        kind: What it would be.

    Raises:
        InvalidWord: It cannot be kept.
    """
    word = clean_word(word, kind)["word"]
    counts = archive.concordance.count([match_text(word)])
    total = len(counts.articles)
    some = np.linspace(0, total - 1, min(total, MOST_ARTICLES)).astype(np.int64)
    articles = archive.articles.find(counts.articles[some].tolist()) if total else []
    now, then = archive.dictionary.segmenter(), _with(archive, word, kind)
    form = fold_text(word)
    ways = Counter(pieces for a in articles for pieces in _pieces(a, form, now))
    before = [_terms(article, now) for article in articles]
    after = [_terms(article, then) for article in articles]
    pieces = {piece for way in ways for piece in way} - {form}
    return Preview(
        word,
        total,
        int(counts.counts.sum()),
        len(articles),
        tuple(Way(pieces, n) for pieces, n in sorted(ways.items(), key=lambda e: (-e[1], e[0]))),
        tuple(_changes(_sum(before), _sum(after))),
        tuple(_keywords(archive, articles[:_WITH_KEYWORDS], now, then)),
        tuple(
            change
            for change in _changes(_documents(before), _documents(after))
            if change.term in pieces
        ),
    )


def _with(archive: Archive, word: str, kind: Kind) -> Segmenter:
    """The segmenter of the library as it would be."""
    now, form = archive.dictionary.current(), fold_text(word)
    others = tuple(entry for entry in now.words if fold_text(entry.split(" ", 1)[0]) != form)
    then = replace(
        now,
        words=(*others, word) if kind == "word" else others,
        stopped=now.stopped | {form} if kind == "stop" else now.stopped - {form},
        spared=now.spared | {form} if kind == "spared" else now.spared - {form},
    )
    return segmenter_for(then)


def _pieces(article: Article, form: str, segmenter: Segmenter) -> Iterator[tuple[str, ...]]:
    """For each occurrence the tokens it lies in."""
    for part in parts(article):
        folded = fold_text(part)
        at = folded.find(form)
        if at < 0:
            continue
        tokens = segmenter.tokens(folded)
        while at >= 0:
            end = at + len(form)
            yield tuple(t.text for t in tokens if t.start < end and t.end > at)
            at = folded.find(form, end)


def _terms(article: Article, segmenter: Segmenter) -> Counter[str]:
    tags = (tag for part in parts(article) for tag in segmenter.tags(fold_text(part)))
    return Counter(word for word, pos in tags if is_counted(word, pos, segmenter))


def _sum(counts: Sequence[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def _documents(counts: Sequence[Counter[str]]) -> Counter[str]:
    return Counter(word for one in counts for word in one)


def _changes(before: Counter[str], after: Counter[str]) -> list[TermChange]:
    changed = [w for w in before.keys() | after.keys() if before[w] != after[w]]
    return [
        TermChange(word, before[word], after[word])
        for word in sorted(changed, key=lambda w: (-abs(after[w] - before[w]), w))
    ]


def _keywords(
    archive: Archive, articles: Sequence[Article], now: Segmenter, then: Segmenter
) -> Iterator[KeywordChange]:
    of = archive.keywords.of_articles
    for article, before, after in zip(
        articles, of(articles, _KEYWORDS, now), of(articles, _KEYWORDS, then), strict=True
    ):
        old, new = ([keyword.term for keyword in found] for found in (before, after))
        come = tuple(term for term in new if term not in old)
        gone = tuple(term for term in old if term not in new)
        if come or gone:
            yield KeywordChange(article.id, article.content.title, come, gone)
