"""Tables that leave the app: nothing in them runs, nothing is cut."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from corpus import tables
from corpus.tables import CELL_UNITS, csv_bytes, csv_pieces, harmless, xlsx_bytes

RUNS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "\r=1",
    "\u3000=1",
    "\ufeff=1",
    "＝1",
    "\x00=1",
]
anything = st.one_of(
    st.text(),
    st.text(st.sampled_from("=+-@ '\"\t\r\n,_x0041\U00020000竹\x07")),
    st.sampled_from(RUNS),
)


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheets(data: bytes) -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets


def texts(sheet: Worksheet) -> list[list[str]]:
    """The rows as a spreadsheet shows them: openpyxl leaves escapes as they stand."""
    return [[unescape(c.value or "") for c in row] for row in sheet.iter_rows(min_row=2)]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_tables_begin_with_a_mark_for_excel() -> None:
    data = csv_bytes(["词", "次"], [("富裕", 3)])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == "词,次\r\n富裕,3\r\n"


def test_a_long_table_comes_row_by_row() -> None:
    endless = iter(lambda: ("富裕",), None)
    pieces = csv_pieces(["词"], endless)
    assert [next(pieces).decode() for _ in range(3)] == ["\ufeff词\r\n", "富裕\r\n", "富裕\r\n"]


@pytest.mark.parametrize("text", RUNS)
def test_what_a_spreadsheet_would_run_becomes_text(text: str) -> None:
    assert harmless(text) == "'" + text
    (sheet,) = sheets(xlsx_bytes("表", ["词"], [[text]]))
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix or sheet["A2"].value == "␀=1"


@pytest.mark.parametrize("text", ["共同富裕", "——副题", "'引", "a=b", "#N/A", "2021-03-02", "1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
    (sheet,) = sheets(xlsx_bytes("表", ["词"], [[text]]))
    assert (sheet["A2"].value, sheet["A2"].data_type) == (text, "s")
    assert not sheet["A2"].quotePrefix


@given(st.lists(st.lists(anything, min_size=2, max_size=2), max_size=4))
def test_csv_is_read_back_as_it_was(rows: list[list[str]]) -> None:
    read = read_csv(csv_bytes(["甲", "乙"], rows))[1:]
    assert read == [[str(harmless(cell)) for cell in row] for row in rows]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in read for cell in row)


def as_kept(text: str) -> str:
    """What a workbook makes of a text, said in another way than in the module."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    visible = {c: 0x2400 + c for c in range(32) if chr(c) not in "\t\n"}
    return text.translate({**visible, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(anything, min_size=2, max_size=2), max_size=4))
def test_workbook_is_read_back_as_it_was(rows: list[list[str]]) -> None:
    (sheet,) = sheets(xlsx_bytes("表", ["甲", "乙"], rows))
    read = [[*row, "", ""][:2] for row in texts(sheet)]
    kept = [[as_kept(cell) for cell in row] for row in rows]
    # Rows that are empty at the end of a sheet are not there when it is read.
    assert read + [["", ""]] * (len(kept) - len(read)) == kept
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value} == {"s"}


@settings(deadline=None, max_examples=30)
@given(st.text(st.sampled_from("竹\U00020000_x0041=\n"), max_size=90), st.integers(8, 12))
def test_long_text_goes_on_beside_its_cell(text: str, longest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "CELL_UNITS", longest * 2)
        (sheet,) = sheets(xlsx_bytes("表", ["正文", "尾"], [[text, "完"]]))
    *parts, last = texts(sheet)[0]
    assert "".join(parts) == text
    assert last == "完"
    assert all(units(part) <= longest * 2 for part in parts)
    heads = [c.value for c in sheet[1]]
    assert heads == ["正文", *(f"正文（续 {n}）" for n in range(1, len(parts))), "尾"]


def test_no_cell_is_longer_than_excel_allows() -> None:
    text = "竹" * (CELL_UNITS - 1) + "\U00020000" + "=林" * 20_000
    (sheet,) = sheets(xlsx_bytes("表", ["题", "正文"], [["短", "短"], ["长", text]]))
    assert [c.value for c in sheet[1]] == ["题", "正文", "正文（续 1）", "正文（续 2）"]
    short, (_, *parts) = texts(sheet)
    assert short == ["短", "短", "", ""]
    assert "".join(parts) == text
    assert [units(part) for part in parts] == [CELL_UNITS - 1, CELL_UNITS, 7235]
    (row,) = read_csv(csv_bytes(["正文"], [[text]]))[1:]
    assert row == [text]


def test_what_looks_like_an_escape_is_not_read_as_one() -> None:
    (sheet,) = sheets(xlsx_bytes("表", ["词"], [["编号_x0041_甲"]]))
    assert sheet["A2"].value == "编号_x005F_x0041_甲"


def test_numbers_and_dates_stay_such() -> None:
    cells: list[Any] = [3, 0.5, date(2021, 3, 2), datetime(2021, 3, 2, 8, 30), None]  # noqa: DTZ001
    (sheet,) = sheets(xlsx_bytes("表", list("甲乙丙丁戊"), [cells, cells]))
    for row in (sheet[2], sheet[3]):
        assert [c.data_type for c in row][:4] == ["n", "n", "d", "d"]
        assert [c.value for c in row][:3] == [3, 0.5, datetime(2021, 3, 2)]  # noqa: DTZ001
        assert row[2].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("value", [10**20, float("nan"), date(1899, 5, 4)])
def test_what_a_workbook_would_change_is_kept_as_text(value: object) -> None:
    (sheet,) = sheets(xlsx_bytes("表", ["值"], [[value]]))
    assert (sheet["A2"].value, sheet["A2"].data_type) == (str(value), "s")


def test_the_head_stays_in_sight_and_long_text_is_wrapped() -> None:
    (sheet,) = sheets(xlsx_bytes("检索[结果]:*", ["题", "正文"], [["山路", "路修到了村口。" * 50]]))
    assert sheet.title == "检索结果"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet["B2"].alignment.wrap_text
    assert sheet.sheet_format.customHeight
    assert sheet.column_dimensions["A"].width < sheet.column_dimensions["B"].width <= 60


def test_a_table_longer_than_a_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SHEET_ROWS", 4)
    books = sheets(xlsx_bytes("文章", ["号"], ([n] for n in range(7))))
    assert [sheet.title for sheet in books] == ["文章", "文章 2", "文章 3"]
    assert [c.value for sheet in books for (c,) in sheet.iter_rows(min_row=2)] == list(range(7))
    assert {sheet["A1"].value for sheet in books} == {"号"}


def test_an_empty_table_has_its_head() -> None:
    (sheet,) = sheets(xlsx_bytes("", ["题"], []))
    assert [c.value for c in sheet[1]] == ["题"]
    assert csv_bytes(["题"], []).decode("utf-8-sig") == "题\r\n"
