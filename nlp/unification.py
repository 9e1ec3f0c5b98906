"""Counting words that mean the same as one: a segmenter that knows a list of variants.

Where a variant stands is decided by the segmenter, like for every other word: 共富 stands in
走共富路 and not in 公共富余. Only forms that no dictionary can hold because signs or spaces are in
them (“千村示范、万村整治”工程) are looked for as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from nlp.segmentation import Segmenter, TaggedToken, Token
from nlp.stopwords import is_term
from nlp.variants import Variants, variant_form

_SPACE = re.compile(r"\s+")
_NOUN = "n"
# Prepositions, adverbs and the like are never counted, whatever else their group holds.
_CLOSED_CLASSES = frozenset("pcdrmquyeofx")


class UnifyingSegmenter(Segmenter):
    """Cuts folded texts and gives the preferred word wherever one of its variants stands.

    The places of the tokens are those in the text, so the words joined need not be the text.

    Args:
        variants: Words that mean the same.
        words: As for `Segmenter`.
    """

    def __init__(
        self,
        variants: Variants,
        words: Iterable[str] = (),
        *,
        stopped: frozenset[str] = frozenset(),
        spared: frozenset[str] = frozenset(),
        listed: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(words, stopped=stopped, spared=spared)
        self._variants = variants
        self.names = {
            variant_form(group[0]): _SPACE.sub(" ", group[0]).strip() for group in variants.groups
        }
        self.listed = listed.union(filter(_is_term_but_for_signs, self.names))
        forms = [(form, name) for name in self.names for form in variants.forms(name)]
        for form, _ in forms:
            if not self.knows(form):
                self._jieba.add_word(form, None, _NOUN)
        self._preferred = {form: (name, self._part_of_speech(name)) for form, name in forms}
        spaced = {variant_form(word) for group in variants.groups for word in group if " " in word}
        self._pattern = _pattern(f for f, _ in forms if f in spaced or self._jieba.cut(f) != [f])

    def __reduce__(self) -> tuple[Any, ...]:
        make, (words,) = super().__reduce__()
        return make, (self._variants, words)

    def words(self, text: str) -> list[str]:
        """Cuts a folded text into its words, each variant given as the preferred word."""
        return [token.text for token in self.tagged(text)]

    def tags(self, text: str) -> list[tuple[str, str]]:
        """Cuts a folded text into words with their parts of speech."""
        return [(token.text, token.pos) for token in self.tagged(text)]

    def tokens(self, text: str) -> list[Token]:
        """Cuts a folded text into words with the places where they, or variants, stand."""
        return [Token(token.text, token.start, token.end) for token in self.tagged(text)]

    def tagged(self, text: str) -> list[TaggedToken]:
        """Cuts a folded text into words with their parts of speech and places."""
        if self._pattern is None:
            return list(self._renamed(text, 0, len(text)))
        found: list[TaggedToken] = []
        done = 0
        for match in self._pattern.finditer(text):
            found += self._renamed(text, done, match.start())
            name, pos = self._preferred[_SPACE.sub("", match[0])]
            found.append(TaggedToken(name, pos, *match.span()))
            done = match.end()
        found += self._renamed(text, done, len(text))
        return found

    def _renamed(self, text: str, start: int, end: int) -> Iterator[TaggedToken]:
        for token in super().tagged(text[start:end]):
            name, pos = self._preferred.get(token.text, (token.text, token.pos))
            yield TaggedToken(name, pos, start + token.start, start + token.end)

    def _part_of_speech(self, name: str) -> str:
        """One for all forms, or some of a group would count and others not."""
        tagged = super().tagged(name)
        pos = tagged[0].pos if len(tagged) == 1 else _NOUN
        return _NOUN if pos[0] in _CLOSED_CLASSES else pos


def _is_term_but_for_signs(word: str) -> bool:
    return not is_term(word) and is_term("".join(filter(str.isalnum, word)))


def _pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    """Finds forms, the longest that fits first, whatever white space layout put inside."""
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    written = [r"\s*".join(map(re.escape, form)) for form in longest_first]
    return re.compile("|".join(written)) if written else None
