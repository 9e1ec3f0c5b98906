"""The library's own list of words that mean the same, for searching and counting alike."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

import sqlalchemy as sa

from corpus.database import Database, Transaction
from corpus.history import fields_of_removed
from corpus.schema import archive_state, library_history
from corpus.variant_groups import (
    Groups,
    InvalidVariants,
    VariantGroup,
    VariantsNotFound,
    clean_group,
    read_groups,
)
from corpus.variant_lines import read_lines, write_line
from nlp.variants import NO_VARIANTS, Variants
from nlp.variants import variants as made_of

__all__ = [
    "BadLine",
    "InvalidVariants",
    "Pasted",
    "VariantGroup",
    "VariantList",
    "VariantsNotFound",
]

_LAST_CHANGE = (
    sa.select(library_history.c.id, library_history.c.at)
    .where(library_history.c.kind == "variants")
    .order_by(library_history.c.id.desc())
    .limit(1)
)
"""Its number alone could be that of a change which a restored backup has undone."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a pasted list that was left out.

    Attributes:
        number: Of the line, from 1.
        text: The line.
        problem: What is wrong with it, in Chinese.
        remedy: What to do about it.
    """

    number: int
    text: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"第 {self.number} 行“{self.text[:40]}”：{self.problem}"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What became of a pasted list.

    Attributes:
        added: Groups that are new.
        extended: Groups that got further forms.
        known: Lines that said nothing new.
        bad: Lines that were left out.
    """

    added: int
    extended: int
    known: int
    bad: tuple[BadLine, ...]


class VariantList:
    """The list of one archive; safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._origin = self  # copies leave what they find out with the first one
        # Revision, last change of the list, and the list: exchanged as one, so no lock is needed.
        self._current: tuple[int, object, Variants] = (-1, None, NO_VARIANTS)

    def acting_through(self, database: Database) -> Self:
        """The same list, with all that is known of it, written through another database."""
        view = copy.copy(self)
        view._database = database
        return view

    def all(self) -> list[VariantGroup]:
        """Every group, the last changed first."""
        with self._database.read() as connection:
            groups = read_groups(connection).values()
        return sorted(groups, key=lambda group: (-group.revision, group.id))

    def current(self, revision: int | None = None) -> Variants:
        """The list as search and counting take it.

        Args:
            revision: The archive's revision if the caller knows it, which spares a question.
        """
        known = self._origin._current
        if revision is None:
            revision = self._database.revision()
        if known[0] == revision:
            return known[2]
        with self._database.read() as connection:
            seen = int(connection.execute(sa.select(archive_state.c.revision)).scalar_one())
            change = connection.execute(_LAST_CHANGE).one_or_none()
            last = (change.id, change.at) if change else None
            listed = known[2]
            if last != known[1]:
                groups = read_groups(connection).values()
                listed = made_of(group.all_forms for group in groups)
        # An equal list stays the same object, for its patterns are costly to make anew.
        listed = known[2] if listed == known[2] else listed
        self._origin._current = (seen, last, listed)
        return listed

    def add(self, preferred: str, others: Iterable[str]) -> VariantGroup:
        """Adds a group; one that is there just so is not made twice.

        Args:
            preferred: The word to count all of them under.
            others: The other forms.

        Raises:
            InvalidVariants: A form is too short or too long, stands in another group, or there
                is no other form.
        """
        clean = clean_group(preferred, others)
        with self._database.write("editor") as write:
            groups = Groups(write.connection)
            there = groups.headed_by(clean[0])
            same = there is not None and (there.preferred, there.forms) == clean
            return there if there and same else groups.create(write, *clean)

    def change(
        self,
        group_id: int,
        preferred: str,
        others: Iterable[str],
        *,
        expected_revision: int,
    ) -> VariantGroup:
        """Changes a group; nothing is written if it is so already.

        Args:
            group_id: Which group.
            preferred: As for `add`.
            others: As for `add`.
            expected_revision: The group's revision the caller read; protects changes of others.

        Raises:
            VariantsNotFound: No group has this id.
            InvalidVariants: As for `add`, or somebody else has changed it since.
        """
        clean = clean_group(preferred, others)
        with self._database.write("editor") as write:
            groups = Groups(write.connection)
            group = _found(groups, group_id)
            if group.revision != expected_revision:
                raise InvalidVariants(
                    f"“{group.preferred}”这一组刚刚被别人改过，您的修改没有保存。",
                    "请看过现在的内容，再改一次。",
                )
            return groups.rewrite(write, group, *clean)

    def remove(self, group_id: int) -> None:
        """Removes a group; `restore` brings it back.

        Raises:
            VariantsNotFound: No group has this id.
        """
        with self._database.write("editor") as write:
            groups = Groups(write.connection)
            groups.remove(write, _found(groups, group_id))

    def restore(self, group_id: int) -> VariantGroup:
        """Brings a removed group back; one that is there stays as it is.

        Raises:
            VariantsNotFound: There never was a group with this id.
            InvalidVariants: One of its forms stands in another group by now.
        """
        with self._database.write("editor") as write:
            groups = Groups(write.connection)
            if groups.get(group_id) is None:
                fields = fields_of_removed(write.connection, "variants", group_id)
                if fields is None:
                    raise VariantsNotFound
                groups.put_back(write, group_id, fields)
            return _found(groups, group_id)

    def paste(self, text: str) -> Pasted:
        """Adds a pasted list in one go; lines that cannot be taken are named, the others count.

        A line whose preferred word heads a group already extends that group.

        Args:
            text: Lines as `corpus.variant_lines` describes them.
        """
        done = {"added": 0, "extended": 0, "known": 0}
        bad: list[BadLine] = []
        with self._database.write("editor") as write:
            groups = Groups(write.connection)
            for line in read_lines(text):
                try:
                    done[_take(write, groups, line.preferred, line.others)] += 1
                except InvalidVariants as error:
                    bad.append(BadLine(line.number, line.text, error.problem, error.remedy))
        return Pasted(**done, bad=tuple(bad))

    def as_text(self) -> str:
        """The list as text that `paste` takes, in the order it was made."""
        with self._database.read() as connection:
            groups = read_groups(connection).values()
        return "".join(f"{write_line(group.preferred, group.forms)}\n" for group in groups)


def _found(groups: Groups, group_id: int) -> VariantGroup:
    group = groups.get(group_id)
    if group is None:
        raise VariantsNotFound
    return group


def _take(
    write: Transaction, groups: Groups, preferred: str, others: Iterable[str]
) -> Literal["added", "extended", "known"]:
    """Brings one line into the list."""
    preferred, forms = clean_group(preferred, others)
    group = groups.headed_by(preferred)
    if group is None:
        groups.create(write, preferred, forms)
        return "added"
    together = clean_group(group.preferred, (*group.forms, *forms))
    return "known" if groups.rewrite(write, group, *together) is group else "extended"
