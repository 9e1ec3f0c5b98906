"""Generator functions that behave badly, to be run in the child process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

from corpus.readers.extract import Refused


def count(number: int) -> Iterator[int]:
    yield from range(number)


def hang() -> Iterator[int]:
    time.sleep(60)
    yield 1


def spin() -> Iterator[int]:
    while True:
        pass
    yield 1


def swell() -> Iterator[int]:
    yield len(b"x" * (4 << 30))


def crash() -> Iterator[int]:
    os.kill(os.getpid(), signal.SIGSEGV)
    yield 1


def fail() -> Iterator[int]:
    yield 1
    raise KeyError("a parser's own fault")


def refuse() -> Iterator[int]:
    raise Refused("encrypted", "锁住了。", "请解锁。")
    yield 1


def smuggle() -> Iterator[object]:
    yield os.system
