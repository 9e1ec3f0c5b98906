"""Notes narrowed by what they say, whatever way it is written."""

from __future__ import annotations

from datetime import UTC, datetime

from corpus.anchors import Anchor
from corpus.note_search import narrowed
from corpus.notes import Note

DAY = datetime(2024, 5, 6, tzinfo=UTC)
TITLES = {1: "食堂的三本账", 2: "返乡创业"}


def note(number: int, article: int, quote: str, text: str, name: str = "匿名读者") -> Note:
    anchor = Anchor(0, 0, len(quote), quote, "", "") if quote else None
    return Note(number, article, "r", name, anchor, text, "yellow", False, DAY, DAY, 1)


NOTES = [
    note(3, 1, "账算得清", "要查 GDP"),
    note(2, 2, "", "整篇都好", "林老師"),
    note(1, 9, "山路", "标题不见了"),
]


def test_every_word_stands_somewhere_in_a_note() -> None:
    found = {
        query: [n.id for n in narrowed(NOTES, TITLES, query)]
        for query in ("", "食堂", "食堂 gdp", "ＧＤＰ", "林老师", "食堂 整篇", "山路", "无")
    }
    assert found == {
        "": [3, 2, 1],
        "食堂": [3],
        "食堂 gdp": [3],
        "ＧＤＰ": [3],
        "林老师": [2],
        "食堂 整篇": [],
        "山路": [1],
        "无": [],
    }
