"""A board as files: slides, and one page that opens without a network."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from corpus.board import Board
from corpus.board_tables import board_workbook
from corpus.errors import SixueError
from corpus.exhibit import Exhibit
from corpus.result_export import FORMATS
from pages.parts import exports, stage
from pages.parts.charts import PRINT
from pages.parts.errors import show
from pages.parts.fonts import font_for
from pages.parts.plots import draw
from pages.parts.resources import open_archive

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PICTURED = frozenset(("cloud", "network", "dendrogram"))
"""Kinds of charts that the presentation program cannot draw itself."""


def files(one: Board, exhibits: dict[str, Exhibit]) -> None:
    """Draws the buttons for the files of a board.

    Args:
        one: The board.
        exhibits: What stands on it, by id.
    """
    popover = st.popover(
        "导出",
        key="board-export",
        type="tertiary",
        icon=":material/download:",
        on_change="rerun",
    )
    if not popover.open:
        return
    with popover:
        _slides(one, exhibits)
        _button(
            "XLSX 数据", one, "xlsx", FORMATS["xlsx"].mime, lambda: board_workbook(one, exhibits)
        )
        _button(
            "网页（离线可放映）",
            one,
            "html",
            "text/html",
            lambda: stage.document(one, exhibits, stage.engine(open_archive().home)).encode(),
        )
        st.caption("幻灯片里的图表和表格可以在 PowerPoint 或 WPS 里修改；网页不用联网就能放映。")


def _button(label: str, one: Board, extension: str, mime: str, made: Callable[[], bytes]) -> None:
    st.download_button(
        label,
        made,
        file_name=f"{one.name}.{extension}",
        mime=mime,
        key=f"board-{extension}",
        on_click="ignore",
        width="stretch",
    )


def _slides(one: Board, exhibits: dict[str, Exhibit]) -> None:
    """The button for the slides; where no font can write a picture in them, the reason instead."""
    try:
        for exhibit in exhibits.values():
            if exhibit.plot is not None and exhibit.plot.kind in PICTURED:
                font_for(exhibit.title + "".join(map(str, exhibit.plot.rows)))
    except SixueError as error:
        show(error)
        return
    _button("PPTX 幻灯片", one, "pptx", PPTX, lambda: _written(one, exhibits))


def _written(one: Board, exhibits: dict[str, Exhibit]) -> bytes:
    # A third of a second of imports that only whoever wants slides need wait for.
    from corpus.slides import slides

    return slides(one, exhibits, picture=_picture)


def _picture(exhibit: Exhibit) -> bytes:
    assert exhibit.plot is not None
    return exports.plain_png(draw(exhibit.plot, PRINT))
