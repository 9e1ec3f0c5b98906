"""A board as a Word document for everybody in the room, to be read and written on.

What the presenter wants to say is not in it: that is for the presenter.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from corpus.board import Board
from corpus.board_facts import facts_of
from corpus.board_sources import Source, Sources
from corpus.citation import reference
from corpus.exhibit import Exhibit
from corpus.handout_items import GONE, Picture, add_item
from corpus.handout_points import add_points
from corpus.handout_questions import Question, questions_of
from corpus.handout_style import (
    INDENT,
    QUESTION,
    SOURCE,
    WRITING,
    new_list,
    paper,
    put_in_list,
)
from corpus.slide_text import clean, one_line
from corpus.tables import office_text

Progress = Callable[[int, int], None]
KIND = "学习讲义"
_LINES = 3
_FILLING = 5
"""Items of which the contents fill the first page, which then is a summary to keep."""


def handout(
    board: Board,
    exhibits: Mapping[str, Exhibit],
    sources: Sources,
    *,
    progress: Progress | None = None,
    picture: Picture | None = None,
) -> bytes:
    """Writes a board as a hand-out.

    Args:
        board: The board.
        exhibits: What stands on it, by id, as `Boards.exhibits` gives it.
        sources: The articles behind it, as `sources_of` gives them.
        progress: Told how many items are done, and of how many.
        picture: Draws a chart as PNG or JPEG; without it, and where it raises a SixueError, more
            of its numbers are shown.
    """
    document = paper(board.name, KIND)
    _title(document, board, exhibits)
    _contents(document, board, exhibits)
    if board.items:
        heading = document.add_heading("图表和引文", 1)
        heading.paragraph_format.page_break_before = len(board.items) > _FILLING
    for number, item in enumerate(board.items, 1):
        add_item(document, number, item, exhibits.get(item.exhibit), picture)
        if progress:
            progress(number, len(board.items))
    _articles(document, sources)
    _questions(document, questions_of(board.items, exhibits, sources))
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _title(document: Any, board: Board, exhibits: Mapping[str, Exhibit]) -> None:
    document.add_paragraph(KIND, style=SOURCE)
    document.add_paragraph(one_line(board.name), style="Title")
    for line in clean(board.note).split("\n"):
        if line.strip():
            document.add_paragraph(line.strip())
    shown = [exhibits[item.exhibit] for item in board.items if item.exhibit in exhibits]
    document.add_paragraph(facts_of(board, shown), style=SOURCE)


def _contents(document: Any, board: Board, exhibits: Mapping[str, Exhibit]) -> None:
    """What the room is shown, with what to remember of each: the hand-out on one page."""
    if not board.items:
        document.add_paragraph("这个专题板上还没有内容。")
        return
    document.add_heading("内容和要点", 1)
    for number, item in enumerate(board.items, 1):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{number}　{one_line(item.title)}").bold = True
        said = one_line(item.takeaway) or ("" if item.exhibit in exhibits else GONE)
        if said:
            paragraph.add_run(f"　{said}")


def _articles(document: Any, sources: Sources) -> None:
    if not (sources.articles or sources.lost):
        return
    document.add_heading("文章提纲", 1)
    said = "提纲和数字由程序按小标题、序号和固定用语从文章里摘出，引用时请核对原文。"
    document.add_paragraph(said, style=SOURCE)
    for source in sources.articles:
        _article(document, source)
    for title in sources.lost:
        document.add_paragraph(f"《{one_line(title)}》已经不在文库里，没有提纲。", style=SOURCE)


def _article(document: Any, source: Source) -> None:
    content = source.article.content
    document.add_heading(f"《{one_line(content.title)}》", 2)
    about = document.add_paragraph(office_text(reference(content)), style=SOURCE)
    about.paragraph_format.keep_with_next = True
    add_points(document, source)


def _questions(document: Any, groups: list[tuple[str, list[Question]]]) -> None:
    if not groups:
        return
    # On a page of its own, so that what is written on can be handed in.
    document.add_heading("讨论题", 1).paragraph_format.page_break_before = True
    from docx.shared import Cm

    listed = new_list(document, "questions")
    for heading, questions in groups:
        document.add_heading(heading, 2)
        for question in questions:
            paragraph = document.add_paragraph(office_text(question.text), style=QUESTION)
            put_in_list(paragraph, listed, 0)
            origin = document.add_paragraph(f"出自{office_text(question.origin)}", style=SOURCE)
            origin.paragraph_format.keep_with_next = True
            origin.paragraph_format.left_indent = Cm(INDENT)
            for line in range(_LINES):
                empty = document.add_paragraph(style=WRITING)
                empty.paragraph_format.keep_with_next = line < _LINES - 1
