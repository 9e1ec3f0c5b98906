"""Do the lists beside the articles agree with their history?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.database import LibraryKind
from corpus.schema import (
    dictionary_words,
    library_history,
    reading_lists,
    saved_searches,
    submissions,
    theme_cards,
    theme_sets,
    variants,
)
from corpus.submission import HISTORY_FIELDS

_LISTS: tuple[tuple[LibraryKind, sa.Table, str, tuple[str, ...]], ...] = (
    ("variants", variants, "同义词第 {} 组", ("preferred", "forms")),
    ("saved_search", saved_searches, "第 {} 个保存的检索", ("name", "page", "address")),
    (
        "dictionary_word",
        dictionary_words,
        "词典第 {} 个词",
        ("word", "kind", "frequency", "pos"),
    ),
    ("theme_set", theme_sets, "第 {} 个主题集", ("name", "settings", "themes", "fitted_revision")),
    ("theme_card", theme_cards, "第 {} 张主题卡", ("name", "words", "note", "slot")),
    ("reading_list", reading_lists, "第 {} 个书单", ("name", "articles", "notes", "note")),
    ("submission", submissions, "第 {} 份投稿", HISTORY_FIELDS),
)


def list_problems(connection: Connection) -> Iterator[str]:
    """What does not agree, in Chinese."""
    for kind, table, what, fields in _LISTS:
        expected = _replay(connection, kind)
        now = {
            row["id"]: ({name: row[name] for name in fields}, row["revision"])
            for row in connection.execute(sa.select(table)).mappings()
        }
        for item_id in sorted(expected.keys() | now.keys()):
            if expected.get(item_id) != now.get(item_id):
                yield f"{what.format(item_id)}与它的修改历史不一致；请用备份恢复。"


def _replay(connection: Connection, kind: LibraryKind) -> dict[int, tuple[Mapping[str, Any], int]]:
    """What history says there is now, each with the revision that last changed it."""
    found: dict[int, tuple[Mapping[str, Any], int]] = {}
    query = (
        sa.select(library_history)
        .where(library_history.c.kind == kind)
        .order_by(library_history.c.id)
    )
    for change in connection.execute(query):
        if change.after is None:
            found.pop(change.item_id, None)
        else:
            found[change.item_id] = change.after, change.revision
    return found
