"""What was changed in the dictionary, read from the history, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.changes import LibraryChange, item_name
from corpus.database import Transaction
from corpus.dictionary_words import Words
from corpus.errors import SixueError
from corpus.kept_items import KeptItems, take_back
from corpus.matching import match_text
from corpus.schema import library_history
from corpus.variant_groups import Groups

_KINDS = ("dictionary_word", "variants")


@dataclass(frozen=True, slots=True)
class Change:
    """What one write changed in the dictionary.

    Attributes:
        revision: The archive's revision it made.
        at: When, UTC.
        actor: Who.
        items: The changed words and groups of variants, in order.
    """

    revision: int
    at: datetime
    actor: str
    items: tuple[LibraryChange, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words it is about; of a group of variants the preferred one."""
        return tuple(dict.fromkeys(map(item_name, self.items)))


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of a change that was taken back.

    Attributes:
        words: What is as it was before.
        skipped: What was changed again since, or can no longer stand beside what was, and was
            left alone.
    """

    words: tuple[str, ...]
    skipped: tuple[str, ...]


def changes(connection: Connection, limit: int) -> list[Change]:
    """The last changes, the newest first."""
    revisions = (
        sa.select(library_history.c.revision)
        .where(library_history.c.kind.in_(_KINDS))
        .group_by(library_history.c.revision)
        .order_by(library_history.c.revision.desc())
        .limit(limit)
    )
    wanted = [row.revision for row in connection.execute(revisions)]
    if not wanted:
        return []
    found = _read(connection, library_history.c.revision >= min(wanted))
    grouped = groupby(found, lambda change: change.revision)
    return [_together(tuple(items)) for _, items in grouped][::-1]


def undo(write: Transaction, revision: int) -> Undone:
    """Takes back what the write of a revision changed; see `LibraryDictionary.undo`."""
    items = list(_read(write.connection, library_history.c.revision == revision))
    kept: dict[str, KeptItems] = {
        "dictionary_word": Words(write.connection),
        "variants": Groups(write.connection),
    }
    done: list[str] = []
    skipped: list[str] = []
    for item in reversed(items):
        try:
            undone = take_back(write, kept[item.kind], item)
        except SixueError:
            skipped.append(item_name(item))
        else:
            done += [item_name(item)] if undone else []
    return Undone(tuple(dict.fromkeys(done)), tuple(dict.fromkeys(skipped)))


def forms_changed_since(
    connection: Connection, revision: int, *, variants: bool
) -> tuple[str, ...]:
    """Matching forms of what is cut in another way; see `LibraryDictionary`."""
    found = _read(connection, library_history.c.revision > revision)
    forms = (form for change in found for form in _forms(change, variants))
    return tuple(dict.fromkeys(filter(None, map(match_text, forms))))


def _read(connection: Connection, where: sa.ColumnElement[bool]) -> Iterator[LibraryChange]:
    query = (
        sa.select(library_history)
        .where(library_history.c.kind.in_(_KINDS), where)
        .order_by(library_history.c.id)
    )
    return (LibraryChange(**row) for row in connection.execute(query).mappings().all())


def _together(items: tuple[LibraryChange, ...]) -> Change:
    return Change(items[0].revision, items[0].at, items[0].actor, items)


def _forms(change: LibraryChange, variants: bool) -> Iterable[str]:
    states = [fields for fields in (change.before, change.after) if fields]
    if change.kind == "variants":
        if variants:
            for fields in states:
                yield from (fields["preferred"], *fields["forms"])
    elif any(fields["kind"] == "word" for fields in states):
        yield from (fields["word"] for fields in states)
