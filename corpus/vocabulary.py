"""The words of a library and how they sound, laid out so that a part of one finds it at once.

Every view of the words (as they are written, their pinyin, their initials) is one long text with
a line a word, the most frequent words first. To look a word up is then to search that text, which
needs no loop in Python, and whoever wants the eight most frequent stops after eight.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

import tantivy

from corpus.engine_queries import articles_with
from corpus.index_fields import TEXT_FACETS
from corpus.index_folder import Snapshot
from corpus.matching import match_text
from nlp.dictionary import NO_DICTIONARY, Dictionary, bare_words, plain_segmenter_for
from nlp.pinyin import fuzzy, initials, syllables, units
from nlp.segmentation import lexicon

Kind = Literal["term", "author", "source", "tag", "column"]
_Sounds = Mapping[tuple[str, bool], tuple[str, ...]]

MOST_TERMS = 100_000
MOST_VALUES = 20_000
LARGE_LIBRARY = 1000
RARE = 3
"""In a large library words of fewer articles are mostly accidents of segmentation."""
LONGEST = 40
"""Characters of a word that are looked at."""
_NAMED = 4
"""What people chose as a name counts so many times as much as a word that merely occurs."""
_LATIN = "·"
_KINDS: dict[str, Kind] = {"author": "author", "source": "source", "tag": "tag", "column": "column"}


class Entry(NamedTuple):
    """A word of the library.

    Attributes:
        text: As the library spells it.
        key: Its matching form.
        kind: What it is.
        articles: In how many articles it stands.
        sounds: Its syllables.
    """

    text: str
    key: str
    kind: Kind
    articles: int
    sounds: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How much it is worth to be suggested."""
        return self.articles if self.kind == "term" else self.articles * _NAMED


class Lines:
    """Many short texts in one, to be searched by substring; answers come in their order."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = "\n".join(["", *lines, ""])
        self._starts = array("L", accumulate((len(line) + 1 for line in lines), initial=0))

    def equal(self, whole: str) -> Iterator[int]:
        """Numbers of the lines that are this text."""
        return self._at(f"\n{whole}\n")

    def starting(self, beginning: str) -> Iterator[int]:
        """Numbers of the lines that begin with this text."""
        return self._at(f"\n{beginning}")

    def having(self, part: str) -> Iterator[int]:
        """Numbers of the lines in which this text stands; twice if it stands there twice."""
        return self._at(part)

    def containing(self, part: str) -> Iterator[int]:
        """Numbers of the lines in which this text stands, not at the beginning."""
        for line, at in self._found(part):
            if at > self._starts[line] + 1:
                yield line

    def matching(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Numbers of the lines that match a pattern, which starts with the line end before."""
        for match in pattern.finditer(self.text):
            yield self._line(match.start())

    def _at(self, wanted: str) -> Iterator[int]:
        return (line for line, _ in self._found(wanted))

    def _found(self, wanted: str) -> Iterator[tuple[int, int]]:
        at = self.text.find(wanted)
        while at >= 0:
            yield self._line(at), at
            at = self.text.find(wanted, at + 1)

    def _line(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1


class Vocabulary:
    """The words of a library at one moment; immutable.

    Args:
        entries: The words, in any order.
        dictionary: What the library's texts were cut with.
    """

    def __init__(self, entries: Iterable[Entry], dictionary: Dictionary = NO_DICTIONARY) -> None:
        self.segmenter = plain_segmenter_for(dictionary)
        self.entries = sorted(entries, key=lambda e: (-e.weight, e.text, e.kind))
        spelt = ["".join(entry.sounds) for entry in self.entries]
        self.written = Lines([entry.key for entry in self.entries])
        self.spelt = Lines(spelt)
        self.sounding = Lines(list(map(fuzzy, spelt)))
        self.initials = Lines([initials(entry.sounds) for entry in self.entries])
        self._rooms = self._by_first_letter()

    def mixed(self, typed: str, *, whole: bool = False) -> Iterator[int]:
        """Finds words by Han characters, syllables and initials in any mixture.

        Args:
            typed: Han characters and Latin letters in their matching form.
            whole: True for the words that are so from beginning to end.

        Yields:
            Numbers of the entries that begin so, the heaviest first.
        """
        if not typed or len(typed) > LONGEST or not typed.isalnum():
            return
        pattern = _mixed_pattern(typed, whole=whole)
        if typed[0].isascii():
            numbers, lines = self._rooms.get(typed[0], ((), None))
            if lines is not None:
                yield from (numbers[line] for line in lines.matching(pattern))
            return
        han = re.match("[^a-z0-9]+", typed)
        for number in self.written.starting(han[0] if han else typed):
            if pattern.match(f"\n{_annotated(self.entries[number])}\n"):
                yield number

    def _by_first_letter(self) -> dict[str, tuple[list[int], Lines]]:
        """The words with each character beside its sound, in one room for each first letter."""
        rooms: dict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
        for number, entry in enumerate(self.entries):
            if entry.sounds:
                numbers, lines = rooms[entry.sounds[0][0]]
                numbers.append(number)
                lines.append(_annotated(entry))
        return {letter: (numbers, Lines(lines)) for letter, (numbers, lines) in rooms.items()}


def read_vocabulary(
    snapshot: Snapshot,
    before: Vocabulary | None = None,
    dictionary: Dictionary = NO_DICTIONARY,
) -> Vocabulary:
    """Reads the words of a library from its index.

    Args:
        snapshot: The index.
        before: The words as they were; what they sound like need not be found out again.
        dictionary: The library's own words, which are set phrases too, and its stop words.

    Returns:
        Its terms and set phrases, and its tags, authors, sources and columns.
    """
    known = before.entries if before else []
    sounds = {(entry.key, entry.kind == "author"): entry.sounds for entry in known}
    entries = [*_terms(snapshot, sounds, dictionary), *_values(snapshot, sounds)]
    return Vocabulary(entries, dictionary)


def _terms(snapshot: Snapshot, sounds: _Sounds, dictionary: Dictionary) -> Iterator[Entry]:
    is_term = plain_segmenter_for(dictionary).is_term
    least = RARE if snapshot.articles > LARGE_LIBRARY else 1
    own = bare_words((*lexicon(), *dictionary.words))
    phrases = dict.fromkeys(filter(None, map(match_text, own)))
    known = 0
    for text, articles in _counted(snapshot, "words", 3 * MOST_TERMS):
        if articles < least or known == MOST_TERMS:
            break
        if 2 <= len(text) <= LONGEST and (text in phrases or is_term(text)):
            known += 1
            phrases.pop(text, None)
            yield _entry(text, "term", articles, sounds)
    # Set phrases that the segmenter cuts apart.
    for text in phrases:
        articles = articles_with(snapshot, text)
        if articles:
            yield _entry(text, "term", articles, sounds)


def _values(snapshot: Snapshot, sounds: _Sounds) -> Iterator[Entry]:
    for field in TEXT_FACETS:
        for text, articles in _counted(snapshot, field, MOST_VALUES):
            if 0 < len(text) <= 2 * LONGEST:
                yield _entry(text, _KINDS[field], articles, sounds)


def _counted(snapshot: Snapshot, field: str, limit: int) -> list[tuple[str, int]]:
    """Terms of a field, the most frequent first; deleted articles do not count."""
    every = tantivy.Query.all_query()
    found: list[tuple[str, int]] = snapshot.searcher.terms_with_prefix(
        field, "", filter_query=every, limit=limit
    )
    return found


def _entry(text: str, kind: Kind, articles: int, sounds: _Sounds) -> Entry:
    key = text if kind == "term" else match_text(text)
    named = kind == "author"
    heard = sounds.get((key, named))
    if heard is None:
        heard = syllables(key, name=named)
    return Entry(text, key, kind, articles, heard)


def _annotated(entry: Entry) -> str:
    """The word with the sound behind each character: "共gong 同tong "."""
    parts = entry.key if len(entry.key) == len(entry.sounds) else units(entry.key)
    return "".join(
        [
            f"{part} "
            if part == sound and not sound.isascii()
            else f"{_LATIN if part == sound else part}{sound} "
            for part, sound in zip(parts, entry.sounds, strict=True)
        ]
    )


_FIRST = r"(?<=[^a-z0-9].)"
_WIDE_FIRST = r"(?<=[^a-z0-9][zcs]h)"
_REST = "[a-z0-9]*"
_COMPLETE = f"(?:{_FIRST}{_REST}|{_WIDE_FIRST}{_REST}|)"
"""To the end of a syllable of which the initial or every letter was typed."""


def _mixed_pattern(typed: str, *, whole: bool) -> re.Pattern[str]:
    """What the annotated word must begin with."""
    parts = ["\n"]
    before = ""
    for char in typed:
        letter = char.isascii()
        wanted = "[uv]" if char == "u" and before in {"l", "n"} else re.escape(char)
        if not before:
            parts.append(f".{wanted}" if letter else wanted)
        elif letter and before.isascii():
            parts.append(f"(?:{_COMPLETE} .)?{wanted}")
        elif letter:
            parts.append(f"{_REST} .{wanted}")
        elif before.isascii():
            parts.append(f"{_COMPLETE} {wanted}")
        else:
            parts.append(f"{_REST} {wanted}")
        before = char
    if whole:
        parts.append(f"{_COMPLETE} \n" if before.isascii() else f"{_REST} \n")
    return re.compile("".join(parts))
