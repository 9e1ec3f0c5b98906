"""Who said what stands in quotation marks, where the text around says so.

Three ways of saying so are known: before the words (县委书记林晓强调：“…”; 林晓考察时提出的“…”;
林晓关于“…”的重要论述), behind them (“…”，林晓说), and before other words of the same sentence
(林晓指出，松河要“…”). The one who speaks is told by how he is called: a title, a name, a body,
a document in 《》. Where nothing of the kind stands there, nobody is named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nlp.names import is_name, is_word
from nlp.paired_marks import Span
from nlp.word_files import lines_of

Manner = Literal["direct", "phrase", "indirect"]

_INSIDE, _IN_TITLE = "\ue000", "\ue001"
_STOPS = "。！？!?…"
_CLOSERS = '”"＂」』〞’'
_SENTENCE_END = re.compile(rf"[{_STOPS}][{_CLOSERS}]*")
_CLAUSE = re.compile(r"[^，,；;：:（）()“”\"＂「」]+")
_JOINED = re.compile(r"[、，,；;和与及以\s]{0,3}")
_OF_THOUGHT = re.compile(
    r"的?(?:一系列)?(?:重要)?(?:论述|指示|讲话|批示|要求|嘱托|精神|思想|论断|理念|教导|号召|论点|期望)"
)
_DATE = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|初|底|前|起)?[，、]?")
_OCCASION = re.compile(r"[在于].{1,24}?(?:上|中|时|期间|之际|之后|以后|里)")
_DOCUMENT = re.compile(rf"(?:[\u4e00-\u9fff]{{0,8}})《{_IN_TITLE}+》(?:等文件|一文|一书)?")
_TRANSLITERATED = re.compile(
    "[阿埃艾安奥巴班贝比波博布查达戴德迪杜尔法费弗夫福盖戈格哈海赫胡霍基吉加杰卡科克肯库拉莱兰朗"
    "劳勒雷里利林卢鲁罗洛马迈曼梅蒙米莫姆纳尼诺帕培佩皮普奇切乔琼萨塞森沙舍史斯施司苏索塔泰汤特托"
    "瓦万威维温文沃乌西希夏谢休雅亚耶伊英约泽詹朱兹扎努贾凯柯·]{3,9}"
)
_OBJECT = "(?:我们|大家|全党|全军|同志们|(?:全体|广大)?(?:党员)?干部|(?:本报|本刊)?记者|笔者)"
_AFTER_SPEECH = '。，,；;！？!?、”" \n'
_BLANK = re.compile(r"\s+")
_COVERBS = ("在", "向", "对", "把", "被", "针")
_LONGEST = 24
_LOOKED_BACK = 300
_FAR = 20


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks, and how the text says so.

    Attributes:
        span: Where the speaker stands in the paragraph.
        manner: "direct" if the words are given as speech (强调：“…”), "phrase" if they are
            part of a phrase (提出的“…”), "indirect" if they stand in what somebody said (指出，
            松河要“…”).
    """

    span: Span
    manner: Manner


class Speakers:
    """Finds who speaks in one paragraph.

    Args:
        text: The paragraph.
        quotes: What stands in quotation marks, with the marks, in order.
        titles: What stands in 《》, with the marks.
    """

    def __init__(self, text: str, quotes: Sequence[Span], titles: Sequence[Span]) -> None:
        self._quotes = quotes
        masked = list(text)
        for start, end in titles:
            masked[start + 1 : end - 1] = _IN_TITLE * (end - start - 2)
        for start, end in quotes:
            last = text[end - 2] if text[end - 2] in _STOPS else _INSIDE
            masked[start + 1 : end - 1] = _INSIDE * (end - start - 3) + last
        self._text = "".join(masked)
        self._ends = [match.end() for match in _SENTENCE_END.finditer(self._text)]
        self._said: list[Speech | None] = []
        for number in range(len(quotes)):
            self._said.append(self._before(number) or self._joined(number) or self._behind(number))

    def of(self, number: int) -> Speech | None:
        """Who says the quotation of this number; None where nothing says so."""
        return self._said[number]

    def _joined(self, number: int) -> Speech | None:
        """Words joined to those before are of the same speaker."""
        if not number or self._said[number - 1] is None:
            return None
        gap = self._text[self._quotes[number - 1][1] : self._quotes[number][0]]
        return self._said[number - 1] if _JOINED.fullmatch(gap) else None

    def _before(self, number: int) -> Speech | None:
        start, end = self._quotes[number]
        begin = self._sentence_start(start)
        before = self._text[begin:start]
        if before.endswith("关于") and _OF_THOUGHT.match(self._text, end):
            span = self._subject(begin, start - 2)
            return Speech(span, "phrase") if span else None
        match = _saying().search(before)
        if match:
            span = self._subject(begin, begin + match.start())
            return Speech(span, self._manner(match["mark"], number)) if span else None
        if before.rstrip().endswith(("：", ":")):
            span = self._subject(begin, begin + len(before.rstrip()) - 1, whole=True)
            return Speech(span, "direct") if span and self._ends_clause(number) else None
        for match in _indirect().finditer(before):
            span = self._subject(begin, begin + match.start())
            if span and len(before) - match.end() <= _FAR:
                return Speech(span, "indirect")
        return None

    def _manner(self, mark: str, number: int) -> Manner:
        """How words are given right behind a verb of saying and its mark."""
        if not mark:
            return "phrase"
        return "direct" if mark in "：:" or self._ends_clause(number) else "indirect"

    def _ends_clause(self, number: int) -> bool:
        """Whether a clause ends with the words, so that they are no part of a longer one."""
        end = self._quotes[number][1]
        return self._text[end - 2] in _STOPS or not self._text[end : end + 1].strip(_AFTER_SPEECH)

    def _behind(self, number: int) -> Speech | None:
        start, end = self._quotes[number]
        if self._text[self._sentence_start(start) : start].strip():
            return None
        closed = self._text[end - 2] in _STOPS
        match = _follows().match(self._text, end)
        if not match or not (closed or match["comma"]):
            return None
        who = "who" if match["who"] else "owner"
        span = self._subject(match.start(who), match.end(who))
        return Speech(span, "direct") if span else None

    def _sentence_start(self, at: int) -> int:
        number = bisect_right(self._ends, at)
        return max(self._ends[number - 1] if number else 0, at - _LOOKED_BACK)

    def _subject(self, start: int, end: int, *, whole: bool = False) -> Span | None:
        """The one who speaks, in the last clause before a verb of saying that has a speaker.

        Args:
            start: Where to look from.
            end: Where to look to.
            whole: Whether all that stands there must be the speaker, as in minutes (林晓：“…”).
        """
        for clause in reversed(list(_CLAUSE.finditer(self._text, start, end))):
            if whole and clause.span() != (start, end):
                return None
            for begin in (0,) if whole else _starts(clause[0]):
                ends = (len(clause[0].rstrip()),) if whole else _ends(clause[0], begin)
                for stop in ends:
                    if _can_speak(clause[0][begin:stop]):
                        return clause.start() + begin, clause.start() + stop
            if clause.end() == end and _has_subject(clause[0]):
                return None
        return None


def _has_subject(clause: str) -> bool:
    """Whether a clause says who does something, so that those before it say nothing of that."""
    rest = clause[next(_starts(clause)) :]
    return bool(rest.strip()) and not _adverbial().match(rest)


def _starts(clause: str) -> Iterator[int]:
    """Where in a clause the one who speaks may begin: behind dates, occasions and conjunctions."""
    begin, moved = 0, True
    while moved:
        moved = False
        for pattern in (_BLANK, _DATE, _lead()):
            match = pattern.match(clause, begin)
            if match and match.end() > begin:
                begin, moved = match.end(), True
    yield begin
    if occasion := _OCCASION.match(clause, begin):
        yield occasion.end()
    if clause.startswith(_COVERBS, begin):
        yield begin + 1
    # Where other words come first, a name everybody knows still says who it is.
    yield from (match.start() for match in _known_name().finditer(clause))


def _ends(clause: str, begin: int) -> Iterator[int]:
    """Where one who speaks may end: before an adverbial, or with the clause."""
    for at in range(begin + 1, len(clause)):
        # 总书记 and 同志 belong to the name, though 总 and 同 alone would not.
        if _adverbial().match(clause, at) and not _title().match(clause, at):
            yield at
    yield len(clause.rstrip())


def _can_speak(text: str) -> bool:
    """Whether somebody who speaks is called so."""
    cues = _cues()
    text = "".join(text.split())
    if not 1 <= len(text) <= _LONGEST or _INSIDE in text or _refused().search(text):
        return False
    if text.startswith(_COVERBS):
        return False
    if text in cues["whole"] or _DOCUMENT.fullmatch(text) or _TRANSLITERATED.fullmatch(text):
        return True
    if _ends_with(text, cues["title"]) or _ends_with(text, cues["body"]):
        return True
    if is_name(text) and not is_word(text):
        return True
    return any(
        _ends_with(text[:-length], cues["title"])
        and (_TRANSLITERATED.fullmatch(text[-length:]) or is_name(text[-length:]))
        for length in range(2, min(len(text), 9))
    )


def _ends_with(text: str, words: frozenset[str]) -> bool:
    return text.endswith(tuple(words))


def _longest_first(words: frozenset[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


@cache
def _cues() -> Mapping[str, frozenset[str]]:
    """The words of `nlp/data/speaker_cues.txt` by what they are."""
    cues: dict[str, set[str]] = {}
    for line in lines_of("speaker_cues.txt"):
        name, *words = line.split()
        cues.setdefault(name, set()).update(words)
    return {name: frozenset(words) for name, words in cues.items()}


@cache
def _verbs(*kinds: str) -> str:
    return "|".join(_longest_first(frozenset().union(*(_cues()[kind] for kind in kinds))))


@cache
def _saying() -> re.Pattern[str]:
    """A verb of saying just before the words."""
    return re.compile(
        rf"(?:(?:{_verbs('verb')})|(?:{_verbs('remark')})(?=[^：:，,]{{0,4}}[：:，,]\s*$))(?:过|道|到|了|着|出)?{_OBJECT}?"
        r"(?:的(?:是|话|那?句话|一句话|名言)?(?:说)?)?(?P<mark>[：:，,]?)\s*$"
    )


@cache
def _indirect() -> re.Pattern[str]:
    """A verb of saying with other words behind it."""
    return re.compile(rf"(?:{_verbs('verb', 'remark')})[，,：:]")


@cache
def _follows() -> re.Pattern[str]:
    """Who said it, and the verb, behind the words."""
    return re.compile(
        rf"(?P<comma>[，,]?)\s*(?P<who>[^{_STOPS}，,；;：:“”\"]{{1,24}}?)"
        rf"(?:{_verbs('verb', 'remark')})(?:道|过|着)?(?=[。，,！；;]|$)"
        rf"|(?P<owner>[^{_STOPS}，,；;：:“”\"的]{{1,30}})的(?:重要)?(?:这?(?:一?番|句)?话语?|讲话|嘱托|教导|号召|要求|名言)"
    )


@cache
def _adverbial() -> re.Pattern[str]:
    words = "|".join(_longest_first(_cues()["adverbial"]))
    return re.compile(rf"(?:{words})|[\u4e00-\u9fff]{{1,4}}地")


@cache
def _title() -> re.Pattern[str]:
    return re.compile("|".join(_longest_first(_cues()["title"])))


@cache
def _refused() -> re.Pattern[str]:
    return re.compile("|".join(_longest_first(_cues()["refused"])))


@cache
def _known_name() -> re.Pattern[str]:
    return re.compile("|".join(name for name in _longest_first(_cues()["whole"]) if len(name) > 2))


@cache
def _lead() -> re.Pattern[str]:
    return re.compile("|".join(_longest_first(_cues()["lead"])))
