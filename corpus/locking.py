"""A lock that processes of one machine share; it goes away with the process that holds it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LockTimeout(Exception):
    """Somebody else held the lock all the time."""


class FileLock:
    """A lock on a file, between threads as well as between processes; not re-entrant.

    Args:
        path: The file, made if needed; it is never removed, for that would break the lock.
        timeout: Seconds to wait for it.
    """

    def __init__(self, path: Path, timeout: float) -> None:
        self._path = path
        self._timeout = timeout
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Waits for the lock.

        Raises:
            LockTimeout: It was not to be had in time.
            OSError: The file cannot be written.
        """
        deadline = time.monotonic() + self._timeout
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0))
        while True:
            try:
                _try_lock(descriptor)
            except OSError as error:
                if not isinstance(error, BlockingIOError | PermissionError):
                    os.close(descriptor)
                    raise
                if time.monotonic() >= deadline:
                    os.close(descriptor)
                    raise LockTimeout(self._path) from None
                time.sleep(0.01)
            else:
                self._descriptor = descriptor
                return

    def release(self) -> None:
        """Lets others have it; any thread may do so."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
