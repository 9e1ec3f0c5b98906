"""Bytes to text: which encoding it is, what was guessed and what was damaged."""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass, replace
from typing import TextIO

from corpus.readers import damage, mojibake
from corpus.readers.extract import Refused
from corpus.readers.lines import LOST
from corpus.readers.plausibility import plausibility

_SAMPLE = 1 << 16
_UNREADABLE_BELOW = 0.2
_NONSENSE = -0.2
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In this order; the later one must be clearly better to be taken.
_GUESSES = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252")
_ESCAPED = frozenset({"hz", "iso2022_jp", "utf_7", "iso2022_kr", "iso2022_jp_2"})
_NO_HINT = frozenset({"ascii", "iso8859_1", "utf_8"})
# Four Chinese characters in UTF-8: does not occur by chance in GB18030.
_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){4}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was got from its bytes.

    Attributes:
        text: The text; it holds U+FFFD only where the file itself does.
        encoding: Python's name of the encoding.
        guessed: True if neither the file nor its form said so.
        warnings: Chinese sentences on what was damaged, dropped or restored.
    """

    text: str
    encoding: str
    guessed: bool = False
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode the bytes of a text file.

    Strict UTF-8 goes first, whatever is declared, because other encodings hardly ever look like
    it; then byte order marks, UTF-16 and UTF-32 by their NULs, then what is declared, GB18030 and
    Big5, judged by how common the characters are that come out. Files in several encodings are
    decoded piece by piece. Half a character at the end is dropped, stray bytes inside are dropped
    or marked, always with a warning; a text once saved in a wrong encoding is restored.

    Args:
        data: The bytes; not empty.
        declared: Charset named by a MIME header or HTML meta element.

    Returns:
        The text with what is known about it.

    Raises:
        Refused: The bytes are no text in any encoding we know ("unreadable").
    """
    found = _declared_by_form(data) or _escaped(data, declared)
    if found is None and b"\0" in data:
        found = _guessed(data, None, ("utf-16-le", "utf-16-be")) or _without_nuls(data, declared)
    return _restored(found or _narrow(data, declared))


def open_text(data: bytes) -> tuple[TextIO, Decoded]:
    """The text of a large file to be read line by line.

    Args:
        data: The bytes; not empty.

    Returns:
        A text stream that leaves line ends as they are, and how it was decoded, without the text
        where the file is sound UTF-8 and is therefore decoded while it is read.

    Raises:
        Refused: As `decode`.
    """
    head = data[:_SAMPLE]
    if (
        b"\0" not in head
        and _is_utf8(data)
        and mojibake.repair(head.decode("utf-8", "ignore")) is None
    ):
        stream = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
        return stream, Decoded("", "utf-8")
    found = decode(data)
    return io.StringIO(found.text, newline=""), replace(found, text="")


def _is_utf8(data: bytes) -> bool:
    """Strict UTF-8 to the last byte, found out without holding the text."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for start in range(0, len(data), 1 << 20):
            decoder.decode(memoryview(data)[start : start + (1 << 20)])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _narrow(data: bytes, declared: str | None) -> Decoded:
    return _utf8(data, declared) or _guessed(data, declared, _GUESSES) or _damaged(data)


def _without_nuls(data: bytes, declared: str | None) -> Decoded:
    """NULs can stand inside a character, so they go before anything is decoded."""
    rest = data.replace(b"\0", b"")
    found = _narrow(rest, declared)
    note = f"文中夹有 {len(data) - len(rest)} 个空字节，已去掉。"
    return replace(found, warnings=(note, *found.warnings))


def codec(name: str | None) -> str | None:
    """Python's codec for a declared charset, the superset where people write the subset."""
    if not name:
        return None
    cleaned = name.strip().strip("\"'").lower()
    if cleaned.startswith(("gb2312", "gbk", "gb_2312", "x-gbk", "cp936", "gb18030", "hz-gb")):
        return "hz" if cleaned.startswith("hz") else "gb18030"
    try:
        return codecs.lookup(cleaned).name.replace("-", "_")
    except (LookupError, ValueError):
        return None


def decode_name(raw: bytes) -> str:
    """Decode a file name: UTF-8 if it is that, else what gives the most common characters."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        options = [text for name in ("gb18030", "big5") if (text := _strict(raw, name)[0])]
        return max(options, key=plausibility, default=raw.decode("latin-1"))


def _strict(data: bytes, encoding: str) -> tuple[str | None, int]:
    """Text under an encoding and the bytes of half a character at its end; None if it is not."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(data)
    except (UnicodeDecodeError, UnicodeError):
        return None, 0
    pending = decoder.getstate()[0]
    return text, len(pending)


def _cut(pending: int) -> tuple[str, ...]:
    if not pending:
        return ()
    return (
        f"文件末尾有半个字（{pending} 个字节）无法还原，已略去；文件可能没有复制完整，请核对结尾。",
    )


def _declared_by_form(data: bytes) -> Decoded | None:
    """UTF with a byte order mark, or UTF-16/32 that shows by its NULs."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            body = data[len(bom) :]
            if encoding == "utf-8":
                return _utf8(body, "utf-8") or _damaged(body)
            return _wide(body, encoding)
    by_nuls = _by_nuls(data[:4096])
    if by_nuls and (text := _strict(data[:4096], by_nuls)[0]) and plausibility(text) > 0.3:
        found = _wide(data, by_nuls)
        return replace(found, guessed=True) if found else None
    return None


def _by_nuls(head: bytes) -> str | None:
    """UTF-16 or UTF-32 by where the zero bytes of its ASCII characters stand."""
    pairs = len(head) // 2
    if pairs < 2 or b"\0" not in head:
        return None
    quarters = [head[i::4].count(0) / max(len(head) // 4, 1) for i in range(4)]
    if quarters[3] > 0.9 and quarters[2] > 0.9 and quarters[0] < 0.1:
        return "utf-32-le"
    if quarters[0] > 0.9 and quarters[1] > 0.9 and quarters[3] < 0.1:
        return "utf-32-be"
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if odd > 0.25 and even < odd / 8:
        return "utf-16-le"
    if even > 0.25 and odd < even / 8:
        return "utf-16-be"
    return None


def _wide(data: bytes, encoding: str) -> Decoded | None:
    """UTF-16 or UTF-32, with broken units marked; None if it makes no sense as that.

    Stray bytes at the start of another encoding can look like a byte order mark.
    """
    text, pending = _strict(data, encoding)
    if text is not None:
        sensible = plausibility(text) > _NONSENSE
        return Decoded(text, encoding, warnings=_cut(pending)) if sensible else None
    marked = data.decode(encoding, "replace").replace("\ufffd", LOST)
    count = marked.count(LOST)
    if count * 10 > len(marked) or plausibility(marked) < _UNREADABLE_BELOW:
        return None
    return Decoded(
        marked, encoding, warnings=(f"文中有 {count} 处字节已损坏，以{LOST}标出，请对照原文补上。",)
    )


def _escaped(data: bytes, declared: str | None) -> Decoded | None:
    """Seven-bit encodings, which would pass for ASCII."""
    name = codec(declared)
    if name is None and b"~{" in data and b"~}" in data and data.isascii():
        text, _ = _strict(data, "hz")
        if text and plausibility(text) > 0.7:
            return Decoded(text, "hz", True)
    if name not in _ESCAPED or not data.isascii():
        return None
    text, _ = _strict(data, name)
    return Decoded(text, name) if text is not None else None


def _utf8(data: bytes, declared: str | None) -> Decoded | None:
    text, pending = _strict(data, "utf-8")
    if text is None:
        return None
    if pending and len(data) - pending < 3 * pending:
        return None
    few = not data.isascii() and not any(c >= "\u0800" for c in text[:_SAMPLE])
    if few and codec(declared) != "utf_8" and not _mostly_ascii(data, 2):
        # Two-byte sequences alone: a few GB18030 words can look like Latin or Greek.
        other = _strict(data, "gb18030")[0]
        if other and plausibility(other) > max(0.75, plausibility(text)):
            return Decoded(other, "gb18030", codec(declared) != "gb18030")
    return Decoded(text, "utf-8", warnings=_cut(pending))


def _guessed(data: bytes, declared: str | None, guesses: tuple[str, ...]) -> Decoded | None:
    """The encoding under which all bytes are characters, and common ones."""
    if _UTF8_RUN.search(data):
        return None
    hint = codec(declared)
    names = list(dict.fromkeys(([hint] if hint and hint not in _NO_HINT else []) + [*guesses]))
    best: tuple[float, str] | None = None
    for name in names:
        sample = _strict(data[:_SAMPLE], name)[0]
        if sample is None or (name == "cp1252" and not _mostly_ascii(data)):
            continue
        score = plausibility(sample) + (0.3 if name == hint else 0.0)
        if best is None or score > best[0] + 0.05:
            best = (score, name)
    if best is None or best[0] < 0.35:
        return None
    text, pending = _strict(data, best[1])
    if text is None or (len(text) > 2 * _SAMPLE and plausibility(text) < 0.35):
        return None
    return Decoded(text, best[1], best[1] != hint, _cut(pending))


def _mostly_ascii(data: bytes, part: int = 5) -> bool:
    """Is less than one byte in so many beyond ASCII?"""
    head = data[:_SAMPLE]
    return sum(byte > 0x7F for byte in head) * part < len(head) and b"\0" not in head


def _damaged(data: bytes) -> Decoded:
    """Stray bytes or several encodings in one file."""
    mended = damage.mend(data)
    if plausibility(mended.text) < _UNREADABLE_BELOW or mended.dropped * 5 > len(data):
        raise _unreadable()
    names = "、".join(mended.encodings)
    warnings = mended.warnings
    if len(mended.encodings) > 1:
        warnings = (f"文件混用了几种编码（{names}），已分段还原，请核对全文。", *warnings)
    return Decoded(
        mended.text, mended.encodings[0], mended.encodings != ("utf-8",), tuple(warnings)
    )


def _restored(found: Decoded) -> Decoded:
    """The text as first written, if it was once saved in a wrong encoding."""
    repaired = mojibake.repair(found.text)
    if repaired is None:
        return found
    warning = f"文字是乱码（曾被误当作{repaired.misread_as}打开并保存），已还原"
    if repaired.lost:
        warning += f"，其中 {repaired.lost} 处的字已经丢失，以{LOST}标出；请尽量换用原始文件"
    return Decoded(
        repaired.text, found.encoding, found.guessed, (*found.warnings, f"{warning}，请核对。")
    )


def _unreadable() -> Refused:
    return Refused(
        "unreadable",
        "文件不是文字，或者文字已经损坏，用常见的编码都读不出来。",
        "请用原来的软件打开它，另存为 .docx 或 UTF-8 编码的 .txt 再导入。",
    )
