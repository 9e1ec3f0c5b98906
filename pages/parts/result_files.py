"""All results of a search as one file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import streamlit as st

from corpus.result_export import FORMATS, Format, FormatName, export
from pages.parts.errors import describe, say
from pages.parts.resources import open_archive
from pages.parts.selection import FACETS, Selection

OFFERED: tuple[FormatName, ...] = ("xlsx", "csv", "docx", "gbt7714", "jsonl")
LONGEST_NAME = 40
_FAILED = "export-results-failed"
_UNSAFE = re.compile(r"[^\w·—-]+")

Failures = list[tuple[str, str]]


def result_files(selection: Selection, total: int) -> None:
    """Offers the results as files; each is made only when its button is pressed.

    Args:
        selection: What was searched.
        total: How many articles were found.
    """
    popover = st.popover(
        "导出",
        key="export-results",
        type="tertiary",
        icon=":material/download:",
        on_change="rerun",
    )
    if not popover.open:
        return
    with popover:
        failures: Failures = st.session_state.setdefault(_FAILED, [])
        while failures:
            say(*failures.pop(0))
        st.caption(f"导出全部 {total:,} 篇结果（不只是这一页），{_order(selection)}。")
        for name in OFFERED:
            form = FORMATS[name]
            st.download_button(
                form.label,
                maker(selection, name, failures),
                file_name=file_name(selection, form),
                mime=form.mime,
                key=f"export-results-{name}",
                on_click="ignore",
                width="stretch",
            )


def file_name(selection: Selection, form: Format) -> str:
    """The name of a file of results: what was searched, and today's date."""
    today = datetime.now().astimezone().strftime("%Y%m%d")
    facets = (str(value) for name in FACETS for value in getattr(selection.filters, name))
    words = _UNSAFE.sub(" ", selection.query or " ".join(facets)).split()
    room = LONGEST_NAME - len(f"思学检索--{today}{form.extension}")
    asked = "_".join(words)[:room].strip("_·—-")
    return "-".join(part for part in ("思学检索", asked, today) if part) + form.extension


def _order(selection: Selection) -> str:
    if selection.sort == "oldest":
        return "从旧到新排列"
    by_words = selection.query and selection.sort == "relevance"
    return "按相关程度排列" if by_words else "从新到旧排列"


def maker(selection: Selection, name: FormatName, failures: Failures) -> Callable[[], bytes]:
    """What makes the file, outside of any run of the page.

    The page cannot be written to from there, and what Streamlit itself says of a failure is
    neither Chinese nor helpful: the reason is left for the next run to say.
    """

    def make() -> bytes:
        try:
            archive = open_archive()
            ids = archive.search.ids(selection.query, selection.filters, sort=selection.sort)
            return b"".join(export(archive, ids, name))
        except Exception as error:
            words = describe(error)
            failures.append((words.problem, words.remedy))
            raise

    return make
