"""The vocabulary as a table (CSV), and a vocabulary read from one.

The columns are 标签, 上级, 颜色, 说明, 别名 and 旧提法. Several names in a cell are parted by “；”,
and a “；” or “\\” that belongs to a name has a “\\” before it. Years stand in brackets behind a
former formulation: 旧名（1990—2002）, 旧名（—2002）. What was merged into a tag is an alias of it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus.errors import SixueError
from corpus.readers.decoding import decode
from corpus.tables import as_typed, csv_bytes
from corpus.tag_import import GivenTag
from corpus.tag_tree import Alias, Tag, TagTree

COLUMNS = ("标签", "上级", "颜色", "说明", "别名", "旧提法")
LARGEST = 8 * 1024 * 1024
"""Bytes of a file with a vocabulary."""
MOST_ROWS = 20_000
_PARTS = re.compile(r"(?:\\.|[^\\；;\n]|\\$)+")
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = re.compile(r"([\\；;])")
_YEARS = re.compile(r"\s*[（(]\s*(\d{1,4})?\s*(?:—+|–|-|~|～|至)\s*(\d{1,4})?\s*[）)]\s*\Z")


class InvalidTagFile(SixueError):
    """A file holds no vocabulary that can be read."""


def tags_csv(tree: TagTree) -> bytes:
    """The vocabulary as a table for a spreadsheet, parents before those below them."""
    return csv_bytes(COLUMNS, table_rows(tree))


def table_rows(tree: TagTree) -> Iterator[tuple[str, ...]]:
    """The vocabulary as rows below `COLUMNS`, parents before those below them."""
    return (_row(tree, tag) for tag in downwards(tree))


def downwards(tree: TagTree, parent: int | None = None) -> Iterator[Tag]:
    """Every tag, each before those below it."""
    for tag in tree.children(parent):
        yield tag
        yield from downwards(tree, tag.id)


def other_names(tree: TagTree, tag: Tag) -> tuple[Alias, ...]:
    """The aliases of a tag and the names that were merged into it."""
    merged = (alias for old in tree.redirects(tag.id) for alias in (Alias(old.name), *old.aliases))
    return (*tag.aliases, *merged)


def _row(tree: TagTree, tag: Tag) -> tuple[str, ...]:
    names = other_names(tree, tag)
    return (
        tag.name,
        "" if tag.parent is None else tree.get(tag.parent).name,
        tag.colour or "",
        tag.description,
        "；".join(_escaped(alias.form) for alias in names if not alias.is_dated),
        "；".join(write_alias(alias) for alias in names if alias.is_dated),
    )


def read_tags_csv(data: bytes) -> list[GivenTag]:
    """Reads a table with one tag a row; other columns are passed over.

    Raises:
        InvalidTagFile: It is no table with a column 标签, or too large.
    """
    if len(data) > LARGEST:
        raise InvalidTagFile("词表文件太大。", f"请分成 {LARGEST // 2**20} MB 以内的几份。")
    if not data.strip():
        raise InvalidTagFile("文件是空的。", "请选一个有内容的词表文件。")
    text = data.decode("utf-8-sig", "replace") if data.startswith(codecs.BOM_UTF8) else ""
    lines = (text or decode(data).text).removeprefix("\ufeff").replace("\0", "\ufffd")
    first = lines.partition("\n")[0]
    sign = max(",;\t；", key=first.count)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=sign, strict=True)
    try:
        return read_rows(_numbered(reader))
    except csv.Error as error:
        raise InvalidTagFile(
            f"第 {reader.line_num} 行的引号或内容有问题，读不出来。", "请在原表里改好再导入。"
        ) from error


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    begins = reader.line_num + 1
    for row in reader:
        yield begins, [as_typed(cell) for cell in row]
        begins = reader.line_num + 1


def read_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> list[GivenTag]:
    """The tags of a table whose first row names the columns.

    Args:
        rows: Each with the number of the line it begins in.

    Raises:
        InvalidTagFile: There is no column 标签, or there are too many rows.
    """
    numbered = iter(rows)
    _, names = next(numbered, (0, ()))
    columns = {name.strip(): at for at, name in enumerate(names)}
    if COLUMNS[0] not in columns:
        raise InvalidTagFile("表里没有“标签”这一列。", f"请让第一行是列名：{'、'.join(COLUMNS)}。")
    given = []
    for number, (begins, row) in enumerate(numbered):
        if number >= MOST_ROWS:
            raise InvalidTagFile(f"标签超过 {MOST_ROWS:,} 个。", "请分成几份导入。")
        if any(cell.strip() for cell in row):
            given.append(_read_row(begins, row, columns))
    return given


def _read_row(place: int, row: Sequence[str], columns: Mapping[str, int]) -> GivenTag:
    cells = {
        name: row[columns[name]] if columns[name] < len(row) else ""
        for name in COLUMNS
        if name in columns
    }
    name = cells["标签"].strip()
    fields: dict[str, Any] = {}
    if "颜色" in cells:
        fields["colour"] = cells["颜色"].strip() or None
    if "说明" in cells:
        fields["description"] = cells["说明"]
    if "别名" in cells or "旧提法" in cells:
        former = [read_alias(part) for part in _names(cells.get("旧提法", ""))]
        plain = [Alias(_plain(part)) for part in _names(cells.get("别名", ""))]
        fields["aliases"] = (*plain, *former)
    if "上级" in cells:
        fields["parent"] = True
    problem = "" if name else "“标签”这一格是空的，请填上名称。"
    return GivenTag(place, name, cells.get("上级", "").strip() or None, fields, problem)


def _names(cell: str) -> list[str]:
    return [part for part in _PARTS.findall(cell) if part.strip()]


def read_alias(text: str) -> Alias:
    """A name with its years, if any stand behind it: 旧名, 旧名（1990—2002）."""
    found = _YEARS.search(text)
    if found is None or not text[: found.start()].strip():
        return Alias(_plain(text))
    since, until = (int(year) if year else None for year in found.groups())
    return Alias(_plain(text[: found.start()]), since, until)


def write_alias(alias: Alias) -> str:
    """A name as `read_alias` reads it."""
    form = _escaped(alias.form)
    if alias.is_dated:
        return f"{form}（{alias.years}）"
    # Brackets with years that belong to the name itself.
    return f"{form[:-1]}\\{form[-1:]}" if _YEARS.search(form) else form


def _escaped(form: str) -> str:
    return _SIGNS.sub(r"\\\1", form)


def _plain(part: str) -> str:
    return _ESCAPED.sub(r"\1", part)
