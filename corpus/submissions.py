"""The submissions of an archive (投稿箱): received, worked on, decided.

Nothing of a submission stands in the table of articles before it is adopted. Search, counts,
charts and exports look at articles only, so drafts cannot show there, whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.actor import Actor
from corpus.adoption import Adoption, adopt, withdraw
from corpus.arrival import Arrival, Receipt
from corpus.bench import Bench, lay_out, save
from corpus.corrections import BothChanged
from corpus.findings import look_into
from corpus.intake import Intake, read
from corpus.schema import submission_parts, submissions
from corpus.submission import (
    STATUSES,
    InvalidSubmission,
    Part,
    Status,
    Step,
    Submission,
    SubmissionNotFound,
    after,
    target,
    twins,
)
from corpus.submission_rows import (
    as_of,
    digests,
    insert,
    kept_digests,
    line,
    made,
    note,
    part_row,
    refuse_unless_free,
    row_of,
    update,
)

if TYPE_CHECKING:
    from corpus.archive import Archive

MOST_PARTS = 500
_EDITABLE = {"sender": "投稿人", "subject": "题目", "note": "附言"}

Beside = Callable[[Connection], None]
"""Writes something that must be kept exactly if a submission is, such as a mailbox's position."""


class Submissions:
    """The submissions of one archive in somebody's hands.

    Whoever is a reader may send in; everything else is for editors, looking included.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._database = archive.database

    @property
    def _actor(self) -> Actor:
        return self._database.actor

    def receive(self, arrival: Arrival, beside: Beside | None = None) -> Receipt:
        """Takes in what somebody sends; the same thing again gives the receipt it got first.

        It is read, and its articles are held against the library, before anybody has to wait for
        it. What cannot be read is kept all the same.

        Args:
            arrival: What is sent. Readers know only what they sent themselves: the same text from
                somebody else makes a submission of its own.
            beside: Called in the transaction that keeps it, also if it is known already.

        Raises:
            NotAllowed: Visitors send nothing.
            InvalidSubmission: There is nothing in it, or too much.
        """
        self._actor.must_be("reader")
        if not self._actor.may("editor"):
            arrival = replace(arrival, origin="form", address=self._actor.email or "")
        if not (arrival.parts or arrival.refusals):
            raise InvalidSubmission("没有选择文件。", "请选择要投稿的文件。")
        if len(arrival.parts) > MOST_PARTS:
            raise InvalidSubmission(
                f"一次投稿最多 {MOST_PARTS} 个文件，这里有 {len(arrival.parts)} 个。",
                "请打成一个压缩包，或者分几次投。",
            )
        with self._database.read() as connection:
            known = self._known(connection, arrival)
        if known is None:
            findings = look_into(self._archive, arrival)
            with self._database.write("reader") as write:
                known = self._known(write.connection, arrival)
                if known is None:
                    number = insert(write, arrival, findings)
                    if beside:
                        beside(write.connection)
                    return Receipt(number, write.at, again=False, findings=findings)
        if beside:
            with self._database.write_beside("reader") as connection:
                beside(connection)
        return known

    def all(self, status: Status | None = None) -> list[Submission]:
        """The submissions, the newest first, without the bytes of their parts.

        Raises:
            NotAllowed: Whoever asks is no editor.
        """
        self._actor.must_be("editor")
        with self._database.read() as connection:
            query = sa.select(submissions).order_by(submissions.c.id.desc())
            found = [made(dict(row)) for row in connection.execute(query).mappings()]
        theirs = twins(found)
        return [
            replace(one, twins=theirs[one.id])
            for one in found
            if status is None or one.status == status
        ]

    def counts(self) -> dict[Status, int]:
        """How many there are in each state.

        Raises:
            NotAllowed: Whoever asks is no editor.
        """
        self._actor.must_be("editor")
        query = sa.select(submissions.c.status, sa.func.count()).group_by(submissions.c.status)
        with self._database.read() as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        return {status: found.get(status, 0) for status in STATUSES}

    def get(self, submission_id: int) -> Submission:
        """One submission.

        Raises:
            NotAllowed: Whoever asks is no editor.
            SubmissionNotFound: None has this id.
        """
        for one in self.all():
            if one.id == submission_id:
                return one
        raise SubmissionNotFound

    def parts(self, submission_id: int) -> list[Part]:
        """The parts of a submission in their order, without their bytes.

        Raises:
            NotAllowed: Whoever asks is no editor.
        """
        self._actor.must_be("editor")
        columns = [submission_parts.c[name] for name in Part.__dataclass_fields__]
        query = (
            sa.select(*columns)
            .where(submission_parts.c.submission_id == submission_id)
            .order_by(submission_parts.c.position)
        )
        with self._database.read() as connection:
            return [Part(**row) for row in connection.execute(query).mappings()]

    def data(self, part_id: int) -> bytes:
        """The bytes of a part as they came.

        Raises:
            NotAllowed: Whoever asks is no editor.
            SubmissionNotFound: No part has this id.
        """
        return bytes(self._part(part_id)["data"])

    def read(self, part_id: int) -> Intake:
        """Reads a part as it came, without corrections; takes seconds for large files.

        Raises:
            NotAllowed: Whoever asks is no editor.
            SubmissionNotFound: No part has this id.
        """
        row = self._part(part_id)
        return read(self._archive.imports, row["name"], row["data"], is_letter=row["is_body"])

    def benches(self, part_id: int, intake: Intake) -> list[Bench]:
        """The documents of a part with the corrections that are kept.

        Args:
            part_id: The part.
            intake: What `read` gave; it stays as it is.

        Raises:
            NotAllowed: Whoever asks is no editor.
            SubmissionNotFound: No part has this id.
        """
        return lay_out(self._archive.imports, part_id, self._part(part_id)["sheets"], intake)

    def save(self, bench: Bench) -> None:
        """Keeps the corrections of a document, together with what others corrected meanwhile.

        Raises:
            NotAllowed: Whoever asks is no editor.
            WrongStep: Its submission is decided.
            BothChanged: Somebody else changed the same thing in another way; nothing is kept.
        """
        save(self._database, bench)

    def set_material(self, part_id: int, material: bool) -> None:
        """Says whether there could be an article in a part.

        Raises:
            NotAllowed: Whoever asks is no editor.
        """
        with self._database.write_beside("editor") as connection:
            connection.execute(
                sa.update(submission_parts)
                .where(submission_parts.c.id == part_id)
                .values(material=material, revision=submission_parts.c.revision + 1)
            )

    def take(self, submission_id: int, *, over: bool = False) -> Submission:
        """Takes a submission in hand.

        Args:
            submission_id: Which one.
            over: Also from somebody who works on it.

        Raises:
            NotAllowed: The actor is no editor.
            SubmissionNotFound: None has this id.
            WrongStep: It is decided.
            HeldByAnother: Somebody else works on it.
        """
        return self._step(submission_id, "take", holder=self._actor.name, over=over)

    def release(self, submission_id: int) -> Submission:
        """Puts a submission back for others; raises as `take` does."""
        return self._step(submission_id, "release")

    def send_back(self, submission_id: int, reason: str) -> Submission:
        """Returns a submission (退回); raises as `take` does, and without a reason."""
        return self._step(submission_id, "send_back", reason=_reason(reason))

    def shelve(self, submission_id: int, reason: str) -> Submission:
        """Lays a submission aside (搁置); raises as `take` does, and without a reason."""
        return self._step(submission_id, "shelve", reason=_reason(reason))

    def reopen(self, submission_id: int) -> Submission:
        """Takes up again what was returned or laid aside; raises as `take` does."""
        return self._step(submission_id, "reopen")

    def change(self, submission_id: int, *, expected_revision: int, **fields: str) -> Submission:
        """Changes sender, subject or note; what others changed of the rest meanwhile stays.

        Args:
            submission_id: Which one.
            expected_revision: The revision that the caller has read.
            **fields: New values.

        Raises:
            NotAllowed: The actor is no editor.
            SubmissionNotFound: None has this id.
            BothChanged: Somebody else has changed the same field since.
        """
        with self._database.write("editor") as write:
            row = row_of(write.connection, submission_id)
            seen = as_of(write.connection, submission_id, expected_revision) or row
            new: dict[str, str] = {}
            for name, what in _EDITABLE.items():
                value = (note if name == "note" else line)(str(fields.get(name, row[name])))
                # What the caller left as it was read is no wish to have it so again.
                if name not in fields or value == seen[name]:
                    continue
                if row[name] not in (seen[name], value):
                    raise BothChanged(what, row[name], value)
                new[name] = value
            return update(write, row, new)

    def adopt(self, submission_id: int) -> Adoption:
        """Keeps the chosen articles of a submission as they were corrected, in one transaction.

        Done again, by whomever, it gives what it gave the first time. The search index knows the
        articles after `archive.index.catch_up()`.

        Raises:
            NotAllowed: The actor is no editor.
            SubmissionNotFound: None has this id.
            WrongStep: It was returned or laid aside.
            HeldByAnother: Somebody else works on it.
            SubmissionChanged: Somebody corrected it at this moment.
            NothingToAdopt: The library has all of it.
        """
        return adopt(self._archive, submission_id)

    def withdraw(self, submission_id: int) -> Submission:
        """Takes an adoption back: its articles go to the trash, it is in the actor's hands again.

        Raises:
            NotAllowed: The actor is no editor.
            SubmissionNotFound: None has this id.
            WrongStep: It was not adopted.
        """
        return withdraw(self._database, submission_id)

    def _step(
        self, submission_id: int, step: Step, *, over: bool = False, **fields: Any
    ) -> Submission:
        with self._database.write("editor") as write:
            row = row_of(write.connection, submission_id)
            new = {"status": target(step), "holder": None, "reason": "", **fields}
            if all(row[name] == value for name, value in new.items()):
                return made(row)  # a double click
            after(step, row["status"])
            refuse_unless_free(row, write.actor, over=over)
            return update(write, row, new)

    def _known(self, connection: Connection, arrival: Arrival) -> Receipt | None:
        """The receipt of the same thing, if it had come before."""
        same = submissions.c.sha256 == arrival.sha256
        if arrival.message_id:
            same |= submissions.c.message_id == line(arrival.message_id)
        query = sa.select(submissions).where(same).order_by(submissions.c.id)
        if not self._actor.may("editor"):
            query = query.where(
                submissions.c.origin == "form", submissions.c.address == arrival.address
            )
        for row in connection.execute(query).mappings():
            one = made(dict(row))
            # Senders can give two messages one id.
            if row["sha256"] == arrival.sha256 or (
                kept_digests(connection, one.id) == digests(arrival)
            ):
                return Receipt(one.id, one.received_at, again=True, findings=one.findings)
        return None

    def _part(self, part_id: int) -> Mapping[str, Any]:
        self._actor.must_be("editor")
        with self._database.read() as connection:
            return part_row(connection, part_id)


def _reason(text: str) -> str:
    reason = note(text)
    if not reason:
        raise InvalidSubmission("没有写理由。", "请写一句理由，投稿人和其他编辑都看得懂。")
    return reason
