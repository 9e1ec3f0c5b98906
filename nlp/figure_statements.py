"""The figures of one sentence, read quantity by quantity from left to right."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.figure_indicators import find_indicator, is_empty, names_measure
from nlp.figure_links import ChangeKind, Link, read_link
from nlp.numerals import Quantity, kind_of
from nlp.segmentation import Segmenter, TaggedToken

Span = tuple[int, int]

_CLAUSE = re.compile(r"[,;:。!?\n\"'()《》\[\]<>|]")
_LONGEST_CLAUSE = 60
_FOLLOWED = re.compile(
    r"\s*(?:$|[,;。!?)、\n(\]]|增|提高|提升|上升|上涨|同比|环比|比|较|占|下降|减少|降|翻|大关|台阶|关口"
    r"|和|与|左右|以上|以内|的(?:增|涨|降)|用于)"
)
_RANGE = re.compile(r"\d[%‰十百千万亿]*(?:[-~至]|到)$")
_RANGE_SIGNS = frozenset({"-", "~", "至", "到"})
_LISTED = re.compile(r"[、,]|和|与|及|以及")
_LIST_ITEM = re.compile(r"[、和与及]")
_OWN_CLAUSE = re.compile(r"[^\u4e00-\u9fff]*[\u4e00-\u9fff]{0,2}")
_SHARE_WORDS = frozenset({"占比", "比重", "比例"})
_SHARE_ENDS = ("占比", "比重", "比例")
_GROWTH_WORDS = frozenset({"增速", "增幅", "涨幅"})
_LASTS = re.compile(r"(?:寿命|年龄|时间|天数|时长|时限|周期|期限|用时|学制|日数)$")
_PROPORTION = re.compile(r"(?:比|占比|比例|比重|结构)$")
_LONGEST_NAME = 14
_WITHIN = re.compile(r"[在占][^在占,]{0,20}$")
_HEADS = re.compile(r"(?:人数|人口)$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure within its folded sentence, before year and place are known.

    Attributes:
        indicator: Its span in the sentence.
        value: The quantity reached, or the only one.
        start: The quantity it began at.
        change: By how much it changed, or which share it is.
        change_kind: What `change` is.
        whole: What it is measured against.
        end: Where the last of its quantities ends.
    """

    indicator: Span
    value: Quantity
    end: int
    start: Quantity | None = None
    change: Quantity | None = None
    change_kind: ChangeKind | None = None
    whole: Quantity | None = None


class SentenceReader:
    """Reads the figures of one folded sentence.

    Args:
        sentence: Folded.
        quantities: Its quantities in order, with spans in it.
        segmenter: Cuts it into words; it is not asked if no quantity can be a figure.
    """

    def __init__(self, sentence: str, quantities: Sequence[Quantity], segmenter: Segmenter) -> None:
        self._sentence = sentence
        self._quantities = quantities
        self._segmenter = segmenter
        self._tokens: list[TaggedToken] = []
        self._found: list[Statement] = []

    def tokens(self, start: int, end: int) -> list[TaggedToken]:
        """Gives the words that touch a part of the sentence.

        Args:
            start: Where the part begins; before the sentence is where it begins.
            end: Where it ends.

        Returns:
            The folded words with their parts of speech.
        """
        if not self._tokens:
            self._tokens = _with_share_words(self._segmenter.tagged(self._sentence))
        first = bisect_right(self._tokens, max(start, 0), key=_start) - 1
        return self._tokens[first : bisect_left(self._tokens, end, key=_start)]

    def read(self) -> list[Statement]:
        """Reads the whole sentence.

        Returns:
            Its figures in order.
        """
        index = 0
        while index < len(self._quantities):
            index += self._read_at(index)
        return self._found

    def _between(self, index: int) -> str | None:
        """What stands between a quantity and the next."""
        if index + 1 >= len(self._quantities):
            return None
        end, start = self._quantities[index].span[1], self._quantities[index + 1].span[0]
        return self._sentence[end:start]

    def _clause_start(self, index: int) -> int:
        end = self._quantities[index].span[0]
        start = self._quantities[index - 1].span[1] if index else 0
        start = max(start, end - _LONGEST_CLAUSE)
        for match in _CLAUSE.finditer(self._sentence, start, end):
            start = match.end()
        return start

    def _read_at(self, index: int) -> int:
        """Reads the statement that begins with a quantity; tells how many quantities it took."""
        quantity, start = self._quantities[index], self._clause_start(index)
        before = self._sentence[start : quantity.span[0]]
        between = self._between(index)
        link = read_link(before, quantity.unit)
        if link.kind == "from":
            return self._read_move(index, start, link)
        if between in _RANGE_SIGNS:
            return 2
        if _RANGE.search(before):
            return 1
        if between == "的" and self._quantities[index + 1].unit == "%":
            self._read_part_of_whole(index, start, before)
            return 2
        if "分别" in before:
            return self._read_list(index, start, link)
        if _FOLLOWED.match(self._sentence, quantity.span[1]):
            self._read_single(quantity, start, link)
        return 1

    def _read_move(self, index: int, start: int, link: Link) -> int:
        """自24.5亿元增长至56.9亿元."""
        between = self._between(index)
        if between is None or len(between) > 20 or _CLAUSE.search(between[1:]):
            return 1
        first, last = self._quantities[index : index + 2]
        moved = read_link(between.lstrip(","), last.unit)
        if moved.kind != "to" and between not in _RANGE_SIGNS:
            return 1
        indicator = self._indicator(start, start + link.start)
        if indicator is None or first.unit not in ("", last.unit) or not last.unit:
            return 2
        if kind_of(last.unit) == "time" and not _LASTS.search(self._words(indicator)):
            return 2
        first = replace(first, unit=last.unit)
        self._found.append(Statement(indicator, last, last.span[1], start=first))
        return 2

    def _read_part_of_whole(self, index: int, start: int, before: str) -> None:
        """完成年度目标任务208亿元的50.5%, 占总投资20亿元的三成."""
        whole, part = self._quantities[index : index + 2]
        verb = re.search(r"(?:已|仅|提前)*(?P<verb>完成|占)", before)
        if verb is None:
            return
        kind: ChangeKind = "completion" if verb["verb"] == "完成" else "share"
        indicator = self._indicator(start, start + verb.start())
        if indicator is not None:
            self._found.append(Statement(indicator, part, part.span[1], None, part, kind, whole))
        elif last := self._neighbour(start, verb.start()):
            self._found[-1] = replace(
                last, change=part, change_kind=kind, whole=whole, end=part.span[1]
            )

    def _read_list(self, index: int, start: int, link: Link) -> int:
        """工业投资、民间投资分别增长12%、8%: as many names as quantities, or nothing."""
        count = 1
        while (between := self._between(index + count - 1)) and _LISTED.fullmatch(between):
            count += 1
        names: list[Span] = []
        begin = start
        for match in _LIST_ITEM.finditer(self._sentence, start, start + link.start):
            names.append((begin, match.start()))
            begin = match.end()
        names.append((begin, start + link.start))
        if count < 2 or len(names) < count:
            return count
        spans = [self._indicator(begin, end) for begin, end in names[-count:]]
        # In 一产、二产增加值 only the last name is whole.
        headed = spans[-1] is not None and names_measure(self._words(spans[-1]))
        for span, quantity in zip(spans, self._quantities[index : index + count], strict=True):
            if span is None or is_empty(words := self._words(span)):
                continue
            if not headed or names_measure(words):
                self._add(span, quantity, link)
        return count

    def _read_single(self, quantity: Quantity, start: int, link: Link) -> None:
        indicator = self._indicator(start, start + link.start) or self._quoted(start + link.start)
        words = self._words(indicator) if indicator else ""
        if link.ratio_end is not None and indicator is not None:
            spanned = indicator[0], start + link.ratio_end
            self._found.append(Statement(spanned, quantity, quantity.span[1]))
        elif indicator is None or is_empty(words):
            self._attach(quantity, start, link, words)
        else:
            self._add(indicator, quantity, link)

    def _attach(self, quantity: Quantity, start: int, link: Link, words: str) -> None:
        """Gives a change or share without an indicator of its own to the figure before it."""
        kind = link.change
        if link.kind in ("level", "beside", "to") and kind_of(quantity.unit) == "rate":
            if words in _SHARE_WORDS:
                kind = "share"
            elif words in _GROWTH_WORDS:
                kind = "growth"
        if quantity.text.startswith("翻"):
            kind = "multiple"
        last = self._neighbour(start, link.start - len(words))
        if kind is None or last is None or last.change is not None:
            return
        if kind == "share" and quantity.unit != "%":
            return
        self._found[-1] = replace(last, change=quantity, change_kind=kind, end=quantity.span[1])

    def _neighbour(self, start: int, head: int) -> Statement | None:
        """The figure right before a clause, if nothing else is the subject of the clause."""
        if not self._found or not _OWN_CLAUSE.fullmatch(self._sentence[start : start + head]):
            return None
        last = self._found[-1]
        return last if len(self._sentence[last.end : start].strip()) <= 1 else None

    def _add(self, indicator: Span, quantity: Quantity, link: Link) -> None:
        kind = link.change if link.kind != "level" else None
        if quantity.text.startswith("翻"):
            kind = "multiple"
        words = self._words(indicator)
        fitting = _fit(quantity, kind, words)
        if fitting is None:
            return
        change = fitting if kind else None
        self._found.append(
            Statement(indicator, fitting, fitting.span[1], change=change, change_kind=kind)
        )

    def _indicator(self, start: int, end: int) -> Span | None:
        if end - start < 2:
            return None
        found = find_indicator(self.tokens(start, end), start, end)
        if found and self._words(found).endswith(_SHARE_ENDS):
            return self._share_within(start, found)
        return found

    def _quoted(self, end: int) -> Span | None:
        """A name in quotes right before a link: “四好农村路”3万公里."""
        if end < 1 or self._sentence[end - 1] != '"':
            return None
        opened = self._sentence.rfind('"', max(0, end - _LONGEST_NAME), end - 1)
        return (opened + 1, end - 1) if opened >= 0 and end - opened > 3 else None

    def _share_within(self, start: int, share: Span) -> Span:
        """Takes to 比重 what is a share of what: 服务业在国内生产总值中的比重."""
        match = _WITHIN.search(self._sentence, start, share[0])
        part = match and self._indicator(start, match.start())
        return (part[0], share[1]) if part else share

    def _words(self, span: Span) -> str:
        return self._sentence[slice(*span)]


def _start(token: TaggedToken) -> int:
    return token.start


def _with_share_words(tokens: Sequence[TaggedToken]) -> list[TaggedToken]:
    """Makes one noun of 占 and 比, which the segmenter takes for a verb and a preposition."""
    joined: list[TaggedToken] = []
    for token in tokens:
        if token.text == "比" and joined and joined[-1].text == "占":
            joined[-1] = TaggedToken("占比", "n", joined[-1].start, token.end)
        else:
            joined.append(token)
    return joined


def _fit(quantity: Quantity, kind: ChangeKind | None, words: str) -> Quantity | None:
    """Tells whether a quantity can be of what an indicator names; a bare count gets its unit."""
    unit = kind_of(quantity.unit)
    if unit == "":
        return replace(quantity, unit="人") if _HEADS.search(words) else None
    if unit == "time":
        return quantity if _LASTS.search(words) else None
    if unit == "proportion":
        fits = len(quantity.parts) > 2 or _PROPORTION.search(words)
        return quantity if fits else None
    if unit in ("points", "times"):
        return quantity if kind else None
    if unit == "object":
        return quantity if any(char.isdigit() for char in quantity.text) else None
    return quantity
