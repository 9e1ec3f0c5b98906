"""Receiving goes on by itself, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.errors import SixueError
from corpus.receiving import RECEIVER, Received, is_configured, poll

if TYPE_CHECKING:
    from corpus.archive import Archive

logger = logging.getLogger(__name__)
MINUTE = 60.0


class Watch:
    """Looks at mailbox and folder again and again; never stops by an error.

    Attributes:
        at: When it last looked, UTC; None if it never did.
        last: What that brought.
        error: Why it could not look.
    """

    def __init__(self, archive: Callable[[], Archive], seconds: float = MINUTE) -> None:
        """Prepares; `start` starts.

        Args:
            archive: Gives the open archive, in anybody's hands; asked anew each time.
            seconds: Between two looks.
        """
        self._archive = archive
        self._seconds = seconds
        self._stopping = threading.Event()
        self._one_look = threading.Lock()
        self.at: datetime | None = None
        self.last: Received | None = None
        self.error: SixueError | None = None

    def start(self) -> None:
        """Starts looking in a thread that ends with the process."""
        threading.Thread(target=self._run, name="receiving", daemon=True).start()

    def stop(self) -> None:
        """Looks no more after the look that is under way."""
        self._stopping.set()

    def look(self) -> Received | None:
        """Looks now and waits for the end; None if that failed, and `error` says why."""
        return self._look(always=True)

    def _look(self, *, always: bool) -> Received | None:
        with self._one_look:
            try:
                archive = self._archive().acting_as(RECEIVER)
                if not always and not is_configured(archive):
                    return None
                found = poll(archive)
            except SixueError as error:
                self.error = error
                found = None
            except Exception as error:  # whatever it is, the next look may succeed
                logger.exception("receiving failed")
                self.error = SixueError(
                    f"收取时出了意料之外的问题（{type(error).__name__}）。",
                    "一分钟后会再试；如果仍然出现，请看运行日志。",
                )
                found = None
            else:
                self.error = None
            self.last, self.at = found, datetime.now(UTC)
            return found

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._look(always=False)
            self._stopping.wait(self._seconds)
