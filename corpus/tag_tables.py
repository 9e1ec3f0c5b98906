"""The vocabulary as the same table in other files: workbook, Word document, JSON Lines."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from corpus.library_document import FONT, use_font
from corpus.readers import sandbox
from corpus.readers.columns import whole_cells
from corpus.readers.extract import Refused
from corpus.readers.limits import DEFAULT
from corpus.tables import office_text, xlsx_bytes
from corpus.tag_files import COLUMNS, LARGEST, InvalidTagFile, read_rows, table_rows
from corpus.tag_import import GivenTag
from corpus.tag_tree import TagTree

TableForm = Literal["xlsx", "docx", "jsonl"]
_WIDTHS = (20, 20, 10, 40, 40, 30)


def tags_table(tree: TagTree, form: TableForm) -> bytes:
    """The vocabulary as a file, parents before those below them."""
    rows = table_rows(tree)
    if form == "xlsx":
        return xlsx_bytes("词表", COLUMNS, rows, _WIDTHS)
    if form == "docx":
        return _docx(rows)
    lines = (json.dumps(dict(zip(COLUMNS, r, strict=True)), ensure_ascii=False) for r in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def read_tags_table(data: bytes, form: TableForm) -> list[GivenTag]:
    """Reads a table with one tag a row; other columns are passed over.

    Raises:
        InvalidTagFile: It is no table with a column 标签, or too large.
    """
    if len(data) > LARGEST:
        raise InvalidTagFile("词表文件太大。", f"请分成 {LARGEST // 2**20} MB 以内的几份。")
    try:
        return read_rows(_rows(data, form))
    except Refused as refused:
        raise InvalidTagFile(refused.problem, refused.remedy) from None


def _rows(data: bytes, form: TableForm) -> Iterator[tuple[int, Sequence[str]]]:
    if form == "jsonl":
        yield from _json_rows(data)
        return
    read = "corpus.readers.xlsx:rows" if form == "xlsx" else "corpus.readers.docx_tables:rows"
    header: list[str] = []
    for *_, number, cells in sandbox.call(read, (data, DEFAULT), DEFAULT):
        texts = ["" if cell is None else str(cell) for cell in cells]
        if not header:
            header = texts
            yield number, COLUMNS if set(COLUMNS) <= set(header) else header
            continue
        row = whole_cells(header, texts)
        known = COLUMNS if set(COLUMNS) <= set(header) else header
        yield number, [str(row.get(name) or "") for name in known]


def _json_rows(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    records: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record: Any = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            raise InvalidTagFile(f"第 {number} 行不是完整的 JSON。", "请在原文件里改好再导入。")
        records.append((number, record))
    names = [name for name in COLUMNS if any(name in record for _, record in records)]
    yield 0, names
    for number, record in records:
        yield number, [str(record.get(name) or "") for name in names]


def _docx(rows: Iterable[Sequence[str]]) -> bytes:
    import docx
    from docx.oxml import OxmlElement

    document = docx.Document()
    use_font(document.styles["Normal"], FONT)
    document.core_properties.author, document.core_properties.title = "思学", "词表"
    table: Any = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for row in rows:
        # Written as elements: looking a cell of a long table up takes time that grows with it.
        line = OxmlElement("w:tr")
        for text in row:
            cell = OxmlElement("w:tc")
            for part in office_text(text).split("\n"):
                paragraph, run, words = (OxmlElement(f"w:{name}") for name in ("p", "r", "t"))
                words.text = part
                words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.append(words)
                paragraph.append(run)
                cell.append(paragraph)
            line.append(cell)
        table._tbl.append(line)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()
