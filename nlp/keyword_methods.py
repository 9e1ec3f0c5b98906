"""Keywords by the methods others use, to set ours beside: jieba's TF-IDF and its TextRank.

TF-IDF weighs how often a word stands in the text by how rare it is in jieba's table (Spärck Jones,
"A statistical interpretation of term specificity", 1972); TextRank lets words that stand near each
other vote for each other (Mihalcea and Tarau, "TextRank: Bringing Order into Texts", 2004). Both
know words only, no phrases, and get those that the segmenter at hand cuts: jieba's own tokenizers,
which a whole process shares, never learn the words of a library.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from nlp.keywords import Keyword
from nlp.segmentation import Segmenter, default_segmenter
from nlp.text import fold

Method = Literal["tfidf", "textrank"]
METHODS: tuple[Method, ...] = get_args(Method)


def method_keywords(
    paragraphs: Sequence[str],
    *,
    title: str = "",
    method: Method,
    segmenter: Segmenter | None = None,
    limit: int = 20,
) -> list[Keyword]:
    """Finds the keywords of a text by a method of jieba's.

    Args:
        paragraphs: The text.
        title: Its title, may be empty.
        method: Which one.
        segmenter: Cuts the words; the project's own if None.
        limit: Keywords wanted at most.

    Returns:
        The keywords, best first. The score is the method's own, and the only one of the parts: of
        TF-IDF above 0, of TextRank 0 to 1; neither is a likelihood.
    """
    cutter = segmenter or default_segmenter()
    words: list[_Word] = []
    written: dict[str, str] = {}
    for text in (title, *paragraphs):
        for word, surface in _words(text, cutter):
            words.append(word)
            written.setdefault(word.word, surface)
        words += _GAP
    counts = Counter(word.word for word in words)
    # Equally good ones in the order of their terms, however the method came upon them.
    best = sorted(_ranked(words, method), key=lambda entry: (-entry[1], entry[0]))
    terms = [(term, weight) for term, weight in best if cutter.is_term(term)]
    return [
        Keyword(written[term], weight, counts[term], {method: weight})
        for term, weight in terms[:limit]
    ]


class _Word(NamedTuple):
    """A word as jieba's extractors read it."""

    word: str
    flag: str


# What is too short to be a keyword, and as wide as the window in which TextRank sees neighbours:
# the words of two paragraphs are none.
_GAP = [_Word("\n", "x")] * 4


def _words(text: str, segmenter: Segmenter) -> Iterator[tuple[_Word, str]]:
    """The words of a text, each with how it is written, or its name if it has one."""
    folded = fold(text)
    for token in segmenter.tagged(folded.text):
        begin, end = folded.span(token.start, token.end)
        name = segmenter.names.get(token.text)
        yield _Word(token.text, token.pos), name or text[begin:end]


class _Cut:
    """Stands in for a tokenizer of jieba's where the words are cut already."""

    def __init__(self, words: Sequence[Any]) -> None:
        self._words = words

    def cut(self, _text: str) -> Sequence[Any]:
        """The words."""
        return self._words


def _ranked(words: Sequence[_Word], method: Method) -> list[tuple[str, float]]:
    # Extractors keep their tokenizer to themselves, so each text has one of its own.
    extractor = copy(_extractor(method))
    is_plain = method == "tfidf"
    extractor.tokenizer = _Cut([word.word for word in words] if is_plain else words)
    found: list[tuple[str, float]] = extractor.extract_tags("", topK=None, withWeight=True)
    return found


@cache
def _extractor(method: Method) -> Any:
    """Imports and makes an extractor of jieba's, which is slow and warns on newer Pythons."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba import analyse
    return analyse.TFIDF() if method == "tfidf" else analyse.TextRank()
