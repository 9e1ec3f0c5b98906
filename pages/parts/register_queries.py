"""Questions of the page of references: its registers as jobs, places and checks kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from corpus.archive import Archive
from corpus.citation_places import Place, citation_places, first_place, quotation_places
from corpus.citation_register import (
    CitedWork,
    QuotedWords,
    citation_register,
    quotation_register,
)
from corpus.figure_register import FigureEntry, figure_register
from corpus.quotation_check import QuotationCheck, check_quotation
from corpus.tokens import Report
from pages.parts.caching import kept
from pages.parts.jobs import Job, Jobs, worked_out
from pages.parts.resources import open_archive
from pages.parts.selection import Selection

PATIENCE = 3.0
T = TypeVar("T")


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The jobs that read the articles for a register."""
    return Jobs()


def works(selection: Selection) -> tuple[CitedWork, ...] | Job:
    """The titles that articles refer to, or the job that is reading for them."""
    return _register("works", "文献", citation_register, selection)


def words(selection: Selection) -> tuple[QuotedWords, ...] | Job:
    """The words in quotation marks, or the job that is reading for them."""
    return _register("words", "引语", quotation_register, selection)


def figures(selection: Selection) -> tuple[FigureEntry, ...] | Job:
    """The figures that articles give, or the job that is reading for them."""
    return _register("figures", "数据", figure_register, selection)


def _register(
    name: str,
    title: str,
    read: Callable[[Archive, Sequence[int] | None, Report | None], T],
    selection: Selection,
) -> T | Job:
    archive = open_archive()
    mine = f"{name}-{archive.identity()}-"
    now = f"{mine}{archive.revision()}-"
    for job in jobs().known():
        # A register of a large library fills much memory; nobody asks for an old one.
        if job.key.startswith(mine) and not job.key.startswith(now):
            jobs().forget(job.key)
    chosen = selection.filters

    def work(job: Job) -> T:
        ids = sorted(archive.search.ids(filters=chosen)) if chosen else None
        return read(archive, ids, job.report)

    return worked_out(jobs(), f"{now}{Selection(filters=chosen).params()}", title, work, PATIENCE)


@kept(64)
def work_places(at_revision: int, title: str, ids: tuple[int, ...]) -> tuple[Place, ...]:  # noqa: ARG001
    """The sentences in which some articles refer to a title."""
    return citation_places(open_archive(), title, ids)


@kept(64)
def word_places(at_revision: int, text: str, ids: tuple[int, ...]) -> tuple[Place, ...]:  # noqa: ARG001
    """The sentences in which some articles have words in quotation marks."""
    return quotation_places(open_archive(), text, ids)


@kept(256)
def check(at_revision: int, article_id: int, text: str) -> QuotationCheck:  # noqa: ARG001
    """What the other articles say of quoted words."""
    return check_quotation(open_archive(), article_id, text)


@kept(256)
def place(at_revision: int, article_id: int, text: str) -> tuple[int, int] | None:  # noqa: ARG001
    """Paragraph and character where a text stands in an article."""
    return first_place(open_archive(), article_id, text)
