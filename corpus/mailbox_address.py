"""Where a mailbox is and who opens it, written as one URL."""

from __future__ import annotations

import base64
import os
import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from corpus.errors import SixueError

MAILBOX_VARIABLE = "SIXUE_MAILBOX"

_PORTS = {"imaps": 993, "imap": 143}
_FORM = "写法：imaps://用户名:密码@服务器:993/INBOX，密码里的特殊字符写成 %40 的样子。"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SHIFTED = re.compile(r"&([^-]*)-")
_NOT_ASCII = re.compile(r"[^\x20-\x7e]+")


class BadMailboxAddress(SixueError):
    """The URL of the mailbox cannot be understood."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem, f"请检查环境变量 {MAILBOX_VARIABLE}。{_FORM}")


@dataclass(frozen=True, slots=True)
class MailboxAddress:
    """One folder of a mailbox and how to log in.

    Attributes:
        host: Name or address of the server.
        port: Its TCP port.
        tls: True if everything is encrypted from the start; otherwise once the server offers it.
        user: Who logs in.
        folder: As people read it; INBOX by default.
        password: Never shown, not even by `repr`.
    """

    host: str
    port: int
    tls: bool
    user: str
    folder: str
    password: str = field(repr=False)

    @classmethod
    def from_environment(cls) -> Self | None:
        """The mailbox of SIXUE_MAILBOX; None if there is none.

        Raises:
            BadMailboxAddress: It is no URL of a mailbox.
        """
        url = os.environ.get(MAILBOX_VARIABLE, "").strip()
        return cls.from_url(url) if url else None

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Takes a URL apart.

        Args:
            url: `imaps://user:password@host:port/folder` (TLS) or `imap://…` (STARTTLS), each part
                percent-encoded; port and folder may be left out.

        Raises:
            BadMailboxAddress: It is no such URL; the message does not repeat it, for it holds a
                password.
        """
        try:
            parts = urlsplit(url.strip())
            port = parts.port
        except ValueError:
            raise BadMailboxAddress("邮箱地址读不懂，端口应是一个数字。") from None
        _check(parts)
        found = cls(
            host=parts.hostname or "",
            port=port or _PORTS[parts.scheme],
            tls=parts.scheme == "imaps",
            user=unquote(parts.username or ""),
            folder=unquote(parts.path.removeprefix("/")) or "INBOX",
            password=unquote(parts.password or ""),
        )
        if any(_CONTROL.search(text) for text in (found.user, found.folder, found.password)):
            raise BadMailboxAddress("邮箱地址里有换行等控制字符。")
        return found

    @property
    def shown(self) -> str:
        """The mailbox in words, without the password."""
        return f"{self.user}（{self.host}:{self.port}）"


def _check(parts: SplitResult) -> None:
    if parts.scheme not in _PORTS:
        raise BadMailboxAddress("邮箱地址应以 imaps:// 或 imap:// 开头。")
    if parts.query or parts.fragment:
        raise BadMailboxAddress("邮箱地址里有没有转写的 ? 或 #。")
    if not parts.hostname:
        raise BadMailboxAddress("邮箱地址里没有服务器名。")
    if not parts.username or not parts.password:
        raise BadMailboxAddress("邮箱地址里没有用户名或密码。")


def encoded_folder(name: str) -> str:
    """A folder's name as IMAP writes it (modified UTF-7, RFC 3501, 5.1.3).

    Args:
        name: As people read it.

    Returns:
        Printable ASCII.
    """

    def shifted(match: re.Match[str]) -> str:
        packed = base64.b64encode(match.group().encode("utf-16-be", "surrogatepass"))
        return f"&{packed.decode().rstrip('=').replace('/', ',')}-"

    return _NOT_ASCII.sub(shifted, name.replace("&", "&-"))


def decoded_folder(name: str) -> str:
    """A folder's name as people read it.

    Args:
        name: As IMAP writes it.

    Returns:
        The name; parts that are not well-formed stay as they are.
    """

    def plain(match: re.Match[str]) -> str:
        packed = match.group(1).replace(",", "/")
        if not packed:
            return "&"
        try:
            data = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
            return data.decode("utf-16-be")
        except ValueError:
            return match.group()

    return _SHIFTED.sub(plain, name)
