"""What may be done to a vocabulary as a whole: on a copy of it, so that it can be looked at first.

Each edit says what becomes of the tags that articles bear, as a function from the ids of an
article's tags to those it has afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.tag_tree import Tag, TagCycle, TagTree
from corpus.tags import InvalidTag, clean_tag, fold_tag

Ids = tuple[int, ...]
Wear = Callable[[int, Ids], Ids]
"""Makes of an article's id and the ids of its tags those it bears afterwards."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A vocabulary as it would be.

    Attributes:
        tree: The tags.
        tag: The one that was made, changed, or that others went into; None if it was deleted.
        gone: Ids of the tags whose bearers bear something else afterwards.
        wear: What they bear.
    """

    tree: TagTree
    tag: Tag | None
    gone: Ids = ()
    wear: Wear = lambda article_id, ids: ids  # noqa: ARG005 -- changes nothing


def create(old: TagTree, tag: Tag) -> Edit:
    """Puts a new tag in."""
    tree = old.copy()
    return Edit(tree, tree.put(tag))


def change(old: TagTree, tag_id: int, fields: Mapping[str, Any]) -> Edit:
    """Gives a tag other fields.

    A name that was merged into this tag may become its name or alias again.
    """
    tree = old.copy()
    tag = replace(tree.bearable(tag_id), **fields)
    wanted = {fold_tag(form) for form in tag.forms}
    for merged in tree.redirects(tag_id):
        if wanted & {fold_tag(form) for form in merged.forms}:
            for deeper in tree.redirects(merged.id):
                tree.put(replace(deeper, merged_into=tag_id))
            tree.remove(merged.id)
            rest = tuple(alias for alias in merged.aliases if fold_tag(alias.form) not in wanted)
            tag = replace(tag, aliases=(*tag.aliases, *rest))
    return Edit(tree, tree.put(tag))


def move(old: TagTree, tag_ids: Iterable[int], parent: int | None) -> Edit:
    """Hangs tags below another one, or at the top."""
    tree = old.copy()
    moved = None
    for tag_id in tag_ids:
        moved = tree.put(replace(tree.bearable(tag_id), parent=parent))
    return Edit(tree, moved)


def merge(old: TagTree, source: int, target: int) -> Edit:
    """Puts one tag in the place of another; all names of that one lead to it from now on."""
    tree = old.copy()
    given, goal = tree.bearable(source), tree.bearable(target)
    if source == target:
        raise TagCycle("标签不能并入自己。", "请选另一个标签。")
    if any(tag.id == target for tag in tree.below(source)):
        goal = tree.put(replace(goal, parent=given.parent))
    for child in tree.children(source):
        tree.put(replace(child, parent=target))
    tree.put(replace(given, parent=None, merged_into=target))

    def wear(article_id: int, ids: Ids) -> Ids:  # noqa: ARG001
        return tuple(dict.fromkeys(target if i == source else i for i in ids))

    return Edit(tree, goal, (source,), wear)


def split(
    old: TagTree,
    tag_id: int,
    parts: Mapping[int, Sequence[str]],
    new_ids: Callable[[], int],
    *,
    below: bool = False,
) -> Edit:
    """Puts several tags in the place of one, article by article.

    Args:
        old: The vocabulary.
        tag_id: The tag to be split.
        parts: For each article the names of the tags it bears instead; articles that are not in
            it, or for which there is none, keep the tag. Names that lead nowhere become new tags.
        new_ids: Gives ids for new tags.
        below: True to hang new tags below the split one; else they lie beside it.
    """
    tree = old.copy()
    tag = tree.bearable(tag_id)
    parent = tag_id if below else tag.parent
    known: dict[str, int] = {}
    for name in dict.fromkeys(name for names in parts.values() for name in names):
        there = tree.resolve(clean_tag(name))
        if there is None:
            there = tree.put(Tag(new_ids(), name, parent, tag.colour))
        known[name] = there.id
    if not known:
        raise InvalidTag("没有文章要分给新的标签。", "请为每个新标签写上检索词，看过篇数再拆分。")

    def wear(article_id: int, ids: Ids) -> Ids:
        instead = [known[name] for name in parts.get(article_id, ())] or [tag_id]
        return tuple(dict.fromkeys(new for i in ids for new in (instead if i == tag_id else [i])))

    return Edit(tree, tag, (tag_id,), wear)


def delete(old: TagTree, tag_id: int) -> Edit:
    """Takes a tag out, with all names that lead to it; tags below it move up."""
    tree = old.copy()
    tag = tree.bearable(tag_id)
    for child in tree.children(tag_id):
        tree.put(replace(child, parent=tag.parent))
    for merged in reversed(tree.redirects(tag_id)):
        tree.remove(merged.id)
    tree.remove(tag_id)

    def wear(article_id: int, ids: Ids) -> Ids:  # noqa: ARG001
        return tuple(i for i in ids if i != tag_id)

    return Edit(tree, None, (tag_id,), wear)
