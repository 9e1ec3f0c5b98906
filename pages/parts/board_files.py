"""A board as files: slides, a hand-out, pictures, and one page that opens without a network."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from corpus.board import Board
from corpus.board_tables import board_workbook
from corpus.exhibit import Exhibit
from corpus.result_export import FORMATS
from pages.parts import board_handout, board_pictures, stage
from pages.parts.errors import show
from pages.parts.literal import as_label
from pages.parts.prepared import Report, prepared
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
        _handout(one, exhibits)
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
        _pictures(one, exhibits)
        st.caption(
            "幻灯片里的图表和表格可以在 PowerPoint 或 WPS 里修改；讲义里有提纲和讨论题，"
            "没有讲稿，可以印发；网页不用联网就能放映。"
        )
        if rare := board_pictures.rarely_drawn(one, exhibits):
            st.caption(as_label(rare))


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


def _prepared(
    label: str,
    one: Board,
    extension: str,
    mime: str,
    make: Callable[[Report], bytes],
    *,
    of_library: int = 0,
) -> None:
    prepared(
        label,
        make,
        key=f"board-{extension}",
        made_of=f"{open_archive().identity()}-{one.id}-{one.version}-{of_library}",
        file_name=f"{one.name}.{extension}",
        mime=mime,
    )


def _slides(one: Board, exhibits: dict[str, Exhibit]) -> None:
    """The button for the slides; where no font can write a picture in them, the reason instead."""
    if (error := board_pictures.undrawable(one, exhibits, PICTURED)) is not None:
        show(error)
        return

    _prepared("PPTX 幻灯片", one, "pptx", PPTX, lambda report: as_slides(one, exhibits, report))


def as_slides(one: Board, exhibits: dict[str, Exhibit], report: Report) -> bytes:
    """The slides of a board.

    Args:
        one: The board.
        exhibits: What stands on it, by id.
        report: Told how many items are done, and of how many.
    """
    report(0, len(one.items))
    # A third of a second of imports that only whoever wants slides need wait for.
    from corpus.slides import slides

    return slides(one, exhibits, progress=report, picture=board_pictures.on_slide)


def _handout(one: Board, exhibits: dict[str, Exhibit]) -> None:
    """The button for the hand-out, which changes with the articles that the board draws on."""
    archive = open_archive()
    _prepared(
        "DOCX 学习讲义",
        one,
        "docx",
        FORMATS["docx"].mime,
        lambda report: board_handout.written(archive, one, exhibits, report),
        of_library=archive.revision(),
    )


def _pictures(one: Board, exhibits: dict[str, Exhibit]) -> None:
    """The button for the pictures, as for the slides; none where there are no charts."""
    if not any(board_pictures.charts_of(one, exhibits)):
        return
    if (error := board_pictures.undrawable(one, exhibits)) is not None:
        # What keeps from the slides already is said there.
        if board_pictures.undrawable(one, exhibits, PICTURED) is None:
            show(error)
        return
    _prepared(
        "图片（PNG，300 dpi，每图一张）",
        one,
        "zip",
        "application/zip",
        lambda report: board_pictures.for_print(one, exhibits, report),
    )
