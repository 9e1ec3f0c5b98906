"""What a text refers to: titles in 《》, and words of others in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from nlp.paired_marks import Span, quote_spans, title_spans
from nlp.speakers import Speakers, Speech
from nlp.word_files import lines_of

CitationKind = Literal["document", "newspaper", "book", "law", "other"]
KIND_NAMES: Mapping[CitationKind, str] = {
    "document": "文件",
    "newspaper": "报刊",
    "book": "著作",
    "law": "法律法规",
    "other": "其他",
}
_PLACES = ("whole", "end", "start", "before", "behind")

_ADDITION = re.compile(r"[（(〔\[][^（(〔\[]*[）)〕\]]$")
_SERIES = re.compile(r"[、，,和与及及其以\s]{0,2}")
_ISSUE = re.compile(r"\s*[（(]?(?:\d{4}年)?第?\s*\d+\s*[期版]|\s*\d{4}年\d+月")
_STOP = re.compile(r"[。！？!?；;]|…$")
_PART = re.compile(r"[，,：:]")
_ITEM = re.compile(r"[、，,：:/+＋·—\s]+")
_WORDS_OF_SOMEBODY = re.compile(
    r"(?:我们?|你们?|他们?|她们?|咱们?|大家|这|那|只有|只要|如果|没有|不是|不能|不要|必须|要|应当|谁)"
)
_NAME_BEFORE = re.compile(
    r"(?:主题(?:是|为)?|围绕|以|开展|举办|名为|名叫|题为|标题为|标语|口号|聚焦|启动|打造|按照|入选)[：:]?$"
)
_NAME_BEHIND = re.compile(
    r"[^。！？，,；;]{0,4}?(?:主题|活动|系列|规划|工程|行动|计划|战略|原则|要求|目标|格局|模式|项目|论坛"
    r"|大赛|比赛|竞赛|讲座|展|课题|方针|体系|机制|品牌|平台|晚会|音乐会|理念|工作法|思路|总体布局|建设|发言|横幅|标语|字样|报道)"
)
_NEAR = 16
_LEAST_SAID = 8
_LEAST_PART = 6
_LEAST_SENTENCE = 12
_LONG_ITEM = 18


@dataclass(frozen=True, slots=True)
class Citation:
    """One 《…》.

    Attributes:
        title: What stands inside the marks, as written.
        kind: What it is the title of.
        span: Where it stands in its paragraph, with the marks.
        paragraph: Number of the paragraph, from 0.
    """

    title: str
    kind: CitationKind
    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks.

    Attributes:
        text: As written, without the marks.
        span: Where they stand in their paragraph, without the marks.
        paragraph: Number of the paragraph, from 0.
        speaker: Who said or wrote them, as written; None where the text does not say so.
        speaker_span: Where the speaker stands in the paragraph.
        kind: "quotation" for a sentence or a clause of somebody, "formulation" for set words
            (“三个讲”, “腾笼换鸟、凤凰涅槃”), which a language has no other sign for.
    """

    text: str
    span: Span
    paragraph: int
    speaker: str | None
    speaker_span: Span | None
    kind: Literal["quotation", "formulation"]


def find_citations(paragraphs: Sequence[str]) -> tuple[Citation, ...]:
    """Finds the titles in 《》.

    A title within a title (《关于转发〈…〉的通知》) is part of it. Titles in a row, parted by a
    comma at most, share what stands beside the first and the last.

    Args:
        paragraphs: Paragraphs and headings of one article.

    Returns:
        The titles in order; one without its closing mark is left out.
    """
    return tuple(
        citation for at, text in enumerate(paragraphs) for citation in _citations(text, at)
    )


def find_quotations(paragraphs: Sequence[str]) -> tuple[Quotation, ...]:
    """Finds the words in quotation marks: “…”, "…" and 「…」.

    Marks within a title in 《》 are part of the title, marks within a quotation part of it.

    Args:
        paragraphs: Paragraphs and headings of one article.

    Returns:
        Quotations and formulations in order; one without its closing mark is left out.
    """
    return tuple(
        quotation for at, text in enumerate(paragraphs) for quotation in _quotations(text, at)
    )


def _citations(text: str, paragraph: int) -> Iterator[Citation]:
    row: list[Span] = []
    for span in title_spans(text):
        if row and not _SERIES.fullmatch(text, row[-1][1], span[0]):
            yield from _of_row(text, row, paragraph)
            row = []
        row.append(span)
    yield from _of_row(text, row, paragraph)


def _of_row(text: str, row: Sequence[Span], paragraph: int) -> Iterator[Citation]:
    if not row:
        return
    before, behind = (
        text[max(row[0][0] - _NEAR, 0) : row[0][0]].rstrip('：:“"‘ '),
        text[row[-1][1] : row[-1][1] + _NEAR].lstrip('”"’ '),
    )
    for start, end in row:
        title = text[start + 1 : end - 1]
        if title.strip():
            yield Citation(title, _kind(title, before, behind), (start, end), paragraph)


def _kind(title: str, before: str, behind: str) -> CitationKind:
    cues = _cues()
    bare = title.strip()
    while (shorter := _ADDITION.sub("", bare).rstrip()) and shorter != bare:
        bare = shorter
    found = (
        cues["whole"].get(bare)
        or _longest(cues["before"], before, from_end=True)
        or ("newspaper" if _ISSUE.match(behind) else None)
        or _longest(cues["behind"], behind, from_end=False)
        or _longest(cues["end"], bare, from_end=True)
        or _longest(cues["start"], bare, from_end=False)
    )
    return found or "other"


def _longest(cues: Mapping[str, CitationKind], text: str, *, from_end: bool) -> CitationKind | None:
    """The kind of the longest cue word at an end of a text."""
    for length in range(min(max(map(len, cues)), len(text)), 0, -1):
        kind = cues.get(text[-length:] if from_end else text[:length])
        if kind:
            return kind
    return None


@cache
def _cues() -> Mapping[str, Mapping[str, CitationKind]]:
    """The cue words of `nlp/data/citation_cues.txt` by their place."""
    cues: dict[str, dict[str, CitationKind]] = {place: {} for place in _PLACES}
    for line in lines_of("citation_cues.txt"):
        name, place, *words = line.split()
        kind = next(kind for kind in get_args(CitationKind) if kind == name)
        cues[place].update(dict.fromkeys(words, kind))
    return cues


def _quotations(text: str, paragraph: int) -> Iterator[Quotation]:
    titles = title_spans(text)
    quotes = [
        (start, end)
        for start, end in quote_spans(text)
        if text[start + 1 : end - 1].strip() and not _within((start, end), titles)
    ]
    if not quotes:
        return
    speakers = Speakers(text, quotes, titles)
    for number, (start, end) in enumerate(quotes):
        inside = text[start + 1 : end - 1]
        speech = speakers.of(number)
        is_quotation = _is_quotation(inside, speech) and not (
            (speech is None or speech.manner == "indirect")
            and _is_name(inside, text[max(start - _NEAR, 0) : start], text[end : end + _NEAR])
        )
        if not is_quotation and speech and speech.manner == "indirect":
            speech = None
        yield Quotation(
            inside,
            (start + 1, end - 1),
            paragraph,
            text[slice(*speech.span)] if speech else None,
            speech.span if speech else None,
            "quotation" if is_quotation else "formulation",
        )


def _within(span: Span, titles: Sequence[Span]) -> bool:
    """Whether a quotation stands in one of the titles, which are in order and apart."""
    number = bisect_right(titles, span)
    return number > 0 and span[1] <= titles[number - 1][1]


def _is_quotation(text: str, speech: Speech | None) -> bool:
    """Whether words in quotes are a sentence or a clause, or are given as somebody's speech.

    Set words are short, or a row of short ones of one build. A sentence ends as sentences do, has
    clauses of some length, or begins with a word that set words do not begin with.
    """
    if _STOP.search(text):
        return True
    longest = max(map(len, _PART.split(text)))
    if _PART.search(text) and longest >= _LEAST_PART and len(text) >= _LEAST_SENTENCE:
        return True
    if speech and (speech.manner == "direct" or max(map(len, _ITEM.split(text))) >= _LONG_ITEM):
        return True
    if speech and speech.manner == "phrase" and len(text) >= _LEAST_SAID and "、" not in text:
        return True
    return bool(_WORDS_OF_SOMEBODY.match(text)) and longest >= _LEAST_SENTENCE


def _is_name(text: str, before: str, behind: str) -> bool:
    """Whether words that nobody is named for are the name of something: a motto, an event."""
    if _STOP.search(text):
        return False
    return bool(_NAME_BEFORE.search(before) or _NAME_BEHIND.match(behind))
