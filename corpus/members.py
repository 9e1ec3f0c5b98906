"""Who belongs to the group, and in which role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.actor import VISITOR, Actor, Role
from corpus.database import Database
from corpus.errors import SixueError
from corpus.named_items import Fields, ItemNotFound, NamedItems, NamedRows
from corpus.rows import storable
from corpus.schema import members as table

MOST_MEMBERS = 5000
LONGEST_ADDRESS = 254
LONGEST_NAME = 30
_ADDRESS = re.compile(r"[^\s@\x00-\x1f\x7f]+@[^\s@\x00-\x1f\x7f]+")


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
            database,
            table,
            "member",
            fields,
            Member,
            "成员",
            MOST_MEMBERS,
            "admin",
            after=_refuse_no_admin,
        )

    def kept(self, connection: sa.Connection) -> NamedRows:
        """They inside one transaction, for whoever takes changes back."""
        return NamedRows(self._items, connection)

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
        clean = _clean(email)
        if not _is_address(clean):
            return VISITOR
        # Never by the folded name: addresses that only look alike belong to different people.
        query = sa.select(table.c.role).where(table.c.name == clean)
        with self._database.read() as connection:
            role: Role = connection.execute(query).scalar() or "reader"
        called = " ".join(storable(name).split())[:LONGEST_NAME] or clean.partition("@")[0]
        return Actor(called, role, clean, sha256(f"mailto:{clean}".encode()).hexdigest())

    def put(self, email: str, role: Role, note: str = "") -> Member:
        """Gives somebody a role, or another one; nothing is written if it is so already.

        Raises:
            NotAllowed: The actor is not an admin.
            InvalidMember: The address or the role is none, or nobody would be left as an admin.
        """
        self._database.actor.must_be("admin")
        fields = {"name": _clean(email), "role": role, "note": storable(note).strip()}
        if not _is_address(fields["name"]):
            raise InvalidMember(f"“{email}”不是电子邮箱地址。", "请写成 姓名@单位.cn 这样的地址。")
        if role not in get_args(Role) or role == "visitor":
            raise InvalidMember("没有这种角色。", "请选读者、编辑或管理员。")
        known = next((m for m in self._items.all() if m.name == fields["name"]), None)
        if known is None:
            return self._items.create(fields)
        return self._items.change(known.id, lambda _: fields, expected=None)

    def remove(self, email: str) -> None:
        """Takes somebody's role away: they are a reader like everybody who can log in.

        Raises:
            NotAllowed: The actor is not an admin.
            ItemNotFound: They have none.
            InvalidMember: Nobody would be left as an admin.
        """
        for member in self.all():
            if member.name == _clean(email):
                self._items.remove(member.id)
                return
        raise ItemNotFound(f"没有成员 {email}。", "请刷新页面再看。")

    def undo(self, member_id: int) -> Member | None:
        """Takes the last change of a member back; done again, the one before it.

        Returns:
            What they are now; None if they were no member before.

        Raises:
            NotAllowed: The actor is not an admin.
            ItemNotFound: There is nothing to take back.
            InvalidMember: Nobody would be left as an admin.
        """
        return self._items.undo(member_id)


def _clean(email: str) -> str:
    """An address as it is compared: in lower case, beyond ASCII letter by letter."""
    clean = email.strip()
    return clean.lower() if clean.isascii() else clean


def _is_address(email: str) -> bool:
    return len(email) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(email) is not None


def _refuse_no_admin(connection: Connection, before: Fields) -> None:
    """Whoever is an admin stays one as long as there is no other."""
    if before["role"] != "admin":
        return
    query = sa.select(table.c.id).where(table.c.role == "admin").limit(1)
    if connection.execute(query).one_or_none() is None:
        raise InvalidMember("这是唯一的管理员。", "请先让另一位成员当管理员。")
