"""Asking the search index, and mending it where it turns out to be damaged."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from corpus.errors import SixueError
from corpus.index import Index
from corpus.index_folder import IndexDamaged, Snapshot, engine_trouble

T = TypeVar("T")


def ask(index: Index, answer: Callable[[Snapshot], T], revision: int | None = None) -> T:
    """Answers from the index; from a new one if it turns out to be damaged.

    Args:
        index: The index.
        answer: Finds the answer in a snapshot.
        revision: The archive's revision if the caller knows it, which spares a question.

    Returns:
        The answer.

    Raises:
        SixueError: The index cannot be read, nor built anew.
    """
    try:
        return _answered(index, answer, revision)
    except IndexDamaged:
        index.repair()
    try:
        return _answered(index, answer, revision)
    except IndexDamaged as error:
        raise SixueError(
            "检索索引无法读取。", "请运行 python -m corpus reindex 重建索引。"
        ) from error


def _answered(index: Index, answer: Callable[[Snapshot], T], revision: int | None) -> T:
    snapshot = index.snapshot(revision)
    with engine_trouble():
        return answer(snapshot)
