"""Searches that were given a name, so that everybody in the group finds them again."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.database import Database, LibraryAction, Transaction
from corpus.errors import SixueError
from corpus.history import fields_of_removed
from corpus.kept_items import Fields
from corpus.rows import storable
from corpus.schema import saved_searches as table
from corpus.tags import fold_tag

Page = Literal["search", "concordance", "themes"]

LONGEST_NAME = 60
LONGEST_ADDRESS = 20_000
MOST = 1000


class InvalidSavedSearch(SixueError):
    """A search cannot be saved like this."""


class NameTaken(InvalidSavedSearch):
    """Another saved search has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"已有一个名为“{name}”的检索。", "请换一个名称，或者选择用现在的检索替换它。"
        )


class SavedSearchNotFound(SixueError):
    """No saved search with this id, or it was removed."""

    def __init__(self) -> None:
        super().__init__("没有这个保存的检索。", "它可能刚被别人删除，请刷新页面再看。")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A page and what it shows.

    Attributes:
        id: Never given to another one.
        name: As it was given.
        page: Which page.
        address: The query string of its URL.
        revision: The archive's revision that last changed it.
        actor: Who saved it.
        created_at: When, UTC.
    """

    id: int
    name: str
    page: Page
    address: str
    revision: int
    actor: str
    created_at: datetime


class SavedSearches:
    """The saved searches of one archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[SavedSearch]:
        """Every saved search, the last saved first."""
        query = sa.select(table).order_by(table.c.created_at.desc(), table.c.id.desc())
        with self._database.read() as connection:
            return _read(connection, query)

    def save(
        self,
        name: str,
        page: Page,
        address: str,
        *,
        replace: bool = False,
    ) -> SavedSearch:
        """Saves a page under a name; one that is there just so is not saved twice.

        Args:
            name: 1 to 60 characters.
            page: Which page.
            address: The query string of its URL; may be empty.
            replace: True to replace the one that has this name.

        Raises:
            NameTaken: Another one has this name and is not to be replaced.
            InvalidSavedSearch: The name or the address cannot be kept.
        """
        clean = _clean_name(name)
        fields = {"name": clean, "page": page, "address": _clean_address(page, address)}
        with self._database.write("reader") as write:
            there = _named(write.connection, clean)
            if there is None:
                return _create(write, "create", write.new_ids("saved_search")[0], fields)
            if not replace and _fields(there) != fields:
                raise NameTaken(there.name)
            return _update(write, there, fields)

    def rename(self, search_id: int, name: str) -> SavedSearch:
        """Gives a saved search another name.

        Raises:
            SavedSearchNotFound: None has this id.
            NameTaken: Another one has this name.
            InvalidSavedSearch: The name cannot be kept.
        """
        clean = _clean_name(name)
        with self._database.write("reader") as write:
            search = _found(write.connection, search_id)
            there = _named(write.connection, clean)
            if there is not None and there.id != search_id:
                raise NameTaken(there.name)
            return _update(write, search, {**_fields(search), "name": clean})

    def remove(self, search_id: int) -> None:
        """Removes a saved search; `restore` brings it back.

        Raises:
            SavedSearchNotFound: None has this id.
        """
        with self._database.write("reader") as write:
            _delete(write, _found(write.connection, search_id))

    def restore(self, search_id: int) -> SavedSearch:
        """Brings a removed saved search back; one that is there stays as it is.

        Raises:
            SavedSearchNotFound: There never was one with this id.
            InvalidSavedSearch: Another one has its name by now.
        """
        with self._database.write("reader") as write:
            there = _with_id(write.connection, search_id)
            if there is not None:
                return there
            fields = fields_of_removed(write.connection, "saved_search", search_id)
            if fields is None:
                raise SavedSearchNotFound
            SavedRows(write.connection).put_back(write, search_id, fields)
            return _found(write.connection, search_id)


class SavedRows:
    """The saved searches inside one transaction, as `corpus.kept_items` takes them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def fields_of(self, search_id: int) -> Fields | None:
        """What the history keeps of a saved search; None if there is none of this id."""
        search = _with_id(self._connection, search_id)
        return _fields(search) if search else None

    def put_back(self, write: Transaction, search_id: int, fields: Fields | None) -> None:
        """Brings a saved search into a state it was in before; None removes it.

        Raises:
            InvalidSavedSearch: Another one has its name by now, or there are too many.
        """
        now = _with_id(self._connection, search_id)
        if fields is None:
            if now:
                _delete(write, now)
            return
        other = _named(self._connection, fields["name"])
        if other is not None and other.id != search_id:
            raise InvalidSavedSearch(
                f"已另有一个名为“{other.name}”的检索，放不回去。",
                "请先给那一个改名或删除它，再把这一个放回来。",
            )
        if now:
            _update(write, now, dict(fields))
        else:
            _create(write, "restore", search_id, dict(fields))


def _clean_name(name: str) -> str:
    clean = " ".join(storable(name).split())
    if not fold_tag(clean) or len(clean) > LONGEST_NAME:
        problem = f"名称太长：{len(clean)} 个字。" if fold_tag(clean) else "名称不能是空的。"
        raise InvalidSavedSearch(problem, f"请写 1 到 {LONGEST_NAME} 个字。")
    return clean


def _clean_address(page: str, address: str) -> str:
    clean = address.removeprefix("?")
    if page not in get_args(Page) or not clean.isprintable() or len(clean) > LONGEST_ADDRESS:
        raise InvalidSavedSearch("这个页面的网址不能保存。", "请减少检索词或筛选条件后再保存。")
    return storable(clean)


def _fields(search: SavedSearch) -> dict[str, Any]:
    return {"name": search.name, "page": search.page, "address": search.address}


def _create(
    write: Transaction, action: LibraryAction, search_id: int, fields: dict[str, Any]
) -> SavedSearch:
    count = sa.select(sa.func.count()).select_from(table)
    if write.connection.execute(count).scalar_one() >= MOST:
        raise InvalidSavedSearch(f"已经保存了 {MOST:,} 个检索。", "请先删除不再需要的。")
    search = SavedSearch(
        search_id, **fields, revision=write.revision, actor=write.actor, created_at=write.at
    )
    write.connection.execute(sa.insert(table).values(_row(search)))
    write.record_library("saved_search", action, search_id, after=fields)
    return search


def _delete(write: Transaction, search: SavedSearch) -> None:
    write.connection.execute(sa.delete(table).where(table.c.id == search.id))
    write.record_library("saved_search", "delete", search.id, before=_fields(search))


def _update(write: Transaction, old: SavedSearch, fields: dict[str, Any]) -> SavedSearch:
    if fields == _fields(old):
        return old
    search = dataclasses.replace(old, **fields, revision=write.revision, actor=write.actor)
    write.connection.execute(sa.update(table).where(table.c.id == old.id).values(_row(search)))
    write.record_library("saved_search", "update", old.id, before=_fields(old), after=fields)
    return search


def _row(search: SavedSearch) -> dict[str, Any]:
    return {
        **_fields(search),
        "id": search.id,
        "folded": fold_tag(search.name),
        "revision": search.revision,
        "actor": search.actor,
        "created_at": search.created_at,
    }


def _read(connection: Connection, query: sa.Select[Any]) -> list[SavedSearch]:
    rows = connection.execute(query).mappings()
    return [
        SavedSearch(**{name: value for name, value in row.items() if name != "folded"})
        for row in rows
    ]


def _with_id(connection: Connection, search_id: int) -> SavedSearch | None:
    if not 0 < search_id < 2**63:
        return None
    found = _read(connection, sa.select(table).where(table.c.id == search_id))
    return found[0] if found else None


def _found(connection: Connection, search_id: int) -> SavedSearch:
    search = _with_id(connection, search_id)
    if search is None:
        raise SavedSearchNotFound
    return search


def _named(connection: Connection, name: str) -> SavedSearch | None:
    found = _read(connection, sa.select(table).where(table.c.folded == fold_tag(name)))
    return found[0] if found else None
