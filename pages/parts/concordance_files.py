"""All lines of a concordance as a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import streamlit as st

from corpus.concordance import KwicLine, KwicSort
from corpus.tables import csv_bytes, xlsx_bytes
from pages.parts.concordance_queries import MOST_LINES, Question, all_lines
from pages.parts.errors import describe, say

COLUMNS = ("左侧", "关键词", "右侧", "标题", "日期", "文章编号", "位置")
WIDTHS = (60, 12, 60, 36, 12, 10, 16)
PARTS = {"title": "标题", "heading": "小标题", "body": "正文"}
LONGEST_NAME = 20
_FAILED = "export-lines-failed"
_UNSAFE = re.compile(r"[^\w·—-]+")

Failures = list[tuple[str, str]]


def line_files(asked: Question, order: KwicSort, total: int, ordered: str) -> None:
    """Offers the lines as files; each is made only when its button is pressed.

    Args:
        asked: What was looked for.
        order: The order of the lines.
        total: How many lines there are.
        ordered: That order in words.
    """
    popover = st.popover(
        "导出", key="export-lines", type="tertiary", icon=":material/download:", on_change="rerun"
    )
    if not popover.open:
        return
    with popover:
        failures: Failures = st.session_state.setdefault(_FAILED, [])
        while failures:
            say(*failures.pop(0))
        st.caption(_says(total, ordered))
        for label, ending, mime, write in _KINDS:
            st.download_button(
                label,
                maker(asked, order, write, failures),
                file_name=file_name(asked, ending),
                mime=mime,
                key=f"export-lines-{ending}",
                on_click="ignore",
                width="stretch",
            )


def _says(total: int, ordered: str) -> str:
    if total > MOST_LINES:
        return f"一共 {total:,} 处，文件只收前 {MOST_LINES:,} 处，{ordered}排列。缩小范围可得全部。"
    return f"导出全部 {total:,} 处（不只是这一页），{ordered}排列。"


def file_name(asked: Question, ending: str) -> str:
    """The name of a file of lines: what was looked for, and today's date."""
    today = datetime.now().astimezone().strftime("%Y%m%d")
    words = "_".join(_UNSAFE.sub(" ", " ".join(asked.words)).split())
    words = words[:LONGEST_NAME].strip("_·—-")
    return "-".join(part for part in ("思学语境", words, today) if part) + f".{ending}"


def maker(
    asked: Question,
    order: KwicSort,
    write: Callable[[Sequence[KwicLine]], bytes],
    failures: Failures,
) -> Callable[[], bytes]:
    """What makes the file, outside of any run of the page; the next run says what went wrong."""

    def make() -> bytes:
        try:
            return write(all_lines(asked, order))
        except Exception as error:
            words = describe(error)
            failures.append((words.problem, words.remedy))
            raise

    return make


def _rows(lines: Sequence[KwicLine]) -> Iterator[tuple[object, ...]]:
    for line in lines:
        place = PARTS[line.part]
        if line.paragraph_index is not None:
            place += f"，第 {line.paragraph_index + 1} 段"
        yield (
            line.left,
            line.keyword,
            line.right,
            line.title,
            line.published,
            line.article_id,
            place,
        )


def as_csv(lines: Sequence[KwicLine]) -> bytes:
    """The lines for any program."""
    return csv_bytes(COLUMNS, _rows(lines))


def as_xlsx(lines: Sequence[KwicLine]) -> bytes:
    """The lines as a workbook."""
    return xlsx_bytes("语境", COLUMNS, _rows(lines), WIDTHS)


_KINDS = (
    (
        "XLSX 工作簿",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_xlsx,
    ),
    ("CSV 表格", "csv", "text/csv", as_csv),
)
