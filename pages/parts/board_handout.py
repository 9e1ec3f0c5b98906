"""The hand-out of a board."""

from __future__ import annotations

from corpus.archive import Archive
from corpus.board import Board
from corpus.exhibit import Exhibit
from pages.parts import board_pictures
from pages.parts.charts import Look
from pages.parts.prepared import Report

PAPER = Look(19, 32, 3)
"""Sizes in points on a slide; on paper a chart has half of them."""


def written(archive: Archive, one: Board, exhibits: dict[str, Exhibit], report: Report) -> bytes:
    """The hand-out as a Word document.

    Args:
        archive: Where the articles are that the board draws on.
        one: The board.
        exhibits: What stands on it, by id.
        report: Told how many items are done, and of how many.
    """
    report(0, len(one.items))
    # A third of a second of imports that only whoever wants a hand-out need wait for.
    from corpus.board_sources import sources_of
    from corpus.handout import handout

    shown = [exhibits[item.exhibit] for item in one.items if item.exhibit in exhibits]
    sources = sources_of(archive, shown)
    return handout(one, exhibits, sources, progress=report, picture=_picture)


def _picture(exhibit: Exhibit) -> bytes:
    return board_pictures.on_slide(exhibit, PAPER)
