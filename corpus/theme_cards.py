"""Theme cards (主题卡): themes made of words by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from corpus.database import Database
from corpus.named_items import Fields, InvalidItem, NamedItems
from corpus.rows import storable
from corpus.schema import theme_cards as table
from corpus.tags import fold_tag
from nlp.variants import variant_form

MOST_CARDS = 500
MOST_WORDS = 40
LONGEST_WORD = 40
LONGEST_NOTE = 2000
COLOURS = 12
"""Places of the palette that cards take in turn."""


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """A theme made of words.

    Attributes:
        id: Never given to another card.
        name: What it is called; no two cards fold to the same name.
        words: Its words, each in a spelling of its own.
        note: What its makers say about it.
        slot: Place of its colour in the palette.
        revision: The archive's revision that last changed it.
        actor: Who did.
        changed_at: When, UTC.
    """

    id: int
    name: str
    words: tuple[str, ...]
    note: str
    slot: int
    revision: int
    actor: str
    changed_at: datetime


class ThemeCards:
    """The theme cards of one archive; safe to share between threads.

    Args:
        database: Where they are kept.

    Attributes:
        kept: They inside one transaction, for whoever takes changes back.
    """

    def __init__(self, database: Database) -> None:
        fields = ("name", "words", "note", "slot")
        self._items = NamedItems(database, table, "theme_card", fields, _made, "主题卡", MOST_CARDS)
        self.kept = self._items.inside

    def all(self) -> list[ThemeCard]:
        """Every card, in the order they were made."""
        return self._items.all()

    def get(self, card_id: int) -> ThemeCard:
        """One card.

        Raises:
            ItemNotFound: None has this id.
        """
        return self._items.get(card_id)

    def create(
        self,
        name: str,
        words: Iterable[str],
        note: str = "",
        slot: int | None = None,
    ) -> ThemeCard:
        """Makes a card.

        Args:
            name: 1 to 60 characters.
            words: At least one; said twice counts once.
            note: Anything.
            slot: Place of its colour; one that few cards have if None.

        Raises:
            InvalidItem: It cannot be kept like this, or the name is taken.
        """
        fields = {"name": name, "words": _words(words), "note": _note(note)}
        return self._items.create({**fields, "slot": self._slot(name) if slot is None else slot})

    def _slot(self, name: str) -> int:
        """The colour that the card of this name has, or else one that few have."""
        cards = self.all()
        for card in cards:
            if fold_tag(card.name) == fold_tag(name):
                return card.slot
        taken = [card.slot for card in cards]
        return min(range(COLOURS), key=lambda place: (taken.count(place), place))

    def change(
        self,
        card_id: int,
        *,
        name: str | None = None,
        words: Iterable[str] | None = None,
        note: str | None = None,
        slot: int | None = None,
        expected_revision: int | None = None,
    ) -> ThemeCard:
        """Changes what is given of a card.

        Raises:
            ItemNotFound: None has this id.
            ItemChanged: It is of another revision than expected.
            InvalidItem: As for `create`.
        """
        given: dict[str, Any] = {
            "name": name,
            "words": None if words is None else _words(words),
            "note": None if note is None else _note(note),
            "slot": slot,
        }
        new = {field: value for field, value in given.items() if value is not None}

        def edit(old: Fields) -> Fields:
            return {**old, **new}

        return self._items.change(card_id, edit, expected=expected_revision)

    def remove(self, card_id: int) -> None:
        """Removes a card; `undo` brings it back.

        Raises:
            ItemNotFound: None has this id.
        """
        self._items.remove(card_id)

    def undo(self, card_id: int) -> ThemeCard | None:
        """Takes the last change of a card back, and the one before it if asked again.

        Raises:
            ItemNotFound: There is nothing to take back.
            InvalidItem: Another card has its name by now.
        """
        return self._items.undo(card_id)


def _made(words: list[str], **fields: Any) -> ThemeCard:
    return ThemeCard(words=tuple(words), **fields)


def _words(words: Iterable[str]) -> list[str]:
    kept: dict[str, str] = {}
    for word in words:
        clean = " ".join(storable(word).split())
        form = variant_form(clean)
        if not form:
            continue
        if len(form) > LONGEST_WORD or not any(map(str.isalnum, form)):
            raise InvalidItem(
                f"“{clean[:LONGEST_WORD]}”不能作为一个词。", f"一个词最多 {LONGEST_WORD} 个字。"
            )
        kept.setdefault(form, clean)
    if not kept:
        raise InvalidItem("主题卡还没有词。", "请至少写一个词。")
    if len(kept) > MOST_WORDS:
        raise InvalidItem(f"有 {len(kept)} 个词，太多了。", f"一张主题卡最多 {MOST_WORDS} 个词。")
    return list(kept.values())


def _note(note: str) -> str:
    clean = storable(note).strip()
    if len(clean) > LONGEST_NOTE:
        raise InvalidItem(f"说明太长：{len(clean)} 个字。", f"请写在 {LONGEST_NOTE} 字以内。")
    return clean
