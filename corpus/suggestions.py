"""What a reader may be about to type, and what a reader may have meant to type."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from corpus.errors import SixueError
from corpus.index_folder import IndexDamaged, Snapshot, engine_trouble
from corpus.matching import match_text
from corpus.misspellings import KINDS, Proposal, plain_or_quoted, propose
from corpus.query import FIELD_NAMES, FIELDS, Field, quoted
from corpus.vocabulary import LONGEST, Entry, Kind, Vocabulary, read_vocabulary
from nlp.pinyin import typed_letters
from nlp.text import fold_text

if TYPE_CHECKING:
    from corpus.archive import Archive

__all__ = ["Kind", "Proposal", "Suggestion", "Suggestions", "TypedAs"]

TypedAs = Literal["text", "pinyin", "initials"]

LOOK_EVERY = 1.0
"""Seconds between two looks whether the library has changed."""
REST = 20
"""After reading the words of a library, so many times as long passes before the next reading."""
_LAST_WORD = re.compile(r"\S*\Z")
_HEAD = re.compile(r"[-－−]?(?:(?P<field>[^\s:：\"“”]{1,8})[:：])?(?P<quote>[\"“「『]?)")
_CLOSERS = {'"': '"', "“": "”", "「": "」", "『": "』"}
_EXACT = 4
"""What was typed to its end counts so many times as much as what would go on."""
_IN_FULL = 4
"""What was typed in full counts so many times as much as initials that fit."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of the library that what was typed may become.

    Attributes:
        text: The word as the library spells it.
        kind: What it is there.
        articles: In how many articles it stands, or how many bear it.
        typed_as: How it was typed.
        query: All that was typed, its last word replaced; finds those articles.
    """

    text: str
    kind: Kind
    articles: int
    typed_as: TypedAs
    query: str


class Suggestions:
    """Completes and corrects what is typed into the search box; never raises.

    The words are those of the index at some moment. A newer index is read in the background while
    the words at hand go on answering, so that only the first answer of a process can take long.

    Args:
        archive: The archive whose words are suggested.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._reading = threading.Lock()
        self._known: tuple[Snapshot, Vocabulary] | None = None
        self._next_look = 0.0

    def warm(self) -> bool:
        """Reads the words of the library as it is now, if that has not been done.

        Returns:
            False if the index cannot be read; then nothing is suggested.
        """
        with self._reading:
            began = time.monotonic()
            try:
                snapshot = self._archive.index.snapshot()
                before = self._known
                if before is None or not _same(before[0], snapshot):
                    with engine_trouble():
                        words = read_vocabulary(
                            snapshot,
                            before[1] if before else None,
                            self._archive.dictionary.current(),
                        )
                    self._known = snapshot, words
            except (SixueError, IndexDamaged):
                self._next_look = time.monotonic() + LOOK_EVERY
                return False
            now = time.monotonic()
            self._next_look = now + max(LOOK_EVERY, REST * (now - began))
            return True

    def vocabulary(self) -> Vocabulary | None:
        """The words at hand, read first if there are none; None if there is no index."""
        known = self._current()
        return known[1] if known else None

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completes the last word of what is typed.

        Args:
            typed: Han characters, pinyin, initials of pinyin or a mixture; an unfinished query.
            limit: How many suggestions at most.

        Returns:
            The likeliest first: those that begin so before those that contain it, and frequent
            ones before rare ones. Nothing while the last word is empty or not understood.
        """
        last = _LAST_WORD.search(typed[-2 * LONGEST :])
        word = last[0] if last else ""
        if not word or len(word) > LONGEST or limit < 1:
            return ()
        head = _HEAD.match(word)
        start = head.end() if head else 0
        field = FIELDS.get(fold_text(head["field"])) if head and head["field"] else None
        if field not in KINDS or (head and head["field"] and field is None):
            return ()
        vocabulary = self.vocabulary()
        if vocabulary is None:
            return ()
        return tuple(
            Suggestion(
                entry.text,
                entry.kind,
                entry.articles,
                typed_as,
                typed[: len(typed) - len(word)] + _written(word[:start], field, entry),
            )
            for entry, typed_as in islice(_found(vocabulary, word[start:], field, limit), limit)
        )

    def proposals(self, query_text: str, limit: int = 3) -> tuple[Proposal, ...]:
        """Proposes other words for those of a query that the library hardly has (“你是不是要找”).

        Args:
            query_text: What was searched for.
            limit: How many proposals at most.

        Returns:
            Whole queries, the likeliest first; nothing if every word is well known here.
        """
        known = self._current()
        if known is None:
            return ()
        try:
            with engine_trouble():
                return propose(*known, query_text, limit)
        except IndexDamaged:
            return ()

    def _current(self) -> tuple[Snapshot, Vocabulary] | None:
        """The words at hand; looks for newer ones behind the caller's back."""
        known = self._known
        now = time.monotonic()
        if now < self._next_look:
            return known
        if known is None:
            self.warm()
            return self._known
        self._next_look = now + LOOK_EVERY
        if not self._reading.locked():
            threading.Thread(target=self.warm, name="sixue-suggestions", daemon=True).start()
        return known


def _same(one: Snapshot, other: Snapshot) -> bool:
    return (one.revision, one.stamp) == (other.revision, other.stamp)


def _found(
    vocabulary: Vocabulary, typed: str, field: Field | None, limit: int
) -> Iterator[tuple[Entry, TypedAs]]:
    """Entries in the order in which they are suggested, each once."""
    entries = vocabulary.entries
    kinds = KINDS[field]
    seen: set[int] = set()

    def some(numbers: Iterator[int]) -> list[int]:
        fitting = (
            n for n in numbers if n not in seen and (kinds is None or entries[n].kind in kinds)
        )
        return list(islice(fitting, limit))

    def ranked(ways: list[tuple[Iterator[int], TypedAs, int]]) -> Iterator[tuple[Entry, TypedAs]]:
        worth: dict[int, tuple[int, TypedAs]] = {}
        for numbers, typed_as, factor in ways:
            for n in some(numbers):
                value = entries[n].weight * factor
                if n not in worth or value > worth[n][0]:
                    worth[n] = value, typed_as
        seen.update(worth)
        for n in sorted(worth, key=lambda n: (-worth[n][0], n)):
            yield entries[n], worth[n][1]

    key = match_text(typed)
    letters = typed_letters(key)
    if not key:
        return
    ways: list[tuple[Iterator[int], TypedAs, int]] = [
        (vocabulary.written.equal(key), "text", _IN_FULL * _EXACT),
        (vocabulary.written.starting(key), "text", _IN_FULL),
    ]
    if letters.isascii() and letters.isalnum():
        ways += [
            (vocabulary.spelt.equal(letters), "pinyin", _IN_FULL * _EXACT),
            (vocabulary.spelt.starting(letters), "pinyin", _IN_FULL),
            (vocabulary.initials.equal(letters), "initials", _EXACT),
            (vocabulary.initials.starting(letters), "initials", 1),
        ]
    yield from ranked(ways)
    if any(map(str.isascii, letters)):
        yield from ranked([(vocabulary.mixed(letters), "pinyin", 1)])
    yield from ranked([(vocabulary.written.containing(key), "text", 1)])


def _written(head: str, field: Field | None, entry: Entry) -> str:
    """The word as it is searched for; what comes before it stays as it was typed."""
    if head[-1:] in _CLOSERS:
        return head + quoted(entry.text)[1:-1] + _CLOSERS[head[-1:]]
    if field is None and entry.kind != "term":
        head += f"{FIELD_NAMES[entry.kind]}:"
    return head + plain_or_quoted(entry.text)
