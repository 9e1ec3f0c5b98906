"""What a reader types, understood: words, "phrases", -exclusions and field:value.

Parsing never fails. What cannot be understood is searched as it stands, and a notice says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.matching import match_text
from nlp.segmentation import default_segmenter
from nlp.text import fold_text

Kind = Literal["words", "phrase"]
Field = Literal["title", "author", "source", "tag", "column", "year"]

LONGEST = 2000
"""Characters of a query that are looked at."""
MOST_CLAUSES = 64

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
}
FIELD_NAMES: dict[Field, str] = {
    "title": "标题",
    "author": "作者",
    "source": "来源",
    "tag": "标签",
    "column": "栏目",
    "year": "年",
}

_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "”", "＂": "＂", "「": "」", "『": "』"}
_CLOSERS = {"“": "”“", "”": "”“", "„": "”“"}
_MINUS = "-－−"
_NAME = re.compile(r"\s*([^\s:：\"“”]{1,8})\s*[:：]")
_YEARS = re.compile(r"(\d{4})年?(?:(?:-|~|至|到|\.\.)(\d{4})年?)?")
_OPERATORS = {"or", "and", "not", "||", "&&"}
_FUNCTION_TAGS = frozenset("upcry")
_EMPTY_WORDS = frozenset({"是", "有"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a query.

    Attributes:
        text: As typed, without quotes, minus and field name.
        kind: "phrase" if it was quoted: then it must stand as it is.
        field: The field it is about; None for the whole article.
        excluded: True if articles with it are not wanted.
        needles: Matching forms an article is looked through for; the words that count of a
            "words" clause, the one form of a phrase.
        words: Its folded words, for ranking.
        years: First and last year of a `年:` clause.
    """

    text: str
    kind: Kind = "words"
    field: Field | None = None
    excluded: bool = False
    needles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    years: tuple[int, int] | None = None

    @property
    def whole(self) -> str:
        """The matching form of all of it."""
        return match_text(self.text)

    def __str__(self) -> str:
        minus = "-" if self.excluded else ""
        field = f"{FIELD_NAMES[self.field]}:" if self.field else ""
        return f"{minus}{field}{quoted(self.text) if self.kind == 'phrase' else self.text}"


@dataclass(frozen=True, slots=True)
class Query:
    """A query, understood; hashable, and printed in the form it was understood in.

    Attributes:
        text: As typed.
        clauses: Its parts in order.
        notices: Chinese sentences about what was not understood.
    """

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    notices: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    @property
    def is_blank(self) -> bool:
        """True if nothing at all was typed, so that every article is wanted."""
        return not self.text.strip()

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """The clauses that ask for text anywhere in an article."""
        return tuple(c for c in self.clauses if not c.excluded and c.field is None)

    def needles(self, *, in_title: bool = False) -> tuple[str, ...]:
        """The matching forms to highlight, longest first.

        Args:
            in_title: True for a title, where what was asked of the title counts too.
        """
        found: dict[str, None] = {}
        for clause in self.clauses:
            if clause.excluded or clause.field not in ({None, "title"} if in_title else {None}):
                continue
            found.update(dict.fromkeys(clause.needles))
            found[clause.whole] = None
        return tuple(sorted(filter(None, found), key=len, reverse=True))


def quoted(text: str) -> str:
    """Writes a text as a phrase of the query language, so that it is found as it stands.

    Args:
        text: Any text.

    Returns:
        The text in quotes, quotes and backslashes inside it escaped.
    """
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


@lru_cache(maxsize=512)
def parse(text: str) -> Query:
    """Understands what a reader typed; never raises.

    Args:
        text: Anything.

    Returns:
        The query, with notices about what was taken literally.
    """
    # Half a surrogate pair stands in no article, and the engine takes none.
    whole = text[:LONGEST].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    parser = _Parser(whole)
    clauses = parser.clauses()
    notices = list(dict.fromkeys(parser.notices))
    if len(text) > LONGEST:
        notices.append(f"检索词太长，只用了前 {LONGEST} 个字。")
    if clauses and not any(map(str.isalnum, "".join(c.text for c in clauses))):
        notices.append("检索词只有标点，已按原样查找。")
    if text.strip() and not clauses:
        notices.append("没有可查找的字词，请输入要找的词，例如：共同富裕。")
    return Query(text, tuple(clauses), tuple(notices))


class _Parser:
    """Reads a query once from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.notices: list[str] = []

    def clauses(self) -> list[Clause]:
        found: list[Clause] = []
        while self._skip_space():
            if len(found) == MOST_CLAUSES:
                self.notices.append(f"检索词太多，只用了前 {MOST_CLAUSES} 个。")
                break
            clause = self._clause()
            if clause is not None and clause not in found:
                found.append(clause)
        return _without_marks(found)

    def _skip_space(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _clause(self) -> Clause | None:
        start = self.at
        excluded = self._takes_minus()
        field = self._takes_field()
        if field and not self._skip_space():
            self.notices.append(f"“{self.text[start:].strip()}”后面没有内容，已按普通文字查找。")
            self.at, field = start + excluded, None
        phrase = self._phrase()
        if phrase is not None:
            return self._made(phrase, "phrase", field, excluded)
        begin = self.at
        while self.at < len(self.text) and not self.text[self.at].isspace():
            self.at += 1
        value = self.text[begin : self.at]
        self._explain(value)
        return self._made(value, "words", field, excluded)

    def _takes_minus(self) -> bool:
        follows = self.text[self.at + 1 : self.at + 2]
        if self.text[self.at] in _MINUS and follows.strip() and follows not in _MINUS:
            self.at += 1
            return True
        return False

    def _takes_field(self) -> Field | None:
        match = _NAME.match(self.text, self.at)
        field = FIELDS.get(fold_text(match[1])) if match else None
        if match and field:
            self.at = match.end()
        return field

    def _phrase(self) -> str | None:
        """Takes what stands in quotes here; None if there are none, or if they are part of prose.

        In a pasted title (论“四化”同步) quotes are punctuation: only those with white space
        around ask for a phrase.
        """
        opener = self.text[self.at]
        if opener not in _QUOTES:
            return None
        closers = _CLOSERS.get(opener, _QUOTES[opener])
        pieces: list[str] = []
        at = self.at + 1
        while at < len(self.text) and self.text[at] not in closers:
            if self.text[at] == "\\" and self.text[at + 1 : at + 2] in {"\\", opener, *closers}:
                at += 1
            pieces.append(self.text[at : at + 1])
            at += 1
        inside, follows = "".join(pieces), self.text[at + 1 : at + 2]
        if follows and not follows.isspace() and follows not in _QUOTES and follows != "~":
            return None
        if at >= len(self.text) and inside.strip():
            self.notices.append(f"引号没有配对，已把“{_short(inside)}”作为一个整体查找。")
        if follows == "~":
            self.notices.append("暂不支持“~”写法，已按普通文字查找。")
        self.at = at + 1
        return inside

    def _explain(self, value: str) -> None:
        if fold_text(value) in _OPERATORS and value == value.upper():
            self.notices.append(f"“{value}”已按普通文字查找；多个词用空格隔开即可。")
        elif value.endswith("*") and len(value) > 1:
            self.notices.append("不需要写“*”：所有包含这几个字的文章都会找到。")

    def _made(self, value: str, kind: Kind, field: Field | None, excluded: bool) -> Clause | None:
        value = " ".join(value.split())
        if kind == "words" and field is None:
            value = value.rstrip("*") or value
        whole = match_text(value)
        if not whole:
            return None
        if field == "year":
            match = _YEARS.fullmatch(whole)
            if match:
                first, last = sorted((int(match[1]), int(match[2] or match[1])))
                return Clause(value, kind, field, excluded, years=(first, last))
            self.notices.append(f"“{_short(value)}”不是年份，已按普通文字查找；年份写作 年:2023 。")
            field = None
        if kind == "phrase" or field or excluded:
            return Clause(value, kind, field, excluded, (whole,), _words(value))
        needles = _needles(value)
        return Clause(value, kind, field, excluded, needles or (whole,), _words(value))


def _without_marks(clauses: list[Clause]) -> list[Clause]:
    """Beside words, punctuation standing alone ("甲 / 乙") asks for nothing."""
    words = [c for c in clauses if c.kind == "phrase" or c.field or any(map(str.isalnum, c.text))]
    return words or clauses


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def _words(value: str) -> tuple[str, ...]:
    """The folded words of a text that hold a letter, digit or Han character, each once."""
    words = default_segmenter().words(fold_text(value))
    return tuple(dict.fromkeys(w for w in words if any(map(str.isalnum, w))))


def _needles(value: str) -> tuple[str, ...]:
    """The words that count in what was typed without a space.

    Function words part it; single characters left beside each other are one word that the
    dictionary does not know ("店|镇"), a single one alone counts only if nothing else does.
    """
    found: list[str] = []
    singles: list[str] = []
    run = ""
    for word, pos, *_ in default_segmenter().tagged(fold_text(value)):
        empty = pos[0] in _FUNCTION_TAGS or word in _EMPTY_WORDS
        if len(word) == 1 and word.isalnum() and not empty:
            run += word
            continue
        (found if len(run) > 1 else singles).append(run)
        run = ""
        if not empty and any(map(str.isalnum, word)):
            found.append(match_text(word))
    (found if len(run) > 1 else singles).append(run)
    return tuple(filter(None, dict.fromkeys(found))) or _all_of(value, singles)


def _all_of(value: str, singles: list[str]) -> tuple[str, ...]:
    """Where no word counts, the whole is meant ("的", "是不是", "C++")."""
    whole = match_text(value)
    alone = tuple(filter(None, dict.fromkeys(singles)))
    return alone if alone and len(whole) > 8 else (whole,)
