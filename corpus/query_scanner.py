"""Reads a query character by character: where words, phrases and brackets begin and end."""

from __future__ import annotations

import re

from corpus.query import FIELDS, Field
from nlp.text import fold_text

MOST_DISTANCE = 20
"""Characters that may stand between two words of a phrase with a distance."""
OPENING, CLOSING = "(（", ")）"
_DEEPEST = 8
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "”", "＂": "＂", "「": "」", "『": "』"}
_CLOSERS = {"“": "”“", "”": "”“", "„": "”“"}
_MINUS = "-－−"
_NAME = re.compile(r"\s*([^\s:：\"“”]{1,8})\s*[:：]")
_DISTANCE = re.compile(r"[~～](\d{1,4})?(?=[\s)）]|$)")
_NOT = re.compile(r"(?:NOT|ＮＯＴ)\s+(?=\S)")


class Scanner:
    """A place in a query, moved on by what is taken.

    Attributes:
        text: The query.
        at: The place.
        depth: How many brackets are open there.
        notices: Chinese sentences about what was not understood.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.notices: list[str] = []

    def skip_space(self) -> bool:
        """Moves on to what is no white space; False at the end."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def takes_minus(self) -> bool:
        """Takes a minus or NOT before something."""
        negation = _NOT.match(self.text, self.at)
        if negation:
            self.at = negation.end()
            return True
        follows = self.text[self.at + 1 : self.at + 2]
        if self.text[self.at] in _MINUS and follows.strip() and follows not in _MINUS:
            self.at += 1
            return True
        return False

    def takes_field(self) -> Field | None:
        """Takes the name of a field with its colon."""
        match = _NAME.match(self.text, self.at)
        field = FIELDS.get(fold_text(match[1])) if match else None
        if match and field:
            self.at = match.end()
        return field

    def is_group(self) -> bool:
        """True at brackets that group, and not at those of prose, as in 新时代（十年）的成就."""
        if self.text[self.at] not in OPENING or self.depth >= _DEEPEST:
            return False
        end = self._closing()
        if end is None:
            return False
        follows = self.text[end + 1 : end + 2]
        inside = self.text[self.at + 1 : end]
        return (not follows or follows.isspace() or follows in CLOSING) and bool(inside.strip())

    def _closing(self) -> int | None:
        """Where the bracket that opens here is closed."""
        open_ones, at = 0, self.at
        while at < len(self.text):
            char = self.text[at]
            if char in _QUOTES and self.text[at - 1] in f"{OPENING}{_MINUS} :：\u3000":
                at = self._quoted(at)[1]
            elif char in OPENING:
                open_ones += 1
            elif char in CLOSING:
                open_ones -= 1
                if not open_ones:
                    return at
            at += 1
        return None

    def _quoted(self, start: int) -> tuple[str, int]:
        """What stands in the quotes that open here, without escapes, and where they close."""
        opener = self.text[start]
        closers = _CLOSERS.get(opener, _QUOTES[opener])
        pieces: list[str] = []
        at = start + 1
        while at < len(self.text) and self.text[at] not in closers:
            if self.text[at] == "\\" and self.text[at + 1 : at + 2] in {"\\", opener, *closers}:
                at += 1
            pieces.append(self.text[at : at + 1])
            at += 1
        return "".join(pieces), at

    def phrase(self) -> tuple[str, int | None] | None:
        """Takes what stands in quotes here, and the distance behind it.

        None if there are no quotes, or if they are part of prose: in a pasted title (论“四化”同步)
        quotes are punctuation, only those with white space around ask for a phrase.
        """
        if self.text[self.at] not in _QUOTES:
            return None
        inside, at = self._quoted(self.at)
        follows = self.text[at + 1 : at + 2]
        distance = _DISTANCE.match(self.text, at + 1)
        if not distance and not self._is_end(follows):
            return None
        if at >= len(self.text) and inside.strip():
            self.notices.append(f"引号没有配对，已把“{short(inside)}”作为一个整体查找。")
        self.at = distance.end() if distance else at + 1
        return inside, None if distance is None else int(distance[1] or MOST_DISTANCE // 2)

    def _is_end(self, follows: str) -> bool:
        """True if a phrase may end before this character."""
        ends = not follows or follows.isspace() or follows in _QUOTES
        return ends or (self.depth > 0 and follows in CLOSING)

    def word(self) -> str:
        """Takes what stands up to white space, or to a bracket that closes a group."""
        begin, open_ones = self.at, 0
        while self.at < len(self.text) and not self.text[self.at].isspace():
            char = self.text[self.at]
            if self.depth and char in CLOSING and not open_ones:
                break
            open_ones += (char in OPENING) - (char in CLOSING and open_ones > 0)
            self.at += 1
        return self.text[begin : self.at]


def short(text: str) -> str:
    """The beginning of a text, for a notice."""
    return text if len(text) <= 20 else f"{text[:20]}…"
