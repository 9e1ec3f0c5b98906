"""The library's controlled vocabulary (词表): looked at, changed, and tried out beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypedDict, Unpack

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus import tag_edits
from corpus.database import Database, Transaction
from corpus.schema import library_history
from corpus.tag_edits import Edit
from corpus.tag_import import GivenTag, PlannedTag, plan
from corpus.tag_previews import EditPreview, preview
from corpus.tag_rows import keep_edit, read_tree, read_uses_below
from corpus.tag_tree import Alias, Tag, TagTree
from corpus.tags import InvalidTag

FIELD_NAMES = {
    "name": "名称",
    "parent": "上级",
    "colour": "颜色",
    "description": "说明",
    "aliases": "别名",
    "merged_into": "并入了哪个标签",
}


class TagChanged(InvalidTag):
    """Somebody else has changed the same fields of the tag in the meantime."""


class TagFields(TypedDict, total=False):
    """The fields of a tag that may be changed."""

    name: str
    colour: str | None
    description: str
    aliases: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class EditDone:
    """What an edit of the vocabulary has changed.

    Attributes:
        batch: What the history knows it by; empty if all was so already.
        tag: The tag that was made or changed, or that others went into; None if it was deleted.
        articles: Articles whose tags changed, or are called otherwise.
    """

    batch: str
    tag: Tag | None
    articles: int


class TagVocabulary:
    """The vocabulary of one archive.

    Every change is one transaction; `preview_…` tells beforehand what it would do, and raises what
    it would raise.

    Args:
        database: Where it is kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def tree(self) -> TagTree:
        """All tags as they are."""
        with self._database.read() as connection:
            return read_tree(connection)

    def uses_below(self) -> dict[int, int]:
        """For each tag that has tags below it: kept articles that bear it or one of those."""
        with self._database.read() as connection:
            return read_uses_below(connection)

    def create(
        self,
        name: str,
        *,
        parent: int | None = None,
        colour: str | None = None,
        description: str = "",
        aliases: tuple[Alias, ...] = (),
    ) -> EditDone:
        """Puts a new tag into the vocabulary.

        Raises:
            InvalidTag: It cannot be kept like this; its subclasses say more.
            TagNotFound: There is no such parent.
        """

        def edit(tree: TagTree, write: Transaction) -> Edit:
            tag = Tag(write.new_ids("tag")[0], name, parent, colour, description, aliases)
            return tag_edits.create(tree, tag)

        return self._edit(edit)

    def change(
        self, tag_id: int, *, expected_revision: int | None = None, **fields: Unpack[TagFields]
    ) -> EditDone:
        """Changes fields of a tag; a new name is at once the one on all its articles.

        Args:
            tag_id: Which tag.
            expected_revision: The revision the caller has seen; None if any is right. Changes that
                others have made since are kept where they are of other fields.
            **fields: New values.

        Raises:
            TagNotFound: There is no such tag.
            TagChanged: Somebody has changed the same fields since.
            InvalidTag: It cannot be kept like this.
        """

        def edit(tree: TagTree, write: Transaction) -> Edit:
            tag = tree.bearable(tag_id)
            if expected_revision is not None and tag.revision != expected_revision:
                _refuse_conflict(write.connection, tag, expected_revision, fields)
            return tag_edits.change(tree, tag_id, fields)

        return self._edit(edit)

    def preview_change(self, tag_id: int, **fields: Unpack[TagFields]) -> EditPreview:
        """What `change` would do."""
        return self._preview(lambda tree: tag_edits.change(tree, tag_id, fields))

    def move(self, tag_ids: Iterable[int], parent: int | None) -> EditDone:
        """Hangs tags below another one, or at the top (None).

        Raises:
            TagCycle: One would lie below itself.
            InvalidTag: The hierarchy would become too deep.
            TagNotFound: There is no such tag.
        """
        ids = tuple(tag_ids)
        return self._edit(lambda tree, write: tag_edits.move(tree, ids, parent))  # noqa: ARG005

    def preview_move(self, tag_ids: Iterable[int], parent: int | None) -> EditPreview:
        """What `move` would do."""
        ids = tuple(tag_ids)
        return self._preview(lambda tree: tag_edits.move(tree, ids, parent))

    def merge(self, source: int, target: int) -> EditDone:
        """Puts one tag in the place of another, on all articles and for all names of that one.

        Raises:
            TagNotFound: There is no such tag.
            TagCycle: They are the same.
            InvalidTag: What lies below the source would lie too deep.
        """
        return self._edit(lambda tree, write: tag_edits.merge(tree, source, target))  # noqa: ARG005

    def preview_merge(self, source: int, target: int) -> EditPreview:
        """What `merge` would do."""
        return self._preview(lambda tree: tag_edits.merge(tree, source, target))

    def split(
        self, tag_id: int, parts: Mapping[int, Sequence[str]], *, below: bool = False
    ) -> EditDone:
        """Puts several tags in the place of one.

        Args:
            tag_id: The tag to be split.
            parts: For each article the names of the tags it bears instead (see
                `corpus.tag_splitting`); the others keep the tag.
            below: True to hang new tags below the split one; else they lie beside it.

        Raises:
            TagNotFound: There is no such tag.
            InvalidTag: A name cannot be a tag, or nothing would change.
        """
        return self._edit(
            lambda tree, write: tag_edits.split(
                tree, tag_id, parts, lambda: write.new_ids("tag")[0], below=below
            )
        )

    def preview_split(
        self, tag_id: int, parts: Mapping[int, Sequence[str]], *, below: bool = False
    ) -> EditPreview:
        """What `split` would do."""
        numbers = count(2**62)
        return self._preview(
            lambda tree: tag_edits.split(tree, tag_id, parts, lambda: next(numbers), below=below)
        )

    def delete(self, tag_id: int) -> EditDone:
        """Takes a tag out of the vocabulary and off all articles; tags below it move up.

        Raises:
            TagNotFound: There is no such tag.
        """
        return self._edit(lambda tree, write: tag_edits.delete(tree, tag_id))  # noqa: ARG005

    def preview_delete(self, tag_id: int) -> EditPreview:
        """What `delete` would do."""
        return self._preview(lambda tree: tag_edits.delete(tree, tag_id))

    def preview_import(self, given: Sequence[GivenTag]) -> tuple[PlannedTag, ...]:
        """What `import_tags` would make of each tag of a file."""
        numbers = count(2**62)
        return plan(self.tree(), given, lambda: next(numbers))[1]

    def import_tags(self, given: Sequence[GivenTag]) -> EditDone:
        """Puts the tags of a file in (see `corpus.tag_import`); those that are bad are left out."""
        return self._edit(lambda tree, write: plan(tree, given, lambda: write.new_ids("tag")[0])[0])

    def _edit(self, make: Callable[[TagTree, Transaction], Edit]) -> EditDone:
        with self._database.write("editor") as write:
            old = read_tree(write.connection)
            edit = make(old, write)
            articles = keep_edit(write, old, edit)
            changed = articles or list(old.rows()) != list(edit.tree.rows())
        return EditDone(write.batch if changed else "", edit.tag, articles)

    def _preview(self, make: Callable[[TagTree], Edit]) -> EditPreview:
        with self._database.read() as connection:
            old = read_tree(connection)
            return preview(connection, old, make(old))


def _refuse_conflict(connection: Connection, tag: Tag, revision: int, fields: TagFields) -> None:
    """Raises TagChanged if what somebody wants to change was changed since a revision."""
    query = (
        sa.select(library_history.c.actor, library_history.c.before, library_history.c.after)
        .where(
            library_history.c.kind == "tag",
            library_history.c.item_id == tag.id,
            library_history.c.revision > revision,
        )
        .order_by(library_history.c.id)
    )
    by: dict[str, str] = {}
    for actor, before, after in connection.execute(query):
        before, after = before or {}, after or {}
        by.update((n, actor) for n in FIELD_NAMES if before.get(n) != after.get(n))
    both = [name for name in FIELD_NAMES if name in by and name in fields]
    if both:
        who = "、".join(dict.fromkeys(by[name] for name in both))
        what = "、".join(FIELD_NAMES[name] for name in both)
        raise TagChanged(
            f"标签“{tag.name}”的{what}刚刚被{who}改过，您的修改没有保存。",
            "请看过现在的内容，再改一次。",
        )
