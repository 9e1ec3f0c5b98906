"""Programs of this project in fresh processes, without waiting for the libraries each time.

A process that has imported the libraries, and none of our own modules, is forked for each program.
Starting an interpreter that imports them takes seconds, and the tests start some hundred.
"""

from __future__ import annotations

import atexit
import os
import runpy
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from subprocess import CalledProcessError

ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = [
    "altair",
    "corpus.commands",
    "hypothesis",
    "pytest",
    "pandas",
    "rjieba",
    "scipy.sparse.linalg",
    "sklearn.decomposition",
    "sqlalchemy",
    "streamlit.web.bootstrap",
    "streamlit.web.cli",
    "tantivy",
    "typer.rich_utils",
]
PATIENCE = 120.0


def start(
    module: str,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    *,
    output: Path,
    errors: Path | None = None,
) -> ForkServerProcess:
    """Starts `python -m MODULE ARGUMENTS` in the folder of the project.

    Args:
        module: Name of the module.
        arguments: What follows it.
        environment: All the variables it sees.
        output: Where what it prints is written.
        errors: Where its errors are written; beside the output if None.
    """
    return forked(_run, module, list(arguments), dict(environment), output, errors or output)


def context() -> ForkServerContext:
    """Makes processes that have the libraries loaded."""
    made = get_context("forkserver")
    made.set_forkserver_preload(LIBRARIES)
    return made


def forked(target: Callable[..., object], *arguments: object) -> ForkServerProcess:
    """Calls a function in a process of its own; comes back when the call has begun."""
    of = context()
    ready = of.Event()
    process = of.Process(target=_begin, args=(ready, target, arguments))
    process.start()
    ready.wait(PATIENCE)
    return process


def command(home: Path, *arguments: str, status: int = 0) -> str:
    """Runs a command of the command line on the archive in a data folder.

    Args:
        home: The data folder.
        arguments: The command.
        status: What it must end with.

    Returns:
        What it printed; its errors after it where it was to fail.

    Raises:
        CalledProcessError: It ended otherwise.
    """
    environment = {**os.environ, "SIXUE_HOME": str(home), "SIXUE_DATABASE_URL": ""}
    with tempfile.TemporaryDirectory() as folder:
        output, errors = Path(folder) / "output", Path(folder) / "errors"
        process = start("corpus", arguments, environment, output=output, errors=errors)
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
        printed, said = output.read_text("utf-8"), errors.read_text("utf-8")
    if process.exitcode != status or "Traceback" in said:
        sys.stderr.write(said)
        raise CalledProcessError(process.exitcode or 0, arguments, printed, said)
    return printed + (said if status else "")


def _begin(ready: Event, target: Callable[..., object], arguments: tuple[object, ...]) -> None:
    ready.set()
    target(*arguments)


def _run(
    module: str,
    arguments: list[str],
    environment: dict[str, str],
    output: Path,
    errors: Path,
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    for number, path in ((1, output), (2, errors)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    sys.argv = [module, *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()
