"""What stands on the front of a board's files: how much is in it, of which library, of when."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.board import Board
from corpus.exhibit import Exhibit

_MOST_REVISIONS = 6


def facts_of(board: Board, exhibits: Iterable[Exhibit]) -> str:
    """The facts in one line.

    Args:
        board: The board.
        exhibits: What stands on it, as far as it is kept.
    """
    day = board.changed_at.astimezone()
    facts = [f"{len(board.items)} 项"]
    if revisions := sorted({one.card.revision for one in exhibits}):
        named = "、".join(f"{revision:,}" for revision in revisions[:_MOST_REVISIONS])
        more = " 等" if len(revisions) > _MOST_REVISIONS else ""
        facts.append(f"文库第 {named}{more} 版")
    facts.append(f"{day.year} 年 {day.month} 月 {day.day} 日")
    return " · ".join(facts)
