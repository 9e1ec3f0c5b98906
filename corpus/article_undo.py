"""What an article becomes when changes of it are taken back; nothing is read or written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.article_states import State
from corpus.changes import Change, replay
from corpus.rows import draft, record
from corpus.tags import fold_tag


@dataclass(slots=True)
class _Run:
    """Changes of one field that follow each other, as one."""

    before: Any
    after: Any


def without(state: State, changes: Iterable[Change]) -> tuple[State, list[str]]:
    """The state of an article without some of its changes.

    A field goes back to what it was before if it is still what the changes have made of it. Tags
    go back one by one. An article that was created goes into the trash if nothing of it was
    changed since.

    Args:
        state: As it is now.
        changes: The changes to take back, the oldest first.

    Returns:
        The new state, and the fields that were left alone.
    """
    told = list(changes)
    new = dict(state)
    if told[0].before is None:
        differing = [f for f, value in replay(told).items() if state[f] != value]
        new["status"] = state["status"] if differing else "trashed"
        return new, differing[:1]
    missed = []
    for field, runs in _runs(told).items():
        if field == "tags":
            new[field] = _tags_without(state[field], runs)
        elif not _go_back(new, field, runs):
            missed.append(field)
    if all(new[field] == state[field] for field in ("title", "paragraphs", "marks")):
        return new, missed
    # The marks say whether characters are lost from a text, and the text may be another one.
    return {**record(draft(new)), "status": new["status"]}, missed


def _runs(changes: Iterable[Change]) -> dict[str, list[_Run]]:
    """By field: what nobody else changed in between is one change, which may come to nothing."""
    found: dict[str, list[_Run]] = {}
    for change in changes:
        for field, before in (change.before or {}).items():
            runs = found.setdefault(field, [])
            if runs and runs[-1].after == before:
                runs[-1].after = change.after[field]
            else:
                runs.append(_Run(before, change.after[field]))
    return found


def _go_back(state: State, field: str, runs: Sequence[_Run]) -> bool:
    """Takes one run after the other back; False at the first after which others changed it."""
    for run in reversed(runs):
        if run.before == run.after:
            continue
        if state[field] not in (run.before, run.after):
            return False
        state[field] = run.before
    return True


def _tags_without(now: Sequence[str], runs: Sequence[_Run]) -> list[str]:
    """Tags without what the runs put on, and with what they took off at their old places."""
    if len(runs) == 1 and runs[0].after == now:
        return list(runs[0].before)
    gained: set[str] = set()
    lost: dict[str, list[str]] = {}
    for run in runs:
        had, got = set(map(fold_tag, run.before)), set(map(fold_tag, run.after))
        gained |= {tag for tag in got - had if lost.pop(tag, None) is None}
        for place, name in enumerate(run.before):
            tag = fold_tag(name)
            if tag not in got and tag not in gained:
                lost[tag] = run.before[: place + 1]
        gained -= had - got
    left = [name for name in now if fold_tag(name) not in gained]
    for tag, (*neighbours, name) in lost.items():
        if tag not in map(fold_tag, left):
            left.insert(_place(left, neighbours), name)
    return left


def _place(names: Sequence[str], neighbours: Sequence[str]) -> int:
    """Behind the nearest of the neighbours that stood before it."""
    folded = [fold_tag(name) for name in names]
    for neighbour in reversed(neighbours):
        if fold_tag(neighbour) in folded:
            return folded.index(fold_tag(neighbour)) + 1
    return 0
