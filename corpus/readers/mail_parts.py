"""A mail taken apart: its body, its attachments and the words of its headers."""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message
from email.policy import compat32

from corpus.readers.decoding import Decoded, decode, decode_name
from corpus.readers.extract import Extract, Refused
from corpus.readers.lines import is_blank

MOST_PARTS = 500
# Decoding takes quadratic time; no subject and no file name is as long as that.
_LONGEST_HEADER = 20_000
_COVER_NOTE = 60
_NAMING = ("content-type", "content-disposition", "subject")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a mail beside its body.

    Attributes:
        name: Its file name without folders; empty if it has none.
        data: Its bytes, decoded from the transfer encoding; may be empty.
        kind: MIME type as declared, lower case.
        inline: True if it is not declared to be an attachment.
        content_id: By which an HTML body refers to it, without brackets; may be empty.
    """

    name: str
    data: bytes
    kind: str
    inline: bool
    content_id: str

    @property
    def shown_name(self) -> str:
        """What people call it."""
        return self.name or ("附件.eml" if self.kind == "message/rfc822" else "附件")

    @property
    def is_picture(self) -> bool:
        """A picture that is to be shown inside the mail."""
        return self.inline and self.kind.startswith("image/")


@dataclass(slots=True)
class Parts:
    """What a mail holds.

    Attributes:
        plain: Texts of the body.
        html: The same as web pages, or more of it.
        attachments: Everything else, in order.
        cut: True if there is more than we look at.
    """

    plain: list[Decoded] = field(default_factory=list)
    html: list[Decoded] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    cut: bool = False


def take_apart(data: bytes) -> tuple[Message, Parts]:
    """A mail and what it holds.

    Args:
        data: Bytes of the mail.

    Returns:
        The message, for its headers, and its parts.

    Raises:
        Refused: It is too broken to be read ("damaged").
    """
    parts = Parts()
    try:
        message = email.message_from_bytes(data.lstrip(b"\r\n\xef\xbb\xbf"), policy=compat32)
        for count, part in enumerate(_leaves(message)):
            if count >= MOST_PARTS:
                parts.cut = True
                break
            _sort(part, parts)
    except (RecursionError, ValueError, LookupError, AssertionError):
        raise Refused("damaged", "邮件已损坏，读不出来。", "请重新保存这封邮件，再导入。") from None
    return message, parts


def body(parts: Parts, html_reader: Callable[[Decoded], Extract]) -> Extract | None:
    """The text of a mail: plain text if there is any, else HTML.

    Args:
        parts: What the mail holds.
        html_reader: Takes the text out of HTML.

    Returns:
        The text; None if there is none.

    Raises:
        Refused: As the HTML reader does, unless it only finds no text.
    """
    plain = [decoded for decoded in parts.plain if not is_blank(decoded.text)]
    if plain:
        return Extract(
            "\n\n".join(decoded.text for decoded in plain),
            encoding=plain[0].encoding,
            encoding_guessed=any(decoded.guessed for decoded in plain),
            warnings=tuple(warning for decoded in plain for warning in decoded.warnings),
        )
    for decoded in parts.html:
        try:
            return html_reader(decoded)
        except Refused as refused:
            if refused.reason != "no_text":
                raise
    return None


def cover_note(text: str) -> str | None:
    """The text of a body on one line if it is too short to be more than a covering note."""
    line = " ".join(text.split())
    return line if len(line) <= _COVER_NOTE else None


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold something; an attached mail is one part."""
    stack = [message]
    while stack:
        part = stack.pop()
        _read_raw_headers(part)
        content = part.get_payload()
        if part.is_multipart() and isinstance(content, list):
            if part.get_content_type() == "message/rfc822":
                yield part
            else:
                stack.extend(reversed([item for item in content if isinstance(item, Message)]))
        else:
            yield part


def _sort(part: Message, parts: Parts) -> None:
    kind = part.get_content_type()
    name = _file_name(part)
    inline = not _declared(part, "Content-Disposition").lower().startswith("attachment")
    data = _content(part)
    if kind in ("text/plain", "text/html") and not name and inline:
        if data.strip():
            decoded = _decoded(data, part.get_content_charset())
            (parts.plain if kind == "text/plain" else parts.html).append(decoded)
    elif name or data:
        content_id = _declared(part, "Content-ID").strip("<>")
        parts.attachments.append(Attachment(name, data, kind, inline, content_id))


def _declared(part: Message, header: str) -> str:
    return str(part.get(header, "")).strip()


def _decoded(data: bytes, charset: str | None) -> Decoded:
    try:
        return decode(data, charset)
    except Refused:
        text = data.decode("utf-8", "ignore")
        return Decoded(text, "utf-8", True, ("邮件正文的一部分已损坏，只收入了能读出的文字。",))


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        content = part.get_payload()
        inner = content[0] if isinstance(content, list) and content else None
        return inner.as_bytes() if isinstance(inner, Message) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _file_name(part: Message) -> str:
    """The name of an attachment: RFC 2231, RFC 2047 or raw bytes, the last path component."""
    value = part.get_param("filename", None, "content-disposition") or part.get_param("name")
    if isinstance(value, tuple):
        charset, _, text = value
        raw = (text or "").encode("latin-1", "surrogateescape")
        try:
            name = raw.decode(charset or "utf-8")
        except (LookupError, UnicodeDecodeError):
            name = decode_name(raw)
    else:
        name = header_text(value)
    name = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f]", "", name).strip()


def header_text(value: object) -> str:
    """A header as text.

    Args:
        value: As the email package gives it; may hold encoded words or raw bytes.

    Returns:
        The decoded text on one line; undeclared bytes are guessed.
    """
    if value is None:
        return ""
    raw = str(value)[:_LONGEST_HEADER]
    try:
        pieces = decode_header(raw)
    except (ValueError, LookupError):
        pieces = [(raw, None)]
    text = ""
    pending: tuple[bytes, str | None] = (b"", None)
    for piece, charset in [*pieces, ("", None)]:
        if isinstance(piece, bytes) and charset and (charset == pending[1] or not pending[0]):
            # A character may be cut in two between encoded words.
            pending = (pending[0] + piece, charset)
            continue
        text += _word(*pending)
        pending = (piece, charset) if isinstance(piece, bytes) and charset else (b"", None)
        if isinstance(piece, str):
            text += piece
        elif not charset:
            text += decode_name(piece)
    return " ".join(text.split())


def _word(data: bytes, charset: str | None) -> str:
    if not data:
        return ""
    try:
        return decode(data, charset).text
    except Refused:
        return data.decode("utf-8", "ignore")


def _read_raw_headers(part: Message) -> None:
    """Decode bytes above ASCII that stand in the headers we look at, against the rules."""
    raw = {name.lower(): str(value) for name, value in reversed(list(part.raw_items()))}
    for name in _NAMING:
        if not (value := raw.get(name, "")).isascii():
            part.replace_header(name, decode_name(value.encode("utf-8", "surrogateescape")))
