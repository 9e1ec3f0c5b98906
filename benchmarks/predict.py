"""Predictions of the product, in the form a scorer reads.

`python -m benchmarks.predict TASK DATA OUT.json` runs the product's own functions with their
defaults over the data of a task. A task is a module of `benchmarks.tasks` named after it, with
`predict(data: Path) -> object`; a new task needs a new file and nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from benchmarks import tasks


def task_names() -> list[str]:
    """The names of the tasks there are, sorted."""
    return sorted(module.name for module in iter_modules(tasks.__path__))


def predict(task: str, data: Path) -> object:
    """Run one task.

    Args:
        task: Name of a module of `benchmarks.tasks`.
        data: The task's file or folder.

    Returns:
        Whatever the task predicts, made of JSON's types.
    """
    answer: object = import_module(f"{tasks.__name__}.{task}").predict(data)
    return answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, predict, write; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.predict", description=__doc__)
    parser.add_argument("task", choices=task_names())
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args(arguments)
    answer = predict(given.task, given.data)
    given.out.write_text(json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
