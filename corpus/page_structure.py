"""From the pieces of a page to its articles: which piece has which role in which article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.page_clues import Piece, page_pieces
from corpus.page_heads import LONGEST_TITLE, MOST_LINES, Head, HeadFinder
from corpus.page_lines import is_closed, join, page_lines
from corpus.page_wrapping import LONGEST_HEADING, Fit, fits, goes_on, is_enumerated
from corpus.spans import Role, Span

_MOST_HEADINGS_IN_A_ROW = 3
_LONGEST_QUESTION = 24
_TOP_LINES = 12
_NEWS_LEAD = re.compile(
    r"(?:本报|本刊|本台|本网)(?:\S{0,8}讯|记者|综合报道)[\s（(：:，]?|(?:新华社|中新社|新华网|人民网|中新网|央视网)"
    r"\S{0,16}?(?:电|讯|消息)[\s（(：:]?|(?:讯|通讯员)[（(\s]"
)
_COURTESY = re.compile(
    r"(?:尊敬的|亲爱的)?\S{0,12}(?:编辑|老师|编辑部|主编|报社|杂志社)\S{0,3}[:：，,!！]?"
    r"|(?:您好|你好|你们好|大家好)[!！，,。]?.{0,60}|(?:此致|敬礼|祝好|盼复|妥否|顺祝|顺颂|谢谢|感谢).{0,12}"
    r"|.{0,20}(?:随信附上|现投上|投稿如下|请审阅|请查收|请斧正|见附件).{0,20}"
)


@dataclass(slots=True)
class _Place:
    """Where a piece goes: its role, its article, its block."""

    role: Role = "furniture"
    article: int | None = None
    block: int = -1


def page_spans(
    text: str,
    *,
    hard_wrapped: bool = False,
    title: str | None = None,
    title_is_apart: bool = False,
    is_letter: bool = False,
) -> list[Span]:
    """Find the articles of a page and what each of its lines is.

    Args:
        text: Any text.
        hard_wrapped: Whether the file's format has no lines but those of the layout.
        title: The title that the file states beside its text, if any.
        title_is_apart: Whether files of this format state their title outside the text, so that
            a text that does not repeat it begins without one.
        is_letter: Whether the text is a letter, with a greeting before what it brings.

    Returns:
        Spans in order that tile the visible characters of the text.
    """
    pieces = page_pieces(page_lines(text))
    if is_letter:
        pieces = [_without_courtesy(piece) for piece in pieces]
    structure = _Structure(pieces, fits(pieces, hard_wrapped), title, title_is_apart)
    places = structure.places()
    return [
        Span(piece.line.start, piece.line.end, place.role, place.article, place.block)
        for piece, place in zip(pieces, places, strict=True)
    ]


class _Structure:
    """The walk down a page, article by article."""

    def __init__(
        self, pieces: Sequence[Piece], fit: Sequence[Fit], title: str | None, apart: bool
    ) -> None:
        self._pieces = pieces
        self._fits = fit
        self._title = _plain(title or "")
        repeated = any(_plain(piece.text) == self._title for piece in pieces[:_TOP_LINES])
        self._untitled = apart and bool(self._title) and not repeated
        self._finder = HeadFinder(pieces, fit)
        self._heads = self._finder.with_byline()
        self._places = [_Place() for _ in pieces]
        self._article = -1
        self._signed = False
        self._body: list[int] = []
        self._over = True

    def places(self) -> list[_Place]:
        """Give every piece its place."""
        index = 0
        while index < len(self._pieces):
            index = self._place(index)
        self._finish()
        _number_blocks(self._places, self._pieces, self._heads)
        return self._places

    def _place(self, index: int) -> int:
        """Place the piece, and those of a head that begins at it; returns the next to place."""
        piece = self._pieces[index]
        if index in self._heads:
            return self._begin(self._heads[index])
        if piece.kind == "furniture":
            return index + 1
        if piece.kind == "column" or self._is_known_title(index):
            return self._open(index)
        if piece.kind in ("affiliation", "source", "signature", "author", "date"):
            return self._place_byline(index)
        if self._is_signature(index):
            self._places[index] = _Place("author", self._article)
            self._signed = self._over = True
            return index + 1
        if self._over or self._starts_news(index):
            return self._open(index)
        self._body.append(index)
        return index + 1

    def _starts_news(self, index: int) -> bool:
        """A title above a paragraph that begins as news reports do (本报讯, 新华社…电)."""
        if not self._body or not is_closed(self._pieces[self._body[-1]].text):
            return False
        for piece in self._pieces[index : index + MOST_LINES]:
            if _NEWS_LEAD.match(piece.text):
                return piece is not self._pieces[index]
            if piece.kind != "text" or len(piece.text) > LONGEST_TITLE or is_closed(piece.text):
                return False
        return False

    def _is_signature(self, index: int) -> bool:
        """Bare names below the last line of a text that has no author yet."""
        if self._pieces[index].kind != "names" or not self._body or self._signed or self._over:
            return False
        below = self._pieces[index + 1 : index + 5]
        following = next((piece for piece in below if piece.kind != "furniture"), None)
        ends = following is None or following.kind in ("date", "affiliation", "source", "column")
        return ends and is_closed(self._pieces[self._body[-1]].text)

    def _open(self, index: int) -> int:
        """Begin an article without a byline."""
        alone = self._article < 0 and not self._heads
        if alone and self._untitled:
            head = Head(index, index)
        else:
            head = self._finder.opening(index, alone=alone)
        stop = self._begin(head)
        if stop == index:
            self._body.append(index)
            return index + 1
        return stop

    def _begin(self, head: Head) -> int:
        self._finish()
        self._article += 1
        self._over = False
        self._signed = "author" in head.roles.values()
        for index, role in head.roles.items():
            self._places[index] = _Place(role, self._article)
        return head.stop

    def _place_byline(self, index: int) -> int:
        """Place a byline that stands in no head: below its article, or as text."""
        kind: str = self._pieces[index].kind
        if kind == "date" and not self._body:
            kind = "date" if self._article >= 0 else "furniture"
        elif kind in ("signature", "author", "date"):
            kind = self._tail_kind(index)
        if kind == "furniture":
            return index + 1
        if kind == "text":
            if self._over:
                return self._open(index)
            self._body.append(index)
            return index + 1
        if self._article < 0:
            self._article = 0
            self._over = False
        role: Role = "author" if kind in ("signature", "author") else _ROLES[kind]
        self._places[index] = _Place(role, self._article)
        self._signed = self._signed or role == "author"
        self._over = self._over or (bool(self._body) and role != "date")
        return index + 1

    def _tail_kind(self, index: int) -> str:
        """Names below a text are its authors if it has none yet and nothing of it follows."""
        kind = self._pieces[index].kind
        if kind == "date":
            return "date" if self._ends_here(index) else "furniture"
        if not self._body or self._signed:
            return kind if self._over and self._article >= 0 and not self._signed else "text"
        return kind

    def _ends_here(self, index: int) -> bool:
        following = index + 1
        return following >= len(self._pieces) or self._pieces[following].kind != "text"

    def _is_known_title(self, index: int) -> bool:
        """The line that repeats the title the file states, before any text of an article."""
        if not self._title or self._article > 0 or self._body:
            return False
        return _plain(self._pieces[index].text) == self._title

    def _finish(self) -> None:
        """Make paragraphs and headings of the text lines of the article that ends."""
        runs: list[list[int]] = []
        for index in self._body:
            if runs and self._joins(runs[-1][-1], index):
                runs[-1].append(index)
            else:
                runs.append([index])
        headings = self._headings(runs)
        for run, heading in zip(runs, headings, strict=True):
            role: Role = "heading" if heading else "paragraph"
            for index in run:
                self._places[index] = _Place(role, self._article, run[0])
        self._body = []

    def _joins(self, before: int, after: int) -> bool:
        return goes_on(self._pieces[before], self._pieces[after], self._fits[before])

    def _headings(self, runs: list[list[int]]) -> list[bool]:
        """Which runs of lines are headings: short, no sentence, and text of their own follows."""
        texts = [join([self._pieces[i].text for i in run]) if len(run) < 3 else "" for run in runs]
        found = [_can_be_heading(text) for text in texts]
        length = 0
        for position in range(len(runs) - 1, -1, -1):
            length = length + 1 if found[position] else 0
            first = position == 0 or not found[position - 1]
            too_many = length > _MOST_HEADINGS_IN_A_ROW
            last = position + length == len(runs)
            if first and length and (too_many or last):
                for member in range(position, position + length):
                    found[member] = not last and is_enumerated(texts[member])
        return found


_ROLES: dict[str, Role] = {"affiliation": "affiliation", "source": "source", "date": "date"}


def _can_be_heading(text: str) -> bool:
    if not text or len(text) > LONGEST_HEADING or text[-1] in "，、；：,;:。":
        return False
    if not any(character.isalnum() for character in text):
        return False
    if is_closed(text):
        return text[-1] in "？?" and len(text) <= _LONGEST_QUESTION and "。" not in text
    return "。" not in text and "；" not in text


def _number_blocks(
    places: Sequence[_Place], pieces: Sequence[Piece], heads: dict[int, Head]
) -> None:
    """Give every piece a block: paragraphs keep theirs, wrapped titles and brackets share one."""
    wrapped = {
        index: head.start
        for head in heads.values()
        if head.wrapped
        for index, role in head.roles.items()
        if role == "title"
    }
    groups: dict[tuple[str, int], int] = {}
    for index, (place, piece) in enumerate(zip(places, pieces, strict=True)):
        key = ("block", index)
        if place.block >= 0:
            key = ("text", place.block)
        elif index in wrapped:
            key = ("title", wrapped[index])
        elif place.role == "affiliation":
            key = ("bracket", piece.group)
        place.block = groups.setdefault(key, len(groups))


def _without_courtesy(piece: Piece) -> Piece:
    """Greetings and compliments of a letter belong to no article."""
    if piece.kind == "text" and len(piece.text) <= 70 and _COURTESY.fullmatch(piece.text):
        return replace(piece, kind="furniture")
    return piece


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
