"""New messages of an IMAP mailbox, which stays as it was.

Written on `imaplib`: what is asked of the server is five commands, and the libraries above it are
made for working inside a mailbox, which we must not do.
"""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from corpus.errors import SixueError
from corpus.mailbox_address import MailboxAddress, decoded_folder, encoded_folder
from corpus.readers.decoding import decode_name

LARGEST = 100 * 1024 * 1024
"""Bytes of a message that is still fetched."""

_SECONDS = 30.0
_SHOWN = 200
_SHOWN_FOLDERS = 20
_UID = re.compile(rb"\bUID (\d+)", re.IGNORECASE)
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)", re.IGNORECASE)
_LISTED = re.compile(rb'^\(([^)]*)\) (?:"[^"]*"|NIL) (.*)$', re.IGNORECASE)


class MailboxUnavailable(SixueError):
    """The mailbox cannot be opened or read; the message says why and what to do."""


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
    with _translated(address):
        session = _connected(address, seconds)
    try:
        with _translated(address):
            _log_in(session, address)
            validity = _open(session, address)
            known = after.uid if after and after.uidvalidity == validity else 0
            waiting = _sizes(session, known)
        for uid, size in sorted(waiting.items()):
            with _translated(address):
                found = _message(session, uid, validity, size, largest)
            if found:
                yield found
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            session.logout()
        _hang_up(session)


def _hang_up(session: imaplib.IMAP4) -> None:
    """Closes a connection in whatever state it is."""
    with suppress(OSError):
        session.shutdown()


def _connected(address: MailboxAddress, seconds: float) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if address.tls:
        return imaplib.IMAP4_SSL(address.host, address.port, ssl_context=context, timeout=seconds)
    session = imaplib.IMAP4(address.host, address.port, timeout=seconds)
    try:
        if "STARTTLS" in session.capabilities:
            session.starttls(context)
        elif not ip_address(session.sock.getpeername()[0].partition("%")[0]).is_private:
            raise MailboxUnavailable(
                f"邮件服务器 {address.host} 不提供加密，密码会在网上被人看到，没有登录。",
                "请改用 imaps:// 开头的地址。",
            )
    except BaseException:
        _hang_up(session)
        raise
    return session


def _log_in(session: imaplib.IMAP4, address: MailboxAddress) -> None:
    user, password = address.user, address.password
    try:
        if (user + password).isascii():
            session.login(_quoted(user), password)
        else:
            session.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise MailboxUnavailable(
            f"邮件服务器没有让 {address.shown} 登录，它说：{_words(error)}。",
            "请检查用户名和密码；许多邮箱要先在网页上开启 IMAP，并用那里给的授权码代替密码。",
        ) from None
    # Some providers (NetEase) open no folder for a program that does not say what it is.
    if "ID" in session.capabilities:
        session.xatom("ID", '("name" "sixue")')


def _open(session: imaplib.IMAP4, address: MailboxAddress) -> int:
    """Opens the folder for reading only and gives its UIDVALIDITY."""
    kind, said = session.select(_quoted(encoded_folder(address.folder)), readonly=True)
    if kind != "OK":
        names = _folders(session)
        there = f"现有的文件夹：{'、'.join(names)}。" if names else ""
        raise MailboxUnavailable(
            f"邮箱 {address.shown} 里打不开文件夹“{address.folder}”，服务器说：{_words(said[0])}。",
            f"请检查地址里的文件夹名。{there}",
        )
    _, numbers = session.response("UIDVALIDITY")
    number = numbers[0] if numbers else None
    return int(number) if isinstance(number, bytes) and number.isdigit() else 0


def _folders(session: imaplib.IMAP4) -> list[str]:
    """Names of folders that can be opened, the first some."""
    _, rows = session.list()
    names = []
    for row in rows:
        match = _LISTED.match(row) if isinstance(row, bytes) else None
        if match and b"noselect" not in match[1].lower():
            name = re.sub(rb"\\(.)", rb"\1", match[2].strip().removeprefix(b'"').removesuffix(b'"'))
            names.append(decoded_folder(name.decode("ascii", "replace")))
    return sorted(names)[:_SHOWN_FOLDERS]


def _sizes(session: imaplib.IMAP4, known: int) -> dict[int, int]:
    """Bytes of each message above a number."""
    kind, rows = session.uid("FETCH", f"{known + 1}:*", "(RFC822.SIZE)")
    if kind != "OK":
        raise imaplib.IMAP4.abort(_words(rows[0] if rows else b""))
    found = {}
    for row in rows:
        uid, size = (_number(pattern, row) for pattern in (_UID, _SIZE))
        # "*" means the last message, even if it is an old one.
        if uid is not None and size is not None and uid > known:
            found[uid] = size
    return found


def _message(
    session: imaplib.IMAP4, uid: int, validity: int, size: int, largest: int
) -> Fetched | None:
    """One message; None if somebody has deleted it meanwhile."""
    megabytes = largest / (1024 * 1024)
    too_large = f"邮件超过 {megabytes:g} MB，没有取回。请另行取出附件，从投稿页上传。"
    if size > largest:
        return Fetched(uid, validity, None, size, too_large)
    try:
        kind, rows = session.uid("FETCH", str(uid), "(BODY.PEEK[])")
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        kind, rows = "BAD", [_words(error).encode()]
    if kind != "OK":
        reason = f"服务器交不出这封邮件，它说：{_words(rows[0] if rows else b'')}。"
        return Fetched(uid, validity, None, size, reason)
    for row in rows:
        if isinstance(row, tuple) and _number(_UID, row) in (uid, None):
            data = row[1]
            if len(data) > largest:  # the server was wrong about its size
                return Fetched(uid, validity, None, len(data), too_large)
            return Fetched(uid, validity, data, len(data))
    return None


def _number(pattern: re.Pattern[bytes], row: Any) -> int | None:
    match = pattern.search(row[0] if isinstance(row, tuple) else row or b"")
    return int(match[1]) if match else None


def _quoted(text: str) -> str:
    """A string as IMAP quotes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _words(said: object) -> str:
    """What a server says for people to read, on one line and not too long."""
    if isinstance(said, imaplib.IMAP4.error) and said.args:
        said = said.args[0]
    text = decode_name(said) if isinstance(said, bytes) else str(said or "")
    return " ".join(text.split())[:_SHOWN].rstrip(".。") or "（没有说明）"


@contextmanager
def _translated(address: MailboxAddress) -> Iterator[None]:
    """Troubles of sockets, certificates and the protocol as one kind of error."""
    server = f"邮件服务器 {address.host}:{address.port}"
    try:
        yield
    except (socket.gaierror, UnicodeError):
        raise MailboxUnavailable(
            f"找不到邮件服务器 {address.host}。", "请检查服务器名和网络。"
        ) from None
    except ssl.SSLCertVerificationError as error:
        raise MailboxUnavailable(
            f"{server} 的证书不可信（{error.verify_message}），没有登录。",
            "请检查服务器名；若是本单位自签的证书，请把证书文件写进环境变量 SSL_CERT_FILE。",
        ) from None
    except ssl.SSLError:
        raise MailboxUnavailable(
            f"与{server} 建立不起加密的连接。", "请检查端口：imaps 一般是 993，imap 一般是 143。"
        ) from None
    except TimeoutError:
        raise MailboxUnavailable(
            f"{server} 很久没有回答。", "请检查端口和网络，过一会儿再试。"
        ) from None
    except ConnectionRefusedError:
        raise MailboxUnavailable(
            f"{server} 拒绝连接。", "请检查端口，并确认服务器正在运行。"
        ) from None
    except (imaplib.IMAP4.error, ConnectionError) as error:
        raise MailboxUnavailable(
            f"与{server} 的连接中断了：{_words(error)}。", "已取回的邮件都在，请过一会儿再取。"
        ) from None
    except OSError as error:
        raise MailboxUnavailable(
            f"连不上{server}：{error.strerror or error}。", "请检查服务器名和网络。"
        ) from None
