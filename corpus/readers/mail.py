"""Mails with their attachments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import Message

from corpus.document import RawDocument, Refusal
from corpus.readers.decoding import Decoded
from corpus.readers.extract import Extract, Refused, Upload, document
from corpus.readers.mail_parts import (
    MOST_PARTS,
    Attachment,
    body,
    cover_note,
    header_text,
    take_apart,
)

Reader = Callable[[Upload], Iterator[RawDocument | Refusal]]
HtmlReader = Callable[[Decoded, Upload], Extract]

_DEEPEST = 4
_REPLY = re.compile(
    r"^\s*(?:(?:re|fw|fwd|aw|wg|转发|转|回复|答复|答覆|轉寄|轉發|回覆)\s*(?:\[\d+\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)


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
    message, parts = take_apart(upload.data)
    pictures = sum(attachment.is_picture for attachment in parts.attachments)
    files = [attachment for attachment in parts.attachments if _is_file(attachment)]
    text = body(parts, lambda decoded: html_reader(decoded, upload))
    note = cover_note(text.text) if text and files else None
    if text is not None and note is None:
        yield _article(upload, message, pictures, text)
    elif not files:
        raise Refused("no_text", "邮件里没有文字，也没有附件。", "请确认邮件内容，再重新导入。")
    carried = note is None
    for name, data in _numbered(files):
        for found in reader(upload.inside(name, data, zipped=False)):
            if note and isinstance(found, RawDocument) and found.row is None:
                found = replace(found, warnings=(*found.warnings, f"邮件附言：{note}"))
                carried = True
            yield found
    if text is not None and not carried:
        yield _article(upload, message, pictures, text)
    if parts.cut:
        yield Refused(
            "too_large",
            f"邮件超过 {MOST_PARTS} 个部分，其余没有读取。",
            "请把其余附件另存出来导入。",
        ).named(upload.name)


def _is_file(attachment: Attachment) -> bool:
    return bool(attachment.data) and not attachment.is_picture and attachment.kind != "text/css"


def _article(upload: Upload, message: Message, pictures: int, text: Extract) -> RawDocument:
    """The body under the subject; who sent a text need not have written it."""
    title = _REPLY.sub("", header_text(message.get("Subject"))).strip()
    metadata = replace(text.metadata, title=title or text.metadata.title)
    warnings = [f"邮件里有 {pictures} 张图片，未收入。"] if pictures else []
    return document(upload, "eml", replace(text, metadata=metadata), warnings)


def _numbered(attachments: list[Attachment]) -> Iterator[tuple[str, bytes]]:
    """Names made different from each other."""
    seen: dict[str, int] = {}
    for attachment in attachments:
        name, data = attachment.shown_name, attachment.data
        seen[name] = seen.get(name, 0) + 1
        stem, dot, suffix = name.rpartition(".")
        if seen[name] == 1:
            yield name, data
        elif dot:
            yield f"{stem} ({seen[name]}).{suffix}", data
        else:
            yield f"{name} ({seen[name]})", data
