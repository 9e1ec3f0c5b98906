"""Groups of words that mean the same: what they may hold, and their rows in the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.database import LibraryAction, Transaction
from corpus.errors import SixueError
from corpus.rows import storable
from corpus.schema import variants as table
from corpus.variant_lines import SIGNS
from nlp.variants import variant_form

SHORTEST, LONGEST = 2, 40
"""Characters of a form, folded and without white space."""
MOST_FORMS = 50
MOST_GROUPS = 2000


class InvalidVariants(SixueError):
    """A group cannot be kept like this."""


class VariantsNotFound(SixueError):
    """No group with this id, or it was removed."""

    def __init__(self) -> None:
        super().__init__("没有这一组同义词。", "它可能刚被别人删除，请刷新页面再看。")


@dataclass(frozen=True, slots=True)
class VariantGroup:
    """Words that mean the same.

    Attributes:
        id: Never given to another group.
        preferred: The one that all of them are counted under.
        forms: The others.
        revision: The archive's revision that last changed it.
        actor: Who did.
        changed_at: When, UTC.
    """

    id: int
    preferred: str
    forms: tuple[str, ...]
    revision: int
    actor: str
    changed_at: datetime

    @property
    def all_forms(self) -> tuple[str, ...]:
        """The preferred form and the others."""
        return (self.preferred, *self.forms)

    @property
    def fields(self) -> dict[str, Any]:
        """What the history keeps of it."""
        return {"preferred": self.preferred, "forms": list(self.forms)}


def clean_group(preferred: str, others: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The forms as they are kept: single spaces inside, none twice.

    Raises:
        InvalidVariants: A form cannot be kept, or there is none beside the preferred one.
    """
    kept: dict[str, str] = {}
    for form in (preferred, *others):
        clean = _clean_form(form)
        kept.setdefault(variant_form(clean), clean)
    first, *rest = kept.values()
    if not rest:
        raise InvalidVariants(
            f"“{first}”还没有别的写法。", "请至少写一个同义词或异写，例如：共富 = 共同富裕。"
        )
    if len(kept) > MOST_FORMS:
        raise InvalidVariants(
            f"“{first}”这一组有 {len(kept)} 种写法。", f"一组最多 {MOST_FORMS} 种，请分开或删减。"
        )
    return first, tuple(rest)


def _clean_form(form: str) -> str:
    clean = " ".join(form.split())
    length = len(variant_form(clean))
    if storable(clean) != clean or SIGNS.search(clean):
        raise InvalidVariants(
            f"“{storable(clean)[:LONGEST]}”里有不能保存的符号。",
            "请去掉等号、箭头和看不见的控制符。",
        )
    if not SHORTEST <= length <= LONGEST or not any(map(str.isalnum, clean)):
        what = "太长" if length > LONGEST else "太短" if length < SHORTEST else "没有文字"
        shown = f"“{clean[:LONGEST]}”" if clean else "空白"
        raise InvalidVariants(
            f"{shown}{what}，不能作为一个词。", f"每种写法须有 {SHORTEST} 到 {LONGEST} 个字。"
        )
    return clean


class Groups:
    """All groups inside one transaction, and who owns which form."""

    def __init__(self, connection: Connection) -> None:
        self._by_id = read_groups(connection)
        self._owners = {
            variant_form(form): group.id
            for group in self._by_id.values()
            for form in group.all_forms
        }

    def get(self, group_id: int) -> VariantGroup | None:
        """The group of this id, if there is one."""
        return self._by_id.get(group_id)

    def headed_by(self, preferred: str) -> VariantGroup | None:
        """The group whose preferred word this is, if there is one."""
        group = self._by_id.get(self._owners.get(variant_form(preferred), 0))
        same = group and variant_form(group.preferred) == variant_form(preferred)
        return group if same else None

    def create(
        self,
        write: Transaction,
        preferred: str,
        forms: tuple[str, ...],
        restored: int | None = None,
    ) -> VariantGroup:
        """Keeps a new group, or a removed one under its old id.

        Raises:
            InvalidVariants: There are too many groups, or a form stands in another one.
        """
        if len(self._by_id) >= MOST_GROUPS:
            raise InvalidVariants(
                f"已有 {MOST_GROUPS:,} 组同义词，不能再加。", "请先删除不再需要的组。"
            )
        group_id = write.new_ids("variant")[0] if restored is None else restored
        action: LibraryAction = "create" if restored is None else "restore"
        return self._put(write, action, group_id, preferred, forms, None)

    def rewrite(
        self, write: Transaction, group: VariantGroup, preferred: str, forms: tuple[str, ...]
    ) -> VariantGroup:
        """Changes a group; nothing is written if it is so already.

        Raises:
            InvalidVariants: A form stands in another group.
        """
        if (preferred, forms) == (group.preferred, group.forms):
            return group
        return self._put(write, "update", group.id, preferred, forms, group)

    def remove(self, write: Transaction, group: VariantGroup) -> None:
        """Removes a group."""
        write.connection.execute(sa.delete(table).where(table.c.id == group.id))
        write.record_library("variants", "delete", group.id, before=group.fields)
        del self._by_id[group.id]
        for form in group.all_forms:
            del self._owners[variant_form(form)]

    def fields_of(self, group_id: int) -> Mapping[str, Any] | None:
        """What the history keeps of a group; None if there is none of this id."""
        group = self.get(group_id)
        return group.fields if group else None

    def put_back(self, write: Transaction, group_id: int, fields: Mapping[str, Any] | None) -> None:
        """Brings a group into a state it was in before; None removes it.

        Raises:
            InvalidVariants: There are too many groups, or a form stands in another one.
        """
        group = self.get(group_id)
        if fields is None:
            if group:
                self.remove(write, group)
            return
        preferred, forms = fields["preferred"], tuple(fields["forms"])
        if group:
            self.rewrite(write, group, preferred, forms)
        else:
            self.create(write, preferred, forms, group_id)

    def _put(
        self,
        write: Transaction,
        action: LibraryAction,
        group_id: int,
        preferred: str,
        forms: tuple[str, ...],
        old: VariantGroup | None,
    ) -> VariantGroup:
        group = VariantGroup(group_id, preferred, forms, write.revision, write.actor, write.at)
        self._refuse_others_forms(group)
        values: Mapping[str, Any] = {
            **group.fields,
            "revision": group.revision,
            "actor": group.actor,
            "changed_at": group.changed_at,
        }
        if old is None:
            write.connection.execute(sa.insert(table).values(id=group_id, **values))
        else:
            write.connection.execute(sa.update(table).where(table.c.id == group_id).values(values))
            for form in old.all_forms:
                del self._owners[variant_form(form)]
        before = old.fields if old else None
        write.record_library("variants", action, group_id, before=before, after=group.fields)
        self._by_id[group_id] = group
        self._owners.update((variant_form(form), group_id) for form in group.all_forms)
        return group

    def _refuse_others_forms(self, group: VariantGroup) -> None:
        for form in group.all_forms:
            owner = self._by_id.get(self._owners.get(variant_form(form), 0))
            if owner and owner.id != group.id:
                others = "、".join(owner.forms)
                raise InvalidVariants(
                    f"“{form}”已在“{owner.preferred}（{others}）”这一组里。",
                    "一个词只能在一组里：请把新的写法加到那一组，或先把它从那里去掉。",
                )


def read_groups(connection: Connection) -> dict[int, VariantGroup]:
    """Every group by id, in the order they were made."""
    rows = connection.execute(sa.select(table).order_by(table.c.id)).mappings()
    return {row["id"]: VariantGroup(**{**row, "forms": tuple(row["forms"])}) for row in rows}
