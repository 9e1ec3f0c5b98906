"""Answers kept by archive revision, and only if the index they come from was complete."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from pages.parts.resources import open_archive

P = ParamSpec("P")
T = TypeVar("T")


class Late(Exception):
    """An answer of an index that lags behind; an exception, because those are never kept."""

    def __init__(self, answer: Any) -> None:
        super().__init__("The index lags behind.")
        self.answer = answer


def even_if_late(ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Asks a function that raises Late rather than have its answer kept."""
    try:
        return ask(*args, **kwargs)
    except Late as late:
        answer: T = late.answer
        return answer


def kept(
    max_entries: int,
) -> Callable[[Callable[Concatenate[int, P], T]], Callable[Concatenate[int, P], T]]:
    """Keeps the answers of a function whose first argument is the archive's revision.

    The index is looked at before the question: what it answers later is no less complete.

    Args:
        max_entries: How many answers are kept.
    """

    def decorate(function: Callable[Concatenate[int, P], T]) -> Callable[Concatenate[int, P], T]:
        @st.cache_data(max_entries=max_entries, show_spinner=False)
        @wraps(function)
        def answer(at_revision: int, *args: P.args, **kwargs: P.kwargs) -> T:
            complete = open_archive().index.revision() >= at_revision
            found = function(at_revision, *args, **kwargs)
            if not complete:
                raise Late(found)
            return found

        @wraps(function)
        def ask(at_revision: int, *args: P.args, **kwargs: P.kwargs) -> T:
            return even_if_late(answer, at_revision, *args, **kwargs)

        return ask

    return decorate
