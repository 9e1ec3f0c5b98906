"""Learning to suggest tags in a child process: pages go on meanwhile, and its memory is given back.

The child opens the archive to read it, keeps what it has learnt in the model's file, and says on
its standard output how far it is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from corpus.actor import VISITOR
from corpus.archive import HOME_VARIABLE, URL_VARIABLE, Archive
from corpus.errors import SixueError

Report = Callable[[int, int, str], object]

_ROOT = str(Path(__file__).parents[1])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from corpus.tag_worker import main; main()"
_POLITE = 5


class TrainingFailed(SixueError):
    """The process that learns has not come to an end."""


def train_in_child(archive: Archive, report: Report | None = None) -> None:
    """Trains in a process of its own and waits for its end.

    Args:
        archive: The archive.
        report: Called with steps done, steps in all, and what is being done; whatever it raises
            ends the process.

    Raises:
        TrainingFailed: It was stopped, for want of memory for instance.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", _START],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=_environment(archive),
        close_fds=True,
    )
    try:
        for line in process.stdout or ():
            done, total, note = line.rstrip("\n").split("\t")
            if report:
                report(int(done), int(total), note)
        if process.wait() != 0:
            raise TrainingFailed(
                "标签建议没有学成。", "原来的建议照常可用；可能是内存不够，请稍后再试。"
            )
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _environment(archive: Archive) -> dict[str, str]:
    # One core stays free for pages.
    threads = str(max(1, (os.cpu_count() or 2) - 1))
    return {
        **os.environ,
        URL_VARIABLE: archive.url,
        HOME_VARIABLE: str(archive.home),
        "OPENBLAS_NUM_THREADS": threads,
        "OMP_NUM_THREADS": threads,
        "PYTHONWARNINGS": "ignore",
        "PYTHONIOENCODING": "utf-8",
    }


def main() -> None:
    """The child: trains, saying how far it is."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)

    def report(done: int, total: int, note: str) -> None:
        sys.stdout.write(f"{done}\t{total}\t{note}\n")
        sys.stdout.flush()

    with Archive.open(actor=VISITOR) as archive:
        archive.tag_training.train(report)
