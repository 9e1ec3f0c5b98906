"""A vocabulary from a file, held against the library's: what would be added and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from corpus.errors import SixueError
from corpus.tag_edits import Edit
from corpus.tag_tree import Tag, TagNotFound, TagTree
from corpus.tags import InvalidTag, fold_tag

Verdict = Literal["added", "changed", "unchanged", "bad"]
FIELD_NAMES = {"parent": "上级", "colour": "颜色", "description": "说明", "aliases": "别名"}


@dataclass(frozen=True, slots=True)
class GivenTag:
    """A tag as a file gives it.

    Attributes:
        place: The line it begins in, or its number where there are no lines; from 1.
        name: Its name.
        parent: Name of the tag above it; None at the top, and where the file says nothing of it.
        fields: colour, description and aliases as far as the file says something of them, and
            parent, whatever it is, if it does.
        problem: Why it cannot be read, in Chinese; empty if it can.
    """

    place: int
    name: str
    parent: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PlannedTag:
    """What becomes of a tag of a file.

    Attributes:
        place: As given.
        name: As given.
        verdict: added, changed, unchanged, or bad: it is left out.
        reason: What is changed, or what is wrong with it, in Chinese.
    """

    place: int
    name: str
    verdict: Verdict
    reason: str = ""


def plan(
    old: TagTree, given: Sequence[GivenTag], new_ids: Callable[[], int]
) -> tuple[Edit, tuple[PlannedTag, ...]]:
    """Puts the tags of a file into a copy of the vocabulary.

    Tags are known by their names; what the library has keeps its spelling, and tags of which the
    file says nothing stay as they are. A tag that cannot be kept is left out, and so is what
    needs it.

    Args:
        old: The vocabulary as it is.
        given: The tags of the file, in any order.
        new_ids: Gives ids for new tags.

    Returns:
        The vocabulary as it would be, and what becomes of each tag, in the order of the file.
    """
    bad = {one.place: one.problem for one in given if one.problem}
    while True:
        good = [one for one in given if one.place not in bad]
        tree, ids, worse = _attempt(old, good, new_ids)
        if not worse:
            break
        bad |= worse
    verdicts = tuple(
        PlannedTag(one.place, one.name, "bad", bad[one.place])
        if one.place in bad
        else _verdict(old, tree.get(ids[one.place]), one)
        for one in given
    )
    return Edit(tree, None), verdicts


def _attempt(
    old: TagTree, given: Sequence[GivenTag], new_ids: Callable[[], int]
) -> tuple[TagTree, dict[int, int], dict[int, str]]:
    """The vocabulary with all of some tags, the id of each, and what is wrong with which."""
    tree = old.copy()
    ids: dict[int, int] = {}
    wrong: dict[int, str] = {}
    seen: dict[str, int] = {}
    _give_up_aliases(tree, given)
    for one in given:
        try:
            first = seen.setdefault(fold_tag(one.name), one.place)
            if first != one.place:
                raise InvalidTag(f"与第 {first} 行是同一个标签。", "请只留一行。")
            ids[one.place] = _put(tree, one, new_ids)
        except SixueError as error:
            wrong[one.place] = str(error)
    if wrong:
        return tree, ids, wrong
    hung = [one for one in given if "parent" in one.fields]
    for one in hung:
        tree.put(replace(tree.get(ids[one.place]), parent=None))
    for one in hung:
        try:
            if one.parent is not None:
                tree.put(replace(tree.get(ids[one.place]), parent=_parent(tree, one.parent)))
        except SixueError as error:
            wrong[one.place] = str(error)
    return tree, ids, wrong


def _give_up_aliases(tree: TagTree, given: Sequence[GivenTag]) -> None:
    """Takes away the aliases that tags of the file have no more: others of it may have them."""
    for one in given:
        tag = tree.resolve(one.name)
        if tag is not None and fold_tag(tag.name) == fold_tag(one.name):
            wanted = {fold_tag(alias.form) for alias in one.fields.get("aliases", tag.aliases)}
            kept = tuple(alias for alias in tag.aliases if fold_tag(alias.form) in wanted)
            tree.put(replace(tag, aliases=kept))


def _put(tree: TagTree, one: GivenTag, new_ids: Callable[[], int]) -> int:
    tag = tree.resolve(one.name)
    if tag is None:
        tag = Tag(new_ids(), one.name)
    elif fold_tag(tag.name) != fold_tag(one.name):
        raise InvalidTag(
            f"“{one.name}”已是标签“{tag.name}”的别名或旧名。",
            "请从文件里去掉这一行，或者先在词表里改。",
        )
    fields = {name: value for name, value in one.fields.items() if name != "parent"}
    if "aliases" in fields:
        merged = {fold_tag(form) for its in tree.redirects(tag.id) for form in its.forms}
        fields["aliases"] = tuple(a for a in fields["aliases"] if fold_tag(a.form) not in merged)
    return tree.put(replace(tag, **fields)).id


def _parent(tree: TagTree, name: str) -> int:
    parent = tree.resolve(name)
    if parent is None:
        raise TagNotFound(name)
    return parent.id


def _verdict(old: TagTree, tag: Tag, one: GivenTag) -> PlannedTag:
    if tag.id not in old:
        return PlannedTag(one.place, one.name, "added")
    was = old.get(tag.id)
    changed = [
        name for field, name in FIELD_NAMES.items() if getattr(was, field) != getattr(tag, field)
    ]
    return PlannedTag(
        one.place, one.name, "changed" if changed else "unchanged", "、".join(changed)
    )
