"""Work that outlives a page run: it goes on when the visitor clicks elsewhere or leaves.

Streamlit stops a running page script at the next click. So long work runs in a thread of the
process, known here by a key; the page looks in from time to time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

import streamlit as st

from corpus.errors import SixueError
from pages.parts.errors import describe

State = Literal["running", "done", "failed", "cancelled"]
FINISHED_KEPT = 20
T = TypeVar("T")


@dataclass(slots=True)
class Job:
    """One piece of work; read it freely, only its own thread writes.

    Attributes:
        key: Unique; a second start with the same key gives this job.
        title: What is done, for people.
        state: Where it is.
        done: Steps done.
        total: Steps in all; 0 while unknown.
        note: What it is at now.
        result: What it returned, once done.
        error: What stopped it, once failed.
        started: When, UTC.
    """

    key: str
    title: str
    state: State = "running"
    done: int = 0
    total: int = 0
    note: str = ""
    result: Any = None
    error: SixueError | None = None
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    _finished: threading.Event = field(default_factory=threading.Event)
    _unwanted: bool = False

    def report(self, done: int, total: int, note: str = "") -> None:
        """Called by the work itself: how far it is.

        Raises:
            Cancelled: Nobody wants the result any more.
        """
        if self._unwanted:
            raise Cancelled
        self.done, self.total, self.note = done, total, note

    def cancel(self) -> None:
        """Stops the work at its next report; what it has done so far is lost."""
        self._unwanted = True

    def wait(self, seconds: float | None) -> bool:
        """Waits so long for the end, None however long it takes; True if it has come."""
        return self._finished.wait(seconds)

    @property
    def share(self) -> float:
        """The part that is done, from 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0

    def run(self, work: Callable[[Job], Any]) -> None:
        """Does the work and keeps its result or what went wrong."""
        try:
            self.result = work(self)
            self.state = "done"
        except Cancelled:
            self.state = "cancelled"
        except Exception as error:  # noqa: BLE001 -- kept for the page, which shows it
            self.error = describe(error)
            self.state = "failed"
        finally:
            self._finished.set()


class Cancelled(Exception):
    """Raised into the work of a job that nobody wants any more."""


class Jobs:
    """The jobs of one process; safe to use from many threads.

    Args:
        kept: So many finished ones are remembered, with their results.
    """

    def __init__(self, kept: int = FINISHED_KEPT) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def start(self, key: str, title: str, work: Callable[[Job], Any]) -> Job:
        """Starts a job in a thread of its own, or returns the one that has this key.

        Args:
            key: The same for a double click, another for the next real order.
            title: For people.
            work: Gets the job, to report how far it is; its result is kept in the job.
        """
        with self._lock:
            if (known := self._jobs.get(key)) is not None:
                return known
            job = self._jobs[key] = Job(key, title)
            self._forget_the_oldest()
        threading.Thread(target=job.run, args=(work,), name=f"job-{key}", daemon=True).start()
        return job

    def get(self, key: str) -> Job | None:
        """The job with this key, if it is still remembered."""
        with self._lock:
            return self._jobs.get(key)

    def known(self) -> list[Job]:
        """All jobs that are remembered, the oldest first."""
        with self._lock:
            return list(self._jobs.values())

    def forget(self, key: str) -> None:
        """Drops a finished job and its result."""
        with self._lock:
            if key in self._jobs and self._jobs[key].state != "running":
                del self._jobs[key]

    def _forget_the_oldest(self) -> None:
        finished = [key for key, job in self._jobs.items() if job.state != "running"]
        for key in finished[: max(0, len(finished) - self._kept)]:
            del self._jobs[key]


def worked_out(
    jobs: Jobs, key: str, title: str, work: Callable[[Job], T], patience: float | None
) -> T | Job:
    """The result of some work that is known by a key, or the job that is still at it.

    Args:
        jobs: Where it is remembered.
        key: All that the result depends on.
        title: For people.
        work: Gets the job, to report how far it is.
        patience: Seconds to wait; None waits for the end.

    Raises:
        SixueError: What stopped the work.
    """
    job = jobs.start(key, title, work)
    if not job.wait(patience):
        return job
    if job.state == "cancelled":
        # Said once; whoever asks again wants it.
        jobs.forget(key)
        return job
    if job.error is not None:
        jobs.forget(key)
        raise job.error
    result: T = job.result
    return result


@st.cache_resource(show_spinner=False)
def all_jobs() -> Jobs:
    """The jobs of this process."""
    return Jobs()
