"""The rows of boards, of what stands on them and of their history, inside one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.board import Board, BoardItem
from corpus.board_schema import board_history, boards, exhibits
from corpus.exhibit import Exhibit
from corpus.named_items import InvalidItem, ItemNotFound, NameInUse
from corpus.rows import storable
from corpus.tags import fold_tag

LARGEST_EXHIBIT = 1_000_000
"""Characters of an exhibit as JSON."""
Fields = Mapping[str, Any]


def board_of(row: sa.RowMapping) -> Board:
    """The board of a row."""
    fields = {name: value for name, value in row.items() if name != "removed_at"}
    return Board(**{**fields, "items": tuple(BoardItem(**one) for one in row["items"])})


def row_of(connection: Connection, board_id: int) -> sa.RowMapping:
    """The row of a board.

    Raises:
        ItemNotFound: None has this id.
    """
    found = None
    if 0 < board_id < 2**63:
        query = sa.select(boards).where(boards.c.id == board_id, boards.c.removed_at.is_(None))
        found = connection.execute(query).mappings().one_or_none()
    if found is None:
        raise ItemNotFound("没有这个专题板。", "它可能刚被别人删除，请刷新页面再看。")
    return found


def refuse_taken(connection: Connection, board_id: int, name: str) -> None:
    """Refuses a name that another board has.

    Raises:
        NameInUse: It has.
    """
    query = sa.select(boards.c.name).where(boards.c.removed_at.is_(None))
    others = connection.execute(query.where(boards.c.id != board_id))
    if any(fold_tag(other.name) == fold_tag(name) for other in others):
        raise NameInUse(f"已另有一个名为“{name}”的专题板。", "请换一个名称，或先给那一个改名。")


def keep(connection: Connection, exhibit: Exhibit) -> str:
    """Keeps an exhibit, unless it is kept; gives its id.

    Raises:
        InvalidItem: It is too large.
    """
    data = exhibit.as_json()
    written = storable(json.dumps(data, ensure_ascii=False, sort_keys=True))
    if len(written) > LARGEST_EXHIBIT:
        raise InvalidItem("这一项的内容太多，放不进专题板。", "请缩小范围再加入。")
    name = sha256(written.encode()).hexdigest()[:32]
    there = sa.select(exhibits.c.id).where(exhibits.c.id == name)
    if connection.execute(there).scalar() is None:
        connection.execute(sa.insert(exhibits).values(id=name, data=json.loads(written)))
    return name


def insert(connection: Connection, actor: str, fields: Fields) -> int:
    """Keeps a new board; gives its id."""
    row = {**fields, "actor": actor, "changed_at": datetime.now(UTC), "version": 1}
    made: int = connection.execute(
        sa.insert(boards).values(row).returning(boards.c.id)
    ).scalar_one()
    _record(connection, made, actor, "create", fields)
    return made


def put(
    connection: Connection, board_id: int, actor: str, action: str, fields: Fields | None
) -> None:
    """Brings a board into another state and records that; None removes it."""
    now = datetime.now(UTC)
    values = {
        **(fields or {}),
        "actor": actor,
        "changed_at": now,
        "version": boards.c.version + 1,
        "removed_at": now if fields is None else None,
    }
    connection.execute(sa.update(boards).where(boards.c.id == board_id).values(values))
    _record(connection, board_id, actor, action, fields)


def _record(
    connection: Connection, board_id: int, actor: str, action: str, after: Fields | None
) -> None:
    row = {"board_id": board_id, "at": datetime.now(UTC), "actor": actor}
    connection.execute(sa.insert(board_history).values({**row, "action": action, "after": after}))
