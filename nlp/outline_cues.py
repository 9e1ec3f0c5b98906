"""The cues from which an outline is made: numbers, dashes, ordinals, leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nlp.outline_leads import inner_leads, leads_of
from nlp.segmentation import Segmenter
from nlp.sentences import sentence_spans

HEADING, PARAGRAPH, INNER = range(3)
ENDLESS = 1 << 30
LONGEST_CLAIM = 60

_HAN = "一二三四五六七八九十"
_NUMBERS = {
    "part": re.compile(rf"第[{_HAN}百0-9]+(?:部分|章|节|编|篇)[、，,:：\s]*"),
    "han": re.compile(rf"[{_HAN}]{{1,3}}、\s*"),
    "han-brackets": re.compile(rf"[(（][{_HAN}]{{1,3}}[)）]\s*[、.．]?\s*"),
    "digits": re.compile(r"[0-9０-９]{1,2}\s*(?:[、.．](?![0-9０-９])|[)）])\s*"),
    "digits-brackets": re.compile(r"[(（][0-9０-９]{1,2}[)）]\s*"),
    "circled": re.compile(r"[①-⑳]\s*"),
}
_DASH = re.compile(r"(?:[—–―─]{1,3}|-{2,3})\s*")
_BULLET = re.compile(r"[•·●▪■◆★]\s*")
# Each family in its order; a set counts from its first member on.
_ORDINALS = {
    "是": tuple(f"{n}是" for n in _HAN),
    "要": tuple(f"{n}要" for n in _HAN),
    "第": tuple(f"第{n}" for n in _HAN),
    "其": tuple(f"其{n}" for n in _HAN),
    "首先": ("首先", "其次", "再次", "最后"),
    "方面": ("一方面", "另一方面"),
}
_FOLLOWS_NUMBER = "、，,：:是"
_BORDER = "。！？!?；;：:，,”’」』）)"
_LEFT_BEHIND = "，,、；;：:"


@dataclass(frozen=True, slots=True)
class Cue:
    """Where a point begins.

    Attributes:
        paragraph: In which paragraph.
        at: At which character of it.
        marker: The number, dash or ordinal, as written; may be empty.
        claim: Span of the claim in the paragraph.
        rank: HEADING, PARAGRAPH or INNER.
        family: Cues of one family stand on one level.
        reach: The last paragraph that may belong to the point.
    """

    paragraph: int
    at: int
    marker: str
    claim: tuple[int, int]
    rank: int
    family: str
    reach: int = ENDLESS

    @property
    def start(self) -> tuple[int, int]:
        """Where the point begins."""
        return self.paragraph, self.at


def cues_of(paragraphs: Sequence[str], headings: Sequence[bool], segmenter: Segmenter) -> list[Cue]:
    """Finds the cues of an essay.

    Args:
        paragraphs: Its headings and paragraphs.
        headings: For each whether it is a heading.
        segmenter: Tells parts of speech.

    Returns:
        The cues in the order of the text.
    """
    cues: list[Cue] = []
    places = groupby(range(len(paragraphs)), key=lambda n: bool(headings[n]))
    for is_heading, numbers in places:
        section = list(numbers)
        if is_heading:
            cues += (_heading(paragraphs[n], n) for n in section if paragraphs[n].strip())
            continue
        own = _section(paragraphs, section, segmenter)
        for number in section:
            lead, text = own.get(number), paragraphs[number]
            inner = list(_inner(text, number, lead, segmenter))
            if lead:
                cues.append(_ending_before(lead, inner, text))
            cues += inner
    return cues


def _heading(text: str, number: int) -> Cue:
    family, start = _number_at(text)
    start = start or len(text) - len(text.lstrip())
    claim = (start, len(text.rstrip()))
    return Cue(number, 0, text[: claim[0]].strip(), claim, HEADING, family or "heading")


def _number_at(text: str) -> tuple[str, int]:
    """The kind of number a text begins with, and where it ends."""
    begin = len(text) - len(text.lstrip())
    for family, pattern in _NUMBERS.items():
        match = pattern.match(text, begin)
        if match and text[match.end() :].strip():
            return family, match.end()
    return "", 0


def _section(
    paragraphs: Sequence[str], section: Sequence[int], segmenter: Segmenter
) -> dict[int, Cue]:
    """The cues at the beginning of the paragraphs between two headings."""
    found: dict[int, Cue] = {}
    for number in section:
        cue = _marked(paragraphs[number], number)
        if cue:
            found[number] = cue
    found = {n: c for n, c in found.items() if _is_counted(c, list(found.values()))}
    bare = [n for n in section if n not in found]
    if not any(cue.family in _NUMBERS for cue in found.values()):
        for number, claim in leads_of(paragraphs, bare, segmenter).items():
            found[number] = Cue(number, 0, "", claim, PARAGRAPH, "lead")
    return {n: _reaching(cue, found, section) for n, cue in found.items()}


def _marked(text: str, number: int) -> Cue | None:
    begin = len(text) - len(text.lstrip())
    family, end = _number_at(text)
    for name, pattern in (("dash", _DASH), ("bullet", _BULLET)):
        match = pattern.match(text, begin)
        if not family and match and text[match.end() :].strip():
            family, end = name, match.end()
    if not family:
        ordinal = _ordinal_at(text, begin)
        if ordinal is None:
            return None
        name, _, end = ordinal
        family = f"ordinal-{name}"
    claim = claim_at(text, end)
    if claim[0] == claim[1]:
        return None
    return Cue(number, begin, text[begin:end].strip(), claim, PARAGRAPH, family)


def _is_counted(cue: Cue, all_cues: Sequence[Cue]) -> bool:
    """Whether a cue has another of its family beside it; a dash or number may stand alone."""
    if not cue.family.startswith("ordinal-"):
        return True
    return sum(other.family == cue.family for other in all_cues) > 1


def _reaching(cue: Cue, found: dict[int, Cue], section: Sequence[int]) -> Cue:
    """Gives a point the paragraphs without a cue before the next of its family."""
    if cue.family in _NUMBERS:
        return cue
    following = [n for n, c in found.items() if n > cue.paragraph and c.family == cue.family]
    reach = min(following) - 1 if following else cue.paragraph
    return replace(cue, reach=min(reach, section[-1]))


def claim_at(text: str, start: int) -> tuple[int, int]:
    """The claim that begins at a place: its sentence, or as much of it as a claim can hold."""
    spans = sentence_spans(text[start:], semicolons=True)
    if not spans:
        return start, start
    begin, end = start + spans[0][0], start + spans[0][1]
    while end > begin and text[end - 1] in "。！？!?；;…":
        end -= 1
    while begin < end and (text[begin] in _LEFT_BEHIND or text[begin].isspace()):
        begin += 1
    if end - begin > LONGEST_CLAIM // 2:
        first = next((i for i in range(begin + 4, end) if text[i] in "，,：:"), end)
        commas = sum(text[i] in "，," for i in range(begin, end))
        whole_is_short = end - begin <= LONGEST_CLAIM and commas < 2
        if not whole_is_short and first - begin <= LONGEST_CLAIM:
            end = first
    return begin, end


def _ordinal_at(text: str, at: int) -> tuple[str, int, int] | None:
    """The ordinal at a place: its family, its number in the family, and where it ends."""
    for family, members in _ORDINALS.items():
        for number, member in enumerate(members):
            if not text.startswith(member, at):
                continue
            end = at + len(member)
            following = text[end : end + 1]
            if family in "第其" and following not in _FOLLOWS_NUMBER:
                continue
            while end < len(text) and text[end] in "，,：:、 ":
                end += 1
            return family, number, end
    return None


def _inner(text: str, number: int, lead: Cue | None, segmenter: Segmenter) -> Iterator[Cue]:
    """The cues inside a paragraph, after its own."""
    enumerated = _enumerated(text, lead.claim[0] + 1 if lead else 0)
    if enumerated:
        following = [at for _, at, _ in enumerated[1:]]
        for (family, at, end), border in zip(enumerated, [*following, len(text)], strict=True):
            claim = _cut(text, claim_at(text, end), border)
            if claim[0] < claim[1]:
                yield Cue(number, at, text[at:end].strip(), claim, INNER, f"inner-{family}", number)
        return
    for begin, end in inner_leads(text, lead.claim[1] if lead else 0, segmenter):
        yield Cue(number, begin, "", (begin, end), INNER, "inner-lead", number)


def _ending_before(lead: Cue, inner: Sequence[Cue], text: str) -> Cue:
    """A cue whose claim does not reach into the points below it: 抓两头，一是…，二是…."""
    return replace(lead, claim=_cut(text, lead.claim, inner[0].at)) if inner else lead


def _cut(text: str, claim: tuple[int, int], border: int) -> tuple[int, int]:
    """What of a claim stands before a place, without the comma there."""
    begin, end = claim
    if end > border:
        end = border
        while end > begin and (text[end - 1] in _LEFT_BEHIND or text[end - 1].isspace()):
            end -= 1
    return begin, end


def _enumerated(text: str, after: int) -> list[tuple[str, int, int]]:
    """Ordinals in a paragraph that count from one on: family, start and end of each."""
    runs: dict[str, list[tuple[str, int, int]]] = {}
    for at in range(after, len(text) - 1):
        if at > 0 and text[at - 1] not in _BORDER and not text[at - 1].isspace():
            continue
        ordinal = _ordinal_at(text, at)
        if ordinal is None:
            continue
        family, number, end = ordinal
        run = runs.setdefault(family, [])
        # 最后 may come second; whatever else must come in its turn.
        if number == len(run) or (family == "首先" and run and number > len(run)):
            run.append((family, at, end))
    whole = [run for run in runs.values() if len(run) > 1]
    # One family a paragraph: the one that counts farthest, the first of these.
    return max(whole, key=lambda run: (len(run), -run[0][1]), default=[])
