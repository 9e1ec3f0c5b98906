"""Questions for a discussion, made of the points of an article.

A question is worth asking if it can be answered from one's own experience and not from the text
alone. What a point is good for shows in its form and in the role of what it stands below:

* the author's own question (为什么还有八个村没有动): what would we answer?
* points side by side (三个堵点): which of them matters most here?
* a claim that sets one thing against another (不必求所有，必须求所用): do we agree?
* a problem, a thing done, a thing to do, a result: is it so here, would it work here?

Nothing is said that the article does not say: its words are quoted, the rest is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.claim_forms import (
    asks,
    is_label,
    parallel,
    quotable,
    stands_alone,
    takes_sides,
    tell_of_same,
)
from nlp.outline import Outline, Point
from nlp.roles import Role, calls_for, role_named

Kind = Literal["asked", "points", "sides", "one"]

MOST = 3
"""Questions about one article."""
MOST_POINTS = 4
_LONGEST_OF_SEVERAL = 30
_SHORTEST_ALONE = 6
_WORTH: dict[Kind, float] = {"asked": 3.0, "points": 2.6, "sides": 2.4, "one": 1.6}
_ROLE_KNOWN = 0.8
_NEAR = 1.2
"""For what the board shows: the room has it before its eyes."""
_TELLING = 6
"""Points of fewer signs, as 民情册, tell little to whoever has not read the article."""
_PAIR = 2
"""Two points leave little to choose from."""
_SAME_KIND, _SAME_PART = 0.7, 0.8


@dataclass(frozen=True, slots=True)
class Topic:
    """Something in an article that can be asked about.

    Attributes:
        kind: The author's question, points side by side, a claim with two sides, or one claim.
        role: What the points do in the article; None if that is not sure.
        about: What the points stand below, as it is quoted; empty if nothing names it.
        quotes: The points, as they are quoted; none for a question that has no points below it.
        more: Whether there are more points than are quoted.
        point: Where it stands; of several points the one above them, or the first.
        used: The places of all points in it.
    """

    kind: Kind
    role: Role | None
    about: str
    quotes: tuple[str, ...]
    more: bool
    point: Point
    used: frozenset[tuple[int, int]]


def topics_of(
    outline: Outline, *, near: Collection[int] = (), most: int = MOST
) -> tuple[Topic, ...]:
    """What is most worth asking about in an article.

    Args:
        outline: Its outline.
        near: Paragraphs that were shown; what stands there is preferred.
        most: How many.

    Returns:
        The topics in the order of the text; no point is in two of them.
    """
    parts = {_place(p): n for n, top in enumerate(outline.points) for _, p in top.walk()}
    left = [(topic, _worth(topic, near)) for topic in _topics(outline)]
    chosen: list[Topic] = []
    while left and len(chosen) < most:
        best, _ = max(left, key=lambda one: one[1])
        chosen.append(best)
        left = [
            (topic, worth * _less(topic, best, parts))
            for topic, worth in left
            if not topic.used & best.used
        ]
    return tuple(sorted(chosen, key=lambda topic: topic.point.start))


def _place(point: Point) -> tuple[int, int]:
    return point.paragraph, point.claim[0]


def _worth(topic: Topic, near: Collection[int]) -> float:
    worth = _WORTH[topic.kind]
    if topic.role is not None:
        worth += _ROLE_KNOWN
    if topic.kind == "points":
        worth += 0.1 * len(topic.quotes)
        if max(map(len, topic.quotes)) < _TELLING:
            worth -= 1.0
        if len(topic.quotes) == _PAIR:
            worth -= 0.6
    if topic.kind == "asked" and topic.quotes:
        worth += 0.4
    start, end = topic.point.start[0], topic.point.end[0]
    if any(start <= number <= end for number in near):
        worth += _NEAR
    return worth


def _less(topic: Topic, chosen: Topic, parts: dict[tuple[int, int], int]) -> float:
    """What is left of the worth of a topic beside one that is asked about already."""
    same = parts[_place(topic.point)] == parts[_place(chosen.point)]
    alike = (topic.kind, topic.role) == (chosen.kind, chosen.role)
    return (_SAME_PART if same else 1.0) * (_SAME_KIND if alike else 1.0)


def _topics(outline: Outline) -> Iterator[Topic]:
    yield from _side_by_side(None, outline.points, None)
    for point in outline.points:
        yield from _below(point, None)


def _below(point: Point, above: Role | None) -> Iterator[Topic]:
    """What can be asked about a point and those below it; `above` is what they all do."""
    role = (role_named(point.text) if point.heading else None) or above
    if asks(point.text):
        yield from _asked(point, role)
    else:
        yield from _alone(point, above)
        yield from _side_by_side(point, point.children, role)
    for child in point.children:
        yield from _below(child, role)


def _asked(point: Point, role: Role | None) -> Iterator[Topic]:
    about = quotable(point.text)
    if not about:
        return
    below = next(_side_by_side(point, point.children, role), None)
    if below is None:
        yield Topic("asked", role, about, (), False, point, frozenset({_place(point)}))
    else:
        used = below.used | {_place(point)}
        yield Topic("asked", role, about, below.quotes, below.more, point, used)


def _alone(point: Point, above: Role | None) -> Iterator[Topic]:
    said = quotable(point.text)
    if len(said) < _SHORTEST_ALONE or not stands_alone(said):
        return
    used = frozenset({_place(point)})
    if above in {"problem", "practice", "result"}:
        yield Topic("one", above, "", (said,), False, point, used)
    elif calls_for(said):
        yield Topic("one", "lesson", "", (said,), False, point, used)
    elif takes_sides(said):
        yield Topic("sides", None, "", (said,), False, point, used)


def _side_by_side(
    above: Point | None, points: Sequence[Point], role: Role | None
) -> Iterator[Topic]:
    for run in _runs(points):
        found = [(point, short) for point in run if (short := _short(point))]
        if not (run[0].marker or role):
            found = [found[place] for place in parallel([short for _, short in found])]
        if len(found) < 2:
            continue
        said = tuple(short for _, short in found)
        used = {_place(point) for point, _ in found}
        yield Topic(
            "points",
            role or ("lesson" if all(map(calls_for, said)) else None),
            _heading_of(above, said),
            said[:MOST_POINTS],
            len(said) > MOST_POINTS,
            above or found[0][0],
            frozenset(used),
        )


def _heading_of(above: Point | None, said: Sequence[str]) -> str:
    """What points stand below, if it is about them: the sentence before a list may be any."""
    about = quotable(above.text) if above else ""
    if above is None or above.heading or not about:
        return about
    counted = "〇一二三四五六七八九十"[len(said) % 11] in about
    return about if counted or any(tell_of_same(about, one) for one in said) else ""


def _short(point: Point) -> str:
    """A point as it is quoted beside others; empty if it does not stand well among them."""
    said = quotable(point.text)
    if len(said) > _LONGEST_OF_SEVERAL or asks(point.text) or is_label(said):
        return ""
    # What opens a paragraph without a mark and counts something tells what happened.
    told = not (point.heading or point.marker) and any(map(str.isdecimal, said))
    return "" if told else said


def _runs(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Points beside each other that begin alike: all by numbers, dashes, or without."""
    run: list[Point] = []
    for point in points:
        if run and _sort(point) != _sort(run[0]):
            yield run
            run = []
        run.append(point)
    if run:
        yield run


def _sort(point: Point) -> tuple[bool, bool, bool]:
    dashed = point.marker[:1] in set("—–―─-•·●▪■◆★")
    return point.heading, bool(point.marker), dashed
