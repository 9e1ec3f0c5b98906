"""Whole states of articles: read, and written with what changed put into the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.article import Article
from corpus.database import Action, Transaction
from corpus.rows import chunks, columns, draft, fingerprint, read_by_ids, record
from corpus.schema import articles
from corpus.tags import set_tags_of

State = dict[str, Any]
"""What the history says of an article once it is told from the beginning: its record and status."""

_COLUMNS = {"column": "column_name", "paragraphs": "body"}
"""Where a field is called otherwise in the table."""


def state_of(article: Article) -> State:
    """The state an article is in."""
    return {**record(article.content), "status": article.status}


def read_states(connection: Connection, ids: Iterable[int]) -> dict[int, State]:
    """The states of those of the articles that exist, kept or trashed."""
    return {i: state_of(article) for i, article in read_by_ids(connection, ids).items()}


def write_states(
    write: Transaction,
    old: Mapping[int, State],
    new: Mapping[int, State],
    action: Action | None = None,
) -> list[int]:
    """Brings articles into other states, many at once, and records what changed.

    Args:
        write: The transaction.
        old: The states they are in.
        new: The states they shall be in; tags must be clean.
        action: What the history calls it; what it looks like if None.

    Returns:
        The articles that changed; where nothing did, nothing was written.
    """
    tagged = {i: state["tags"] for i, state in new.items() if state["tags"] != old[i]["tags"]}
    spelt = set_tags_of(write, tagged)
    after = {i: {**new[i], "tags": list(spelt[i])} if i in spelt else new[i] for i in new}
    changed = {
        i: names
        for i, state in after.items()
        if (names := [name for name in state if state[name] != old[i][name]])
    }
    _update(write, after, changed)
    for i, names in changed.items():
        was = {name: old[i][name] for name in names}
        now = {name: after[i][name] for name in names}
        write.record(action or _action(was, now), i, before=was, after=now)
    return list(changed)


def _update(
    write: Transaction, states: Mapping[int, State], changed: Mapping[int, Collection[str]]
) -> None:
    """As few statements as there are sorts of changes."""
    alike: dict[tuple[str, ...], dict[int, dict[str, Any]]] = defaultdict(dict)
    stamp = {"revision": write.revision, "changed_at": write.at}
    for i, names in changed.items():
        values = {**_values(states[i], names), **stamp}
        alike[tuple(values)][i] = values
    for rows in alike.values():
        first = next(iter(rows.values()))
        if all(values == first for values in rows.values()):
            for some in chunks(list(rows)):
                write.connection.execute(
                    sa.update(articles).where(articles.c.id.in_(some)).values(first)
                )
        else:
            statement = sa.update(articles).where(articles.c.id == sa.bindparam("its_id"))
            write.connection.execute(
                statement, [{**values, "its_id": i} for i, values in rows.items()]
            )


def _values(state: State, names: Collection[str]) -> dict[str, Any]:
    """The columns behind the fields; tags have their own table."""
    everything = {**columns(state), "status": state["status"]}
    values = {
        column: everything[column]
        for column in (_COLUMNS.get(name, name) for name in names if name != "tags")
    }
    if "paragraphs" in names:
        values["fingerprint"] = fingerprint(draft(state).text)
    return values


def _action(before: State, after: State) -> Action:
    """What a change looks like."""
    if "status" in after:
        return "trash" if after["status"] == "trashed" else "restore"
    if list(after) == ["tags"]:
        if set(before["tags"]) < set(after["tags"]):
            return "tag"
        if set(after["tags"]) < set(before["tags"]):
            return "untag"
    return "update"
