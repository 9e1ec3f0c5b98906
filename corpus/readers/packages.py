"""Zip containers: which kind of package one is, and whether it is safe to open."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import Literal

from corpus.readers.extract import Refused
from corpus.readers.limits import Limits

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
)
_END = b"PK\x05\x06"
_ENTRY = 46  # bytes of the shortest entry of a central directory
_NAME_ALLOWANCE = 400
_SMALL = 20 * 1024 * 1024
_OTHERS: tuple[tuple[str, str, str], ...] = (
    ("ppt/presentation.xml", "演示文稿（.pptx）", "请把文字复制到文档里，存为 .docx 再导入。"),
    ("OFD.xml", "OFD 版式文件", "请用阅读器打开，转成 PDF 或 .docx 再导入。"),
    ("META-INF/container.xml", "电子书（.epub）", "请转成 .docx 或 .txt 再导入。"),
    ("AndroidManifest.xml", "安卓程序", "请导入文章文件。"),
    ("xl/workbook.bin", "二进制 Excel 表格（.xlsb）", "请另存为 .xlsx 再导入。"),
)


def open_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open a zip after a look at its size.

    Args:
        data: Bytes of the whole file.
        limits: Bounds on members and expanded size.

    Returns:
        The open archive; every member's declared size is within the bounds, and zipfile reads no
        member beyond its declared size.

    Raises:
        Refused: The zip is cut short, corrupt, or would grow beyond the bounds.
    """
    end = data.rfind(_END, max(0, len(data) - 66_000))
    if end < 0 or len(data) - end < 22:
        raise damaged()
    directory = struct.unpack_from("<L", data, end + 12)[0]
    if directory != 0xFFFFFFFF and directory > limits.entries * (_ENTRY + _NAME_ALLOWANCE):
        raise _too_many(limits)
    if directory == 0xFFFFFFFF and len(data) > _SMALL:
        raise _too_many(limits)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, IndexError):
        raise damaged() from None
    entries = package.infolist()
    if len(entries) > limits.entries:
        raise _too_many(limits)
    if sum(entry.file_size for entry in entries) > limits.expanded:
        raise too_large()
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > limits.ratio * entry.compress_size:
            raise too_large()
    return package


def read_member(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """All bytes of one member.

    Args:
        package: An archive from `open_package`.
        entry: One of its members.

    Returns:
        The decompressed bytes.

    Raises:
        Refused: The member is encrypted, corrupt or packed by a method we do not know.
    """
    if entry.flag_bits & 0x1:
        raise Refused("encrypted", "压缩包设有密码。", "请先用密码解压，再导入里面的文件。")
    try:
        return package.read(entry)
    except NotImplementedError:
        raise Refused(
            "unsupported", "压缩包用了少见的压缩方法。", "请解压后重新压缩成普通的 .zip 再导入。"
        ) from None
    except _BROKEN:
        raise damaged() from None


def package_kind(data: bytes, suffix: str, limits: Limits) -> Literal["docx", "xlsx", "zip"]:
    """What the members of a zip make it.

    Args:
        data: Bytes that begin like a zip.
        suffix: Of the file's name; names the package in a message when it is cut short.
        limits: See `open_package`.

    Returns:
        The kind.

    Raises:
        Refused: As `open_package`; or a package of a kind we do not read.
    """
    try:
        package = open_package(data, limits)
    except Refused as refused:
        if refused.reason != "damaged":
            raise
        raise damaged(_named_kind(data, suffix)) from None
    with package:
        names = set(package.namelist())
        kind = package.read("mimetype")[:80] if _has_small(package, "mimetype") else b""
    if "word/document.xml" in names or (
        "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)
    ):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise _unsupported("OpenDocument 文档（.odt、.ods）", "请另存为 .docx 或 .xlsx 再导入。")
    for name, what, remedy in _OTHERS:
        if name in names:
            raise _unsupported(what, remedy)
    return "zip"


def _has_small(package: zipfile.ZipFile, name: str) -> bool:
    try:
        entry = package.getinfo(name)
    except KeyError:
        return False
    plain = entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & 0x1
    return plain and entry.file_size == entry.compress_size < 1000


def _named_kind(data: bytes, suffix: str) -> str:
    if suffix in (".docx", ".docm", ".dotx") or b"word/" in data:
        return "Word 文档"
    if suffix in (".xlsx", ".xlsm") or b"xl/" in data:
        return "Excel 表格"
    return "压缩包"


def damaged(what: str = "压缩包") -> Refused:
    """The refusal of a container that is cut short or corrupt."""
    return Refused(
        "damaged", f"{what}不完整或已损坏，打不开。", "请重新下载或重新保存一份，再导入。"
    )


def too_large() -> Refused:
    """The refusal of a container that would grow beyond all bounds."""
    return Refused(
        "too_large",
        "文件展开后过大，可能是恶意构造的压缩包，已停止读取。",
        "请解压后分批导入需要的文件。",
    )


def _too_many(limits: Limits) -> Refused:
    return Refused(
        "too_large", f"压缩包里的文件超过 {limits.entries} 个。", "请分成几个压缩包再导入。"
    )


def _unsupported(what: str, remedy: str) -> Refused:
    return Refused("unsupported", f"这是{what}，不是本系统能读的文章文件。", remedy)
