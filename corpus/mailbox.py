"""New messages of an IMAP mailbox, which stays as it was.

Written on `imaplib`: what is asked of the server is five commands, and the libraries above it are
made for working inside a mailbox, which we must not do.
"""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from corpus.imap import (
    MailboxUnavailable,
    connected,
    hang_up,
    log_in,
    opened,
    translated,
    words,
)
from corpus.mailbox_address import MailboxAddress

LARGEST = 100 * 1024 * 1024
"""Bytes of a message that is still fetched."""

_SECONDS = 30.0
_TRIES = 2
_UID = re.compile(rb"\bUID (\d+)", re.IGNORECASE)
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Position:
    """How far a folder was read.

    Attributes:
        uidvalidity: The server's number for how it numbers messages; with another one, all
            messages have new numbers.
        uid: Number of the last message that was taken.
    """

    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message of the folder.

    Attributes:
        uid: Its number.
        uidvalidity: Under which numbering.
        data: All its bytes; None if it was refused.
        size: Bytes, as the server says.
        refusal: Why it was not fetched, a Chinese sentence; None if it was.
    """

    uid: int
    uidvalidity: int
    data: bytes | None
    size: int
    refusal: str | None = None

    @property
    def position(self) -> Position:
        """Where to go on once this message is kept."""
        return Position(self.uidvalidity, self.uid)


def fetch(
    address: MailboxAddress,
    after: Position | None = None,
    *,
    largest: int = LARGEST,
    seconds: float = _SECONDS,
) -> Iterator[Fetched]:
    """Messages of a folder that came after a position, the oldest first.

    Each is fetched when it is asked for, so that the caller can keep it together with its position
    before the next one. Nothing is changed in the mailbox, and nothing is marked as read. If the
    server numbers messages anew, all of them come again.

    Args:
        address: The folder and who opens it.
        after: Position of the last message that was kept; None for all.
        largest: Bytes; what is larger is refused unseen.
        seconds: Waiting time for the server, per answer.

    Yields:
        The messages; one that cannot be had is refused and the next ones follow.

    Raises:
        MailboxUnavailable: The server cannot be reached or trusted, refuses the login, lacks the
            folder or breaks off; what was yielded before remains good.
    """
    folder = _Folder(address, seconds)
    try:
        validity = folder.open()
        known = after.uid if after and after.uidvalidity == validity else 0
        for uid, size in sorted(folder.sizes(known).items()):
            found = _too_large(largest, size) if size > largest else folder.message(uid)
            if isinstance(found, bytes) and len(found) > largest:
                found = _too_large(largest, len(found))  # the server was wrong about its size
            if isinstance(found, bytes):
                yield Fetched(uid, validity, found, len(found))
            elif found:
                yield Fetched(uid, validity, None, size, found)
    finally:
        folder.close()


class _Folder:
    """A folder opened for reading only, on a connection that may have to be made anew."""

    def __init__(self, address: MailboxAddress, seconds: float) -> None:
        self._address = address
        self._seconds = seconds
        self._validity: int | None = None
        self._open_session: imaplib.IMAP4 | None = None

    def open(self) -> int:
        """Logs in, opens the folder and gives its UIDVALIDITY."""
        with translated(self._address):
            self._open_session = session = connected(self._address, self._seconds)
            log_in(session, self._address)
            validity = opened(session, self._address)
        if validity != (self._validity or validity):
            raise MailboxUnavailable(
                f"邮箱 {self._address.shown} 在取信时重新编了号。", "已取回的邮件都在，请再取一次。"
            )
        self._validity = validity
        return validity

    def close(self) -> None:
        """Logs out, if that is still possible."""
        if self._open_session:
            with suppress(imaplib.IMAP4.error, OSError):
                self._open_session.logout()
            hang_up(self._open_session)

    def sizes(self, known: int) -> dict[int, int]:
        """Bytes of each message above a number."""
        with translated(self._address):
            return _sizes(self._session, known)

    def message(self, uid: int) -> bytes | str | None:
        """A message, or why it cannot be had, or None if somebody has deleted it meanwhile.

        Servers break off at a message they cannot read. A second break at the same one is its
        fault, and the next one must not wait behind it for ever.
        """
        for _ in range(_TRIES):
            try:
                return _message(self._session, uid)
            except (imaplib.IMAP4.abort, OSError):
                hang_up(self._session)
            self.open()
        return (
            "服务器每次交出这封邮件时都中断了连接，没有取回。请在邮箱里打开它，另存后从投稿页上传。"
        )

    @property
    def _session(self) -> imaplib.IMAP4:
        if self._open_session is None:
            raise ConnectionError("not open")
        return self._open_session


def _sizes(session: imaplib.IMAP4, known: int) -> dict[int, int]:
    """Bytes of each message above a number."""
    kind, rows = session.uid("FETCH", f"{known + 1}:*", "(RFC822.SIZE)")
    if kind != "OK":
        raise imaplib.IMAP4.abort(words(rows[0] if rows else b""))
    found = {}
    for row in rows:
        uid, size = (_number(pattern, row) for pattern in (_UID, _SIZE))
        # "*" means the last message, even if it is an old one.
        if uid is not None and size is not None and uid > known:
            found[uid] = size
    return found


def _message(session: imaplib.IMAP4, uid: int) -> bytes | str | None:
    try:
        kind, rows = session.uid("FETCH", str(uid), "(BODY.PEEK[])")
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        kind, rows = "BAD", [words(error).encode()]
    if kind != "OK":
        return f"服务器交不出这封邮件，它说：{words(rows[0] if rows else b'')}。"
    for row in rows:
        if isinstance(row, tuple) and _number(_UID, row) in (uid, None):
            return bytes(row[1])
    return None


def _too_large(largest: int, size: int) -> str:
    megabytes, most = size / (1024 * 1024), largest / (1024 * 1024)
    return (
        f"邮件有 {megabytes:.3g} MB，超过 {most:.3g} MB，没有取回。"
        "请在邮箱里打开它，取出附件后从投稿页上传。"
    )


def _number(pattern: re.Pattern[bytes], row: Any) -> int | None:
    match = pattern.search(row[0] if isinstance(row, tuple) else row or b"")
    return int(match[1]) if match else None
