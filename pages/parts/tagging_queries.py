"""What the pages about tagging ask: suggestions, trainings in jobs of their own, queues."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import streamlit as st

from corpus.archive import Archive
from corpus.tag_audit import Inconsistency
from corpus.tag_gaps import Gap, GapSeen
from corpus.tag_training import Learnt
from corpus.tagging import TagSuggestion
from pages.parts.caching import kept
from pages.parts.jobs import Job, Jobs, worked_out
from pages.parts.resources import open_archive

NEARLY = 3
"""So many tags that fall short are shown beside those that are suggested."""
_LOOKED_EVERY = 20.0
"""Seconds after which it is looked again whether training is due."""
T = TypeVar("T")


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The jobs of tagging."""
    return Jobs()


@st.cache_resource(show_spinner=False)
def _looked() -> dict[str, float]:
    """When it was last looked whether training is due, by archive."""
    return {}


def suggestions(article_id: int) -> tuple[TagSuggestion, ...]:
    """Tags for an article; those of articles prepared for are there at once."""
    return open_archive().tagging.suggest(article_id, nearly=NEARLY)


def prepare(article_id: int) -> None:
    """Has the suggestions for an article ready when they are asked for; nobody waits."""
    archive = open_archive()
    threading.Thread(target=_prepare, args=(archive, article_id), daemon=True).start()


def _prepare(archive: Archive, article_id: int) -> None:
    # An article trashed meanwhile is told of when it is really wanted.
    if archive.articles.find([article_id]):
        archive.tagging.suggest(article_id, nearly=NEARLY)


def training() -> Job | None:
    """The training that is going on or was the last one; None if there was none."""
    return jobs().get(_training_key(open_archive()))


def train() -> Job:
    """Starts a training, or gives the one that is going on."""
    archive = open_archive()
    key = _training_key(archive)
    known = jobs().get(key)
    if known is not None and known.state != "running":
        jobs().forget(key)

    def work(job: Job) -> Learnt:
        return archive.tagging.train(job.report)

    return jobs().start(key, "学习标签", work)


def keep_trained() -> None:
    """Trains behind the page when enough has been tagged since the last time."""
    archive = open_archive()
    looked, name, now = _looked(), archive.identity(), time.monotonic()
    if now - looked.get(name, -_LOOKED_EVERY) < _LOOKED_EVERY:
        return
    looked[name] = now
    going_on = training()
    if going_on is not None and going_on.state != "done":
        return  # what has failed is tried again by whoever asks for it
    if archive.tag_training.due():
        train()


def _training_key(archive: Archive) -> str:
    return f"tag-training-{archive.identity()}"


@st.cache_data(max_entries=8, show_spinner=False)
def untagged(at_revision: int) -> int:  # noqa: ARG001
    """How many articles have no tag."""
    return open_archive().tag_queue.count_untagged()


def tagged_today() -> int:
    """How many articles whoever is in front of the page has tagged today, one by one."""
    archive = open_archive()
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return archive.tag_queue.tagged_since(midnight, archive.actor.name)


def uncertain(patience: float) -> list[int] | Job:
    """Articles that are least clear, or the job that looks for them.

    Raises:
        SixueError: What stopped it.
    """
    return _worked_out(
        "uncertain",
        "找拿不准的文章",
        lambda a, job: a.tag_queue.uncertain(report=job.report),
        patience,
    )


def inconsistencies(patience: float) -> tuple[Inconsistency, ...] | Job:
    """What like articles differ in, or the job that looks for it.

    Raises:
        SixueError: What stopped it.
    """
    return _worked_out("audit", "核对", lambda a, job: a.tag_audit.find(job.report), patience)


def gaps(patience: float) -> tuple[Gap, ...] | Job:
    """Frequent phrases without a tag, or the job that looks for them.

    Raises:
        SixueError: What stopped it.
    """
    return _worked_out("gaps", "找缺口", lambda a, job: a.tag_gaps.find(job.report), patience)


def _worked_out(
    name: str, title: str, work: Callable[[Archive, Job], T], patience: float
) -> T | Job:
    archive = open_archive()
    learnt = archive.tag_training.current().learnt
    key = f"{name}-{archive.identity()}-{archive.revision()}-{learnt}"
    return worked_out(jobs(), key, title, lambda job: work(archive, job), patience)


@kept(256)
def gap_seen(at_revision: int, form: str) -> GapSeen:  # noqa: ARG001
    """Where a phrase without a tag stands, and what it may be another name of."""
    return open_archive().tag_gaps.look_at(form)
