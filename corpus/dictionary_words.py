"""Words of a library's dictionary: what they may be, and their rows in the archive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.database import LibraryAction, Transaction
from corpus.errors import SixueError
from corpus.rows import storable
from corpus.schema import dictionary_words as table
from nlp.variants import variant_form

Kind = Literal["word", "refused", "stop", "spared"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SHORTEST, LONGEST = 2, 24
"""Characters of a word, folded."""
MOST_WORDS = 20_000
HIGHEST_FREQUENCY = 10**9
# White space parts the columns of a line, and these signs begin one of another kind.
_FORBIDDEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f]|^[-－+＋?？#]")
_POS = re.compile(r"[a-z]{1,3}")


class InvalidWord(SixueError):
    """A word cannot be put into the dictionary like this."""


class WordNotFound(SixueError):
    """No word with this id, or it was removed."""

    def __init__(self) -> None:
        super().__init__("词典里没有这个词。", "它可能刚被别人去掉，请刷新页面再看。")


@dataclass(frozen=True, slots=True)
class DictionaryWord:
    """A word of the dictionary.

    Attributes:
        id: Never given to another word.
        word: As it was written.
        kind: "word": kept whole. "refused": proposed no more. "stop": says nothing here.
            "spared": a usual stop word that says something here.
        frequency: What jieba's user dictionary says; kept for other programs. Here every word has
            the lowest frequency that keeps it whole: a higher one would make all others rarer,
            and cut texts differently in which it does not stand.
        pos: Part of speech (ICTCLAS); None for a noun.
        revision: The archive's revision that last changed it.
        actor: Who did.
        changed_at: When, UTC.
    """

    id: int
    word: str
    kind: Kind
    frequency: int | None
    pos: str | None
    revision: int
    actor: str
    changed_at: datetime

    @property
    def known_as(self) -> str:
        """The line by which the segmenter is told of it."""
        return f"{self.word} {self.pos}" if self.pos else self.word

    @property
    def entry(self) -> str:
        """The line of jieba's user dictionary."""
        parts = (self.word, "" if self.frequency is None else str(self.frequency), self.pos or "")
        return " ".join(filter(None, parts))

    @property
    def fields(self) -> dict[str, Any]:
        """What the history keeps of it."""
        return {
            "word": self.word,
            "kind": self.kind,
            "frequency": self.frequency,
            "pos": self.pos,
        }


def clean_word(
    word: str, kind: Kind, frequency: int | None = None, pos: str | None = None
) -> dict[str, Any]:
    """The fields of a word as they are kept.

    Raises:
        InvalidWord: It cannot be kept.
    """
    clean = word.strip()
    shown = f"“{storable(clean)[:LONGEST]}”" if clean else "空白"
    if storable(clean) != clean or _FORBIDDEN.search(clean):
        raise InvalidWord(
            f"{shown}里有不能保存的符号。", "一个词里不能有空格，也不能以 - + ? # 开头，请去掉。"
        )
    length = len(variant_form(clean))
    if not SHORTEST <= length <= LONGEST or not any(map(str.isalpha, clean)):
        what = "太长" if length > LONGEST else "太短" if length < SHORTEST else "没有文字"
        raise InvalidWord(
            f"{shown}{what}，不能作为一个词。", f"一个词须有 {SHORTEST} 到 {LONGEST} 个字。"
        )
    if kind not in KINDS:
        raise InvalidWord(f"不认识“{kind}”这一类词。", f"请用 {'、'.join(KINDS)} 之一。")
    if frequency is not None and not 0 < frequency <= HIGHEST_FREQUENCY:
        raise InvalidWord(
            f"{shown}的词频不对。", f"请写 1 到 {HIGHEST_FREQUENCY:,} 的整数，或不写。"
        )
    if pos is not None and not _POS.fullmatch(pos):
        raise InvalidWord(f"{shown}的词性“{pos}”不对。", "请写 n、v、ns 这样的代号，或不写。")
    return {"word": clean, "kind": kind, "frequency": frequency, "pos": pos}


class Words:
    """All words inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._by_id = read_words(connection)
        self._ids = {variant_form(word.word): word.id for word in self._by_id.values()}

    def get(self, word_id: int) -> DictionaryWord | None:
        """The word of this id, if there is one."""
        return self._by_id.get(word_id)

    def named(self, word: str) -> DictionaryWord | None:
        """The word that is written like this, but for its spelling."""
        return self._by_id.get(self._ids.get(variant_form(word), 0))

    def put(self, write: Transaction, fields: Mapping[str, Any]) -> DictionaryWord:
        """Adds a word, or makes it what the fields say; nothing is written if it is so already.

        Raises:
            InvalidWord: There are too many words.
        """
        known = self.named(fields["word"])
        if known is None:
            return self.create(write, fields)
        fields = {**fields, "word": known.word}
        return known if known.fields == fields else self._keep(write, "update", known.id, fields)

    def create(
        self, write: Transaction, fields: Mapping[str, Any], restored: int | None = None
    ) -> DictionaryWord:
        """Adds a word that is not there, or a removed one under its old id.

        Raises:
            InvalidWord: There are too many words.
        """
        if len(self._by_id) >= MOST_WORDS:
            raise InvalidWord(f"词典已有 {MOST_WORDS:,} 个词，不能再加。", "请先去掉不再需要的词。")
        word_id = write.new_ids("dictionary_word")[0] if restored is None else restored
        return self._keep(write, "create" if restored is None else "restore", word_id, fields)

    def rewrite(
        self, write: Transaction, word: DictionaryWord, fields: Mapping[str, Any]
    ) -> DictionaryWord:
        """Makes a word what the fields say."""
        return self._keep(write, "update", word.id, fields)

    def remove(self, write: Transaction, word: DictionaryWord) -> None:
        """Takes a word out."""
        write.connection.execute(sa.delete(table).where(table.c.id == word.id))
        write.record_library("dictionary_word", "delete", word.id, before=word.fields)
        del self._by_id[word.id], self._ids[variant_form(word.word)]

    def fields_of(self, word_id: int) -> Mapping[str, Any] | None:
        """What the history keeps of a word; None if there is none of this id."""
        word = self.get(word_id)
        return word.fields if word else None

    def put_back(self, write: Transaction, word_id: int, fields: Mapping[str, Any] | None) -> None:
        """Brings a word into a state it was in before; None takes it out.

        Raises:
            InvalidWord: There are too many words, or it was added anew since.
        """
        word = self.get(word_id)
        if fields is None:
            if word:
                self.remove(write, word)
            return
        again = self.named(fields["word"])
        if again and again.id != word_id:
            raise InvalidWord(f"“{again.word}”已经另外加进了词典。", "请先把现在的这一个去掉。")
        if word:
            self.rewrite(write, word, fields)
        else:
            self.create(write, fields, word_id)

    def _keep(
        self, write: Transaction, action: LibraryAction, word_id: int, fields: Mapping[str, Any]
    ) -> DictionaryWord:
        old = self._by_id.get(word_id)
        word = DictionaryWord(
            word_id, **fields, revision=write.revision, actor=write.actor, changed_at=write.at
        )
        values = {
            **fields,
            "folded": variant_form(word.word),
            "revision": word.revision,
            "actor": word.actor,
            "changed_at": word.changed_at,
        }
        if old is None:
            write.connection.execute(sa.insert(table).values(id=word_id, **values))
        else:
            write.connection.execute(sa.update(table).where(table.c.id == word_id).values(values))
            del self._ids[variant_form(old.word)]
        before = old.fields if old else None
        write.record_library("dictionary_word", action, word_id, before=before, after=word.fields)
        self._by_id[word_id] = word
        self._ids[variant_form(word.word)] = word_id
        return word


def read_words(connection: Connection) -> dict[int, DictionaryWord]:
    """Every word by id, in the order they were made."""
    rows = connection.execute(sa.select(table).order_by(table.c.id)).mappings()
    return {
        row["id"]: DictionaryWord(**{k: v for k, v in row.items() if k != "folded"}) for row in rows
    }
