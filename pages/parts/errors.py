"""What a page says when something goes wrong: what happened and what to do, never a trace."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

import streamlit as st

from corpus.errors import ArchiveUnavailable, SixueError
from pages.parts.literal import as_label

P = ParamSpec("P")
logger = logging.getLogger("sixue")
_PENDING = "_pending_messages"


def say(problem: str, remedy: str = "") -> None:
    """Shows a problem and its remedy, both as typed."""
    st.error(f"**{as_label(problem)}**\n\n{as_label(remedy)}", icon=":material/error:")


def describe(error: Exception) -> SixueError:
    """The error in words for the user; one nobody foresaw goes to the log under a number."""
    if isinstance(error, SixueError):
        return error
    number = secrets.token_hex(3)
    logger.error("Incident %s", number, exc_info=error)
    return SixueError(
        f"出了意料之外的问题，编号 {number}。",
        "已保存的内容不受影响。请再试一次；如果仍然出现，请把编号告诉维护者，详情在运行日志里。",
    )


def show(error: Exception) -> None:
    """Shows any error calmly; if the archive cannot be used, offers to open it again."""
    words = describe(error)
    say(words.problem, words.remedy)
    if isinstance(words, ArchiveUnavailable):
        st.button("重新打开文库", key="reopen", icon=":material/refresh:", on_click=_reopen)


def on_script_error(error: Exception) -> bool:
    """For `st.App`: what escapes a page or a callback is shown like everything else."""
    show(error)
    return True


@contextmanager
def calm() -> Iterator[None]:
    """Whatever is raised inside becomes a message on the page."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- described, logged and shown
        show(error)


def attempt(action: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
    """Runs an action of a callback; a failure is shown at the top of the next run.

    Returns:
        True if the action succeeded.
    """
    try:
        action(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 -- described, logged and shown
        words = describe(error)
        st.session_state.setdefault(_PENDING, []).append((words.problem, words.remedy))
        return False
    return True


def show_pending() -> None:
    """Shows once what callbacks could not do."""
    for problem, remedy in st.session_state.pop(_PENDING, []):
        say(problem, remedy)


def _reopen() -> None:
    from pages.parts.resources import shared_archive

    shared_archive.clear()
    st.cache_data.clear()
