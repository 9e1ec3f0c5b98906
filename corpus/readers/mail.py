"""Mails with their attachments."""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.header import decode_header
from email.message import Message
from email.policy import compat32

from corpus.document import RawDocument, Refusal
from corpus.readers.decoding import Decoded, decode, decode_name
from corpus.readers.extract import Extract, Refused, Upload, document
from corpus.readers.lines import is_blank

Reader = Callable[[Upload], Iterator[RawDocument | Refusal]]
HtmlReader = Callable[[Decoded, Upload], Extract]

_DEEPEST = 4
_PARTS = 500
# Decoding takes quadratic time; no subject and no file name is as long as that.
_LONGEST_HEADER = 20_000
_COVER_NOTE = 60
_REPLY = re.compile(
    r"^\s*(?:(?:re|fw|fwd|aw|wg|转发|转|回复|答复|答覆|轉寄|轉發|回覆)\s*(?:\[\d+\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Parts:
    plain: list[Decoded] = field(default_factory=list)
    html: list[Decoded] = field(default_factory=list)
    attachments: list[tuple[str, bytes]] = field(default_factory=list)
    pictures: int = 0
    cut: bool = False


def read(
    upload: Upload, reader: Reader, html_reader: HtmlReader
) -> Iterator[RawDocument | Refusal]:
    """The body of a mail and each attachment as documents.

    The subject is the title; the sender is not taken for the author. A short covering note over
    an attachment becomes a warning of the attachment instead of an article.

    Args:
        upload: The mail.
        reader: Reads an attachment like any file.
        html_reader: Takes the text out of a body in HTML.

    Yields:
        The body's document first, then those of the attachments.

    Raises:
        Refused: There is neither text nor attachment, or mails lie too deep in each other.
    """
    if upload.nesting >= _DEEPEST:
        raise Refused("unsupported", "邮件嵌套得太深。", "请把里层的附件另存出来，再导入。")
    message, parts = _parsed(upload.data)
    body = _body(parts, upload, html_reader)
    note = None if body is None else _cover_note(body, parts)
    if body is not None and note is None:
        yield _article(upload, message, parts, body)
    elif not parts.attachments:
        raise Refused("no_text", "邮件里没有文字，也没有附件。", "请确认邮件内容，再重新导入。")
    carried = note is None
    for name, data in _numbered(parts.attachments):
        for found in reader(upload.inside(name, data, zipped=False)):
            if note and isinstance(found, RawDocument) and found.row is None:
                found = replace(found, warnings=(*found.warnings, f"邮件附言：{note}"))
                carried = True
            yield found
    if body is not None and not carried:
        yield _article(upload, message, parts, body)
    if parts.cut:
        yield Refused(
            "too_large", f"邮件超过 {_PARTS} 个部分，其余没有读取。", "请把其余附件另存出来导入。"
        ).named(upload.name)


def _article(upload: Upload, message: Message, parts: _Parts, body: Extract) -> RawDocument:
    """The body under the subject; who sent a text need not have written it."""
    title = _REPLY.sub("", header_text(message.get("Subject"))).strip()
    metadata = replace(body.metadata, title=title or body.metadata.title)
    warnings = [f"邮件里有 {parts.pictures} 张图片，未收入。"] if parts.pictures else []
    return document(upload, "eml", replace(body, metadata=metadata), warnings)


def _parsed(data: bytes) -> tuple[Message, _Parts]:
    parts = _Parts()
    try:
        message = email.message_from_bytes(data.lstrip(b"\r\n\xef\xbb\xbf"), policy=compat32)
        for count, part in enumerate(_leaves(message)):
            if count >= _PARTS:
                parts.cut = True
                break
            _sort(part, parts)
    except (RecursionError, ValueError, LookupError, AssertionError):
        raise Refused("damaged", "邮件已损坏，读不出来。", "请重新保存这封邮件，再导入。") from None
    return message, parts


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


def _sort(part: Message, parts: _Parts) -> None:
    kind = part.get_content_type()
    name = _file_name(part)
    disposition = str(part.get("Content-Disposition", "")).lstrip().lower()
    data = _content(part)
    if kind.startswith("image/") and not disposition.startswith("attachment"):
        parts.pictures += 1
    elif kind in ("text/plain", "text/html") and not name and not disposition.startswith("attach"):
        if not data.strip():
            return
        decoded = _decoded(data, part.get_content_charset())
        (parts.plain if kind == "text/plain" else parts.html).append(decoded)
    elif kind == "text/css" or not data:
        return
    else:
        fallback = "附件.eml" if kind == "message/rfc822" else "附件"
        parts.attachments.append((name or fallback, data))


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


def _body(parts: _Parts, upload: Upload, html_reader: HtmlReader) -> Extract | None:
    """Plain text if there is any, else HTML."""
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
            return html_reader(decoded, upload)
        except Refused as refused:
            if refused.reason != "no_text":
                raise
    return None


def _cover_note(body: Extract, parts: _Parts) -> str | None:
    text = " ".join(body.text.split())
    return text if parts.attachments and len(text) <= _COVER_NOTE else None


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
    """Decode bytes above ASCII that stand in headers against the rules."""
    for name, value in list(part.raw_items()):
        raw = str(value)
        if not raw.isascii():
            part.replace_header(name, decode_name(raw.encode("utf-8", "surrogateescape")))


def _numbered(attachments: list[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Names made different from each other."""
    seen: dict[str, int] = {}
    for name, data in attachments:
        seen[name] = seen.get(name, 0) + 1
        stem, dot, suffix = name.rpartition(".")
        if seen[name] == 1:
            yield name, data
        elif dot:
            yield f"{stem} ({seen[name]}).{suffix}", data
        else:
            yield f"{name} ({seen[name]})", data
