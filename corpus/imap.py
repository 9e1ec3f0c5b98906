"""Connections to an IMAP server, and what goes wrong with them, in Chinese."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address

from corpus.errors import SixueError
from corpus.mailbox_address import MailboxAddress, decoded_folder, encoded_folder
from corpus.readers.decoding import decode_name

_SHOWN = 200
_SHOWN_FOLDERS = 20
_LISTED = re.compile(rb'^\(([^)]*)\) (?:"[^"]*"|NIL) (.*)$', re.IGNORECASE)


class MailboxUnavailable(SixueError):
    """The mailbox cannot be opened or read; the message says why and what to do."""


def connected(address: MailboxAddress, seconds: float) -> imaplib.IMAP4:
    """A connection to the server of a mailbox, encrypted unless the server is close by.

    Args:
        address: The mailbox.
        seconds: Waiting time for the server, now and for each answer.

    Returns:
        The connection, not logged in.

    Raises:
        MailboxUnavailable: The password would travel in the clear.
    """
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
        hang_up(session)
        raise
    return session


def log_in(session: imaplib.IMAP4, address: MailboxAddress) -> None:
    """Logs in.

    Raises:
        MailboxUnavailable: The server refuses the user or the password.
    """
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
            f"邮件服务器没有让 {address.shown} 登录，它说：{words(error)}。",
            "请检查用户名和密码；许多邮箱要先在网页上开启 IMAP，并用那里给的授权码代替密码。",
        ) from None
    # Some providers (NetEase) open no folder for a program that does not say what it is.
    if "ID" in session.capabilities:
        session.xatom("ID", '("name" "sixue")')


def opened(session: imaplib.IMAP4, address: MailboxAddress) -> int:
    """Opens the folder for reading only.

    Returns:
        Its UIDVALIDITY; 0 if the server says none.

    Raises:
        MailboxUnavailable: There is no such folder, or it cannot be opened.
    """
    kind, said = session.select(_quoted(encoded_folder(address.folder)), readonly=True)
    if kind != "OK":
        names = _folders(session)
        there = f"现有的文件夹：{'、'.join(names)}。" if names else ""
        raise MailboxUnavailable(
            f"邮箱 {address.shown} 里打不开文件夹“{address.folder}”，服务器说：{words(said[0])}。",
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


def hang_up(session: imaplib.IMAP4) -> None:
    """Closes a connection in whatever state it is."""
    with suppress(OSError):
        session.shutdown()


def _quoted(text: str) -> str:
    """A string as IMAP quotes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def words(said: object) -> str:
    """What a server says for people to read, on one line and not too long."""
    if isinstance(said, imaplib.IMAP4.error) and said.args:
        said = said.args[0]
    text = decode_name(said) if isinstance(said, bytes) else str(said or "")
    return " ".join(text.split())[:_SHOWN].rstrip(".。") or "（没有说明）"


@contextmanager
def translated(address: MailboxAddress) -> Iterator[None]:
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
            f"与{server} 的连接中断了：{words(error)}。", "已取回的邮件都在，请过一会儿再取。"
        ) from None
    except OSError as error:
        raise MailboxUnavailable(
            f"连不上{server}：{error.strerror or error}。", "请检查服务器名和网络。"
        ) from None
