"""What a reader typed, as it was understood: clauses, joined by and, or and not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.matching import JOINT, match_text
from nlp.dictionary import NO_DICTIONARY, Dictionary

Kind = Literal["words", "phrase", "near", "prefix"]
Field = Literal["title", "author", "source", "tag", "column", "year", "date"]
Operator = Literal["all", "any"]

FIELDS: dict[str, Field] = {
    "标题": "title",
    "题目": "title",
    "title": "title",
    "作者": "author",
    "author": "author",
    "来源": "source",
    "source": "source",
    "标签": "tag",
    "tag": "tag",
    "栏目": "column",
    "column": "column",
    "年": "year",
    "年份": "year",
    "year": "year",
    "日期": "date",
    "date": "date",
}
FIELD_NAMES: dict[Field, str] = {
    "title": "标题",
    "author": "作者",
    "source": "来源",
    "tag": "标签",
    "column": "栏目",
    "year": "年",
    "date": "日期",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a query.

    Attributes:
        text: As typed, without quotes, minus, field name, distance and star.
        kind: "phrase" if it was quoted: then it must stand as it is; "near" if its words must
            stand near each other; "prefix" if words that begin so come first.
        field: The field it is about; None for the whole article.
        excluded: True if articles with it are not wanted.
        needles: Matching forms an article is looked through for; the words that count of a
            "words" clause, the one form of a phrase.
        words: Its folded words, for ranking.
        years: First and last year of a `年:` clause.
        days: First and last day of a `日期:` clause.
        distance: Characters that may stand between two neighbours of a "near" clause.
    """

    text: str
    kind: Kind = "words"
    field: Field | None = None
    excluded: bool = False
    needles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    days: tuple[date, date] | None = None
    distance: int = 0

    @property
    def whole(self) -> str:
        """The matching form of all of it."""
        return match_text(self.text)

    def __str__(self) -> str:
        minus = "-" if self.excluded else ""
        field = f"{FIELD_NAMES[self.field]}:" if self.field else ""
        return f"{minus}{field}{self._value()}"

    def _value(self) -> str:
        if self.kind == "near":
            return f"{quoted(self.text)}~{self.distance}"
        if self.kind == "phrase":
            return quoted(self.text)
        return f"{self.text}*" if self.kind == "prefix" else self.text


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses of which all or any must hold.

    Attributes:
        operator: "all" or "any".
        parts: What is joined, at least two.
        excluded: True if articles for which it holds are not wanted.
    """

    operator: Operator
    parts: tuple[Part, ...]
    excluded: bool = False

    def __str__(self) -> str:
        joint = " OR " if self.operator == "any" else " "
        return f"{'-' if self.excluded else ''}({joint.join(map(str, self.parts))})"


Part = Clause | Group


@dataclass(frozen=True, slots=True)
class Query:
    """A query, understood; hashable, and printed in the form it was understood in.

    Attributes:
        text: As typed.
        clauses: Its parts in order.
        notices: Chinese sentences about what was not understood.
        dictionary: The library's own words, and its words that mean the same.
    """

    text: str = ""
    clauses: tuple[Part, ...] = ()
    notices: tuple[str, ...] = ()
    dictionary: Dictionary = NO_DICTIONARY

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    @property
    def is_blank(self) -> bool:
        """True if nothing at all was typed, so that every article is wanted."""
        return not self.text.strip()

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """The clauses outside brackets that ask for text anywhere in an article."""
        return tuple(
            c for c in self.clauses if isinstance(c, Clause) and not c.excluded and c.field is None
        )

    @property
    def leaves(self) -> tuple[Clause, ...]:
        """Every clause that is wanted, also those in brackets."""
        return tuple(leaf for part in self.clauses for leaf in _leaves(part))

    def forms(self, clause: Clause, needle: str) -> tuple[str, ...]:
        """What may stand for a needle of a clause: itself and, unless quoted, its variants.

        Signs need quotes, so a quoted word with signs in it has its variants too.
        """
        exact = clause.kind == "phrase" and needle.replace(JOINT, "").isalnum()
        if exact or not self.dictionary.variants.groups:
            return (needle,)
        spellings = self.dictionary.variants.spellings(needle.replace(JOINT, " "))
        return tuple(dict.fromkeys(filter(None, map(match_text, spellings))))

    def asked(self, *, in_title: bool = False) -> dict[str, tuple[str, ...]]:
        """What an article is looked through for, each with the forms that may stand for it.

        Args:
            in_title: True for a title, where what was asked of the title counts too.
        """
        found: dict[str, tuple[str, ...]] = {}
        for clause in self.leaves:
            if clause.field in ({None, "title"} if in_title else {None}):
                for needle in clause.needles:
                    found.setdefault(needle, self.forms(clause, needle))
        return found

    @property
    def alternatives(self) -> frozenset[str]:
        """What was asked for beside OR: an article need not have all of it."""
        return frozenset(
            needle
            for part in self.clauses
            for group in _alternatives(part)
            for leaf in _leaves(group)
            for needle in leaf.needles
        )

    def needles(self, *, in_title: bool = False) -> tuple[str, ...]:
        """The matching forms to highlight, longest first.

        Args:
            in_title: As for `asked`.
        """
        found = {form: None for forms in self.asked(in_title=in_title).values() for form in forms}
        for clause in self.leaves:
            if clause.kind == "words" and clause.field in ({None, "title"} if in_title else {None}):
                found[clause.whole] = None
        return tuple(sorted(filter(None, found), key=len, reverse=True))


def _leaves(part: Part) -> Iterator[Clause]:
    if part.excluded:
        return
    if isinstance(part, Clause):
        yield part
    else:
        for inner in part.parts:
            yield from _leaves(inner)


def _alternatives(part: Part) -> Iterator[Group]:
    """The groups of alternatives in a part."""
    if isinstance(part, Clause) or part.excluded:
        return
    if part.operator == "any":
        yield part
    else:
        for inner in part.parts:
            yield from _alternatives(inner)


def quoted(text: str) -> str:
    """Writes a text as a phrase of the query language, so that it is found as it stands.

    Args:
        text: Any text.

    Returns:
        The text in quotes, quotes and backslashes inside it escaped.
    """
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
