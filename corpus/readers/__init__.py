"""The reading room: bytes of any file come in, raw documents or refusals go out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.document import Format, RawDocument, Refusal
from corpus.readers.extract import Extract, Refused, Upload, document, too_long
from corpus.readers.limits import DEFAULT, Limits
from corpus.readers.lines import is_blank

if TYPE_CHECKING:
    from corpus.readers.decoding import Decoded

__all__ = ["DEFAULT", "Limits", "read"]

_HEAD = 1 << 16


def read(name: str, data: bytes, *, limits: Limits = DEFAULT) -> Iterator[RawDocument | Refusal]:
    """Read a file of any supported type, judged by its content.

    Text, Markdown, Word, PDF, web page and mail give a document each; a mail also its
    attachments, a zip its members, a table (CSV, Excel, JSON Lines) its rows. What cannot be read
    is refused with a reason and a remedy while the rest goes on. Formats that can explode are
    parsed in a child process with bounded memory and time.

    Args:
        name: The file's name, shown in messages; decides only between kinds of text.
        data: All its bytes.
        limits: Bounds; see `Limits`.

    Yields:
        Documents and refusals in the file's order, at least one; tables are read as they are
        consumed. No exception is raised for any bytes.
    """
    yield from _read(Upload(name or "未命名", data, limits))


def _read(upload: Upload) -> Iterator[RawDocument | Refusal]:
    silent = True
    try:
        for found in _dispatch(upload):
            silent = False
            yield found
        if silent:
            raise Refused("no_text", "文件里没有文章。", "请确认内容已保存，再重新导入。")
    except Refused as refused:
        yield refused.named(upload.name)


def _dispatch(upload: Upload) -> Iterator[RawDocument | Refusal]:
    from corpus.readers.sniff import binary_kind

    if not upload.data:
        raise Refused("empty", "文件是空的，没有任何内容。", "请确认文件已保存完整，再重新导入。")
    if len(upload.data) > upload.limits.size:
        megabytes = upload.limits.size // (1024 * 1024)
        raise Refused("too_large", f"文件超过 {megabytes} MB。", "请拆成几个文件再导入。")
    kind = binary_kind(upload)
    if kind is None:
        yield from _read_text(upload)
    elif kind == "zip":
        from corpus.readers import archives

        yield from archives.read(upload, _read)
    elif kind == "xlsx":
        from corpus.readers import tables, xlsx

        yield from tables.summed(xlsx.read(upload), upload.name)
    else:
        yield from _bounded(upload, kind, (upload.data, upload.limits))


def _read_text(upload: Upload) -> Iterator[RawDocument | Refusal]:
    from corpus.readers.decoding import decode
    from corpus.readers.sniff import text_kind

    head = upload.data[:_HEAD]
    if not head.strip(b" \t\r\n\0\x0b\x0c\x1a") and is_blank(upload.data.decode("latin-1")):
        raise _blank()
    kind = text_kind(decode(head).text, upload.suffix)
    if kind in ("csv", "jsonl"):
        from corpus.readers import tables

        rows = (tables.read_csv if kind == "csv" else tables.read_jsonl)(upload)
        yield from tables.summed(rows, upload.name)
        return
    if kind == "eml":
        from corpus.readers import mail

        yield from mail.read(upload, _read, _html_body)
        return
    # UTF-8 takes at most four bytes a character, markup a multiple of the text.
    if len(upload.data) > (16 if kind == "html" else 4) * upload.limits.characters:
        raise too_long(upload.limits)
    decoded = decode(upload.data, _charset(upload) if kind == "html" else None)
    if is_blank(decoded.text):
        raise _blank()
    if kind == "txt":
        yield document(upload, kind, _declare(Extract(decoded.text), decoded))
        return
    for found in _extracts(upload, kind, (decoded.text,)):
        yield document(upload, kind, _declare(found, decoded))


def _charset(upload: Upload) -> str | None:
    from corpus.readers.html import declared_charset

    return declared_charset(upload.data)


def _declare(extract: Extract, decoded: Decoded) -> Extract:
    """An extract with what is known about the decoding of its file."""
    return replace(
        extract,
        encoding=decoded.encoding,
        encoding_guessed=decoded.guessed,
        warnings=(*decoded.warnings, *extract.warnings),
    )


def _html_body(decoded: Decoded, upload: Upload) -> Extract:
    """The text of a mail's HTML part."""
    return _declare(next(_extracts(upload, "html", (decoded.text,))), decoded)


def _blank() -> Refused:
    return Refused("empty", "文件里只有空白，没有文字。", "请确认内容已保存，再重新导入。")


def _bounded(upload: Upload, kind: Format, arguments: tuple[object, ...]) -> Iterator[RawDocument]:
    for found in _extracts(upload, kind, arguments):
        yield document(upload, kind, found)


def _extracts(upload: Upload, kind: Format, arguments: tuple[object, ...]) -> Iterator[Extract]:
    """What the module of a format takes out of a file, in the child process."""
    from corpus.readers import sandbox

    module = {"md": "markdown"}.get(kind, kind)
    yield from sandbox.call(f"corpus.readers.{module}:extract", arguments, upload.limits)
