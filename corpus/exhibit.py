"""What a presenter takes from a page onto a board: a chart, a table or a passage, kept as shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from corpus.plot import Plot

ExhibitKind = Literal["chart", "table", "passage"]
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Card:
    """What a chart was made of, for the small print below it.

    Attributes:
        articles: How many articles went in.
        revision: Archive revision.
        scope: Which articles, in words.
        seed: Seed of the topic model or layout; None where chance plays no part.
        dictionary: Archive revision that last changed the library's dictionary; 0 if it is empty.
        settings: How it was made, in words.
        period: First and last year of those articles that have a date; None where nobody knows.
    """

    articles: int
    revision: int
    scope: str = "未筛选"
    seed: int | None = None
    dictionary: int = 0
    settings: tuple[str, ...] = ()
    period: tuple[int, int] | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Card:
        """The card that `asdict` gave, also one kept before cards had a period."""
        period = data.get("period")
        first_and_last = (int(period[0]), int(period[1])) if period else None
        return cls(**{**data, "settings": tuple(data["settings"]), "period": first_and_last})

    def __str__(self) -> str:
        facts = [f"{self.articles:,} 篇文章", f"文库第 {self.revision:,} 版", self.scope]
        if self.period:
            facts.insert(1, years_said(*self.period))
        if self.dictionary:
            facts.append(f"词典第 {self.dictionary:,} 版")
        facts.extend(self.settings)
        if self.seed is not None:
            facts.append(f"随机种子 {self.seed}")
        return " · ".join(facts)


def years_said(first: int, last: int) -> str:
    """A period in words."""
    return f"{first} 年" if first == last else f"{first}–{last} 年"


def plain(value: object) -> Value:
    """A number or text as JSON takes it: values of numpy become Python's own."""
    taken = value.item() if hasattr(value, "item") else value
    return taken if taken is None or isinstance(taken, str | int | float) else str(taken)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of an article, word for word.

    Attributes:
        article_id: The article.
        title: Its title then.
        byline: Authors, source and date in words; may be empty.
        text: The passage.
        marks: Spans of it that are marked, from and up to.
    """

    article_id: int
    title: str
    byline: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Something shown on a page, with all that is needed to show it again.

    Attributes:
        kind: A chart has a plot and its numbers, a table its numbers, a passage its words.
        name: What it is called on its page; with the address it tells what to make anew.
        title: What it shows.
        says: What a listener is told instead of the picture.
        address: Path and query of the page it was taken from, as `/themes?topics=6`.
        card: What it was made of.
        columns: Heads of the numbers.
        rows: The numbers.
        plot: The chart.
        passage: The words.
    """

    kind: ExhibitKind
    name: str
    title: str
    says: str
    address: str
    card: Card
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    plot: Plot | None = None
    passage: Quoted | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Exhibit:
        """The exhibit that `as_json` gave."""
        passage = data["passage"]
        return cls(
            kind=data["kind"],
            name=data["name"],
            title=data["title"],
            says=data["says"],
            address=data["address"],
            card=Card.from_json(data["card"]),
            columns=tuple(data["columns"]),
            rows=tuple(map(tuple, data["rows"])),
            plot=None if data["plot"] is None else Plot.from_json(data["plot"]),
            passage=None
            if passage is None
            else Quoted(**{**passage, "marks": tuple(map(tuple, passage["marks"]))}),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain values, as JSON takes them."""
        return {
            "kind": self.kind,
            "name": self.name,
            "title": self.title,
            "says": self.says,
            "address": self.address,
            "card": {**asdict(self.card), "settings": list(self.card.settings)},
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
            "plot": None if self.plot is None else self.plot.as_json(),
            "passage": None
            if self.passage is None
            else {**asdict(self.passage), "marks": [list(m) for m in self.passage.marks]},
        }
