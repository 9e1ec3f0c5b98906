"""The child process of `sandbox`: reads jobs from its standard input, answers on its output."""

from __future__ import annotations

import importlib
import os
import pickle
import struct
import sys
from collections.abc import Iterator
from typing import IO, Any

from corpus.readers.extract import Refused
from corpus.readers.transport import dumps

_HEADER = struct.Struct(">Q")
_POSIX = os.name == "posix"  # elsewhere the parent's deadline is the only bound
_BATCH = 1 << 18


def main() -> None:
    """Serve jobs until the parent closes the pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)  # a library that prints must not break the protocol
    # openpyxl loads these when it finds them; they cost memory and 0.2 s and are not needed.
    sys.modules["numpy"] = sys.modules["pandas"] = None  # type: ignore[assignment]  # blocks them
    _bound_memory(int(sys.argv[1]))
    while (job := _next_job(sys.stdin.buffer)) is not None:
        function, arguments, seconds = job
        _bound_processor_time(seconds)
        _answer(answers, function, arguments)


def _next_job(stream: IO[bytes]) -> tuple[str, tuple[Any, ...], float] | None:
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    job: tuple[str, tuple[Any, ...], float] = pickle.loads(stream.read(_HEADER.unpack(header)[0]))
    return job


def _bound_memory(size: int) -> None:
    if not _POSIX:
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_processor_time(seconds: float) -> None:
    """Allow so much more than was used until now."""
    if not _POSIX:
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(stream: IO[bytes], function: str, arguments: tuple[Any, ...]) -> None:
    """Run one job and send what it yields in batches, then how it ended."""
    try:
        for batch in _batches(function, arguments):
            _send(stream, ("items", batch))
    except Refused as refused:
        _send(stream, ("refused", (refused.reason, refused.problem, refused.remedy)))
    except (MemoryError, RecursionError):
        _send(stream, ("refused", ("too_slow", *_TOO_MUCH)))
    except Exception:  # noqa: BLE001  # any error of a parser means that it could not read this
        _send(stream, ("refused", ("damaged", *_BROKEN)))
    else:
        _send(stream, ("end", None))


def _batches(function: str, arguments: tuple[Any, ...]) -> Iterator[list[Any]]:
    module, _, name = function.partition(":")
    batch: list[Any] = []
    size = 0
    for item in getattr(importlib.import_module(module), name)(*arguments):
        batch.append(item)
        size += _size(item)
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(item: Any) -> int:
    """Roughly how much an item weighs."""
    if isinstance(item, (str, bytes)):
        return len(item)
    if isinstance(item, (tuple, list)):
        return sum(map(_size, item))
    return len(getattr(item, "text", "")) + 64


def _send(stream: IO[bytes], answer: tuple[str, Any]) -> None:
    body = dumps(answer)
    stream.write(_HEADER.pack(len(body)))
    stream.write(body)
    stream.flush()


_TOO_MUCH = ("解析这份文件用了太多内存，已中止。", "请用原来的软件打开，拆小或另存一份再导入。")
_BROKEN = ("文件内部已损坏，无法解析。", "请用原来的软件打开，另存一份再导入。")
