"""Excel workbooks in which a row is an article."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document import RawDocument, Refusal
from corpus.readers import columns, sandbox
from corpus.readers.decoding import Decoded
from corpus.readers.extract import Refused, Upload
from corpus.readers.limits import Limits
from corpus.readers.packages import damaged, open_package
from corpus.readers.tables import row_document

_WIDEST = 200
_LAST_ROW = 1_048_576
"""Beyond it Excel itself writes none."""
_HEADER_WITHIN = 10
_FIXED = Decoded("", "utf-8")

Row = tuple[str, int, list[object]]


def rows(data: bytes, limits: Limits) -> Iterator[Row]:
    """Rows of all sheets that are not empty; runs in the child process.

    Args:
        data: Bytes of the workbook.
        limits: Bounds on expanded size and rows.

    Yields:
        Sheet, 1-based row and cells; dates as dates, formulas as their last values.

    Raises:
        Refused: The package is damaged or too large.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    open_package(data, limits).close()
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError):
        raise damaged("Excel 表格") from None
    seen = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=_WIDEST), start=1):
            # A row's number costs nothing to write, and all before it would be gone through.
            if number > _LAST_ROW:
                raise damaged("Excel 表格")
            values = [columns.excel_value(cell) for cell in cells]
            while values and values[-1] in (None, ""):
                values.pop()
            if not values:
                continue
            seen += 1
            if seen > limits.rows:
                raise Refused("too_large", f"表格超过 {limits.rows} 行。", "请分成几个文件再导入。")
            yield sheet.title, number, values


def read(upload: Upload) -> Iterator[RawDocument | Refusal]:
    """Articles of a workbook.

    The header is the first of the first ten rows that names a column for the body; a sheet
    without one is passed over if another has it.

    Args:
        upload: The file.

    Yields:
        A document for each row with text, a refusal for each other row that is not empty.

    Raises:
        Refused: No sheet has a column that can be the body; or as `rows`.
    """
    mapped: columns.Mapped | None = None
    header: list[str] = []
    current, first_sheet, several = "", "", False
    waited: Sequence[object] = ()
    tried = 0
    for sheet, number, cells in sandbox.call(
        f"{__name__}:rows", (upload.data, upload.limits), upload.limits
    ):
        if sheet != current:
            several = several or mapped is not None
            current, mapped, tried = sheet, None, 0
            first_sheet = first_sheet or sheet
        if mapped is None:
            tried += 1
            if tried <= _HEADER_WITHIN:
                header = ["" if cell is None else str(cell) for cell in cells]
                found = columns.map_columns(header)
                mapped = found if found.body is not None else None
                waited = waited or header
            continue
        record = columns.whole_cells(header, cells)
        yield _placed(row_document(upload, "xlsx", record, mapped, number, _FIXED), sheet, several)
    if not first_sheet:
        raise Refused("no_text", "工作簿里没有内容。", "请确认内容已保存，再重新导入。")
    if not header or (mapped is None and not several):
        raise columns.missing_body(waited)


def _placed(found: RawDocument | Refusal, sheet: str, several: bool) -> RawDocument | Refusal:
    """Rows of a further sheet bear its name, rows of the first the file's alone."""
    if isinstance(found, RawDocument):
        found = replace(found, encoding=None)
        return replace(found, name=f"{found.name}/{sheet}") if several else found
    if several:
        name, space, row = found.name.rpartition(" 第 ")
        return replace(found, name=f"{name}/{sheet}{space}{row}")
    return found
