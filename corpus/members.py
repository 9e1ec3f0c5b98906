"""Who belongs to the group, and in which role."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

import sqlalchemy as sa

from corpus.actor import VISITOR, Actor, Role
from corpus.database import Database, Transaction
from corpus.errors import SixueError
from corpus.named_items import Fields, ItemNotFound, NamedItems, NamedRows
from corpus.schema import members as table
from corpus.tags import fold_tag

MOST_MEMBERS = 5000
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")


class InvalidMember(SixueError):
    """A member cannot be kept like this."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role.

    Attributes:
        id: Never given to another member.
        name: The e-mail address by which the login knows them, in lower case.
        role: reader, editor or admin.
        note: Who it is, in free words.
        revision: Of the last change.
        actor: Who made it.
        changed_at: When, UTC.
    """

    id: int
    name: str
    role: Role
    note: str
    revision: int
    actor: str
    changed_at: datetime


class Members:
    """The members of one archive.

    Args:
        database: Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        fields = ("name", "role", "note")
        self._items = NamedItems(
            database, table, "member", fields, Member, "成员", MOST_MEMBERS, "admin"
        )

    def kept(self, connection: sa.Connection) -> MemberRows:
        """They inside one transaction, for whoever takes changes back."""
        return MemberRows(self._items, connection)

    def all(self) -> list[Member]:
        """Everybody with a role, in the order they were added.

        Raises:
            NotAllowed: Whoever asks is not an admin; addresses are nobody else's business.
        """
        self._database.actor.must_be("admin")
        return self._items.all()

    def actor_of(self, email: str, name: str = "") -> Actor:
        """Whoever has proved to own an address; without a role of their own they are readers.

        Args:
            email: The address, proved by the login.
            name: What the login calls them; the address up to its @ if empty.
        """
        clean = email.strip().lower()
        if not _ADDRESS.fullmatch(clean):
            return VISITOR
        query = sa.select(table.c.role).where(table.c.folded == fold_tag(clean))
        with self._database.read() as connection:
            role: Role = connection.execute(query).scalar() or "reader"
        return Actor(name.strip() or clean.partition("@")[0], role, clean)

    def put(self, email: str, role: Role, note: str = "") -> Member:
        """Gives somebody a role, or another one; nothing is written if it is so already.

        Raises:
            NotAllowed: The actor is not an admin.
            InvalidMember: The address or the role is none, or nobody would be left as an admin.
        """
        self._database.actor.must_be("admin")
        fields = {"name": email.strip().lower(), "role": role, "note": note.strip()}
        if not _ADDRESS.fullmatch(fields["name"]):
            raise InvalidMember(f"“{email}”不是电子邮箱地址。", "请写成 姓名@单位.cn 这样的地址。")
        if role not in get_args(Role) or role == "visitor":
            raise InvalidMember("没有这种角色。", "请选读者、编辑或管理员。")
        known = next((m for m in self._items.all() if m.name == fields["name"]), None)
        if known is None:
            return self._items.create(fields)

        def edit(old: Mapping[str, Any]) -> Mapping[str, Any]:
            others = (m for m in self._items.all() if m.id != known.id)
            if old["role"] == "admin" and role != "admin":
                _refuse_none(any(m.role == "admin" for m in others))
            return fields

        return self._items.change(known.id, edit, expected=None)

    def remove(self, email: str) -> None:
        """Takes somebody's role away: they are a reader like everybody who can log in.

        Raises:
            NotAllowed: The actor is not an admin.
            ItemNotFound: They have none.
            InvalidMember: Nobody would be left as an admin.
        """
        for member in self.all():
            if member.name == email.strip().lower():
                self.put(member.name, "reader", member.note)
                self._items.remove(member.id)
                return
        raise ItemNotFound(f"没有成员 {email}。", "请刷新页面再看。")


class MemberRows(NamedRows):
    """The members inside one transaction."""

    def put_back(self, write: Transaction, item_id: int, fields: Fields | None) -> None:
        """Gives somebody the role they had before; None takes it away.

        Raises:
            InvalidMember: Nobody would be left as an admin.
        """
        now = self.fields_of(item_id)
        if now and now["role"] == "admin" and (fields is None or fields["role"] != "admin"):
            admins = sa.select(table.c.id).where(table.c.role == "admin", table.c.id != item_id)
            _refuse_none(write.connection.execute(admins).first() is not None)
        super().put_back(write, item_id, fields)


def _refuse_none(left: bool) -> None:
    if not left:
        raise InvalidMember("这是唯一的管理员。", "请先让另一位成员当管理员。")
