"""Parsing in a bounded child process: what explodes there does no harm here."""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from corpus.readers.extract import Refused
from corpus.readers.limits import Limits
from corpus.readers.transport import loads

_ROOT = str(Path(__file__).parents[2])
_START = (
    f"import sys; sys.path.insert(0, {_ROOT!r}); from corpus.readers.worker import main; main()"
)
_HEADER = struct.Struct(">Q")
_JOBS_PER_WORKER = 200
_IDLE_WORKERS = 2
_LARGEST_ANSWER = 1 << 30


class _Worker:
    """A child process that answers one job after the other."""

    def __init__(self, memory: int) -> None:
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            close_fds=True,
        )
        self.memory = memory
        self.jobs = 0
        self.timed_out = False

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def _kill_late(self) -> None:
        self.timed_out = True
        self._process.kill()

    def send(self, job: bytes, seconds: float) -> None:
        """Hand over a job; raises OSError if the child is gone."""
        self.jobs += 1
        with _Deadline(seconds, self._kill_late):
            stream = _stream(self._process.stdin)
            stream.write(_HEADER.pack(len(job)))
            stream.write(job)
            stream.flush()

    def receive(self, seconds: float) -> bytes | None:
        """The next answer, or None if the child died or was too slow."""
        with _Deadline(seconds, self._kill_late):
            stream = _stream(self._process.stdout)
            header = stream.read(_HEADER.size)
            if len(header) < _HEADER.size:
                return None
            size = _HEADER.unpack(header)[0]
            if size > _LARGEST_ANSWER:
                return None
            body = stream.read(size)
        return body if len(body) == size else None

    def stop(self) -> int:
        """End the child and give its return code."""
        if self.alive:
            self._process.kill()
        code = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                _stream(stream).close()
            except BrokenPipeError:  # what was still buffered has nobody to read it
                continue
        return code

    def fate(self) -> int:
        """Return code of a child whose pipe broke; it gets a moment to be gone."""
        try:
            return self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return self.stop()


class _Deadline:
    """Calls a function unless the block ends in time."""

    def __init__(self, seconds: float, late: Any) -> None:
        self._timer = threading.Timer(seconds, late)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise BrokenPipeError
    return stream


class _Pool:
    """Idle children, kept for the next file because starting one takes 0.2 s."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()

    def take(self, memory: int) -> _Worker:
        """An idle child, or a new one."""
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                return _Worker(memory)
            if worker.alive and worker.memory == memory:
                return worker
            worker.stop()

    def give_back(self, worker: _Worker) -> None:
        """Keep a healthy child for later."""
        with self._lock:
            if worker.jobs < _JOBS_PER_WORKER and len(self._idle) < _IDLE_WORKERS:
                self._idle.append(worker)
                return
        worker.stop()

    def close(self) -> None:
        """End all idle children."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.stop()


_pool = _Pool()
atexit.register(_pool.close)
if hasattr(os, "register_at_fork"):
    # A forked process must not talk into its parent's pipes.
    os.register_at_fork(after_in_child=lambda: globals().update(_pool=_Pool()))


def call(function: str, arguments: tuple[Any, ...], limits: Limits) -> Iterator[Any]:
    """Run a generator function in a bounded child process.

    The child has limited memory, processor time and, per answer, waiting time; it is told what to
    do by pickle, and answers with plain data only (see `transport`).

    Args:
        function: "module:name" of a generator function.
        arguments: What it is called with.
        limits: `seconds` and `memory` bound the child.

    Yields:
        What the function yields, as it comes.

    Raises:
        Refused: As raised in the child; or "too_slow" if it ran out of time or memory, or
            "damaged" if it crashed.
    """
    job = pickle.dumps((function, arguments, limits.seconds), pickle.HIGHEST_PROTOCOL)
    worker = _send(job, limits)
    finished = False
    try:
        while True:
            answer = worker.receive(limits.seconds + 2)
            if answer is None:
                raise _died(worker, worker.fate())
            kind, content = _understood(answer)
            if kind == "items":
                yield from content
                continue
            finished = True
            if kind == "refused":
                raise Refused(*content)
            return
    finally:
        if finished:
            _pool.give_back(worker)
        else:
            worker.stop()


def _send(job: bytes, limits: Limits) -> _Worker:
    """Give the job to a child; one that just went away is replaced once."""
    worker = _pool.take(limits.memory)
    try:
        worker.send(job, limits.seconds)
    except OSError:
        worker.stop()
    else:
        return worker
    worker = _Worker(limits.memory)
    try:
        worker.send(job, limits.seconds)
    except OSError:
        raise _died(worker, worker.stop()) from None
    return worker


def _understood(answer: bytes) -> tuple[str, Any]:
    try:
        kind, content = loads(answer)
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError):
        raise _damaged() from None
    return kind, content


def _died(worker: _Worker, code: int) -> Refused:
    killed = {-int(getattr(signal, name, 0)) for name in ("SIGXCPU", "SIGKILL")}
    if worker.timed_out or code in killed:
        return Refused(
            "too_slow",
            "解析这份文件用了太多时间或内存，已中止。",
            "请用原来的软件打开，拆小或另存一份再导入。",
        )
    return _damaged()


def _damaged() -> Refused:
    return Refused("damaged", "文件内部已损坏，无法解析。", "请用原来的软件打开，另存一份再导入。")
