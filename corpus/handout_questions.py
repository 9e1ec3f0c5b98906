"""The questions of a hand-out: about what is shown, about each article, about two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.board import BoardItem
from corpus.board_sources import Source, Sources
from corpus.exhibit import Exhibit
from corpus.handout_points import number_of
from nlp.claim_forms import asks, within
from nlp.question_words import about_shown, about_untold, question, titled, together, turn_of
from nlp.questions import MOST as MOST_OF_ARTICLE
from nlp.questions import Topic, topics_of
from nlp.statements import Statement

MOST = 10
"""Questions of a whole hand-out: more than a room gets through in one afternoon."""
MOST_SHOWN, MOST_TOGETHER = 3, 2
_MOST_SHOWN_ALONE = 6
MOST_SILENT = 2
"""Questions about charts of which nothing is said."""
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a hand-out.

    Attributes:
        text: What is asked.
        origin: What it was made of: the article with the point, or the item of the board.
    """

    text: str
    origin: str


def questions_of(
    items: Sequence[BoardItem], exhibits: Mapping[str, Exhibit], sources: Sources
) -> list[tuple[str, list[Question]]]:
    """The questions of a hand-out.

    Args:
        items: What stands on the board.
        exhibits: What each item shows, by id.
        sources: The articles behind it.

    Returns:
        Groups that are not empty, each with its heading; no question comes twice.
    """
    most = MOST_SHOWN if sources.articles else _MOST_SHOWN_ALONE
    seen = _shown(items, exhibits, most)
    both = list(_together(sources))[:MOST_TOGETHER]
    read = _read(sources.articles, MOST - len(seen) - len(both))
    groups = (("看图表和引文", seen), ("读文章", read), ("对照着读", both))
    return [(heading, group) for heading, group in groups if group]


@dataclass(frozen=True, slots=True)
class _Shown:
    number: int
    title: str
    kind: str
    said: str

    @property
    def origin(self) -> str:
        return f"专题板第 {self.number} 项“{within(self.title)}”"


def _shown(
    items: Sequence[BoardItem], exhibits: Mapping[str, Exhibit], most: int
) -> list[Question]:
    """Questions about what is shown: as far as there is room also where nothing is said of it."""
    shown = [
        _Shown(number, _line(item.title), exhibits[item.exhibit].kind, _line(item.takeaway))
        for number, item in enumerate(items, 1)
        if item.exhibit in exhibits
    ]
    told = _telling(shown, most)
    silent = [one for one in shown if not one.said and one.kind != "passage"]
    chosen = told + silent[: min(most - len(told), MOST_SILENT)]
    turns = Counter[str]()
    made = []
    for one in sorted(chosen, key=lambda one: one.number):
        item, kind = f"第 {one.number} 项", one.kind if one.said else ""
        turn = turns[kind]
        turns[kind] += 1
        text = about_shown(kind, item, one.said, turn) if kind else about_untold(item, turn)
        made.append(Question(text, one.origin))
    return made


def _telling(shown: Sequence[_Shown], most: int) -> list[_Shown]:
    """Those of which most is said: first a sentence that asks, then each kind in turn."""
    left: dict[str, _Shown] = {}
    for one in shown:
        if len(one.said) >= _SHORTEST and about_shown(one.kind, "", one.said, 0):
            left.setdefault(one.said, one)
    chosen, kinds = list[_Shown](), Counter[str]()
    while left and len(chosen) < most:
        best = min(left.values(), key=lambda o: (not asks(o.said), kinds[o.kind], o.number))
        kinds[best.kind] += 1
        chosen.append(left.pop(best.said))
    return chosen


def _line(text: str) -> str:
    return " ".join(text.split())


def _read(articles: Sequence[Source], most: int) -> list[Question]:
    """The questions about articles: each has its first before any has its second."""
    wanted = [0] * len(articles)
    found: list[tuple[Topic, ...]] = [() for _ in articles]
    for _ in range(MOST_OF_ARTICLE):
        for place, source in enumerate(articles):
            if sum(map(len, found)) >= most:
                break
            wanted[place] += 1
            found[place] = topics_of(source.anatomy.outline, near=source.shown, most=wanted[place])
    turns = Counter[Hashable]()
    made = []
    for source, topics in zip(articles, found, strict=True):
        for topic in topics:
            made.append(_about(source, topic, turns[turn_of(topic)]))
            turns[turn_of(topic)] += 1
    return made


def _about(source: Source, topic: Topic, turn: int) -> Question:
    title = source.article.content.title
    number = number_of(source.anatomy.outline, topic.point)
    paragraph = topic.point.paragraph + 1
    return Question(question(topic, title, turn), _origin(title, number, paragraph))


def _together(sources: Sources) -> Iterator[Question]:
    """Questions about points that two articles make; no point is asked about twice."""
    used = set[str]()
    turn = 0
    for point in sources.shared:
        for one, other in combinations(point.members, 2):
            if one[0] == other[0]:
                continue
            (first, a), (second, b) = _member(sources, one), _member(sources, other)
            text = together(
                (first.article.content.title, a.claim),
                (second.article.content.title, b.claim),
                turn,
            )
            if not text or {a.claim, b.claim} & used or min(len(a.claim), len(b.claim)) < _SHORTEST:
                continue
            used |= {a.claim, b.claim}
            turn += 1
            yield Question(text, "；".join((_where(first, a), _where(second, b))))


def _member(sources: Sources, member: tuple[int, int]) -> tuple[Source, Statement]:
    source = sources.articles[member[0]]
    return source, source.anatomy.statements[member[1]]


def _where(source: Source, statement: Statement) -> str:
    paragraph, start, _ = statement.piece
    outline = source.anatomy.outline
    point = next(p for _, p in outline.walk() if p.paragraph == paragraph and p.claim[0] >= start)
    return _origin(source.article.content.title, number_of(outline, point), paragraph + 1)


def _origin(title: str, number: str, paragraph: int) -> str:
    return f"{titled(title)}提纲 {number}，第 {paragraph} 段"
