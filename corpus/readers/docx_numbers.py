"""Numbers that Word puts before paragraphs and does not store in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "零一二三四五六七八九"
_CHINESE = frozenset(
    {
        "chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseCounting",
        "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbers:
    """Counts the numbered paragraphs of one document.

    Attributes:
        lists: Levels by list id and level.
        styles: List id and level of paragraph styles that are numbered.
    """

    lists: dict[tuple[str, int], _Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> Numbers:
        """Read the list definitions of a python-docx document."""
        numbers = cls()
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering"):
                numbers._define(relation.target_part.element)
        for style in document.styles.element.iter(_W + "style"):
            place = _place(style.find(f"{_W}pPr/{_W}numPr"))
            if place is not None:
                numbers.styles[style.get(_W + "styleId") or ""] = place
        return numbers

    def _define(self, root: Any) -> None:
        abstract: dict[str, list[tuple[int, _Level]]] = {}
        for definition in root.iter(_W + "abstractNum"):
            levels = [
                (int(level.get(_W + "ilvl") or 0), _level(level))
                for level in definition.iter(_W + "lvl")
            ]
            abstract[definition.get(_W + "abstractNumId") or ""] = levels
        for number in root.iter(_W + "num"):
            list_id = number.get(_W + "numId") or ""
            kind = _value(number, "abstractNumId")
            self._abstract[list_id] = kind
            for index, level in abstract.get(kind, []):
                self.lists[list_id, index] = level

    def next_of(self, paragraph: Any) -> str:
        """The number that stands before a paragraph, "" if it has none or only a bullet."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        place = _place(paragraph.find(f"{_W}pPr/{_W}numPr"))
        if place is None and style is not None:
            place = self.styles.get(style.get(_W + "val") or "")
        if place is None or place not in self.lists:
            return ""
        list_id, index = place
        group = self._abstract[list_id]
        for deeper in [key for key in self._counts if key[0] == group and key[1] > index]:
            del self._counts[deeper]
        level = self.lists[place]
        self._counts[group, index] = self._counts.get((group, index), level.start - 1) + 1
        if level.style in ("bullet", "none"):
            return ""
        return re.sub(
            r"%(\d)", lambda match: self._shown(list_id, int(match[1]) - 1), level.pattern
        )

    def _shown(self, list_id: str, index: int) -> str:
        level = self.lists.get((list_id, index))
        if level is None:
            return ""
        return _figure(self._counts.get((self._abstract[list_id], index), level.start), level.style)


def _place(properties: Any) -> tuple[str, int] | None:
    """List id and level; None for no list, also where a paragraph takes itself out of one."""
    if properties is None:
        return None
    list_id = _value(properties, "numId")
    if list_id in ("", "0"):
        return None
    level = _value(properties, "ilvl")
    return list_id, int(level) if level.isdigit() else 0


def _level(element: Any) -> _Level:
    start = _value(element, "start")
    return _Level(
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText"),
        int(start) if start.isdigit() else 1,
    )


def _value(element: Any, name: str) -> str:
    child = element.find(_W + name)
    return (child.get(_W + "val") or "") if child is not None else ""


def _figure(number: int, style: str) -> str:
    if style in _CHINESE:
        return chinese(number)
    if style in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if style == "lowerLetter" else 65) + number - 1)
    if style == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.lower() if style == "lowerRoman" else roman
    return str(number)


def chinese(number: int) -> str:
    """A number below a hundred as it is counted in Chinese; larger ones in figures."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十"
    return head + (_HAN[ones] if ones else "")


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
             (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    text = ""
    for value, sign in signs:
        text += sign * (number // value)
        number %= value
    return text
