from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl

from corpus.board import Board, BoardItem
from corpus.board_tables import board_workbook
from tests.corpus.test_boards import BARS, PASSAGE

BOARD = Board(
    1,
    "共富专题",
    "",
    (
        BoardItem(1, "a", "关键词", "增收第一", "先停一下"),
        BoardItem(2, "b", "路通了"),
        BoardItem(3, "gone", "不见了的"),
    ),
    False,
    3,
    "林晓",
    datetime(2026, 1, 1, tzinfo=UTC),
)


def test_a_workbook_holds_what_is_on_a_board_and_its_numbers() -> None:
    data = board_workbook(BOARD, {"a": BARS, "b": PASSAGE})
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["共富专题", "1 关键词", "2 路通了"]
    overview = [[cell.value for cell in row] for row in book["共富专题"].iter_rows()]
    assert overview[1][:5] == [1, "关键词", "增收第一", "先停一下", "图"]
    assert overview[1][6] == "/themes?topics=6"
    assert overview[3][:5] == [3, "不见了的", None, None, "缺"]
    numbers = [[cell.value for cell in row] for row in book["1 关键词"].iter_rows()]
    assert numbers == [["关键词", "得分"], ["增收", 0.4], ["创业", 0.3]]
    assert book["2 路通了"]["C2"].value == "路通了，竹子卖出去了。"
