"""What a file really is, judged by its bytes; the name only breaks ties between kinds of text."""

from __future__ import annotations

import re
from typing import Literal

from corpus.readers import columns
from corpus.readers.extract import Refused, Upload
from corpus.readers.packages import package_kind

Binary = Literal["pdf", "docx", "xlsx", "zip"]
Textual = Literal["txt", "md", "html", "eml", "csv", "jsonl"]

_SAVE_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 再导入。"
_TO_TEXT = "请把其中的文字转成 .docx、.txt 或带文字层的 PDF 再导入。"
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "RTF 文档", _SAVE_AS_DOCX),
    (b"\x89PNG", "图片（PNG）", _TO_TEXT),
    (b"\xff\xd8\xff", "图片（JPEG）", _TO_TEXT),
    (b"GIF8", "图片（GIF）", _TO_TEXT),
    (b"II*\x00", "图片（TIFF）", _TO_TEXT),
    (b"MM\x00*", "图片（TIFF）", _TO_TEXT),
    (b"Rar!", "RAR 压缩包", "请先解压，或改存为 .zip 再导入。"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "请先解压，或改存为 .zip 再导入。"),
    (b"\x1f\x8b\x08", "gzip 压缩包", "请先解压，或改存为 .zip 再导入。"),
    (b"BZh", "bzip2 压缩包", "请先解压，或改存为 .zip 再导入。"),
    (b"\xfd7zXZ\x00", "xz 压缩包", "请先解压，或改存为 .zip 再导入。"),
    (b"ID3", "音频", "请导入它的文字稿。"),
    (b"OggS", "音频", "请导入它的文字稿。"),
    (b"fLaC", "音频", "请导入它的文字稿。"),
    (b"\x7fELF", "程序", "请导入文章文件。"),
    (b"SQLite format 3\x00", "数据库", "请把文章导出为 .csv 或 .xlsx 再导入。"),
    (b"AT&TFORM", "DjVu 扫描件", "请先做文字识别（OCR），存为带文字层的 PDF。"),
    (b"%!PS", "PostScript 文件", "请转成 PDF 再导入。"),
    (b"\x00\x00\x01\x00", "图标", _TO_TEXT),
)
_HEAD = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|h[1-6]|article|section|center|font|"
    r"span|link|br|ul|ol)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|table|tr|td|h[1-6]|br|span|a|font|article|section|li|ul|strong|b)"
    r"\b[^<>]{0,400}>",
    re.IGNORECASE,
)
_XML_START = re.compile(r"\s*<\?xml\b|\s*<(?:w:wordDocument|pkg:package|svg)\b", re.IGNORECASE)
_MAIL_HEADER = re.compile(
    r"^(from|to|cc|subject|date|received|return-path|mime-version|message-id|content-type|"
    r"content-transfer-encoding|delivered-to|reply-to|sender|dkim-signature|x-[\w-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_PROOF = frozenset({"mime-version", "message-id", "received", "return-path", "content-type"})


def binary_kind(upload: Upload) -> Binary | None:
    """The type of a file that is not text.

    Args:
        upload: The file; not empty.

    Returns:
        The type, or None if the file may be text.

    Raises:
        Refused: It is of a type we do not read ("unsupported"), or a locked or damaged container.
    """
    data = upload.data
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return package_kind(data, upload.suffix, upload.limits)
    if data.startswith(_OLE):
        raise _old_office(data)
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise _unsupported(what, remedy)
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        raise _unsupported("图片（BMP）", _TO_TEXT)
    if data.startswith(b"MZ") and b"\0\0" in data[:64]:
        raise _unsupported("程序", "请导入文章文件。")
    if data.startswith(b"RIFF") and data[8:12] in (b"WAVE", b"AVI ", b"WEBP"):
        raise _unsupported("音频、视频或图片", "请导入它的文字稿。")
    if data[4:8] == b"ftyp":
        raise _unsupported("视频或图片", "请导入它的文字稿。")
    if len(data) > 4 and data[0] == 0xFF and data[1] in (0xFB, 0xF3, 0xF2) and b"\0" in data[:512]:
        raise _unsupported("音频（MP3）", "请导入它的文字稿。")
    return None


def _unsupported(what: str, remedy: str) -> Refused:
    return Refused("unsupported", f"这是{what}，不是本系统能读的文章文件。", remedy)


def _old_office(data: bytes) -> Refused:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return Refused(
            "encrypted",
            "文件设有打开密码。",
            "请用 Word、WPS 或 Excel 打开，去掉密码后另存再导入。",
        )
    if has("Workbook") or has("Book"):
        return _unsupported(
            "旧版 Excel 表格（.xls）", "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。"
        )
    if has("PowerPoint Document"):
        return _unsupported("旧版演示文稿（.ppt）", "请把文字复制到文档里，存为 .docx 再导入。")
    if has("__substg1.0_0037001F") or has("__nameid_version1.0"):
        return _unsupported("Outlook 邮件（.msg）", "请在 Outlook 中另存为 .eml 再导入。")
    return _unsupported("旧版 Word 或 WPS 文档（.doc、.wps）", _SAVE_AS_DOCX)


def text_kind(text: str, suffix: str) -> Textual:
    """The type of a text file.

    Args:
        text: Its beginning, some thousand characters.
        suffix: What stands behind the last dot of its name, with the dot, lower case.

    Returns:
        The type; plain text if it shows no sign of another.

    Raises:
        Refused: XML of a kind we do not read.
    """
    head = text[:20_000].lstrip("\ufeff")
    if _is_html(head, suffix):
        return "html"
    if _XML_START.match(head):
        raise _unsupported("XML 文件", "如果是 Word 的 XML 文档，请打开后另存为 .docx 再导入。")
    if _is_mail(head, suffix):
        return "eml"
    if _is_json(head, suffix):
        return "jsonl"
    if columns.looks_like_table(head, suffix):
        return "csv"
    return "md" if suffix in (".md", ".markdown", ".mkd") else "txt"


def is_letter(name: str, data: bytes) -> bool:
    """True if a file is a saved message."""
    from corpus.readers.decoding import decode
    from corpus.readers.limits import DEFAULT

    upload = Upload(name, data, DEFAULT)
    try:
        if not data or binary_kind(upload) is not None:
            return False
        return text_kind(decode(data[:_HEAD]).text, upload.suffix) == "eml"
    except Refused:
        return False


def _is_html(head: str, suffix: str) -> bool:
    if _HTML_START.match(head):
        return len(_HTML_TAG.findall(head)) >= 2 or suffix in (".html", ".htm", ".xhtml")
    named = suffix in (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp")
    return named and len(_HTML_TAG.findall(head)) >= 2


def _is_mail(head: str, suffix: str) -> bool:
    if head.startswith("From ") and "\n" in head:
        head = head.partition("\n")[2]
    block = re.split(r"\r?\n\r?\n", head.lstrip("\r\n"), maxsplit=1)[0]
    if not _MAIL_HEADER.match(block):
        return False
    names = {name.lower() for name in _MAIL_HEADER.findall(block)}
    if suffix in (".eml", ".mht", ".mhtml"):
        return True
    return len(names) >= 3 and bool(names & _MAIL_PROOF)


def _is_json(head: str, suffix: str) -> bool:
    start = head.lstrip()
    if suffix in (".jsonl", ".ndjson", ".json"):
        return start.startswith(("{", "["))
    return bool(re.match(r'(?:\[\s*)?\{\s*"[^"\n]{1,60}"\s*:', start))
