"""Named things a library keeps beside its articles: created, changed, removed, undone alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.actor import Role
from corpus.database import Counted, Database, LibraryAction, LibraryKind, Transaction
from corpus.errors import SixueError
from corpus.rows import storable
from corpus.schema import library_history
from corpus.tags import fold_tag

LONGEST_NAME = 60
T = TypeVar("T")
Fields = Mapping[str, Any]


class ItemNotFound(SixueError):
    """Nothing has this id, or it was removed."""


class InvalidItem(SixueError):
    """It cannot be kept like this."""


class NameInUse(InvalidItem):
    """Another one has this name."""


class ItemChanged(InvalidItem):
    """Somebody else has changed it in the meantime."""


def clean_name(name: str) -> str:
    """A name as it is kept.

    Raises:
        InvalidItem: It is blank or too long.
    """
    clean = " ".join(storable(name).split())
    if not fold_tag(clean) or len(clean) > LONGEST_NAME:
        problem = f"名称太长：{len(clean)} 个字。" if fold_tag(clean) else "名称不能是空的。"
        raise InvalidItem(problem, f"请写 1 到 {LONGEST_NAME} 个字。")
    return clean


def states_of(changes: Iterable[tuple[str, Fields | None]]) -> list[Fields | None]:
    """What something was, change by change, without what was taken back already.

    Args:
        changes: Action and what it was then, in order; None before it was made and once removed.
    """
    states: list[Fields | None] = [None]
    for action, after in changes:
        if action == "restore" and after in states:
            while states[-1] != after:
                states.pop()
        else:
            states.append(after)
    return states


class NamedItems(Generic[T]):
    """The rows of one kind; what stands in them is the business of its users.

    Args:
        database: Where they are kept.
        table: With the columns id, name, folded, revision, actor, changed_at and `fields`.
        kind: Of their history.
        fields: What the history keeps of each, its name among them.
        make: Makes an item of the columns of its row, without `folded`.
        what: What they are called, in Chinese.
        most: How many there may be.
        needs: Who may write them.
        after: Called within the transaction once an item of these fields was changed or removed;
            what it raises undoes that.
    """

    def __init__(
        self,
        database: Database,
        table: sa.Table,
        kind: LibraryKind,
        fields: tuple[str, ...],
        make: Callable[..., T],
        what: str,
        most: int,
        needs: Role = "editor",
        after: Callable[[Connection, Fields], None] | None = None,
    ) -> None:
        self._database = database
        self._table = table
        self._kind = kind
        self._fields = fields
        self._make = make
        self._what = what
        self._most = most
        self._needs = needs
        self._after = after

    def all(self) -> list[T]:
        """Every one, in the order they were made."""
        with self._database.read() as connection:
            rows = connection.execute(sa.select(self._table).order_by(self._table.c.id))
            return [self._item(dict(row)) for row in rows.mappings()]

    def get(self, item_id: int) -> T:
        """The one of an id.

        Raises:
            ItemNotFound: None has this id.
        """
        with self._database.read() as connection:
            return self._item(self._row(connection, item_id))

    def create(self, fields: Fields) -> T:
        """Keeps a new one; one that is there just so is not made twice.

        Raises:
            InvalidItem: Its name cannot be kept, is taken, or there are too many.
        """
        with self._database.write(self._needs) as write:
            counted: Counted = self._kind  # type: ignore[assignment]
            new = self._clean(fields)
            there = self._named(write.connection, new["name"])
            if there is not None and self._fields_in(there) == new:
                return self._item(there)
            return self._insert(write, "create", write.new_ids(counted)[0], new)

    def change(self, item_id: int, edit: Callable[[Fields], Fields], *, expected: int | None) -> T:
        """Changes one; nothing is written if it is so already.

        Args:
            item_id: Which one.
            edit: Makes new fields of those it has; may raise InvalidItem.
            expected: The revision the caller has seen; None if any is right.

        Raises:
            ItemNotFound: None has this id.
            ItemChanged: It is of another revision by now.
            InvalidItem: It cannot be kept like this.
        """
        with self._database.write(self._needs) as write:
            row = self._row(write.connection, item_id)
            if expected is not None and row["revision"] != expected:
                raise ItemChanged(
                    f"{self._what}“{row['name']}”刚刚被别人改过，您的修改没有保存。",
                    "请看过现在的内容，再改一次。",
                )
            old = self._fields_in(row)
            new = self._clean(edit(old))
            return (
                self._item(row) if new == old else self._update(write, "update", item_id, old, new)
            )

    def remove(self, item_id: int) -> None:
        """Removes one; `undo` brings it back.

        Raises:
            ItemNotFound: None has this id.
        """
        with self._database.write(self._needs) as write:
            self._delete(write, self._row(write.connection, item_id))

    def undo(self, item_id: int) -> T | None:
        """Takes the last change back; done again, the one before it.

        Returns:
            What it is now; None if its creation was taken back.

        Raises:
            ItemNotFound: There is nothing to take back.
            InvalidItem: Another one has its name by now.
        """
        with self._database.write(self._needs) as write:
            states = self._states(write.connection, item_id)
            if len(states) < 2:
                raise ItemNotFound(f"{self._what}没有可以撤销的修改。", "它就是最初的样子。")
            return self.put_back(write, item_id, states[-2])

    def fields_of(self, connection: Connection, item_id: int) -> Fields | None:
        """What the history keeps of an item; None if it is not there."""
        row = self._find(connection, item_id)
        return None if row is None else self._fields_in(row)

    def put_back(self, write: Transaction, item_id: int, fields: Fields | None) -> T | None:
        """Brings an item into a state it was in before, as part of a write; None removes it.

        Returns:
            What it is now.

        Raises:
            InvalidItem: Another one has its name by now, or there are too many.
        """
        row = self._find(write.connection, item_id)
        if fields is None:
            if row is not None:
                self._delete(write, row, "restore")
            return None
        if row is None:
            return self._insert(write, "restore", item_id, fields)
        return self._update(write, "restore", item_id, self._fields_in(row), fields)

    def inside(self, connection: Connection) -> NamedRows:
        """The items inside one transaction, as `corpus.kept_items` takes them."""
        return NamedRows(self, connection)

    def _states(self, connection: Connection, item_id: int) -> list[Fields | None]:
        """What it was, change by change, without what was taken back already."""
        query = (
            sa.select(library_history.c.action, library_history.c.after)
            .where(library_history.c.kind == self._kind, library_history.c.item_id == item_id)
            .order_by(library_history.c.id)
        )
        return states_of((row.action, row.after) for row in connection.execute(query))

    def _clean(self, fields: Fields) -> dict[str, Any]:
        return {**fields, "name": clean_name(str(fields["name"]))}

    def _insert(self, write: Transaction, action: LibraryAction, item_id: int, fields: Fields) -> T:
        self._refuse_taken(write, item_id, fields)
        count = sa.select(sa.func.count()).select_from(self._table)
        if write.connection.execute(count).scalar_one() >= self._most:
            raise InvalidItem(f"已有 {self._most:,} 个{self._what}。", "请先删除不再需要的。")
        row = self._columns(write, item_id, fields)
        write.connection.execute(sa.insert(self._table).values(row))
        write.record_library(self._kind, action, item_id, after=fields)
        return self._item(row)

    def _update(
        self, write: Transaction, action: LibraryAction, item_id: int, old: Fields, new: Fields
    ) -> T:
        self._refuse_taken(write, item_id, new)
        row = self._columns(write, item_id, new)
        where = self._table.c.id == item_id
        write.connection.execute(sa.update(self._table).where(where).values(row))
        write.record_library(self._kind, action, item_id, before=old, after=new)
        if self._after:
            self._after(write.connection, old)
        return self._item(row)

    def _delete(
        self, write: Transaction, row: Mapping[str, Any], action: LibraryAction = "delete"
    ) -> None:
        write.connection.execute(sa.delete(self._table).where(self._table.c.id == row["id"]))
        before = self._fields_in(row)
        write.record_library(self._kind, action, row["id"], before=before)
        if self._after:
            self._after(write.connection, before)

    def _refuse_taken(self, write: Transaction, item_id: int, fields: Fields) -> None:
        other = self._named(write.connection, fields["name"])
        if other is not None and other["id"] != item_id:
            raise NameInUse(
                f"已另有一个名为“{other['name']}”的{self._what}。",
                "请换一个名称，或先给那一个改名。",
            )

    def _row(self, connection: Connection, item_id: int) -> Mapping[str, Any]:
        found = self._find(connection, item_id)
        if found is None:
            raise ItemNotFound(f"没有这个{self._what}。", "它可能刚被别人删除，请刷新页面再看。")
        return found

    def _find(self, connection: Connection, item_id: int) -> Mapping[str, Any] | None:
        return self._one(connection, self._table.c.id == item_id) if 0 < item_id < 2**63 else None

    def _named(self, connection: Connection, name: str) -> Mapping[str, Any] | None:
        return self._one(connection, self._table.c.folded == fold_tag(name))

    def _one(
        self, connection: Connection, where: sa.ColumnElement[bool]
    ) -> Mapping[str, Any] | None:
        found = connection.execute(sa.select(self._table).where(where)).mappings().one_or_none()
        return None if found is None else dict(found)

    def _fields_in(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {name: row[name] for name in self._fields}

    def _columns(self, write: Transaction, item_id: int, fields: Fields) -> dict[str, Any]:
        return {
            **fields,
            "id": item_id,
            "folded": fold_tag(fields["name"]),
            "revision": write.revision,
            "actor": write.actor,
            "changed_at": write.at,
        }

    def _item(self, row: Mapping[str, Any]) -> T:
        return self._make(**{name: value for name, value in row.items() if name != "folded"})


class NamedRows:
    """Named items inside one transaction."""

    def __init__(self, items: NamedItems[Any], connection: Connection) -> None:
        self._items = items
        self._connection = connection

    def fields_of(self, item_id: int) -> Fields | None:
        """What the history keeps of an item; None if it is not there."""
        return self._items.fields_of(self._connection, item_id)

    def put_back(self, write: Transaction, item_id: int, fields: Fields | None) -> None:
        """Brings an item into a state it was in before; see `NamedItems.put_back`."""
        self._items.put_back(write, item_id, fields)
