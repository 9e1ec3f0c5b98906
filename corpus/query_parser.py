"""Understands what a reader typed: words, "phrases", brackets, OR, -exclusions, field:value.

Parsing never fails. What cannot be understood is searched as it stands, and a notice says so.

    query       = alternatives, side by side: articles with all of the words come first
    alternatives = both { OR both }
    both        = operand { AND operand }
    operand     = [-] [field:] ( "(" query ")" | "phrase" | "words"~distance | word | word* )

Inside brackets everything that stands side by side must hold.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from corpus.matching import match_text
from corpus.query import Clause, Field, Group, Kind, Part, Query
from corpus.query_dates import days_of, years_of
from corpus.query_scanner import CLOSING, MOST_DISTANCE, OPENING, Scanner, short
from corpus.query_words import needles_of, words_of
from nlp.dictionary import NO_DICTIONARY, Dictionary
from nlp.text import fold_text

LONGEST = 2000
"""Characters of a query that are looked at."""
MOST_CLAUSES = 64
LONGEST_PHRASE = 200
"""Characters of a phrase that are looked at: no sentence is longer, and none is needed whole."""

_OR = re.compile(r"\s+(?:OR|ＯＲ|或|\|\|?)(?=\s)")
_AND = re.compile(r"\s+(?:AND|ＡＮＤ|&&)(?=\s)")
_OPERATORS = {"or", "and", "not", "||", "&&", "|"}


@lru_cache(maxsize=512)
def parse(text: str, dictionary: Dictionary = NO_DICTIONARY) -> Query:
    """Understands what a reader typed; never raises.

    Args:
        text: Anything.
        dictionary: The library's own words, and its words that mean the same.

    Returns:
        The query, with notices about what was taken literally.
    """
    # Half a surrogate pair stands in no article, and the engine takes none.
    whole = text[:LONGEST].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    parser = _Parser(whole, dictionary)
    clauses = _without_marks(parser.parts())
    notices = list(dict.fromkeys(parser.notices))
    if len(text) > LONGEST:
        notices.append(f"检索词太长，只用了前 {LONGEST} 个字。")
    typed = "".join(c.text for c in clauses if isinstance(c, Clause))
    if typed and not any(map(str.isalnum, typed)):
        notices.append("检索词只有标点，已按原样查找。")
    if text.strip() and not clauses:
        notices.append("没有可查找的字词，请输入要找的词，例如：共同富裕。")
    return Query(text, tuple(clauses), tuple(notices), dictionary)


class _Parser(Scanner):
    """Reads a query once from left to right."""

    def __init__(self, text: str, dictionary: Dictionary) -> None:
        super().__init__(text)
        self.dictionary = dictionary
        self.count = 0
        self.field: Field | None = None

    def parts(self) -> list[Part]:
        """What stands side by side up to the end or the closing bracket."""
        found: list[Part] = []
        while self.skip_space():
            if self._is_closed():
                break
            if self.count >= MOST_CLAUSES:
                self.notices.append(f"检索词太多，只用了前 {MOST_CLAUSES} 个。")
                self.at = len(self.text)
                break
            part = self._joined("any")
            if part is not None and part not in found:
                found.append(part)
        return found

    def _joined(self, operator: str) -> Part | None:
        """Operands with OR between them, or those with AND, which binds tighter."""
        inner, sign = (self._operand, _AND) if operator == "all" else (self._both, _OR)
        found = [inner()]
        while self.count < MOST_CLAUSES and self._takes(sign):
            found.append(inner())
        parts = list(dict.fromkeys(part for part in found if part is not None))
        if len(parts) < 2:
            return parts[0] if parts else None
        return Group("all" if operator == "all" else "any", _flat(parts, operator))

    def _is_closed(self) -> bool:
        """True at the bracket that closes the group."""
        return self.depth > 0 and self.text[self.at] in CLOSING

    def _both(self) -> Part | None:
        return self._joined("all")

    def _takes(self, sign: re.Pattern[str]) -> bool:
        """Takes an operator, if something stands behind it."""
        match = sign.match(self.text, self.at)
        rest = self.text[match.end() :].lstrip() if match else ""
        if not match or not rest or (self.depth and rest[0] in CLOSING):
            return False
        self.at = match.end()
        return self.skip_space()

    def _operand(self) -> Part | None:
        start = self.at
        excluded = self.takes_minus()
        if excluded and self._is_closed():
            self.at, excluded = start, False
        begin = self.at
        field = self.takes_field()
        if field and (not self.skip_space() or self._is_closed()):
            said = self.text[start : self.at].strip()
            self.notices.append(f"“{said}”后面没有内容，已按普通文字查找。")
            self.at, field = begin, None
        if self.is_group():
            return self._group(field or self.field, excluded)
        self.count += 1
        field = field or self.field
        quoted = self.phrase()
        if quoted is not None:
            phrase, distance = quoted
            if distance is not None:
                return self._near(phrase, distance, field, excluded)
            return self._made(phrase, "phrase", field, excluded)
        value = self.word()
        self._explain(value)
        return self._made(value, "words", field, excluded)

    def _group(self, field: Field | None, excluded: bool) -> Part | None:
        outer, self.field = self.field, field
        self.at += 1
        self.depth += 1
        parts = self.parts()
        self.depth -= 1
        self.field = outer
        self.at += 1
        if not parts:
            return None
        if len(parts) == 1:
            return replace(parts[0], excluded=parts[0].excluded != excluded)
        return Group("all", _flat(parts, "all"), excluded)

    def _explain(self, value: str) -> None:
        if fold_text(value) in _OPERATORS and value == value.upper():
            self.notices.append(f"“{value}”的一边没有词，已按普通文字查找。")
        elif "*" in value.rstrip("*").lstrip("*") and any(map(str.isalnum, value)):
            self.notices.append("“*”只能写在词的后面，中间的已按普通文字查找。")
        elif _is_unpaired(value):
            self.notices.append("括号没有配对，已按普通文字查找。")

    def _made(self, value: str, kind: Kind, field: Field | None, excluded: bool) -> Clause | None:
        value = " ".join(value.split())
        if not value:
            return None
        if kind == "words" and value.endswith("*") and field in {None, "title"}:
            bare = value.rstrip("*")
            kind, value = ("prefix", bare) if match_text(bare) else (kind, value)
        whole = match_text(value)
        if not whole:
            return None
        if len(value) > LONGEST_PHRASE and (kind != "words" or not any(map(str.isalnum, value))):
            self.notices.append(f"词组太长，只用了前 {LONGEST_PHRASE} 个字。")
            return self._made(value[:LONGEST_PHRASE], kind, field, excluded)
        if field in {"year", "date"}:
            dated = self._dated(value, whole, kind, field, excluded)
            if dated:
                return dated
            field = None
        if kind != "words" or field or excluded:
            return Clause(value, kind, field, excluded, (whole,), words_of(value, self.dictionary))
        needles = needles_of(value, self.dictionary) or (whole,)
        return Clause(value, kind, field, excluded, needles, words_of(value, self.dictionary))

    def _dated(
        self, value: str, whole: str, kind: Kind, field: Field | None, excluded: bool
    ) -> Clause | None:
        years = years_of(whole) if field == "year" else None
        days = days_of(whole) if field == "date" else None
        if years or days:
            return Clause(value, kind, field, excluded, years=years, days=days)
        what, example = (
            ("年份", "年:2023") if field == "year" else ("日期", "日期:2021-03..2021-06")
        )
        self.notices.append(
            f"“{short(value)}”不是{what}，已按普通文字查找；{what}写作 {example} 。"
        )
        return None

    def _near(
        self, value: str, distance: int, field: Field | None, excluded: bool
    ) -> Clause | None:
        """A phrase with a distance: its words apart, or those that count if it has no spaces."""
        if field not in {None, "title"}:
            self.notices.append("“~”只能用于正文和标题，已按词组查找。")
            return self._made(value, "phrase", field, excluded)
        pieces = [match_text(piece) for piece in value.split()]
        needles = tuple(dict.fromkeys(filter(None, pieces)))
        if len(needles) < 2:
            needles = needles_of(value, self.dictionary) if needles else ()
        if len(needles) < 2 or any(len(needle) < 2 for needle in needles):
            if match_text(value):
                self.notices.append(
                    f"“{short(value)}”里要有两个以上、各两字以上的词，才能限定距离，已按词组查找。"
                )
            return self._made(value, "phrase", field, excluded)
        if distance > MOST_DISTANCE:
            self.notices.append(
                f"词与词的距离最多 {MOST_DISTANCE} 个字，已按 {MOST_DISTANCE} 查找。"
            )
        value = " ".join(value.split())
        return Clause(
            value,
            "near",
            field,
            excluded,
            needles,
            words_of(value, self.dictionary),
            distance=min(distance, MOST_DISTANCE),
        )


def _flat(parts: list[Part], operator: str) -> tuple[Part, ...]:
    """Groups inside a group of their own kind are no groups."""
    found: list[Part] = []
    for part in parts:
        same = isinstance(part, Group) and part.operator == operator and not part.excluded
        found.extend(part.parts if isinstance(part, Group) and same else [part])
    return tuple(dict.fromkeys(found))


def _is_unpaired(value: str) -> bool:
    """True for a word that begins or ends with a bracket which has no partner in it."""
    one_sided = (value[0] in OPENING) != (value[-1] in CLOSING)
    kinds = set(value) & set(OPENING + CLOSING)
    return one_sided and len(kinds) == 1 and any(map(str.isalnum, value))


def _without_marks(clauses: list[Part]) -> list[Part]:
    """Beside words, punctuation standing alone ("甲 / 乙") asks for nothing."""
    words = [
        c
        for c in clauses
        if isinstance(c, Group) or c.kind == "phrase" or c.field or any(map(str.isalnum, c.text))
    ]
    return words or clauses
