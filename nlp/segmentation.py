"""Chinese word segmentation: jieba's dictionary and model in their Rust build, with own words.

Every `Segmenter` owns its dictionary, so that libraries with different words never disturb each
other; the process-global tokenizers of `jieba` and `rjieba` are left alone. Words are cut in the
text as it is given; callers that match fold it first (`nlp.text.fold_text`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import Any, NamedTuple

import rjieba

from nlp.stopwords import is_term
from nlp.text import fold_text
from nlp.word_files import lines_of

_ENTRY = re.compile(r"(?P<word>.+?)(?: (?P<frequency>[0-9]+))?(?: (?P<pos>[a-z]{1,3}))?")


class Token(NamedTuple):
    """A word and where it stands: `text == source[start:end]`."""

    text: str
    start: int
    end: int


class TaggedToken(NamedTuple):
    """A word with its part of speech (ICTCLAS tag set, as jieba uses it) and where it stands."""

    text: str
    pos: str
    start: int
    end: int


class Segmenter:
    """Cuts texts into words; immutable, safe to share among threads, cheap to pickle.

    Every method is lossless: the words joined are the text, white space and punctuation included.

    Args:
        words: Words to know beside jieba's dictionary, each alone or as a line of jieba's user
            dictionary ("共同富裕", "共同富裕 300", "共同富裕 300 n", "共同富裕 n"). Without a
            frequency a word gets the lowest that keeps it whole. Its folded form is known too.
        stopped: Folded words that say nothing in this library, beside the usual stop words.
        spared: Folded stop words that do say something in it.
        listed: Folded words that count in it whatever they look like (八一, 十百千).

    Attributes:
        names: How words are written that it gives for others, by their folded form.
        listed: Words that count although they look like numbers, or signs are in them.
    """

    names: Mapping[str, str] = MappingProxyType({})

    def __init__(
        self,
        words: Iterable[str] = (),
        *,
        stopped: frozenset[str] = frozenset(),
        spared: frozenset[str] = frozenset(),
        listed: frozenset[str] = frozenset(),
    ) -> None:
        self.listed = listed
        self._words = tuple(words)
        self._stopped, self._spared = stopped, spared
        self._jieba = rjieba.Jieba()
        for entry in self._words:
            match = _ENTRY.fullmatch(entry.strip())
            if match is None:
                continue
            frequency = int(match["frequency"]) if match["frequency"] else None
            for word in {match["word"], fold_text(match["word"])}:
                self._jieba.add_word(word, frequency, match["pos"] or "n")

    def __reduce__(self) -> tuple[Any, ...]:
        sets = {"stopped": self._stopped, "spared": self._spared, "listed": self.listed}
        return partial(type(self), **sets), (self._words,)

    def is_term(self, word: str) -> bool:
        """Tells whether a word can say what a text of this library is about.

        Args:
            word: A folded word.

        Returns:
            As `nlp.stopwords.is_term` without the library's own stop words and with those it
            spares; true for the listed ones.
        """
        if word in self._stopped:
            return False
        return is_term(word) or word in self.listed or word in self._spared

    def knows(self, word: str) -> bool:
        """Tells whether a word is in the dictionary, not merely found by the model.

        Args:
            word: A word as it stands in a text.

        Returns:
            True for words of jieba's dictionary and for own words.
        """
        known: bool = self._jieba.has_word(word)
        return known

    def words(self, text: str) -> list[str]:
        """Cuts a text into its words, unknown ones found by the hidden Markov model.

        Args:
            text: Any text.

        Returns:
            The words in order, what `jieba.cut` gives.
        """
        found: list[str] = self._jieba.cut(text)
        return found

    def search_words(self, text: str) -> list[str]:
        """Cuts a text for a search index: long words also give the shorter ones inside.

        Args:
            text: Any text.

        Returns:
            The words, what `jieba.cut_for_search` gives.
        """
        found: list[str] = self._jieba.cut_for_search(text)
        return found

    def tags(self, text: str) -> list[tuple[str, str]]:
        """Cuts a text into words with their parts of speech, the quickest way.

        Args:
            text: Any text.

        Returns:
            Words and parts of speech in order.
        """
        found: list[tuple[str, str]] = self._jieba.tag(text)
        return found

    def tokens(self, text: str) -> list[Token]:
        """Cuts a text into words with their places.

        Args:
            text: Any text.

        Returns:
            The words in order; each begins where the one before ends.
        """
        found: list[Token] = []
        start = 0
        for word in self._jieba.cut(text):
            end = start + len(word)
            found.append(Token(word, start, end))
            start = end
        return found

    def tagged(self, text: str) -> list[TaggedToken]:
        """Cuts a text into words with their parts of speech and places.

        Args:
            text: Any text.

        Returns:
            The words in order; each begins where the one before ends.
        """
        found: list[TaggedToken] = []
        start = 0
        for word, pos in self._jieba.tag(text):
            end = start + len(word)
            found.append(TaggedToken(word, pos, start, end))
            start = end
        return found


def lexicon() -> tuple[str, ...]:
    """Reads the set phrases of this literature that the project ships.

    Returns:
        Lines in the form of jieba's user dictionary.
    """
    return tuple(lines_of("lexicon.txt"))


@cache
def default_segmenter() -> Segmenter:
    """Gives the segmenter that knows the project's lexicon; built once a process.

    Returns:
        The shared segmenter.
    """
    return Segmenter(lexicon())
