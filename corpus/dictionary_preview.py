"""What a word of the dictionary would change, told before anybody decides.

The articles that hold the word are cut both ways, as the library cuts now and as it would then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
        parts: In how many of the articles looked at pieces of the word are words of their own.
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
    before, after = _Cut(articles, now), _Cut(articles, then)
    documents = _changes(before.documents, after.documents)
    pieces = {piece for way in ways for piece in way} - {form}
    with_keywords = articles[:_WITH_KEYWORDS]
    indexed = _changes(before.indexed, after.indexed)
    frequencies = _frequencies(archive, indexed, total / max(len(articles), 1))
    return Preview(
        word,
        total,
        int(counts.counts.sum()),
        len(articles),
        tuple(Way(pieces, n) for pieces, n in sorted(ways.items(), key=lambda e: (-e[1], e[0]))),
        tuple(_changes(before.terms, after.terms)),
        tuple(_keywords(archive, with_keywords, then, frequencies)),
        tuple(change for change in documents if change.term in pieces),
    )


def _with(archive: Archive, word: str, kind: Kind) -> Segmenter:
    """The segmenter of the library as it would be."""
    now, form = archive.dictionary.current(), fold_text(word)
    if kind == "refused":
        return segmenter_for(now)
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


class _Cut:
    """Articles as one segmenter cuts them.

    Attributes:
        terms: How often each term stands in them.
        documents: In how many of them each word stands.
        indexed: In how many of them the index has it, which knows the words inside others, too.
    """

    def __init__(self, articles: Sequence[Article], segmenter: Segmenter) -> None:
        self.terms: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.indexed: Counter[str] = Counter()
        for article in articles:
            folded = fold_text("\n".join(parts(article)))
            tags = segmenter.tags(folded)
            self.terms.update(w for w, pos in tags if is_counted(w, pos, segmenter))
            self.documents.update({w for w, _ in tags if any(map(str.isalnum, w))})
            self.indexed.update(set(segmenter.search_words(folded)))


def _changes(before: Counter[str], after: Counter[str]) -> list[TermChange]:
    changed = [w for w in before.keys() | after.keys() if before[w] != after[w]]
    return [
        TermChange(word, before[word], after[word])
        for word in sorted(changed, key=lambda w: (-abs(after[w] - before[w]), w))
    ]


def _frequencies(archive: Archive, changed: Sequence[TermChange], scale: float) -> dict[str, int]:
    """In how many articles the index would have the words that are cut otherwise."""
    now = archive.search.document_frequencies(change.term for change in changed).of
    return {
        change.term: max(now[change.term] + round((change.after - change.before) * scale), 0)
        for change in changed
    }


def _keywords(
    archive: Archive,
    articles: Sequence[Article],
    then: Segmenter,
    frequencies: Mapping[str, int],
) -> Iterator[KeywordChange]:
    of = archive.keywords.of_articles
    was, will_be = of(articles, _KEYWORDS), of(articles, _KEYWORDS, then, frequencies)
    for article, before, after in zip(articles, was, will_be, strict=True):
        old, new = ([keyword.term for keyword in found] for found in (before, after))
        come = tuple(term for term in new if term not in old)
        gone = tuple(term for term in old if term not in new)
        if come or gone:
            yield KeywordChange(article.id, article.content.title, come, gone)
