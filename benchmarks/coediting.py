"""How much eight people at the same fifty articles get done, and that nothing of it is lost.

    python -m benchmarks.coediting --database postgresql://… --people 8 --edits 300

Without a database a new SQLite file is used; a given one must hold an empty archive.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from multiprocessing import get_context

from corpus.archive import Archive
from corpus.article_states import read_states, write_states
from corpus.integrity import check
from tests.articles import draft, keep
from tests.coediting import examined, fill, work

BULK = 5000
TEXT = "山路修到了村口，荒坡种上了香榧，食堂开了火。" * 60


def main() -> None:
    """Runs the edits, looks for lost ones, and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="address; a new SQLite file by default")
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--edits", type=int, default=300)
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as home,
        Archive.open(chosen.database or f"sqlite:///{home}/sixue.db", home=home) as archive,
    ):
        _edit(archive, home, [f"编辑{n}" for n in range(chosen.people)], chosen.edits)
        _bulk(archive)


def _edit(archive: Archive, home: str, names: Sequence[str], edits: int) -> None:
    fill(archive)
    context = get_context("forkserver")
    people = [
        context.Process(target=work, args=(archive.url, home, name, str(edits))) for name in names
    ]
    start = time.perf_counter()
    for person in people:
        person.start()
    for person in people:
        person.join()
    seconds = time.perf_counter() - start
    failed = sum(person.exitcode != 0 for person in people)
    counts = examined(archive)
    done = sum(counts.values())
    print(f"{len(names)} people x {edits} steps: {seconds:.1f} s, {failed} of them failed")
    print(f"{done} changes ({done / seconds:.0f} a second): {dict(counts.most_common())}")
    print(f"history without gaps, replays to the present; check: {list(check(archive)) or 'clean'}")


def _bulk(archive: Archive) -> None:
    ids = keep(archive, *(draft(f"第{n}篇。{TEXT}", title=f"第{n}篇") for n in range(BULK)))
    start = time.perf_counter()
    with archive.database.write("editor") as write:
        old = read_states(write.connection, ids)
        new = {i: {**state, "tags": [*state["tags"], "基层治理"]} for i, state in old.items()}
        write_states(write, old, new)
    print(f"tag {BULK} articles: {time.perf_counter() - start:.2f} s")
    for what in ("preview", "undo"):
        start = time.perf_counter()
        done = getattr(archive.undoing, what)(write.batch).done
        print(f"{what} of {done}: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
