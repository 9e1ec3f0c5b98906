"""What is sent to the editors comes in by itself: from a mailbox and from a folder.

Each message is kept in one transaction with how far the mailbox was read, and a file is moved aside
only after it was kept. Whoever is killed at any moment has lost nothing, and what comes again gets
the receipt that it got first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.actor import Actor
from corpus.arrival import Arrival, Incoming, Origin, Receipt
from corpus.document import Refusal
from corpus.drop_folder import (
    DEFAULT_NAME,
    DROP_VARIABLE,
    DropFolder,
    DropFolderUnavailable,
    Dropped,
)
from corpus.errors import SixueError
from corpus.imap import MailboxUnavailable
from corpus.letter import read_letter
from corpus.locking import FileLock, LockTimeout
from corpus.mailbox import Fetched, Position, fetch
from corpus.mailbox_address import MAILBOX_VARIABLE, BadMailboxAddress, MailboxAddress
from corpus.readers.sniff import is_letter
from corpus.schema import mailboxes

if TYPE_CHECKING:
    from corpus.archive import Archive

RECEIVER = Actor("收稿", "editor")
"""Whoever receives when nobody stands beside."""

_LOCK_FILE = "receiving.lock"
_LOCK_KEY = 0x73697872
_MAIL_REMEDY = "请在邮箱里打开它，另存后从投稿页上传。"


@dataclass(frozen=True, slots=True)
class Received:
    """What one look at mailbox and folder brought.

    Attributes:
        receipts: Of what came, in order.
        errors: Why a mailbox or folder could not be read.
        busy: True if somebody else was receiving, so that nothing was done.
    """

    receipts: tuple[Receipt, ...] = ()
    errors: tuple[SixueError, ...] = ()
    busy: bool = False

    @property
    def new(self) -> int:
        """How many submissions are new."""
        return sum(not receipt.again for receipt in self.receipts)


def is_configured(archive: Archive) -> bool:
    """True if there is a mailbox or a folder to look at."""
    said = any(os.environ.get(name, "").strip() for name in (MAILBOX_VARIABLE, DROP_VARIABLE))
    return said or (archive.home / DEFAULT_NAME).is_dir()


def poll(archive: Archive) -> Received:
    """Looks once at the mailbox of SIXUE_MAILBOX and at the drop folder.

    One process at a time does so for an archive; a second one gives up at once.

    Args:
        archive: In the hands of an editor.

    Raises:
        NotAllowed: The actor is no editor.
        ArchiveUnavailable: The database cannot be written; all that was received is kept.
    """
    archive.actor.must_be("editor")
    receipts: list[Receipt] = []
    errors: list[SixueError] = []
    with _alone(archive) as alone:
        if not alone:
            return Received(busy=True)
        for source in (_from_mailbox, _from_folder):
            try:
                for receipt in source(archive):
                    receipts.append(receipt)  # noqa: PERF402 -- what came before a failure stays
            except (BadMailboxAddress, MailboxUnavailable, DropFolderUnavailable) as error:
                errors.append(error)
    return Received(tuple(receipts), tuple(errors))


@contextmanager
def _alone(archive: Archive) -> Iterator[bool]:
    """True inside if nobody else receives for this archive; others are kept off meanwhile."""
    engine = archive.database.engine
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            key = sa.literal(_LOCK_KEY)
            alone = connection.execute(sa.select(sa.func.pg_try_advisory_lock(key))).scalar_one()
            try:
                yield alone
            finally:
                if alone:
                    connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))
        return
    lock = FileLock(archive.home / _LOCK_FILE, timeout=0)
    try:
        lock.acquire()
    except LockTimeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def checked_at(archive: Archive) -> datetime | None:
    """When a mailbox was last read, UTC; None if none ever was."""
    with archive.database.read() as connection:
        found: datetime | None = connection.execute(
            sa.select(mailboxes.c.checked_at).order_by(mailboxes.c.checked_at.desc()).limit(1)
        ).scalar()
    return found


def arrival_of_file(
    name: str, data: bytes, origin: Origin, sent_at: datetime | None = None
) -> Arrival:
    """A file as a submission; a saved message is taken apart as if it had come by mail."""
    if is_letter(name, data):
        return arrival_of_message(data, origin)
    return Arrival(
        origin,
        (Incoming(name, data),),
        subject=name.rpartition("/")[2].rpartition(".")[0] or name,
        sent_at=sent_at,
        whole=sha256(data).hexdigest(),
    )


def arrival_of_message(data: bytes, origin: Origin = "mail") -> Arrival:
    """A message as a submission, with its body and attachments as parts."""
    letter = read_letter(data)
    return Arrival(
        origin,
        tuple(Incoming(p.name, p.data, p.is_body, p.material) for p in letter.parts),
        sender=letter.sender_name,
        address=letter.sender_address,
        subject=letter.subject,
        note="\n".join(letter.warnings),
        sent_at=letter.sent_at,
        message_id=letter.message_id,
        refusals=() if letter.parts else (_refusal("邮件", "邮件是空的，没有正文和附件。"),),
        whole=sha256(data).hexdigest(),
    )


def _from_mailbox(archive: Archive) -> Iterator[Receipt]:
    address = MailboxAddress.from_environment()
    if address is None:
        return
    name = f"{address.shown}/{address.folder}"
    with archive.database.read() as connection:
        position = _position(connection, name)
    for message in fetch(address, position):

        def read_up_to(connection: Connection, position: Position = message.position) -> None:
            _put_position(connection, name, position)

        yield archive.submissions.receive(_arrival(message, name), read_up_to)
        position = message.position
    with archive.database.write_beside("editor") as connection:
        _put_position(connection, name, position)


def _arrival(message: Fetched, mailbox: str) -> Arrival:
    """A message as a submission, also one that could not be fetched."""
    if message.data is not None:
        return arrival_of_message(message.data)
    mark = f"{mailbox}/{message.uidvalidity}/{message.uid}"
    return Arrival(
        "mail",
        (),
        subject=f"没有取回的邮件（第 {message.uid} 封）",
        refusals=(_refusal("邮件", message.refusal or ""),),
        whole=sha256(mark.encode()).hexdigest(),
    )


def _from_folder(archive: Archive) -> Iterator[Receipt]:
    if not (os.environ.get(DROP_VARIABLE, "").strip() or (archive.home / DEFAULT_NAME).is_dir()):
        return
    folder = DropFolder.of(archive.home)
    for item in folder.waiting():
        yield archive.submissions.receive(_arrival_of_dropped(item))
        folder.done(item)


def _arrival_of_dropped(item: Dropped) -> Arrival:
    if item.data is not None:
        return arrival_of_file(item.name, item.data, "folder", item.modified_at)
    mark = repr((item.name, item.size, item.modified_at))
    return Arrival(
        "folder",
        (),
        subject=item.name,
        sent_at=item.modified_at,
        refusals=(_refusal(item.name, item.refusal or ""),),
        whole=sha256(mark.encode()).hexdigest(),
    )


def _refusal(name: str, problem: str) -> Refusal:
    remedy = "" if "请" in problem else _MAIL_REMEDY
    return Refusal(name, "unreadable", problem, remedy)


def _position(connection: Connection, name: str) -> Position | None:
    query = sa.select(mailboxes.c.uidvalidity, mailboxes.c.uid).where(mailboxes.c.name == name)
    row = connection.execute(query).one_or_none()
    return Position(row.uidvalidity, row.uid) if row else None


def _put_position(connection: Connection, name: str, position: Position | None) -> None:
    """How far a mailbox was read, and that it was looked at now."""
    reached = position or Position(0, 0)
    row = {
        "uidvalidity": reached.uidvalidity,
        "uid": reached.uid,
        "checked_at": datetime.now(UTC),
    }
    where = mailboxes.c.name == name
    if not connection.execute(sa.update(mailboxes).where(where).values(row)).rowcount:
        connection.execute(sa.insert(mailboxes).values(name=name, **row))
