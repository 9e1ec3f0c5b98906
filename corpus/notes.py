"""Notes and highlights: what readers write down about articles, each their own.

Who may see and change what is decided here and nowhere else: a note belongs to the actor who wrote
it (`Actor.reader`), and no caller can name another. Notes are written beside the archive
(`Database.write_beside`): they leave its revision alone, so nothing that was derived from the
articles is thrown away, and what is private stands in no history.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from corpus.anchors import Anchor, InvalidAnchor, anchor_of, find_anchor
from corpus.database import Database
from corpus.errors import ArticleNotFound, SixueError
from corpus.rows import read_contents, storable
from corpus.schema import articles, readers
from corpus.schema import notes as table

Colour = Literal["yellow", "green", "blue", "red"]

LONGEST_TEXT = 4000
LONGEST_NAME = 30
LONGEST_READER = 64
MOST_NOTES = 5000
"""So many notes one reader may keep."""
NAMELESS = "匿名读者"


class NoteNotFound(SixueError):
    """No note with this id, none that this reader may know of, or it was removed."""

    def __init__(self) -> None:
        super().__init__("没有这条笔记。", "它可能已被删除，请刷新页面再看。")


class NoteNotYours(SixueError):
    """Another reader has written and shared it."""

    def __init__(self) -> None:
        super().__init__("这是别人分享的笔记，不能改动。", "您可以在同一处另写一条自己的笔记。")


class NoteChanged(SixueError):
    """Its owner has changed it elsewhere in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            "这条笔记刚在另一个窗口里改过，这次修改没有保存。", "请看过现在的内容，再改一次。"
        )


class InvalidNote(SixueError):
    """It cannot be kept like this."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note, or a highlight if its text is empty.

    Attributes:
        id: Never given to another note.
        article_id: The article it is on.
        reader: Whose it is.
        reader_name: What its owner is called, for others to see.
        anchor: Where it stood in the text when it was made; None for the whole article.
        text: What the reader has written.
        colour: Of the highlight.
        shared: True if everybody sees it.
        created_at: When it was made, UTC.
        changed_at: When what it says was last changed, UTC.
        version: Rises with every change.
    """

    id: int
    article_id: int
    reader: str
    reader_name: str
    anchor: Anchor | None
    text: str
    colour: Colour
    shared: bool
    created_at: datetime
    changed_at: datetime
    version: int


class Notes:
    """The notes of one archive; safe to share between threads.

    The reader is the actor. Notes on articles in the trash are kept, but none of the lists shows
    them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reader = database.actor.reader

    def of_article(self, article_id: int) -> list[Note]:
        """The reader's own notes on an article and those that others share, in its order.

        Notes on the whole article come first, those whose words are gone from the text last.
        """
        visible = sa.or_(_of(self._reader), table.c.shared)
        with self._database.read() as connection:
            content = read_contents(connection, [article_id]).get(article_id)
            if content is None:
                return []
            found = _read(connection, table.c.article_id == article_id, visible)
        paragraphs = [p.text for p in content.paragraphs]
        return sorted(found, key=lambda note: (_place(note, paragraphs), note.id))

    def own(self) -> list[Note]:
        """All notes of the reader, the newest first."""
        with self._database.read() as connection:
            return _read(connection, _of(self._reader))

    def shared(self) -> list[Note]:
        """All notes that are shared, the newest first."""
        with self._database.read() as connection:
            return _read(connection, table.c.shared)

    def add(
        self,
        article_id: int,
        anchor: Anchor | None,
        text: str = "",
        colour: Colour = "yellow",
        shared: bool = False,
    ) -> Note:
        """Keeps a new note; one with the same words at the same place is not made twice.

        Args:
            article_id: On which article.
            anchor: Where, found again in the text as it is now; None for the whole article.
            text: What it says; empty for a mere highlight.
            colour: Of the highlight.
            shared: True if everybody shall see it.

        Returns:
            The new note, or as it is the one that was there already.

        Raises:
            ArticleNotFound: No kept article has this id.
            InvalidAnchor: Its words do not stand in the article.
            InvalidNote: It says nothing, or too much, or the reader has too many.
        """
        clean, dye = _text(text), _colour(colour)
        with self._database.write_beside("reader") as connection:
            content = read_contents(connection, [article_id]).get(article_id)
            if content is None:
                raise ArticleNotFound(article_id)
            place = anchor and _standing(anchor, [p.text for p in content.paragraphs])
            _refuse_blank(place is not None, clean)
            for note in _read(connection, table.c.article_id == article_id, _of(self._reader)):
                if (note.anchor, note.text) == (place, clean):
                    return note
            _refuse_too_many(connection, self._reader)
            row = {"article_id": article_id, "text": clean, "colour": dye, "shared": shared}
            return _insert(connection, self._reader, place, row)

    def change(
        self,
        note_id: int,
        *,
        text: str | None = None,
        colour: Colour | None = None,
        shared: bool | None = None,
        expected_version: int | None = None,
    ) -> Note:
        """Changes what is given of a note; nothing is written if it is so already.

        Raises:
            NoteNotFound: This reader sees no such note.
            NoteNotYours: It is another reader's.
            NoteChanged: It is of another version than expected.
            InvalidNote: It would say nothing, or too much.
        """
        given: dict[str, Any] = {
            "text": None if text is None else _text(text),
            "colour": None if colour is None else _colour(colour),
            "shared": shared,
        }
        with self._database.write_beside("reader") as connection:
            row = _owned(connection, note_id, self._reader)
            if row.removed_at:
                raise NoteNotFound
            if expected_version is not None and row.version != expected_version:
                raise NoteChanged
            old = row._mapping
            new = {k: v for k, v in given.items() if v is not None and v != old[k]}
            _refuse_blank(row.anchor is not None, new.get("text", row.text))
            if new:
                _update(connection, row, {**new, "changed_at": datetime.now(UTC)})
            return _get(connection, note_id)

    def remove(self, note_id: int) -> Note:
        """Removes a note, unless that has happened already; `restore` brings it back.

        Raises:
            NoteNotFound: This reader sees no such note.
            NoteNotYours: It is another reader's.
        """
        with self._database.write_beside("reader") as connection:
            row = _owned(connection, note_id, self._reader)
            if not row.removed_at:
                _update(connection, row, {"removed_at": datetime.now(UTC)})
            return _get(connection, note_id)

    def restore(self, note_id: int) -> Note:
        """Brings a removed note back as it was; one that is there stays.

        Raises:
            NoteNotFound: This reader never had such a note.
            NoteNotYours: It is another reader's.
        """
        with self._database.write_beside("reader") as connection:
            row = _owned(connection, note_id, self._reader)
            if row.removed_at:
                _update(connection, row, {"removed_at": None})
            return _get(connection, note_id)

    def name_reader(self, name: str) -> None:
        """Says what the reader is to be called, on notes of before too; nothing if blank.

        Raises:
            InvalidNote: The name is too long.
        """
        clean = " ".join(storable(name).split())
        if len(clean) > LONGEST_NAME:
            raise InvalidNote(f"名字太长：{len(clean)} 个字。", f"请写在 {LONGEST_NAME} 个字以内。")
        with self._database.write_beside("reader") as connection:
            _know(connection, self._reader, datetime.now(UTC))
            where = readers.c.id == self._reader
            connection.execute(sa.update(readers).where(where).values(name=clean or None))

    def reader_name(self) -> str | None:
        """What the reader is called; None without a name."""
        query = sa.select(readers.c.name).where(readers.c.id == self._reader)
        with self._database.read() as connection:
            return connection.execute(query).scalar()


_NAMED = sa.select(table, readers.c.name).join(readers)


def _read(connection: Connection, *where: sa.ColumnElement[bool]) -> list[Note]:
    """Notes that were not removed, on articles that are kept, the newest first."""
    query = (
        _NAMED.join(articles)
        .where(table.c.removed_at.is_(None), articles.c.status == "kept", *where)
        .order_by(table.c.id.desc())
    )
    return [_note(row) for row in connection.execute(query)]


def _of(reader: str) -> sa.ColumnElement[bool]:
    return table.c.reader == reader


def _insert(
    connection: Connection, reader: str, place: Anchor | None, fields: Mapping[str, Any]
) -> Note:
    now = datetime.now(UTC)
    _know(connection, reader, now)
    row = {
        **fields,
        "reader": reader,
        "anchor": dataclasses.asdict(place) if place else None,
        "version": 1,
        "created_at": now,
        "changed_at": now,
    }
    new = sa.insert(table).values(row).returning(table.c.id)
    return _get(connection, connection.execute(new).scalar_one())


def _get(connection: Connection, note_id: int) -> Note:
    return _note(connection.execute(_NAMED.where(table.c.id == note_id)).one())


def _note(row: Row[Any]) -> Note:
    return Note(
        id=row.id,
        article_id=row.article_id,
        reader=row.reader,
        reader_name=row.name or NAMELESS,
        anchor=None if row.anchor is None else Anchor(**row.anchor),
        text=row.text,
        colour=row.colour,
        shared=row.shared,
        created_at=row.created_at,
        changed_at=row.changed_at,
        version=row.version,
    )


def _owned(connection: Connection, note_id: int, reader: str) -> Row[Any]:
    """The row of a note of the reader's own, removed or not."""
    row = None
    if 0 < note_id < 2**63:
        row = connection.execute(sa.select(table).where(table.c.id == note_id)).one_or_none()
    if row is None:
        raise NoteNotFound
    if row.reader != reader:
        raise NoteNotYours if row.shared and not row.removed_at else NoteNotFound
    return row


def _update(connection: Connection, row: Row[Any], values: Mapping[str, Any]) -> None:
    changed = {**values, "version": row.version + 1}
    connection.execute(sa.update(table).where(table.c.id == row.id).values(changed))


def _know(connection: Connection, reader: str, now: datetime) -> None:
    """Makes sure that a reader is on record."""
    if not reader or len(reader) > LONGEST_READER or storable(reader) != reader:
        raise InvalidNote("不知道这是谁的笔记。", "请刷新页面后再试。")
    known = sa.select(readers.c.id).where(readers.c.id == reader)
    if connection.execute(known).one_or_none() is None:
        connection.execute(sa.insert(readers).values(id=reader, created_at=now))


def _standing(anchor: Anchor, paragraphs: Sequence[str]) -> Anchor:
    """The anchor as the text is now."""
    place = find_anchor(anchor, paragraphs)
    if place is None:
        raise InvalidAnchor("选中的文字已不在文章里，笔记没有保存。", "请刷新页面后重新选择。")
    return anchor_of(paragraphs, *place)


def _place(note: Note, paragraphs: Sequence[str]) -> tuple[int, int, int]:
    if note.anchor is None:
        return -1, 0, 0
    return find_anchor(note.anchor, paragraphs) or (len(paragraphs), 0, 0)


def _text(text: str) -> str:
    clean = storable(text).strip()
    if len(clean) > LONGEST_TEXT:
        raise InvalidNote(f"笔记太长：{len(clean):,} 个字。", f"请写在 {LONGEST_TEXT:,} 字以内。")
    return clean


def _colour(colour: Colour) -> Colour:
    if colour not in get_args(Colour):
        raise InvalidNote("没有这种颜色。", "请选黄、绿、蓝、红中的一种。")
    return colour


def _refuse_too_many(connection: Connection, reader: str) -> None:
    query = sa.select(sa.func.count()).where(_of(reader), table.c.removed_at.is_(None))
    if connection.execute(query).scalar_one() >= MOST_NOTES:
        raise InvalidNote(f"您已有 {MOST_NOTES:,} 条笔记。", "请先删除不再需要的。")


def _refuse_blank(anchored: bool, text: str) -> None:
    if not anchored and not text:
        raise InvalidNote("笔记还是空的。", "请写些什么，或者在文章里选中一段文字。")
