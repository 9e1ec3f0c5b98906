"""Takes changes back, weeks later too, but for what was changed again since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.article_states import read_states, write_states
from corpus.article_undo import without
from corpus.changes import Change, LibraryChange, item_name
from corpus.database import LibraryKind, Transaction
from corpus.dictionary_words import Words
from corpus.errors import SixueError
from corpus.kept_items import ChangedSince, KeptItems, take_back
from corpus.rows import chunks
from corpus.saved_searches import SavedRows
from corpus.schema import history, library_history
from corpus.submission_rows import SubmissionRows
from corpus.tag_undo import TagUndo, leaving, names_of
from corpus.variant_groups import Groups

if TYPE_CHECKING:
    from corpus.archive import Archive

What = str | Change | LibraryChange
"""A batch, or one change."""

ARTICLES = 1000
"""So many articles are held at a time."""
_CHANGED = "之后又被改过。"


class NothingToUndo(SixueError):
    """There is no such change."""

    def __init__(self) -> None:
        super().__init__("没有这一次修改。", "请刷新页面再看。")


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was left as it is.

    Attributes:
        name: The title of the article, or the name of the item.
        kind: article, or the kind of the item.
        item_id: Of the article or item.
        field: Which field of an article; None for an item, which is left as a whole.
        reason: Why, one Chinese sentence.
        by: Who has changed it since; None if nobody has, or nobody is known to have.
        at: When, UTC.
    """

    name: str
    kind: LibraryKind | str
    item_id: int
    field: str | None
    reason: str
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of changes that were taken back.

    Attributes:
        batch: By which this can be taken back itself; None if nothing was done.
        articles: How many articles are as they were before, in part or in whole.
        items: How many items are.
        same: How many articles and items were so already.
        skipped: What was left alone.
    """

    batch: str | None
    articles: int
    items: int
    same: int
    skipped: tuple[Skipped, ...]

    @property
    def done(self) -> int:
        """How many articles and items are as they were before."""
        return self.articles + self.items


class Undoing:
    """Takes changes of one archive back.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._kinds: Mapping[LibraryKind, Callable[[Connection], KeptItems]] = {
            "variants": Groups,
            "saved_search": SavedRows,
            "dictionary_word": Words,
            "theme_set": lambda connection: archive.theme_sets.kept(connection),
            "theme_card": archive.theme_cards.kept,
            "reading_list": archive.reading_lists.kept,
            "submission": SubmissionRows,
            "member": archive.members.kept,
        }

    def undo(self, what: What) -> Undone:
        """Takes back a batch or one change, all in one transaction with a batch of its own.

        Fields of articles, each of their tags, and items as a whole are as they were before,
        unless they were changed again since: those are left alone and named.

        Args:
            what: A batch, or a change out of the history.

        Raises:
            NotAllowed: The actor is no editor; or no admin, for roles.
            NothingToUndo: There is none of it in the history.
        """
        return self._do(what, keep=True)

    def preview(self, what: What) -> Undone:
        """What `undo` would do now; nothing is changed. Errors as for `undo`."""
        return self._do(what, keep=False)

    def _do(self, what: What, *, keep: bool) -> Undone:
        with self._archive.database.write("editor") as write:
            items = _items(write.connection, what)
            if any(item.kind == "member" for item in items):
                self._archive.actor.must_be("admin")
            tags = TagUndo(write, [item for item in items if item.kind == "tag"])
            # Names first: a tag that gets its name back gives it back to its articles, too.
            undone, left_tags = tags.restore()
            skipped: list[Skipped] = []
            touched: set[tuple[str, int]] = {(item.kind, item.item_id) for item in items}
            names = names_of(change for change, _ in left_tags)
            written = 0
            for changes in _articles(write.connection, what):
                touched |= {("article", change.article_id) for change in changes}
                count, left = _undo_articles(write, [leaving(c, names) for c in changes])
                written, skipped = written + count, [*skipped, *left]
            # Behind articles: a submission is known by those of its own that stay.
            done, left = self._undo_items(write, [i for i in items if i.kind != "tag"])
            removed, more = tags.take_away()
            undone, skipped = undone + done + removed, [*left, *skipped]
            skipped += [_skipped_item(write, *one) for one in (*left_tags, *more)]
            if not touched:
                raise NothingToUndo
            if not keep:
                write.abandon()
            left_alone = {(one.kind, one.item_id) for one in skipped}
            same = len(touched) - undone - written - len(left_alone) - tags.in_use
            batch = write.batch if keep and undone + written else None
            return Undone(batch, written, undone, max(same, 0), tuple(skipped))

    def _undo_items(
        self, write: Transaction, items: Sequence[LibraryChange]
    ) -> tuple[int, list[Skipped]]:
        kept: dict[LibraryKind, KeptItems] = {}
        done: set[tuple[str, int]] = set()
        skipped = []
        for item in items:
            if item.kind not in self._kinds:
                skipped.append(_skipped_item(write, item, "这一类修改不能在这里撤销。"))
                continue
            if item.kind not in kept:
                kept[item.kind] = self._kinds[item.kind](write.connection)
            try:
                if take_back(write, kept[item.kind], item):
                    done.add((item.kind, item.item_id))
            except ChangedSince:
                skipped.append(_skipped_item(write, item, _CHANGED))
            except SixueError as error:
                skipped.append(_skipped_item(write, item, error.problem))
        return len(done), skipped


def _items(connection: Connection, what: What) -> list[LibraryChange]:
    """The changes of items, the newest first."""
    if isinstance(what, Change):
        return []
    where = _chosen(library_history, what)
    query = sa.select(library_history).where(where).order_by(library_history.c.id.desc())
    return [LibraryChange(**row) for row in connection.execute(query).mappings()]


def _chosen(table: sa.Table, what: What) -> sa.ColumnElement[bool]:
    return table.c.batch == what if isinstance(what, str) else table.c.id == what.id


def _articles(connection: Connection, what: What) -> Iterator[list[Change]]:
    """The changes of articles, those of some articles together, the oldest first."""
    if isinstance(what, LibraryChange):
        return
    where = _chosen(history, what)
    ids = sa.select(history.c.article_id).where(where).distinct().order_by(history.c.article_id)
    for some in chunks(connection.execute(ids).scalars().all(), ARTICLES):
        between = history.c.article_id.between(some[0], some[-1])
        query = sa.select(history).where(where, between).order_by(history.c.id)
        yield [Change(**row) for row in connection.execute(query).mappings()]


def _undo_articles(write: Transaction, changes: Iterable[Change]) -> tuple[int, list[Skipped]]:
    by_article: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_article[change.article_id].append(change)
    old = read_states(write.connection, by_article)
    new, missed = {}, []
    for article_id, its_changes in by_article.items():
        new[article_id], fields = without(old[article_id], its_changes)
        missed += [(article_id, field) for field in fields]
    done = len(write_states(write, old, new))
    later = _later(write.connection, {article_id for article_id, _ in missed})
    skipped = [
        Skipped(
            old[article_id]["title"],
            "article",
            article_id,
            field,
            _CHANGED,
            *later.get((article_id, field), (None, None)),
        )
        for article_id, field in missed
    ]
    return done, skipped


def _later(
    connection: Connection, ids: Collection[int]
) -> dict[tuple[int, str], tuple[str, datetime]]:
    """Who changed the fields of articles last, and when."""
    found: dict[tuple[int, str], tuple[str, datetime]] = {}
    for some in chunks(sorted(ids)):
        query = (
            sa.select(history.c.article_id, history.c.actor, history.c.at, history.c.before)
            .where(history.c.article_id.in_(some), history.c.before.is_not(None))
            .order_by(history.c.id)
        )
        for article_id, actor, at, before in connection.execute(query):
            found.update(((article_id, field), (actor, at)) for field in before)
    return found


def _skipped_item(write: Transaction, item: LibraryChange, reason: str) -> Skipped:
    query = (
        sa.select(library_history.c.actor, library_history.c.at)
        .where(
            library_history.c.kind == item.kind,
            library_history.c.item_id == item.item_id,
            library_history.c.id > item.id,
        )
        .order_by(library_history.c.id.desc())
        .limit(1)
    )
    later = write.connection.execute(query).first() if reason == _CHANGED else None
    by, at = later or (None, None)
    name = item_name(item)
    return Skipped(name, item.kind, item.item_id, None, reason, by, at)
