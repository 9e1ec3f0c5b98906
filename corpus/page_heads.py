"""The head of an article: column, 引题, title, 副题 and byline, found from the byline upwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.page_clues import Piece
from corpus.page_columns import is_likely_column
from corpus.page_lines import is_closed, is_unbalanced, must_continue
from corpus.page_wrapping import Fit, breaks_word, goes_on, is_enumerated
from corpus.spans import Role
from nlp.names import is_word, split_names

LONGEST_TITLE = 50
_LONGEST_ON_TOP = 100
MOST_LINES = 4
_SHORTEST_BODY = 20
_LONGEST_BYLINE = 8
_SIGNED = {"author", "names", "signature", "organisation"}
_BYLINE = {*_SIGNED, "office", "affiliation", "source", "date"}
_WORDING = ("text", "names", "organisation", "office")
_INNER_STOP = re.compile("[。；;，,：:]")
_DASH = ("——", "—", "──", "－－", "--", "――")


@dataclass(slots=True)
class Head:
    """The head of one article.

    Attributes:
        start: Index of its first piece.
        stop: Index just behind its last piece.
        roles: What the pieces in it are; pieces of other kinds (furniture) are not in it.
        wrapped: Whether the title's lines are one line cut by the layout.
    """

    start: int
    stop: int
    roles: dict[int, Role] = field(default_factory=dict)
    wrapped: bool = False


class HeadFinder:
    """Finds the heads of the articles of one page.

    Args:
        pieces: The pieces of the page.
        fits: How each fills its column.
    """

    def __init__(self, pieces: Sequence[Piece], fits: Sequence[Fit]) -> None:
        self._pieces = pieces
        self._fits = fits
        self._before = _neighbours(pieces, range(len(pieces)))
        self._behind = _neighbours(pieces, range(len(pieces) - 1, -1, -1))
        self._repeated = {
            text
            for text, times in Counter(p.text for p in pieces if len(p.text) <= 10).items()
            if times > 1
        }

    def with_byline(self) -> dict[int, Head]:
        """Finds every head that has a byline.

        Returns:
            The heads by the index of their first piece.
        """
        found: dict[int, Head] = {}
        doubtful: list[Head] = []
        index = 0
        while index < len(self._pieces):
            head = self._head(index) if self._pieces[index].kind in _BYLINE else None
            if head is None:
                index += 1
                continue
            if self._is_doubtful(index) and not self._at_boundary(head.start):
                doubtful.append(head)
            else:
                found[head.start] = head
            index = head.stop
        if any("author" in head.roles.values() for head in found.values()):
            found |= {head.start: head for head in doubtful}
        return found

    def opening(self, index: int, *, alone: bool) -> Head:
        """Finds the head of an article that has no byline, where one is known to begin.

        Args:
            index: The first piece of the article.
            alone: Whether the page seems to have no other article.

        Returns:
            Its head; without roles if the text begins at once.
        """
        lines = self._title_lines_from(index)
        head = Head(index, index)
        if not lines:
            return head
        head.stop = lines[-1] + 1
        first = self._pieces[lines[0]].text
        column = self._pieces[lines[0]].kind == "column" or (
            is_likely_column(first) and (len(lines) > 1 or (not alone and len(first) <= 8))
        )
        if column:
            head.roles[lines[0]] = "column"
            lines = lines[1:]
        if lines:
            head.roles[lines[0]] = "title"
        if len(lines) > 1:
            self._second_line(head, lines)
        return head

    def _second_line(self, head: Head, lines: list[int]) -> None:
        """Below a title without byline: a 副题, else already the first heading."""
        second = self._pieces[lines[1]].text
        if second.startswith(_DASH):
            head.roles[lines[1]] = "subtitle"
            head.stop = lines[1] + 1
        else:
            head.stop = lines[0] + 1

    def _title_lines_from(self, index: int) -> list[int]:
        found: list[int] = []
        while index < len(self._pieces) and len(found) < MOST_LINES:
            piece = self._pieces[index]
            if self._can_open(index, bool(found)):
                found.append(index)
            elif piece.kind != "furniture":
                break
            index += 1
        return found

    def _can_open(self, index: int, below: bool) -> bool:
        """A title at the top of an article: short, no sentence, and something follows it."""
        piece = self._pieces[index]
        if piece.kind == "column" and not below:
            return True
        if piece.kind not in _WORDING:
            return False
        after = self._after(index)
        if self._stands_on_top(index, after):
            return True
        if len(piece.text) > LONGEST_TITLE or not _title_end(piece.text):
            return False
        if is_enumerated(piece.text) and below:
            return False
        if after is None or self._pieces[after].kind not in (*_WORDING, "affiliation"):
            return after is not None and self._pieces[after].kind == "date"
        return not goes_on(piece, self._pieces[after], self._fits[index])

    def _stands_on_top(self, index: int, after: int | None) -> bool:
        """The first line of all, parted from the text by an empty one, may be a long title."""
        if self._before[index] is not None or after is None:
            return False
        text, following = self._pieces[index].text, self._pieces[after]
        if not following.line.apart or following.kind != "text" or _INNER_STOP.search(text):
            return False
        if len(text) > _LONGEST_ON_TOP or is_closed(text):
            return False
        return not must_continue(text, following.text) and not breaks_word(text, following.text)

    def _head(self, first: int) -> Head | None:
        """The head whose byline begins at this piece, if it is in the place of one."""
        stop = self._byline_stop(first)
        kinds = [self._pieces[i].kind for i in range(first, stop)]
        following = self._after(stop - 1)
        if following is None or self._pieces[following].kind not in ("text", "column"):
            return None
        stack = self._stack(first)
        if stack and self._pieces[stack[-1]].text[-1] in "：:" and not self._is_body(following):
            return None
        if not stack and (kinds[0] != "author" or not self._at_boundary(first)):
            return None
        if not _SIGNED & set(kinds) and not self._at_boundary(stack[0]):
            return None
        head = Head(stack[0] if stack else first, stop)
        self._assign(head, stack)
        named = bool((_SIGNED - {"organisation"}) & set(kinds))
        for index, kind in zip(range(first, stop), kinds, strict=True):
            role = _byline_role(kind, named=named)
            if role:
                head.roles[index] = role
        return head

    def _is_body(self, index: int) -> bool:
        text = self._pieces[index].text
        return len(text) >= _SHORTEST_BODY or is_closed(text)

    def _is_doubtful(self, index: int) -> bool:
        """Bare names that are words may be a heading (方案, 江苏), a body's name as well."""
        piece = self._pieces[index]
        if piece.kind == "organisation":
            return True
        return piece.kind == "names" and all(map(is_word, split_names(piece.text)))

    def _at_boundary(self, index: int) -> bool:
        above = self._before[index]
        return above is None or self._pieces[above].kind != "text"

    def _byline_stop(self, index: int) -> int:
        stop = index + 1
        end = min(len(self._pieces), index + _LONGEST_BYLINE)
        while stop < end and self._pieces[stop].kind in {*_BYLINE, "furniture"}:
            stop += 1
        while self._pieces[stop - 1].kind == "furniture":
            stop -= 1
        return stop

    def _stack(self, byline: int) -> list[int]:
        """The lines above a byline that can be its title, from top to bottom."""
        found: list[int] = []
        index = self._before[byline]
        while index is not None and len(found) < MOST_LINES and self._can_stack(index, found):
            found.insert(0, index)
            index = self._before[index]
        while found and index is not None and self._continues(index, found[0]):
            index = found.pop(0)
        return found

    def _can_stack(self, index: int, below: list[int]) -> bool:
        piece, fit = self._pieces[index], self._fits[index]
        if piece.kind == "column":
            return bool(below)
        if piece.kind == "date":
            return False
        if piece.kind not in _WORDING or len(piece.text) > LONGEST_TITLE:
            return False
        if below and (piece.kind == "names" or self._pieces[below[0]].kind == "column"):
            return False
        ends = _title_end(piece.text) or (not below and piece.text[-1] in "：:")
        if not ends or (below and is_closed(piece.text)):
            return False
        if not below or not fit.full:
            return True
        return len(below) == 1 and self._at_paragraph_start(index)

    def _at_paragraph_start(self, index: int) -> bool:
        above = self._before[index]
        return above is None or not self._continues(above, index)

    def _continues(self, above: int, index: int) -> bool:
        piece = self._pieces[above]
        if piece.kind != "text" or self._pieces[index].kind != "text":
            return False
        return goes_on(piece, self._pieces[index], self._fits[above])

    def _assign(self, head: Head, stack: list[int]) -> None:
        lines = list(stack)
        if len(lines) == 1 and self._names_column(lines[0]) and self._is_strong(lines[0]):
            head.roles[lines[0]] = "column"
            return
        if len(lines) > 1 and self._names_column(lines[0], lines[1]):
            head.roles[lines.pop(0)] = "column"
        texts = [self._pieces[i].text for i in lines]
        if len(lines) > 1 and texts[-1].startswith(_DASH):
            head.roles[lines.pop()] = "subtitle"
            texts.pop()
        if len(lines) > 2:
            head.roles[lines.pop(0)] = "kicker"
            texts.pop(0)
        if len(lines) == 2:
            head.wrapped = self._is_torn(lines[0], texts)
            couplet = abs(len(texts[0]) - len(texts[1])) <= 2
            if not head.wrapped and not couplet:
                head.roles[lines.pop(0)] = "kicker"
        for index in lines:
            head.roles[index] = "title"

    def _is_torn(self, first: int, texts: list[str]) -> bool:
        """Whether the two lines of a title are one line that the layout has cut."""
        if self._fits[first].full or is_unbalanced(texts[0]):
            return True
        return must_continue(texts[0], texts[1]) or breaks_word(texts[0], texts[1])

    def _names_column(self, index: int, below: int | None = None) -> bool:
        piece = self._pieces[index]
        if piece.kind == "column" or piece.text in self._repeated or is_likely_column(piece.text):
            return True
        if below is None or not piece.text.isalpha():
            return False
        return len(piece.text) <= 6 and len(self._pieces[below].text) >= len(piece.text) + 4

    def _is_strong(self, index: int) -> bool:
        return self._pieces[index].kind == "column"

    def _after(self, index: int) -> int | None:
        return self._behind[index]


def _neighbours(pieces: Sequence[Piece], order: Sequence[int]) -> list[int | None]:
    """For each piece the one before it, in the given order, that is no furniture."""
    found: list[int | None] = [None] * len(pieces)
    last: int | None = None
    for index in order:
        found[index] = last
        if pieces[index].kind != "furniture":
            last = index
    return found


def _title_end(text: str) -> bool:
    """A title may ask or call out, but ends in no full stop."""
    return text[-1] not in "。；;，,、：:" and not text.endswith(("。”", "。）"))


def _byline_role(kind: str, *, named: bool) -> Role | None:
    """What a byline's piece is; a body beside people's names is where they work."""
    if kind in ("author", "names", "signature") or (kind == "organisation" and not named):
        return "author"
    if kind in ("affiliation", "office", "organisation"):
        return "affiliation"
    if kind == "source":
        return "source"
    return "date" if kind == "date" else None
