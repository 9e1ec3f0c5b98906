"""Tables as files for spreadsheets: nothing in them runs as a formula, and no cell is cut.

What may look different when a cell is read back:

* CSV: text that a spreadsheet would run has an apostrophe before it (`harmless`).
* XLSX: text is kept as it is, and as text. Only the ends of its lines become line feeds, signs
  that no workbook can hold become visible ones (a bell becomes ␇), and text longer than a cell
  goes on in the columns “…（续 1）”, “…（续 2）” beside it; joined, they are the whole text.
"""

from __future__ import annotations

import csv
import io
import math
import pickle
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import IO, Any

CELL_UNITS = 32_767
"""The longest text of a cell of a workbook, in UTF-16 units."""
SHEET_ROWS = 1_048_576
"""The most rows of a sheet, its head included; a longer table goes on in another sheet."""
NARROWEST, WIDEST = 8.0, 60.0
TALL, LINE = 64.0, 20.0
_SHEET_NAME = 31
_MOST_EXACT = 10**15
_FIRST_DATE = date(1900, 3, 1)  # before it the calendars of spreadsheets disagree

# Signs a spreadsheet begins a formula with, their full-width forms too; it looks past blanks.
_RUNS = re.compile("[\t\r\n]|[\\s\\x00-\\x1f\u200b\u2060\ufeff]*[-=+@＝＋－＠]")
_UNFIT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
# A spreadsheet reads _x0041_ in a text as A, unless its first sign is written in that way itself.
_LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNFIT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")

Value = str | int | float | date | None


def harmless(cell: object) -> object:
    """The cell as it is, but text that a spreadsheet would run gets an apostrophe before it."""
    if isinstance(cell, str) and _RUNS.match(cell.lstrip("'")):
        return "'" + cell
    return "" if cell is None else cell


def as_typed(cell: str) -> str:
    """The cell without the apostrophe that `harmless` has put before it."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell.lstrip("'")) else cell


def csv_pieces(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """A table for Excel, row by row: UTF-8 with BOM, nothing in it that would run."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in chain([columns], rows):
        writer.writerow([harmless(cell) for cell in row])
        yield text.getvalue().encode("utf-8", "replace")
        text.seek(0)
        text.truncate()


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The whole of `csv_pieces`."""
    return b"".join(csv_pieces(columns, rows))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a workbook.

    Attributes:
        title: Name of its sheet; what a name cannot hold is left out of it.
        columns: Heads, shown bold and always in sight.
        rows: As many cells each as there are heads. Numbers and dates stay such; None is empty.
        widths: Widths of the columns in Latin letters; by their contents if None.
    """

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
    widths: Sequence[float] | None = None


def office_text(text: str) -> str:
    """A text with visible signs for the control characters that no office file can hold."""
    return _UNFIT.sub(_visible, text)


def workbook_bytes(tables: Sequence[Table]) -> bytes:
    """Tables as a workbook; rows go by way of a temporary file, so that many need little memory.

    Args:
        tables: Each fills a sheet of its own, a very long one several.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "思学"
    for table in tables:
        with tempfile.TemporaryFile() as file:
            measured = _measure(table.columns, table.rows, file)
            file.seek(0)
            kept = (pickle.load(file) for _ in range(measured.rows))
            for number in range(1, max(1, math.ceil(measured.rows / (SHEET_ROWS - 1))) + 1):
                sheet = book.create_sheet(_sheet_name(table.title, number))
                some = islice(kept, SHEET_ROWS - 1)
                _fill(sheet, table.columns, some, measured, table.widths)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def xlsx_bytes(
    sheet_title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    widths: Sequence[float] | None = None,
) -> bytes:
    """One table as a workbook; arguments as those of `Table`."""
    return workbook_bytes([Table(sheet_title, columns, rows, widths)])


@dataclass(slots=True)
class _Measured:
    """How large a table is.

    Attributes:
        rows: How many rows it has.
        parts: For each column, how many cells its longest text takes.
        widths: For each column, how wide its widest cell is, with lines of its own beyond WIDEST.
    """

    rows: int
    parts: list[int]
    widths: list[float]


def _measure(
    columns: Sequence[str], rows: Iterable[Sequence[object]], file: IO[bytes]
) -> _Measured:
    """Puts the rows into a file, each cell as a list of values; heads come before all rows."""
    measured = _Measured(0, [1] * len(columns), [_width(head) for head in columns])
    for row in rows:
        cells = [_values(cell) for cell in row]
        for column, (values, _) in enumerate(zip(cells, columns, strict=True)):
            measured.parts[column] = max(measured.parts[column], len(values))
            measured.widths[column] = max(measured.widths[column], _width(values[0]))
        pickle.dump(cells, file, pickle.HIGHEST_PROTOCOL)
        measured.rows += 1
    return measured


def _fill(
    sheet: Any,
    columns: Sequence[str],
    rows: Iterable[list[list[Value]]],
    measured: _Measured,
    widths: Sequence[float] | None,
) -> None:
    from openpyxl.utils import get_column_letter

    wide = widths or [min(max(width + 2, NARROWEST), WIDEST) for width in measured.widths]
    heads = [
        (head if part == 0 else f"{head}（续 {part}）", width)
        for head, parts, width in zip(columns, measured.parts, wide, strict=True)
        for part in range(parts)
    ]
    # The engine writes as it goes: what holds for the sheet must be said before its rows.
    sheet.freeze_panes = "A2"
    for at, (_, width) in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    if any(needed > given for needed, given in zip(measured.widths, wide, strict=True)):
        # A few lines of each row, rather than one long article that fills the window.
        sheet.sheet_format.defaultRowHeight = TALL
        sheet.sheet_format.customHeight = True
        sheet.row_dimensions[1].height = LINE
    pen = _Pen(sheet)
    sheet.append([pen.head(head) for head, _ in heads])
    for row in rows:
        values: list[Value] = []
        for cell, parts in zip(row, measured.parts, strict=True):
            values += cell + [None] * (parts - len(cell))
        sheet.append([pen.cell(at, value) for at, value in enumerate(values)])


class _Pen:
    """Makes the cells of a sheet; each is used again in the next row, since styles are dear."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.styles import Alignment

        self._sheet = sheet
        self._top = Alignment(vertical="top")
        self._wrapped = Alignment(vertical="top", wrap_text=True)
        self._cells: dict[tuple[int, str], Any] = {}

    def head(self, text: str) -> Any:
        """A cell of the first row."""
        from openpyxl.styles import Font

        cell = self._new(_kind(text))
        cell.font = Font(bold=True)
        cell.value = _values(text)[0]
        cell.data_type = "s"
        return cell

    def cell(self, column: int, value: Value) -> Any:
        """A cell with a value; None for one that stays empty."""
        if value is None or value == "":
            return None
        kind = _kind(value)
        cell = self._cells.get((column, kind))
        if cell is None:
            cell = self._cells[column, kind] = self._new(kind)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # whatever it looks like
        return cell

    def _new(self, kind: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        cell.alignment = self._wrapped if kind in {"text", "quoted"} else self._top
        if kind == "quoted":
            cell.quotePrefix = True  # stays text when somebody edits it
        elif kind in {"date", "time"}:
            cell.number_format = "yyyy-mm-dd" if kind == "date" else "yyyy-mm-dd hh:mm:ss"
        return cell


def _kind(value: Value) -> str:
    if isinstance(value, str):
        return "quoted" if _RUNS.match(value) else "text"
    if isinstance(value, datetime):
        return "time"
    return "date" if isinstance(value, date) else "number"


def _values(cell: object) -> list[Value]:
    """What is written for a cell: one value, or the parts of a long text."""
    match cell:
        case None:
            return [None]
        case int() if abs(cell) < _MOST_EXACT:
            return [cell]
        case float() if math.isfinite(cell):
            return [cell]
        case datetime() if cell.tzinfo is None and cell.date() >= _FIRST_DATE:
            return [cell]
        case date() if not isinstance(cell, datetime) and cell >= _FIRST_DATE:
            return [cell]
    text = _LINE_END.sub("\n", str(cell))
    return [_LIKE_ESCAPE.sub("_x005F_", part) for part in _parts(office_text(text))]


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _parts(text: str) -> list[str]:
    """The text in pieces that a cell can hold, never cut inside a character."""
    # What looks like an escape grows when it is written, to twice its length at most.
    most = CELL_UNITS // 2 if _LIKE_ESCAPE.search(text) else CELL_UNITS
    if len(text) * 2 <= most:
        return [text]
    units = text.encode("utf-16-le")
    parts, start = [], 0
    while start < len(units):
        end = start + most * 2
        if units[end - 1 : end] and 0xD8 <= units[end - 1] <= 0xDB:
            end -= 2
        parts.append(units[start:end].decode("utf-16-le"))
        start = end
    return parts


def _width(value: Value) -> float:
    """About how wide a value is, in Latin letters; beyond WIDEST for several lines."""
    text = str(value) if value is not None else ""
    if len(text) > WIDEST or "\n" in text:
        return WIDEST + 1
    return float(sum(2 if sign >= "\u2e80" else 1 for sign in text))


def _sheet_name(title: str, number: int) -> str:
    name = _UNFIT_IN_NAMES.sub("", title).strip() or "表"
    suffix = f" {number}" if number > 1 else ""
    return name[: _SHEET_NAME - len(suffix)] + suffix
