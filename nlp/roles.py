"""What paragraphs of an essay do: lead in, name a problem, tell what was done, draw a lesson.

The idea is argumentative zoning (Teufel and Moens 2002, "Summarizing Scientific Articles:
Experiments with Relevance and Rhetorical Status", Computational Linguistics 28(4)): a text of a
genre is a sequence of zones that position, headings and set words give away. Their zones are those
of research papers; these are those of 调研 essays. Evidence is added up with plain weights:

* the heading a paragraph stands under, the strongest, for authors name their zones themselves;
* words in its sentences, as a share of the sentences, the first counting twice, for it says what
  the paragraph is about;
* the time a sentence speaks of: what is to come (力争, 目标是) was not done, what is past (去年,
  先后) does not follow from it;
* that it is the first of its article, which leads in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, get_args

from nlp.sentences import sentence_spans
from nlp.word_files import lines_of

Role = Literal["background", "problem", "practice", "result", "lesson"]
ROLES: tuple[Role, ...] = get_args(Role)
ROLE_NAMES: Mapping[Role, str] = {
    "background": "背景",
    "problem": "问题",
    "practice": "做法",
    "result": "成效",
    "lesson": "启示对策",
}

_HEADING = 1.3
"""A little more than a paragraph has whose every sentence holds a cue word of a role."""
_HEADING_BESIDE = 0.6
"""For roles that a heading names before the one it ends with: 成效 in 做法、成效与启示."""
_FIRST = 0.6
_FIRST_SENTENCE = 2
_SECOND_CUE = 0.5
"""Several cue words of a role in one sentence are surer than one, but not by much."""
_FLOOR = 0.3
"""Below that nothing speaks for a role: about one sentence in three with a cue word."""

_TO_DO = ("把", "让", "要", "将", "使")

_NUMBERED = (
    re.compile(r"\s*[一二三四五六七八九十]+[、.．]"),
    re.compile(r"\s*[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\s*(?:\d+[、.．]|[(（]\d+[)）])"),
)
_TOP = 0


def roles_of(paragraphs: Sequence[str], headings: Sequence[bool]) -> tuple[Role | None, ...]:
    """Tells the role of each paragraph of an article.

    Args:
        paragraphs: Paragraphs and headings in order, without the title.
        headings: Which of them are headings.

    Returns:
        A role for each; None for headings and where nothing speaks for one.

    Raises:
        ValueError: There are not as many marks as paragraphs.
    """
    roles: list[Role | None] = []
    above: dict[int, Mapping[Role, float]] = {}
    first = True
    for text, is_heading in zip(paragraphs, headings, strict=True):
        if is_heading:
            level = _level(text)
            above = {other: its for other, its in above.items() if other < level}
            if named := _named(text):
                above[level] = named
            roles.append(None)
            continue
        scores = _said(text)
        # A heading that names no role leaves its paragraphs to the one above it.
        for role, weight in (above[max(above)] if above else {}).items():
            scores[role] += weight
        if first and text.strip():
            scores["background"] += _FIRST
            first = False
        best = max(ROLES, key=lambda role: scores[role])
        roles.append(best if scores[best] >= _FLOOR else None)
    return tuple(roles)


def role_named(heading: str) -> Role | None:
    """The role that a heading names; None if it names none, or several as much."""
    if calls_for(heading):
        return "lesson"
    named = _named(heading)
    best = max(named.values(), default=0.0)
    found = [role for role, weight in named.items() if weight == best]
    return found[0] if len(found) == 1 else None


def calls_for(claim: str) -> bool:
    """Whether a claim begins as one does that says what to do (把……, 加快……)."""
    return claim.startswith(_TO_DO) or _cues("lesson", "opening").match(claim) is not None


def _level(heading: str) -> int:
    """How deep a heading stands, by its number; without one it stands at the top."""
    for level, number in enumerate(_NUMBERED):
        if number.match(heading):
            return level
    return _TOP


def _named(heading: str) -> dict[Role, float]:
    """The roles that a heading names; the one named last is what it is about (问题的对策)."""
    ends = {role: max(its) for role in ROLES if (its := _found(heading, role, "heading").values())}
    last = max(ends.values(), default=0)
    return {role: _HEADING if end == last else _HEADING_BESIDE for role, end in ends.items()}


def _said(text: str) -> dict[Role, float]:
    """What the words of a paragraph say for each role."""
    spans = sentence_spans(text, semicolons=True)
    scores = dict.fromkeys(ROLES, 0.0)
    for number, (start, end) in enumerate(spans):
        weight = _FIRST_SENTENCE if number == 0 else 1
        for role, count in _counts(text[start:end]).items():
            if count:
                scores[role] += weight * (1 + _SECOND_CUE * (count > 1))
    total = len(spans) + _FIRST_SENTENCE - 1
    return {role: score / total for role, score in scores.items()}


def _counts(sentence: str) -> dict[Role, int]:
    """How many different cues a sentence has for each role that its time allows."""
    counts = {role: len(_found(sentence, role, "text")) for role in ROLES}
    counts["lesson"] += _cues("lesson", "opening").match(sentence) is not None
    if _cues("lesson", "tense").search(sentence):
        counts |= {"practice": 0, "result": 0, "lesson": counts["lesson"] + 1}
    elif _cues("practice", "tense").search(sentence):
        counts |= {"practice": counts["practice"] + 1, "lesson": 0}
    return counts


def _found(text: str, role: Role, place: str) -> dict[str, int]:
    """The different cue words of a role in a text, with where the last of each ends."""
    matches = _cues(role, place).finditer(text)
    return {match[0]: match.end() for match in matches if match[0] not in _neutral()}


@cache
def _cues(role: Role, place: str) -> re.Pattern[str]:
    """The cue words of `nlp/data/role_cues.txt` for a role, the longest first.

    Words that only hold a cue word (重要, 要素) are looked for as well, so that it is not found
    in them.
    """
    words = _words()[role, place] | _neutral() if place == "text" else _words()[role, place]
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))


def _neutral() -> frozenset[str]:
    return _words()["none", "text"]


@cache
def _words() -> Mapping[tuple[str, str], frozenset[str]]:
    """The words of the file by role and place."""
    words: dict[tuple[str, str], set[str]] = {
        (role, place): set() for role in ROLES for place in ("heading", "text")
    }
    for line in lines_of("role_cues.txt"):
        role, place, *its = line.split()
        words.setdefault((role, place), set()).update(its)
    return {key: frozenset(its) for key, its in words.items()}
