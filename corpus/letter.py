"""A message taken apart for a submission: who sent what when, and with which files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

from corpus.readers import DEFAULT, Limits, sandbox
from corpus.readers.decoding import Decoded, decode_name
from corpus.readers.extract import Extract, Refused
from corpus.readers.html import extract as html_extract
from corpus.readers.mail_parts import (
    MOST_PARTS,
    Attachment,
    Parts,
    body,
    cover_note,
    header_text,
    take_apart,
)

BODY_NAME = "正文.txt"
_PAGE_NAME = "正文.html"

_HEAD = 256 * 1024
_LONGEST_NAME = 200
_LONGEST_SENDER = 2_000
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_IN_BRACKETS = re.compile(r"<\s*([^<>\s@]+@[^<>\s@]+)\s*>")
_BARE = re.compile(r"(?<![^\s,;:\"'(<])[^\s,;:\"'()<>@]+@[^\s,;:\"'()<>@]+")
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_NOISE_KINDS = frozenset(
    {
        "text/css", "text/calendar", "application/ics", "text/vcard", "text/x-vcard",
        "text/directory", "text/x-amp-html", "text/rfc822-headers",
        "application/pgp-signature", "application/pgp-keys", "application/pkcs7-signature",
        "application/x-pkcs7-signature", "message/delivery-status",
        "message/disposition-notification",
    }
)  # fmt: skip
_NOISE_NAMES = (".ics", ".vcf", ".p7s", ".asc", ".sig", ".css")

# What the child process sends of a part: name, bytes, MIME type, is it the body, is it material.
_Sent = tuple[str, bytes, str, bool, bool]


@dataclass(frozen=True, slots=True)
class LetterPart:
    """The body or an attachment.

    Attributes:
        name: File name without folders, at most 200 characters; 正文.txt for the body, 正文.html
            where no text could be taken out of it.
        data: All its bytes; of the body UTF-8.
        kind: MIME type as the sender declared it, often wrong.
        is_body: True for the text of the message itself.
        material: False for what no article is in: signatures, invitations, pictures that belong
            to the layout of the message, a covering note over an attachment.
    """

    name: str
    data: bytes
    kind: str
    is_body: bool
    material: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A message.

    Attributes:
        sender_name: As the sender writes it; may be empty.
        sender_address: E-mail address; empty if there is none.
        sent_at: When, UTC, as the sender's clock had it; None if it is not said.
        subject: On one line; may be empty.
        message_id: With its brackets; None if there is none.
        parts: The body, if there is any, then the attachments in order.
        warnings: Chinese sentences on what is lacking or was guessed.
    """

    sender_name: str
    sender_address: str
    sent_at: datetime | None
    subject: str
    message_id: str | None
    parts: tuple[LetterPart, ...]
    warnings: tuple[str, ...]


def read_letter(data: bytes, *, limits: Limits = DEFAULT) -> Letter:
    """Takes a message apart.

    The parts are found in the bounded child process. If that fails, the whole message is the only
    part, so that nothing is lost.

    Args:
        data: Bytes of the message, as they came from the mailbox or a file.
        limits: Bounds on time and memory.

    Returns:
        The letter. No exception is raised for any bytes.
    """
    headers = _headers(data)
    parts: list[LetterPart] = []
    warnings: list[str] = []
    try:
        for found in sandbox.call("corpus.letter:extract", (data,), limits):
            if isinstance(found, str):
                warnings.append(found)
            else:
                parts.append(LetterPart(*found))
    except Refused as refused:
        parts = [LetterPart("邮件.eml", data, "message/rfc822", False, True)]
        warnings = [f"{refused.problem}已按整封邮件收下。"]
    name, address = _sender(headers)
    return Letter(
        sender_name=name,
        sender_address=address,
        sent_at=_sent_at(headers.get("date", "")),
        subject=_clean(header_text(headers.get("subject"))),
        message_id=_clean(header_text(headers.get("message-id"))) or None,
        parts=tuple(parts),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def extract(data: bytes) -> Iterator[_Sent | str]:
    """What the child process finds in a message.

    Args:
        data: Bytes of the message.

    Yields:
        Parts as plain tuples, and warnings.

    Raises:
        Refused: The message is too broken to be read.
    """
    _, parts = take_apart(data)
    files = [(attachment, _is_material(attachment, parts)) for attachment in parts.attachments]
    yield from _body(parts, any(material for _, material in files))
    for attachment, material in files:
        yield (
            _file_name(attachment.shown_name),
            attachment.data,
            attachment.kind,
            False,
            material,
        )
    if parts.cut:
        yield f"邮件超过 {MOST_PARTS} 个部分，其余没有拆出。"


def _body(parts: Parts, has_files: bool) -> Iterator[_Sent | str]:
    """The text of the message; as it came where no text can be taken out of it."""
    refusal = None
    try:
        text = body(parts, _html_text)
    except Refused as refused:
        text, refusal = None, refused
        yield f"邮件正文没有读出：{refused.problem}"
    lines = "\n".join(text.text.splitlines()).strip("\n") if text else ""
    if text and lines.strip():
        yield from text.warnings
        material = not has_files or cover_note(lines) is None
        yield (BODY_NAME, lines.encode("utf-8", "replace"), "text/plain", True, material)
        return
    for page in parts.html:
        data = page.text.encode("utf-8", "replace")
        yield (_PAGE_NAME, data, "text/html", True, refusal is not None)


def _html_text(decoded: Decoded) -> Extract:
    return next(html_extract(decoded.text))


def _is_material(attachment: Attachment, parts: Parts) -> bool:
    """Could an article be in it, or does it only serve the message?"""
    if attachment.kind in _NOISE_KINDS or attachment.name.lower().endswith(_NOISE_NAMES):
        return False
    if not attachment.kind.startswith("image/"):
        return True
    if attachment.is_picture and not attachment.name:
        return False
    shown = attachment.content_id and f"cid:{attachment.content_id}"
    return not (shown and any(shown in page.text for page in parts.html))


def _file_name(name: str) -> str:
    """A name that can be kept, with its suffix."""
    name = _clean(name)
    if len(name) <= _LONGEST_NAME:
        return name or "附件"
    stem, _, suffix = name.rpartition(".")
    suffix = f".{suffix}" if stem and len(suffix) <= 10 else ""
    return name[: _LONGEST_NAME - len(suffix)] + suffix


def _headers(data: bytes) -> dict[str, str]:
    """The first header of each name, lower case, raw bytes decoded; of a bounded block."""
    head = data[:_HEAD].lstrip(b"\r\n\xef\xbb\xbf")
    head = _HEAD_END.split(head, maxsplit=1)[0]
    message: Message = BytesParser(policy=compat32).parsebytes(head, headersonly=True)
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        text = str(value)
        if not text.isascii():
            text = decode_name(text.encode("utf-8", "surrogateescape"))
        found.setdefault(name.lower(), text)
    return found


def _sender(headers: dict[str, str]) -> tuple[str, str]:
    """Name and address, also where senders break the rules for writing them."""
    for header in ("from", "sender", "reply-to", "return-path"):
        raw = headers.get(header, "")[:_LONGEST_SENDER]
        for text in (raw, header_text(raw)):
            if match := _IN_BRACKETS.search(text):
                name = header_text(text[: match.start()].strip().strip("\"'"))
                return _clean(name.strip("\"' ")), _clean(match[1])
            if match := _BARE.search(text):
                return "", _clean(match[0])
    return _clean(header_text(headers.get("from", "")[:_LONGEST_SENDER])), ""


def _sent_at(date: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(header_text(date))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _clean(text: str) -> str:
    """Text that every database takes."""
    return _NOT_SHOWN.sub("", text).strip()
