"""The numbers and words of a board as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpus.board import Board
from corpus.exhibit import Exhibit
from corpus.tables import Table, workbook_bytes

_HEADS = ("次序", "标题", "要点", "讲稿", "内容", "出处", "网址")
_KINDS = {"chart": "图", "table": "表", "passage": "段落"}


def board_workbook(board: Board, exhibits: Mapping[str, Exhibit]) -> bytes:
    """Writes a board as a workbook: what is on it, then the numbers of each item.

    Args:
        board: The board.
        exhibits: What stands on it, by id.
    """
    sheets = [Table(board.name, _HEADS, _overview(board, exhibits))]
    for place, item in enumerate(board.items, 1):
        exhibit = exhibits.get(item.exhibit)
        if exhibit is None:
            continue
        title = f"{place} {item.title}"
        if exhibit.passage is not None:
            said = exhibit.passage
            row = (said.title, said.byline, said.text)
            sheets.append(Table(title, ("文章", "作者和出处", "段落"), [row]))
        else:
            sheets.append(Table(title, exhibit.columns, exhibit.rows))
    return workbook_bytes(sheets)


def _overview(board: Board, exhibits: Mapping[str, Exhibit]) -> Iterator[tuple[object, ...]]:
    for place, item in enumerate(board.items, 1):
        exhibit = exhibits.get(item.exhibit)
        what = (_KINDS[exhibit.kind], str(exhibit.card), exhibit.address) if exhibit else ("缺",)
        yield (place, item.title, item.takeaway, item.notes, *what, *[None] * (3 - len(what)))
