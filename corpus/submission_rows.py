"""Between submissions and the rows that hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.arrival import Arrival, Findings
from corpus.database import LibraryAction, Transaction
from corpus.kept_items import Fields
from corpus.rows import chunks, storable
from corpus.schema import articles, library_history, submission_parts, submissions
from corpus.submission import (
    HISTORY_FIELDS,
    HeldByAnother,
    InvalidSubmission,
    Submission,
    SubmissionNotFound,
)

LONGEST_LINE = 500
LONGEST_NOTE = 5000
Row = Mapping[str, Any]


def made(row: Row) -> Submission:
    """The submission that a row holds."""
    kept = {name: value for name, value in row.items() if name not in _NOT_SHOWN}
    kept["articles"] = tuple(kept["articles"])
    return Submission(findings=Findings.from_json(row["receipt"]), **kept)


_NOT_SHOWN = {"receipt", "sha256", "message_id"}


def row_of(connection: Connection, submission_id: int) -> Row:
    """The row of a submission.

    Raises:
        SubmissionNotFound: There is none.
    """
    return _row(connection, submissions, submission_id)


def part_row(connection: Connection, part_id: int) -> Row:
    """The row of a part, bytes included.

    Raises:
        SubmissionNotFound: There is none.
    """
    return _row(connection, submission_parts, part_id)


def _row(connection: Connection, table: sa.Table, item_id: int) -> Row:
    if 0 < item_id < 2**63:
        query = sa.select(table).where(table.c.id == item_id)
        if found := connection.execute(query).mappings().one_or_none():
            return dict(found)
    raise SubmissionNotFound


def insert(write: Transaction, arrival: Arrival, findings: Findings) -> int:
    """Keeps what arrived; returns its id."""
    (number,) = write.new_ids("submission")
    row = {
        "id": number,
        "status": "new",
        "origin": arrival.origin,
        "sender": line(arrival.sender),
        "address": line(arrival.address),
        "subject": line(arrival.subject),
        "note": note(arrival.note),
        "sent_at": arrival.sent_at,
        "received_at": write.at,
        "message_id": line(arrival.message_id) if arrival.message_id else None,
        "sha256": arrival.sha256,
        "holder": None,
        "reason": "",
        "articles": [],
        "receipt": findings.to_json(),
        **_stamp(write),
    }
    write.connection.execute(sa.insert(submissions), row)
    ids = write.new_ids("submission_part", len(arrival.parts))
    parts = [
        {
            "id": part_id,
            "submission_id": number,
            "position": position,
            "name": line(part.name) or "未命名",
            "sha256": digest,
            "size": len(part.data),
            "is_body": part.is_body,
            "material": part.material,
            "data": part.data,
            "revision": 1,
        }
        for position, (part_id, part, digest) in enumerate(
            zip(ids, arrival.parts, digests(arrival), strict=True)
        )
    ]
    if parts:
        write.connection.execute(sa.insert(submission_parts), parts)
    write.record_library("submission", "create", number, after=_history(row))
    return number


def update(
    write: Transaction, row: Row, changes: Mapping[str, Any], action: LibraryAction = "update"
) -> Submission:
    """Changes a submission and records it; nothing is written if it is so already."""
    new = {**row, **changes}
    if _history(new) == _history(row):
        return made(row)
    new |= _stamp(write)
    where = submissions.c.id == row["id"]
    write.connection.execute(
        sa.update(submissions).where(where).values({**changes, **_stamp(write)})
    )
    write.record_library("submission", action, row["id"], before=_history(row), after=_history(new))
    return made(new)


def as_of(connection: Connection, submission_id: int, revision: int) -> Mapping[str, Any] | None:
    """What the history knows of a submission at a revision."""
    query = (
        sa.select(library_history.c.after)
        .where(
            library_history.c.kind == "submission",
            library_history.c.item_id == submission_id,
            library_history.c.revision <= revision,
        )
        .order_by(library_history.c.id.desc())
        .limit(1)
    )
    found: Mapping[str, Any] | None = connection.execute(query).scalar()
    return found


def refuse_unless_free(row: Row, actor: str, *, over: bool = False) -> None:
    """Lets pass who may work on a submission.

    Raises:
        HeldByAnother: Somebody else does.
    """
    if row["status"] == "held" and row["holder"] != actor and not over:
        raise HeldByAnother(row["holder"])


def digests(arrival: Arrival) -> list[str]:
    """The SHA-256 of each part, hex."""
    return [sha256(part.data).hexdigest() for part in arrival.parts]


def kept_digests(connection: Connection, submission_id: int) -> list[str]:
    """The SHA-256 of each part of a submission, hex."""
    query = (
        sa.select(submission_parts.c.sha256)
        .where(submission_parts.c.submission_id == submission_id)
        .order_by(submission_parts.c.position)
    )
    return list(connection.execute(query).scalars())


def line(text: str) -> str:
    """A text as it is kept: on one line, not too long."""
    return " ".join(storable(text).split())[:LONGEST_LINE]


def note(text: str) -> str:
    """A remark as it is kept."""
    return storable(text).strip()[:LONGEST_NOTE]


def still_kept(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Those of some articles that are in the library and not in the trash, in their order."""
    kept: set[int] = set()
    for some in chunks(ids):
        query = sa.select(articles.c.id).where(articles.c.id.in_(some), articles.c.status == "kept")
        kept.update(connection.execute(query).scalars())
    return [article_id for article_id in ids if article_id in kept]


class SubmissionRows:
    """Submissions inside one transaction, as `corpus.kept_items` takes them.

    Args:
        connection: Of the transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def fields_of(self, item_id: int) -> Fields | None:
        """What the history keeps of a submission; None if there is none."""
        try:
            return _history(row_of(self._connection, item_id))
        except SubmissionNotFound:
            return None

    def put_back(self, write: Transaction, item_id: int, fields: Fields | None) -> None:
        """Brings a submission into a state it was in before; its articles are no part of it.

        Where an adoption is taken back, those of its articles that are still in the library stay
        its own: they were changed since, and whoever adopts it again has to know of them.

        Raises:
            InvalidSubmission: It would not have arrived then, or all that was adopted stays.
        """
        if fields is None:
            raise InvalidSubmission("收到的投稿不能撤销。", "不采用的，请写明理由退回。")
        row = row_of(self._connection, item_id)
        if row["status"] == "adopted" != fields["status"]:
            stay = still_kept(self._connection, row["articles"])
            if stay == row["articles"]:
                raise InvalidSubmission(
                    "它的文章都还在文库里，所以仍算已采用；要撤回，请在投稿箱里点“撤回采用”。",
                    "那样会把这些文章移到回收站，改过的也一样。",
                )
            fields = {**fields, "articles": list(dict.fromkeys([*fields["articles"], *stay]))}
        update(write, row, fields, "restore")


def _history(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in HISTORY_FIELDS}


def _stamp(write: Transaction) -> dict[str, Any]:
    return {"revision": write.revision, "actor": write.actor, "changed_at": write.at}
