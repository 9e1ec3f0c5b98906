"""Do the boards agree with their history, and is what stands on them there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.board_schema import board_history, boards, exhibits

_FIELDS = ("name", "note", "items", "frozen")


def board_problems(connection: Connection) -> Iterator[str]:
    """What does not agree, in Chinese."""
    there = set(connection.execute(sa.select(exhibits.c.id)).scalars())
    last: dict[int, Any] = {}
    for change in connection.execute(sa.select(board_history).order_by(board_history.c.id)):
        last[change.board_id] = change.after
    for row in connection.execute(sa.select(boards).order_by(boards.c.id)).mappings():
        now = None if row["removed_at"] else {name: row[name] for name in _FIELDS}
        if last.get(row["id"]) != now:
            yield f"第 {row['id']} 个专题板与它的修改历史不一致；请用备份恢复。"
        lost = sum(item["exhibit"] not in there for item in row["items"])
        if lost:
            yield f"第 {row['id']} 个专题板有 {lost} 项的内容不见了；请用备份恢复。"
