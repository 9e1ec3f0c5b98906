"""The boards of an archive: made, filled, ordered, renewed, frozen, and every change undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.board import Board, BoardItem
from corpus.board_rows import board_of, insert, keep, put, refuse_taken, row_of
from corpus.board_schema import board_history, boards, exhibits
from corpus.database import Database
from corpus.exhibit import Exhibit
from corpus.named_items import (
    InvalidItem,
    ItemChanged,
    ItemNotFound,
    clean_name,
    states_of,
)
from corpus.rows import storable
from corpus.schema import history, library_history

MOST_BOARDS = 500
MOST_ITEMS = 60
LONGEST_TITLE = 60
LONGEST_TAKEAWAY = 120
LONGEST_NOTES = 2000
SHOWN_KINDS = ("variants", "dictionary_word", "tag", "theme_set", "theme_card")
"""What the library keeps beside articles and charts are made of."""
Fields = dict[str, Any]
Edit = Callable[[Fields], Fields]


class Boards:
    """The boards of one archive; safe to share between threads.

    Args:
        database: Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._actor = database.actor.name

    def all(self) -> list[Board]:
        """Every board, the one changed last first."""
        query = sa.select(boards).where(boards.c.removed_at.is_(None))
        with self._database.read() as connection:
            found = connection.execute(query.order_by(boards.c.changed_at.desc(), boards.c.id))
            return [board_of(row) for row in found.mappings()]

    def get(self, board_id: int) -> Board:
        """One board.

        Raises:
            ItemNotFound: None has this id.
        """
        with self._database.read() as connection:
            return board_of(row_of(connection, board_id))

    def exhibits(self, board: Board) -> dict[str, Exhibit]:
        """What stands on a board, by id."""
        wanted = {item.exhibit for item in board.items}
        query = sa.select(exhibits).where(exhibits.c.id.in_(wanted))
        with self._database.read() as connection:
            return {row.id: Exhibit.from_json(row.data) for row in connection.execute(query)}

    def shown_revision(self) -> int:
        """The archive's revision at which something that charts are made of was changed last."""
        articles = sa.select(sa.func.max(history.c.revision))
        lists = sa.select(sa.func.max(library_history.c.revision)).where(
            library_history.c.kind.in_(SHOWN_KINDS)
        )
        with self._database.read() as connection:
            found = [connection.execute(query).scalar() or 0 for query in (articles, lists)]
        return max(found)

    def create(self, name: str, note: str = "") -> Board:
        """Makes an empty board.

        Args:
            name: 1 to 60 characters.
            note: Anything.

        Raises:
            InvalidItem: It cannot be kept like this, or the name is taken.
        """
        new: Fields = {
            "name": clean_name(name),
            "note": _text(note, LONGEST_NOTES, "说明"),
            "items": [],
            "frozen": False,
        }
        with self._database.write_beside("reader") as connection:
            refuse_taken(connection, 0, new["name"])
            count = sa.select(sa.func.count()).where(boards.c.removed_at.is_(None))
            if connection.execute(count).scalar_one() >= MOST_BOARDS:
                raise InvalidItem(f"已有 {MOST_BOARDS} 个专题板。", "请先删除不再需要的。")
            board_id = insert(connection, self._actor, new)
            return board_of(row_of(connection, board_id))

    def change(
        self,
        board_id: int,
        *,
        name: str | None = None,
        note: str | None = None,
        frozen: bool | None = None,
        expected_version: int | None = None,
    ) -> Board:
        """Changes what is given of a board.

        Raises:
            ItemNotFound: None has this id.
            ItemChanged: It is of another version than expected.
            InvalidItem: As for `create`.
        """
        given: Fields = {"frozen": frozen}
        if name is not None:
            given["name"] = clean_name(name)
        if note is not None:
            given["note"] = _text(note, LONGEST_NOTES, "说明")
        new = {key: value for key, value in given.items() if value is not None}
        return self._edit(board_id, lambda old: {**old, **new}, expected_version)

    def add(self, board_id: int, exhibit: Exhibit, takeaway: str = "") -> Board:
        """Puts something at the end of a board; what stands there just so is not put twice.

        Raises:
            ItemNotFound: No board has this id.
            InvalidItem: The board is full, or what is shown is too large.
        """
        said = _text(takeaway, LONGEST_TAKEAWAY, "要点")
        item = BoardItem(0, "", exhibit.title[:LONGEST_TITLE], said)

        def edit(connection: Connection, old: Fields) -> Fields:
            kept = keep(connection, exhibit)
            items = old["items"]
            if any(one["exhibit"] == kept for one in items):
                return old
            if len(items) >= MOST_ITEMS:
                raise InvalidItem(
                    f"一个专题板最多 {MOST_ITEMS} 项。", "请先移出几项，或者另建一个专题板。"
                )
            key = max((one["key"] for one in items), default=0) + 1
            return {**old, "items": [*items, asdict(replace(item, key=key, exhibit=kept))]}

        return self._change(board_id, edit)

    def renew(self, board_id: int, key: int, exhibit: Exhibit) -> Board:
        """Shows newer numbers in place of those an item has; its words stay.

        Raises:
            ItemNotFound: No board has this id, or no item of it this key.
            InvalidItem: The board is frozen, or what is shown is too large.
        """

        def edit(connection: Connection, old: Fields) -> Fields:
            if old["frozen"]:
                raise InvalidItem("这个专题板是定格的，图不会变。", "要更新，请先取消定格。")
            return _with_item(old, key, {"exhibit": keep(connection, exhibit)})

        return self._change(board_id, edit)

    def say(
        self,
        board_id: int,
        key: int,
        *,
        title: str | None = None,
        takeaway: str | None = None,
        notes: str | None = None,
    ) -> Board:
        """Changes what is given of the words of an item.

        Raises:
            ItemNotFound: No board has this id, or no item of it this key.
            InvalidItem: One of them is too long.
        """
        given = {
            "title": None if title is None else _text(title, LONGEST_TITLE, "标题"),
            "takeaway": None if takeaway is None else _text(takeaway, LONGEST_TAKEAWAY, "要点"),
            "notes": None if notes is None else _text(notes, LONGEST_NOTES, "讲稿"),
        }
        new = {name: value for name, value in given.items() if value is not None}
        return self._edit(board_id, lambda old: _with_item(old, key, new))

    def move(self, board_id: int, key: int, place: int) -> Board:
        """Moves an item within a board.

        Args:
            board_id: Which board.
            key: Which of its items.
            place: Where it stands then, from 0; what lies beyond an end means that end.

        Raises:
            ItemNotFound: No board has this id, or no item of it this key.
        """

        def edit(old: Fields) -> Fields:
            one = _item(old, key)
            items = [item for item in old["items"] if item["key"] != key]
            items.insert(max(0, place), one)
            return {**old, "items": items}

        return self._edit(board_id, edit)

    def take(self, board_id: int, key: int) -> Board:
        """Takes an item off a board; nothing if it is not there.

        Raises:
            ItemNotFound: No board has this id.
        """

        def edit(old: Fields) -> Fields:
            return {**old, "items": [one for one in old["items"] if one["key"] != key]}

        return self._edit(board_id, edit)

    def remove(self, board_id: int) -> None:
        """Removes a board; `undo` brings it back.

        Raises:
            ItemNotFound: None has this id.
        """
        with self._database.write_beside("reader") as connection:
            row_of(connection, board_id)
            put(connection, board_id, self._actor, "delete", None)

    def undo(self, board_id: int) -> Board | None:
        """Takes the last change of a board back, and the one before it if asked again.

        Returns:
            The board as it is then; None if its creation was taken back.

        Raises:
            ItemNotFound: There is nothing to take back.
            InvalidItem: Another board has its name by now.
        """
        query = sa.select(board_history.c.action, board_history.c.after).where(
            board_history.c.board_id == board_id
        )
        with self._database.write_beside("reader") as connection:
            changes = connection.execute(query.order_by(board_history.c.id))
            states = states_of((change.action, change.after) for change in changes)
            if len(states) < 2:
                raise ItemNotFound("专题板没有可以撤销的修改。", "它就是最初的样子。")
            before = states[-2]
            if before is not None:
                refuse_taken(connection, board_id, before["name"])
            put(connection, board_id, self._actor, "restore", before)
            return None if before is None else board_of(row_of(connection, board_id))

    def _edit(self, board_id: int, edit: Edit, expected: int | None = None) -> Board:
        return self._change(board_id, lambda _, old: edit(old), expected)

    def _change(
        self,
        board_id: int,
        edit: Callable[[Connection, Fields], Fields],
        expected: int | None = None,
    ) -> Board:
        with self._database.write_beside("reader") as connection:
            row = row_of(connection, board_id)
            if expected is not None and row["version"] != expected:
                raise ItemChanged(
                    f"专题板“{row['name']}”刚刚被别人改过，您的修改没有保存。",
                    "请看过现在的内容，再改一次。",
                )
            old = {name: row[name] for name in ("name", "note", "items", "frozen")}
            new = edit(connection, old)
            if new == old:
                return board_of(row)
            refuse_taken(connection, board_id, new["name"])
            put(connection, board_id, self._actor, "update", new)
            return board_of(row_of(connection, board_id))


def _item(fields: Fields, key: int) -> Fields:
    found: Fields | None = next((one for one in fields["items"] if one["key"] == key), None)
    if found is None:
        raise ItemNotFound("这一项不在专题板上。", "它可能刚被别人移出，请刷新页面再看。")
    return found


def _with_item(fields: Fields, key: int, new: Fields) -> Fields:
    _item(fields, key)
    items = [{**one, **new} if one["key"] == key else one for one in fields["items"]]
    return {**fields, "items": items}


def _text(text: str, longest: int, what: str) -> str:
    clean = storable(text).strip()
    if len(clean) > longest:
        raise InvalidItem(f"{what}太长：{len(clean)} 个字。", f"请写在 {longest} 字以内。")
    return clean
