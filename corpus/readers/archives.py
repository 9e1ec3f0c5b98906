"""Zip archives: each member is read like a file of its own."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus.document import RawDocument, Refusal
from corpus.readers.decoding import decode_name
from corpus.readers.extract import Budget, Refused, Upload
from corpus.readers.packages import open_package, read_member
from corpus.readers.plausibility import plausibility

Reader = Callable[[Upload], Iterator[RawDocument | Refusal]]

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_CERTAIN = 0.5
_CLUTTER = frozenset({"thumbs.db", ".ds_store", "desktop.ini"})


def read(upload: Upload, reader: Reader) -> Iterator[RawDocument | Refusal]:
    """Documents of all members; nothing is written to disk.

    Args:
        upload: The zip.
        reader: Reads a member.

    Yields:
        What the reader makes of each member, and a refusal for each that cannot be unpacked.

    Raises:
        Refused: The zip is damaged, empty, too large, or lies too deep in others.
    """
    if upload.zips >= upload.limits.depth:
        raise Refused(
            "unsupported",
            f"压缩包嵌套超过 {upload.limits.depth} 层。",
            "请先解压里层的压缩包，再导入。",
        )
    seen = 0
    budget = upload.budget or Budget(upload.limits.expanded)
    upload = replace(upload, budget=budget)
    with open_package(upload.data, upload.limits) as package:
        for entry in package.infolist():
            name = member_name(entry)
            if entry.is_dir() or name.endswith("/") or _is_clutter(name):
                continue
            seen += 1
            try:
                budget.spend(entry.file_size)
                data = read_member(package, entry)
            except Refused as refused:
                yield refused.named(f"{upload.name}/{name}")
                if refused.reason == "too_large":
                    return
                continue
            yield from reader(upload.inside(name, data, zipped=True))
    if not seen:
        raise Refused("empty", "压缩包里没有文件。", "请确认压缩包的内容，再重新导入。")


def member_name(entry: zipfile.ZipInfo) -> str:
    """The path of a member as its author saw it.

    Programs in China wrote names in GBK without saying so; zipfile reads such names as cp437.

    Args:
        entry: The member.

    Returns:
        The path with "/" between folders, without a leading one.
    """
    name = _unicode_path(entry.extra) or entry.filename
    restored = _from_cp437(name)
    # Some programs turn the misread name into UTF-8 and set the flag.
    flagged = bool(entry.flag_bits & _UTF8_FLAG) or name != entry.filename
    if not flagged or plausibility(restored) > plausibility(name) + _CERTAIN:
        name = restored
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) + ("/" if name.endswith("/") else "")


def _from_cp437(name: str) -> str:
    try:
        return decode_name(name.encode("cp437"))
    except UnicodeEncodeError:
        return name


def _unicode_path(extra: bytes) -> str | None:
    """The name in UTF-8 that Info-ZIP puts into an extra field."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and size > 5:
            try:
                return extra[at + 9 : at + 4 + size].decode("utf-8")
            except UnicodeDecodeError:
                return None
        at += 4 + size
    return None


def _is_clutter(name: str) -> bool:
    """What systems and editors leave in folders."""
    base = name.rpartition("/")[2].lower()
    return name.startswith("__MACOSX/") or base in _CLUTTER or base.startswith(("._", "~$"))
