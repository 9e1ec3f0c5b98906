"""A library's own dictionary: words kept whole, stop words, and words that mean the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from nlp.segmentation import Segmenter, default_segmenter, lexicon
from nlp.stopwords import stop_words
from nlp.text import fold_text
from nlp.unification import UnifyingSegmenter
from nlp.variants import NO_VARIANTS, Variants


@dataclass(frozen=True)
class Dictionary:
    """What a library adds to the project's lexicon and stop words; hashable, to be a key.

    Attributes:
        words: Words to keep whole, as lines of jieba's user dictionary; they count as terms
            whatever they look like, unless they are stop words.
        stopped: Folded words that say nothing in this library.
        spared: Folded words of the usual list of stop words that do say something in it.
        variants: Words that mean the same.
    """

    words: tuple[str, ...] = ()
    stopped: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()
    variants: Variants = NO_VARIANTS

    def __reduce__(self) -> tuple[type[Dictionary], tuple[Any, ...]]:
        """Without what was made of the words."""
        return type(self), (self.words, self.stopped, self.spared, self.variants)

    def __hash__(self) -> int:
        """Computed once: it is asked for with every text."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.words, self.stopped, self.spared, self.variants))


NO_DICTIONARY = Dictionary()


# Each segmenter holds some 30 MB, and one process looks at one library and what it was before.
_KEPT = 3


@lru_cache(maxsize=_KEPT)
def segmenter_for(dictionary: Dictionary) -> Segmenter:
    """Gives the segmenter that counts as a library does.

    Words the dictionary of a segmenter cannot hold because signs part them (腾笼换鸟、凤凰涅槃) are
    found as they stand, like forms of variants.

    Args:
        dictionary: The library's own words, stop words and variants.

    Returns:
        A shared segmenter that gives variants as one, the default one for an empty dictionary.
    """
    plain = plain_segmenter_for(dictionary)
    parted = tuple((w,) for w in map(_bare, dictionary.words) if not _is_whole(w, plain))
    groups = Variants((*dictionary.variants.groups, *parted))
    if not groups.groups:
        return plain
    words, stopped, spared = dictionary.words, dictionary.stopped, dictionary.spared
    return UnifyingSegmenter(
        groups, (*lexicon(), *words), stopped=stopped, spared=spared, listed=plain.listed
    )


@lru_cache(maxsize=_KEPT)
def plain_segmenter_for(dictionary: Dictionary) -> Segmenter:
    """Gives the segmenter that cuts as a library does, each word given as it stands.

    Args:
        dictionary: The library's own words and stop words; variants are left alone.

    Returns:
        A shared segmenter, the default one for an empty dictionary.
    """
    return _plain(dictionary.words, dictionary.stopped, dictionary.spared)


@lru_cache(maxsize=_KEPT)
def _plain(words: tuple[str, ...], stopped: frozenset[str], spared: frozenset[str]) -> Segmenter:
    """One for dictionaries that differ in their variants only."""
    if not (words or stopped or spared):
        return default_segmenter()
    # A large dictionary made for segmentation has the usual stop words, too.
    listed = frozenset(map(fold_text, bare_words(words))) - stop_words()
    return Segmenter((*lexicon(), *words), stopped=stopped, spared=spared, listed=listed)


def bare_words(entries: Iterable[str]) -> tuple[str, ...]:
    """The words of lines of jieba's user dictionary, without frequency and part of speech."""
    return tuple(map(_bare, entries))


def _bare(entry: str) -> str:
    return entry.split(" ", 1)[0]


def _is_whole(word: str, segmenter: Segmenter) -> bool:
    folded = fold_text(word)
    return segmenter.words(folded) == [folded]
