"""The library's own dictionary: words, stop words, and what was changed in it."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import sqlalchemy as sa

from corpus.database import Database
from corpus.dictionary_changes import Change, Undone, changes, forms_changed_since, undo
from corpus.dictionary_lines import read_lines, write_line
from corpus.dictionary_words import (
    DictionaryWord,
    InvalidWord,
    Kind,
    WordNotFound,
    Words,
    clean_word,
    read_words,
)
from corpus.history import fields_of_removed
from corpus.schema import archive_state, library_history
from corpus.variants import BadLine, VariantList
from nlp.dictionary import Dictionary, plain_segmenter_for, segmenter_for
from nlp.segmentation import Segmenter
from nlp.text import fold_text

__all__ = [
    "BadLine",
    "Change",
    "DictionaryWord",
    "InvalidWord",
    "Kind",
    "LibraryDictionary",
    "Pasted",
    "Undone",
    "WordNotFound",
]

_LAST_WORD = (
    sa.select(library_history.c.id, library_history.c.at)
    .where(library_history.c.kind == "dictionary_word")
    .order_by(library_history.c.id.desc())
    .limit(1)
)
_VERSION = sa.select(sa.func.max(library_history.c.revision)).where(
    library_history.c.kind.in_(("dictionary_word", "variants"))
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What became of a pasted dictionary.

    Attributes:
        added: Words that are new or something else now.
        known: Lines that said nothing new.
        bad: Lines that were left out.
    """

    added: int
    known: int
    bad: tuple[BadLine, ...]


@dataclass(frozen=True, slots=True)
class _Current:
    """The dictionary as of one revision, exchanged as one, so that no lock is needed."""

    revision: int
    last: object
    version: int
    dictionary: Dictionary


class LibraryDictionary:
    """The dictionary of one archive; safe to share between threads.

    Args:
        database: Where it is kept.
        variants: The library's words that mean the same.
    """

    def __init__(self, database: Database, variants: VariantList) -> None:
        self._database = database
        self._origin = self  # copies leave what they find out with the first one
        self._variants = variants
        self._current = _Current(-1, None, 0, Dictionary())

    def acting_through(self, database: Database) -> Self:
        """The same dictionary, with all that is known of it, written through another database."""
        view = copy.copy(self)
        view._database = database
        return view

    def current(self, revision: int | None = None) -> Dictionary:
        """The dictionary as segmentation and counting take it.

        Args:
            revision: The archive's revision if the caller knows it, which spares a question.
        """
        return self._now(revision).dictionary

    def version(self, revision: int | None = None) -> int:
        """The archive's revision that last changed words or variants; 0 if none ever did."""
        return self._now(revision).version

    def segmenter(self, revision: int | None = None) -> Segmenter:
        """The segmenter for counting: it knows the library's words and gives variants as one."""
        return segmenter_for(self.current(revision))

    def plain_segmenter(self, revision: int | None = None) -> Segmenter:
        """The segmenter for the index and its queries: every word as it stands."""
        return plain_segmenter_for(self.current(revision))

    def all(self, kind: Kind | None = None) -> list[DictionaryWord]:
        """The words, of one kind or all, the last changed first."""
        with self._database.read() as connection:
            words = read_words(connection).values()
        return sorted(
            (word for word in words if kind in {None, word.kind}),
            key=lambda word: (-word.revision, word.id),
        )

    def put(
        self,
        word: str,
        kind: Kind,
        *,
        frequency: int | None = None,
        pos: str | None = None,
    ) -> DictionaryWord:
        """Adds a word, or makes a known one this kind; nothing is written if it is so already.

        Args:
            word: Without white space.
            kind: What it is to be.
            frequency: Kept for other programs, see `DictionaryWord`.
            pos: Part of speech; a noun if None.

        Raises:
            InvalidWord: It cannot be kept.
        """
        fields = clean_word(word, kind, frequency, pos)
        with self._database.write("editor") as write:
            return Words(write.connection).put(write, fields)

    def put_many(self, words: Iterable[str], kind: Kind) -> int | None:
        """Does `put` for many words as one change: all of them, or none.

        Returns:
            The revision of the change, for `undo`; None if everything was so already.

        Raises:
            InvalidWord: One of them cannot be kept.
        """
        cleaned = [clean_word(word, kind) for word in words]
        with self._database.write("editor") as write:
            known = Words(write.connection)
            # Said twice, a word is not changed again: no generator, which would stop at once.
            new = [known.put(write, fields).revision == write.revision for fields in cleaned]
            return write.revision if any(new) else None

    def remove(self, word_id: int) -> int:
        """Takes a word out; `undo` or `restore` bring it back.

        Returns:
            The revision of the change, for `undo`.

        Raises:
            WordNotFound: No word has this id.
        """
        with self._database.write("editor") as write:
            words = Words(write.connection)
            word = words.get(word_id)
            if word is None:
                raise WordNotFound
            words.remove(write, word)
            return write.revision

    def restore(self, word_id: int) -> DictionaryWord:
        """Brings a removed word back; one that is there stays as it is.

        Raises:
            WordNotFound: There never was a word with this id.
        """
        with self._database.write("editor") as write:
            words = Words(write.connection)
            there = words.get(word_id)
            if there is not None:
                return there
            fields = fields_of_removed(write.connection, "dictionary_word", word_id)
            if fields is None:
                raise WordNotFound
            again = words.named(fields["word"])
            return words.create(write, fields, word_id) if again is None else again

    def paste(self, text: str) -> Pasted:
        """Adds a pasted dictionary in one go; lines that cannot be taken are named.

        Args:
            text: Lines as `corpus.dictionary_lines` describes them.
        """
        added = known = 0
        bad: list[BadLine] = []
        with self._database.write("editor") as write:
            words = Words(write.connection)
            for line in read_lines(text):
                try:
                    fields = clean_word(line.word, line.kind, line.frequency, line.pos)
                    before = words.named(fields["word"])
                    is_new = words.put(write, fields) is not before
                except InvalidWord as error:
                    bad.append(BadLine(line.number, line.text, error.problem, error.remedy))
                    continue
                added, known = added + is_new, known + (not is_new)
        return Pasted(added, known, tuple(bad))

    def as_text(self, kind: Kind | None = None) -> str:
        """The dictionary as text that `paste` takes, in the order it was made."""
        words = sorted(self.all(kind), key=lambda word: word.id)
        return "".join(f"{write_line(word)}\n" for word in words)

    def changes(self, limit: int = 50) -> list[Change]:
        """The last changes of words and variants, the newest first.

        Raises:
            NotAllowed: The actor is no editor; who decided what is not for everybody.
        """
        self._database.actor.must_be("editor")
        with self._database.read() as connection:
            return changes(connection, limit)

    def undo(self, revision: int) -> Undone:
        """Takes one change back, but for what was changed again since.

        This is a change itself, and can be undone.

        Args:
            revision: The change's, see `changes`.

        Returns:
            What is as it was before, and what was left alone: changed again since, or in the
            way of something that is there now.
        """
        with self._database.write("editor") as write:
            return undo(write, revision)

    def forms_changed_since(self, revision: int, *, variants: bool) -> tuple[str, ...]:
        """Words that may be cut in another way than at a revision.

        Args:
            revision: The archive's revision that the asker has seen.
            variants: Whether words that mean the same matter, too.

        Returns:
            Matching forms (`corpus.matching.match_text`): texts without any of them are cut as
            they were.
        """
        with self._database.read() as connection:
            return forms_changed_since(connection, revision, variants=variants)

    def _now(self, revision: int | None) -> _Current:
        known = self._origin._current
        if revision is None:
            revision = self._database.revision()
        if known.revision == revision:
            return known
        with self._database.read() as connection:
            seen = int(connection.execute(sa.select(archive_state.c.revision)).scalar_one())
            change = connection.execute(_LAST_WORD).one_or_none()
            last = (change.id, change.at) if change else None
            version = int(connection.execute(_VERSION).scalar() or 0)
            words = None
            if last != known.last:
                words = list(read_words(connection).values())
        current = _Current(seen, last, version, self._made(known, words, seen))
        self._origin._current = current
        return current

    def _made(
        self, known: _Current, words: Sequence[DictionaryWord] | None, revision: int
    ) -> Dictionary:
        """An equal dictionary stays the same object, for segmenters are costly to make anew."""
        listed = self._variants.current(revision)
        before = known.dictionary
        if words is None:
            made = replace(before, variants=listed)
        else:
            made = Dictionary(
                tuple(word.known_as for word in words if word.kind == "word"),
                frozenset(fold_text(word.word) for word in words if word.kind == "stop"),
                frozenset(fold_text(word.word) for word in words if word.kind == "spared"),
                listed,
            )
        return before if made == before else made
