"""The vocabulary in the archive: read whole, and written as the difference of two."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.database import Action, LibraryAction, Transaction
from corpus.errors import SixueError
from corpus.rows import chunks
from corpus.schema import article_tags, articles, tags
from corpus.tag_bearers import read_bearers, write_bearers
from corpus.tag_edits import Edit, Ids
from corpus.tag_tree import Tag, TagTree, tag_of
from corpus.tags import InvalidTag, fold_tag


class TagInUse(InvalidTag):
    """Articles bear the tag."""


def read_tree(connection: Connection) -> TagTree:
    """The vocabulary, with how many kept articles bear each tag."""
    counted = (
        sa.select(article_tags.c.tag_id, sa.func.count())
        .join(articles, articles.c.id == article_tags.c.article_id)
        .where(articles.c.status == "kept")
        .group_by(article_tags.c.tag_id)
    )
    uses = {tag_id: int(count) for tag_id, count in connection.execute(counted)}
    rows = connection.execute(sa.select(tags)).mappings()
    return TagTree(
        tag_of(row["id"], row, revision=row["revision"], uses=uses.get(row["id"], 0))
        for row in rows
    )


def read_uses_below(connection: Connection) -> dict[int, int]:
    """For each tag that has tags below it: kept articles that bear it or one of those."""
    parents = sa.select(tags.c.parent).where(tags.c.parent.is_not(None)).distinct()
    closure = (
        sa.select(tags.c.id.label("top"), tags.c.id.label("tag"))
        .where(tags.c.id.in_(parents))
        .cte("closure", recursive=True)
    )
    closure = closure.union_all(
        sa.select(closure.c.top, tags.c.id).join(tags, tags.c.parent == closure.c.tag)
    )
    query = (
        sa.select(closure.c.top, sa.func.count(article_tags.c.article_id.distinct()))
        .join(article_tags, article_tags.c.tag_id == closure.c.tag)
        .join(articles, articles.c.id == article_tags.c.article_id)
        .where(articles.c.status == "kept")
        .group_by(closure.c.top)
    )
    return {tag_id: int(count) for tag_id, count in connection.execute(query)}


def keep_edit(
    write: Transaction, old: TagTree, edit: Edit, action: LibraryAction | None = None
) -> int:
    """Writes what an edit changes: tags, what articles bear, and both histories.

    Args:
        write: The transaction; `old` was read in it.
        old: The vocabulary as it is.
        edit: As it shall be.
        action: What the history calls it; by default what happens to each tag.

    Returns:
        How many articles bear other tags, or the same under another name.
    """
    before = {tag.id: tag for tag in old.rows()}
    after = {tag.id: tag for tag in edit.tree.rows()}
    changed = [i for i, tag in after.items() if tag != before.get(i)]
    renamed = [i for i in changed if i in before and before[i].name != after[i].name]
    removed = [i for i in before if i not in after]
    bearers = read_bearers(write.connection, (*renamed, *edit.gone))
    wearing = {i: edit.wear(i, ids) for i, ids in bearers.items()}
    _free_names(write, [i for i in before if after.get(i) != before[i]])
    _write_tags(write, edit.tree, [i for i in changed if i not in before], before, action)
    _write_tags(write, edit.tree, [i for i in changed if i in before], before, action)
    names = {i: tag.name for i, tag in (before | after).items()}
    old_names = {i: tag.name for i, tag in before.items()}
    touched = 0
    for article_id, ids in bearers.items():
        its = [old_names[i] for i in ids]
        new = [names[i] for i in wearing[article_id]]
        if new != its:
            touched += 1
            kind: Action = "untag" if len(new) < len(its) else "tag"
            write.record(kind, article_id, before={"tags": its}, after={"tags": new})
        else:
            del wearing[article_id]
    write_bearers(write, wearing, {i: bearers[i] for i in wearing})
    _remove_tags(write, removed, before, action)
    return touched


def restore_tags(
    write: Transaction, wanted: Mapping[int, Mapping[str, Any] | None]
) -> dict[int, SixueError]:
    """Puts tags back as the history says they were; the names on articles change with them.

    Who undoes a batch puts tags back first, then what articles bore, and takes away last the tags
    that the batch had created (None): whatever an article bears is not taken away.

    Args:
        write: The transaction.
        wanted: For each tag its fields, also of one that was deleted; None to take it away.

    Returns:
        Why those that could not be put back stay as they are.
    """
    old = read_tree(write.connection)
    tree = old.copy()
    waiting = dict(wanted)
    borne = read_bearers(write.connection, [i for i, fields in wanted.items() if fields is None])
    in_use = {tag_id for ids in borne.values() for tag_id in ids}
    failed: dict[int, SixueError] = {}
    # One may need the place or the name of another that is put back with it.
    while waiting:
        failed = {}
        for tag_id, fields in waiting.items():
            try:
                _restore(tree, tag_id, fields, in_use)
            except SixueError as error:
                failed[tag_id] = error
        if len(failed) == len(waiting):
            break
        waiting = {tag_id: waiting[tag_id] for tag_id in failed}
    merged = tuple(i for i in wanted if i in tree and tree.get(i).merged_into is not None)

    def wear(article_id: int, ids: Ids) -> Ids:  # noqa: ARG001
        return tuple(dict.fromkeys(tree.preferred(i).id for i in ids))

    keep_edit(write, old, Edit(tree, None, merged, wear), "restore")
    return failed


def _restore(
    tree: TagTree, tag_id: int, fields: Mapping[str, Any] | None, in_use: Collection[int]
) -> None:
    if fields is not None:
        tree.put(tag_of(tag_id, fields))
    elif tag_id in in_use:
        name = tree.get(tag_id).name
        raise TagInUse(f"还有文章带着标签“{name}”，没有去掉它。", "请先从文章上取下它。")
    elif tag_id in tree:
        tree.remove(tag_id)


def _write_tags(
    write: Transaction,
    tree: TagTree,
    ids: Collection[int],
    before: Mapping[int, Tag],
    action: LibraryAction | None,
) -> None:
    """Writes new tags or changed ones, parents before those below them."""
    ordered = sorted(ids, key=lambda i: (tree.get(i).merged_into is not None, _depth(tree, i)))
    rows = []
    for tag_id in ordered:
        fields, was = tree.get(tag_id).fields, before.get(tag_id)
        old = was.fields if was else None
        kind = action or ("update" if was else "create")
        write.record_library("tag", kind, tag_id, before=old, after=fields)
        rows.append(
            fields | {"id": tag_id, "folded": fold_tag(fields["name"]), "revision": write.revision}
        )
    if not rows:
        return
    if rows[0]["id"] not in before:
        write.connection.execute(sa.insert(tags), rows)
        return
    bound = sa.update(tags).where(tags.c.id == sa.bindparam("its"))
    write.connection.execute(bound, [{**row, "its": row["id"]} for row in rows])


def _free_names(write: Transaction, ids: Collection[int]) -> None:
    """Names may change hands in one edit, and no two tags have the same at any moment."""
    if ids:
        bound = sa.update(tags).where(tags.c.id == sa.bindparam("its"))
        freed = [{"its": tag_id, "folded": f"\n{tag_id}"} for tag_id in ids]
        write.connection.execute(bound, freed)


def _depth(tree: TagTree, tag_id: int) -> int:
    tag = tree.get(tag_id)
    return len(tree.path(tag_id)) if tag.merged_into is None else -len(tree.redirects(tag_id))


def _remove_tags(
    write: Transaction,
    ids: Collection[int],
    before: Mapping[int, Tag],
    action: LibraryAction | None,
) -> None:
    """Takes rows away that nothing refers to any more but rows taken away with them."""
    rows = [before[tag_id] for tag_id in ids]
    for tag in rows:
        write.record_library("tag", action or "delete", tag.id, before=tag.fields)
    for some in chunks([tag.id for tag in rows]):
        write.connection.execute(
            sa.update(tags).where(tags.c.id.in_(some)).values(parent=None, merged_into=None)
        )
    for some in chunks([tag.id for tag in rows]):
        write.connection.execute(sa.delete(tags).where(tags.c.id.in_(some)))
