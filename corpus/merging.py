"""Edits of one article by two people: different fields merge, over the same one both are asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus.changes import Change
from corpus.errors import FieldConflict
from corpus.rows import value_of
from corpus.tags import fold_tag
from nlp.merging import merged as merged_sequence

Fields = Mapping[str, Any]


def merged(
    theirs: Fields, mine: Fields, since: Sequence[Change]
) -> tuple[dict[str, Any], tuple[FieldConflict, ...]]:
    """Brings an edit together with what others changed since its maker read the article.

    Tags and marks merge one by one, the text paragraph by paragraph, everything else as a whole.

    Args:
        theirs: The fields as they are now, as the history keeps them.
        mine: The fields the edit gives; one that is as its maker read it changes nothing.
        since: What was changed since then, the newest change first.

    Returns:
        The new values of the fields that the edit changes, and the fields that both changed in
        two ways.
    """
    base = {**theirs, **_rewound(since)}
    new: dict[str, Any] = {}
    conflicts = []
    for field, value in mine.items():
        if value in (base[field], theirs[field]):
            continue
        if theirs[field] == base[field]:
            new[field] = value
            continue
        together = _together(field, base[field], theirs[field], value)
        if together is None:
            by, at = next((c.actor, c.at) for c in since if field in c.after)
            read, there, own = (value_of(field, v) for v in (base[field], theirs[field], value))
            conflicts.append(FieldConflict(field, read, there, own, by, at))
        else:
            new[field] = together
    return new, tuple(conflicts)


def _rewound(since: Iterable[Change]) -> dict[str, Any]:
    """The changed fields as they were before all of the changes."""
    before: dict[str, Any] = {}
    for change in since:
        before |= change.before or {}
    return before


def _together(field: str, base: Any, theirs: Any, mine: Any) -> list[Any] | None:
    """The value with both changes; None if there is none."""
    if field in {"tags", "marks"}:
        return _together_as_sets(base, theirs, mine)
    if field == "paragraphs":
        sides = ([(p["text"], p["kind"]) for p in side] for side in (base, theirs, mine))
        found = merged_sequence(*sides)
        return None if found is None else [{"text": t, "kind": k} for t, k in found]
    return None


def _together_as_sets(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[str]:
    had, kept = set(map(fold_tag, base)), set(map(fold_tag, mine))
    there = set(map(fold_tag, theirs))
    left = [name for name in theirs if fold_tag(name) in kept or fold_tag(name) not in had]
    return left + [n for n in mine if fold_tag(n) not in had and fold_tag(n) not in there]
