"""Reading lists (书单): articles to be read in an order, with a remark on each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from corpus.database import Database
from corpus.errors import ArticleNotFound
from corpus.named_items import Fields, InvalidItem, ItemNotFound, NamedItems
from corpus.rows import read_by_ids, storable
from corpus.schema import reading_lists as table

MOST_LISTS = 500
MOST_ARTICLES = 200
LONGEST_NOTE = 2000
LONGEST_REMARK = 500


@dataclass(frozen=True, slots=True)
class ReadingList:
    """Articles to be read in an order.

    Attributes:
        id: Never given to another list.
        name: What it is called; no two lists fold to the same name.
        articles: Ids, in the order in which to read; some may lie in the trash by now.
        notes: Short remarks, by id of the article.
        note: What its makers say about it.
        revision: The archive's revision that last changed it.
        actor: Who did.
        changed_at: When, UTC.
    """

    id: int
    name: str
    articles: tuple[int, ...]
    notes: dict[int, str]
    note: str
    revision: int
    actor: str
    changed_at: datetime


class ReadingLists:
    """The reading lists of one archive; safe to share between threads.

    Args:
        database: Where they are kept.

    Attributes:
        kept: They inside one transaction, for whoever takes changes back.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        fields = ("name", "articles", "notes", "note")
        self._items = NamedItems(
            database, table, "reading_list", fields, _made, "书单", MOST_LISTS, "reader"
        )
        self.kept = self._items.inside

    def all(self) -> list[ReadingList]:
        """Every list, in the order they were made."""
        return self._items.all()

    def get(self, list_id: int) -> ReadingList:
        """One list.

        Raises:
            ItemNotFound: None has this id.
        """
        return self._items.get(list_id)

    def create(
        self,
        name: str,
        articles: Iterable[int] = (),
        note: str = "",
    ) -> ReadingList:
        """Makes a list.

        Args:
            name: 1 to 60 characters.
            articles: Kept ones, in the order in which to read.
            note: Anything.

        Raises:
            ArticleNotFound: One of the articles is not kept.
            InvalidItem: It cannot be kept like this, or the name is taken.
        """
        ids = _ids(articles)
        self._refuse_unknown(ids)
        fields = {"name": name, "articles": ids, "notes": {}, "note": _note(note)}
        return self._items.create(fields)

    def change(
        self,
        list_id: int,
        *,
        name: str | None = None,
        note: str | None = None,
        articles: Iterable[int] | None = None,
        expected_revision: int | None = None,
    ) -> ReadingList:
        """Changes what is given of a list; remarks on articles that it loses go with them.

        Raises:
            ItemNotFound: None has this id.
            ItemChanged: It is of another revision than expected.
            ArticleNotFound: An article that is new to it is not kept.
            InvalidItem: As for `create`.
        """
        new: dict[str, Any] = {}
        if name is not None:
            new["name"] = name
        if note is not None:
            new["note"] = _note(note)
        if articles is not None:
            new["articles"] = _ids(articles)
            there = set(self.get(list_id).articles)
            self._refuse_unknown([i for i in new["articles"] if i not in there])
        return self._edit(list_id, lambda old: {**old, **new}, expected_revision)

    def add(self, list_id: int, article_id: int, remark: str = "") -> ReadingList:
        """Puts an article at the end of a list; one that stands in it stays where it is.

        Raises:
            ItemNotFound: No list has this id.
            ArticleNotFound: The article is not kept.
            InvalidItem: The list is full, or the remark too long.
        """
        self._refuse_unknown([article_id])
        clean = _remark(remark)

        def edit(old: Fields) -> Fields:
            if article_id in old["articles"]:
                return old
            notes = {**old["notes"], str(article_id): clean}
            return {**old, "articles": _ids([*old["articles"], article_id]), "notes": notes}

        return self._edit(list_id, edit)

    def take(self, list_id: int, article_id: int) -> ReadingList:
        """Takes an article off a list, with the remark on it; nothing if it is not there.

        Raises:
            ItemNotFound: No list has this id.
        """

        def edit(old: Fields) -> Fields:
            return {**old, "articles": [i for i in old["articles"] if i != article_id]}

        return self._edit(list_id, edit)

    def move(self, list_id: int, article_id: int, place: int) -> ReadingList:
        """Moves an article within a list.

        Args:
            list_id: Which list.
            article_id: Which of its articles.
            place: Where it stands then, from 0; what lies beyond an end means that end.

        Raises:
            ItemNotFound: No list has this id, or the article is not in it.
        """

        def edit(old: Fields) -> Fields:
            _refuse_strange(old, article_id)
            ids = [i for i in old["articles"] if i != article_id]
            ids.insert(max(0, place), article_id)
            return {**old, "articles": ids}

        return self._edit(list_id, edit)

    def remark(self, list_id: int, article_id: int, text: str) -> ReadingList:
        """Says something about an article of a list, instead of what was said; nothing if blank.

        Raises:
            ItemNotFound: No list has this id, or the article is not in it.
            InvalidItem: It is too long.
        """
        clean = _remark(text)

        def edit(old: Fields) -> Fields:
            _refuse_strange(old, article_id)
            return {**old, "notes": {**old["notes"], str(article_id): clean}}

        return self._edit(list_id, edit)

    def remove(self, list_id: int) -> None:
        """Removes a list; `undo` brings it back.

        Raises:
            ItemNotFound: None has this id.
        """
        self._items.remove(list_id)

    def undo(self, list_id: int) -> ReadingList | None:
        """Takes the last change of a list back, and the one before it if asked again.

        Raises:
            ItemNotFound: There is nothing to take back.
            InvalidItem: Another list has its name by now.
        """
        return self._items.undo(list_id)

    def _edit(
        self,
        list_id: int,
        edit: Callable[[Fields], Fields],
        expected: int | None = None,
    ) -> ReadingList:
        def tidy(old: Fields) -> Fields:
            new = edit(old)
            there = set(map(str, new["articles"]))
            notes = {key: text for key, text in new["notes"].items() if text and key in there}
            return {**new, "notes": notes}

        return self._items.change(list_id, tidy, expected=expected)

    def _refuse_unknown(self, ids: Iterable[int]) -> None:
        wanted = list(ids)
        with self._database.read() as connection:
            found = read_by_ids(connection, wanted)
        for article_id in wanted:
            if article_id not in found or found[article_id].status != "kept":
                raise ArticleNotFound(article_id)


def _made(articles: list[int], notes: Mapping[str, str], **fields: Any) -> ReadingList:
    by_id = {int(key): text for key, text in notes.items()}
    return ReadingList(articles=tuple(articles), notes=by_id, **fields)


def _ids(articles: Iterable[int]) -> list[int]:
    ids = list(dict.fromkeys(articles))
    if len(ids) > MOST_ARTICLES:
        raise InvalidItem(
            f"一个书单最多 {MOST_ARTICLES} 篇文章，这里有 {len(ids)} 篇。",
            "请先移出几篇，或者另建一个书单。",
        )
    return ids


def _refuse_strange(fields: Fields, article_id: int) -> None:
    if article_id not in fields["articles"]:
        raise ItemNotFound("这篇文章不在书单里。", "它可能刚被别人移出，请刷新页面再看。")


def _remark(text: str) -> str:
    clean = storable(text).strip()
    if len(clean) > LONGEST_REMARK:
        raise InvalidItem(f"附言太长：{len(clean)} 个字。", f"请写在 {LONGEST_REMARK} 字以内。")
    return clean


def _note(note: str) -> str:
    clean = storable(note).strip()
    if len(clean) > LONGEST_NOTE:
        raise InvalidItem(f"说明太长：{len(clean)} 个字。", f"请写在 {LONGEST_NOTE} 字以内。")
    return clean
