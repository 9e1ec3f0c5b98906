"""A chart before it is drawn: of which kind, of which values.

It can be kept in an archive, drawn again in any size and on any ground, and written into a slide
as a chart of the presentation program, which always show the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args

PlotKind = Literal[
    "bars",
    "labelled_bars",
    "diverging",
    "over_years",
    "stream",
    "panels",
    "race",
    "timeline",
    "curves",
    "shares",
    "heat",
    "dots",
    "network",
    "circles",
    "dendrogram",
    "cloud",
]
KINDS: tuple[PlotKind, ...] = get_args(PlotKind)
ACCENT = "#b0453c"
"""For charts of one series: the red of the house, readable on light and on dark."""
NEUTRAL = "#8c8c88"
"""For what belongs to no series."""


class Bar(NamedTuple):
    """One row of a bar chart: what stands beside it, its value, its colour, what it stands for."""

    label: str
    value: float
    colour: str = ACCENT
    id: str = ""


class Part(NamedTuple):
    """A share of a stacked bar."""

    row: str
    series: str
    value: float
    colour: str


class YearPart(NamedTuple):
    """What a series weighs in one year."""

    year: int
    series: str
    value: float
    colour: str


class Cell(NamedTuple):
    """A cell: its row, its column, its value, what is written in it, and its key."""

    row: str
    column: str
    value: float
    text: str
    id: str


class Dot(NamedTuple):
    """What one series has of a row, and what is said of it."""

    row: str
    series: str
    value: float
    text: str


class Node(NamedTuple):
    """A node of a network: its name, its size above 0, its colour."""

    label: str
    size: float
    colour: str


class Link(NamedTuple):
    """A link between the nodes of two labels, with its weight above 0."""

    one: str
    other: str
    weight: float


class Circle(NamedTuple):
    """A circle: its name, where it stands, its size above 0, its colour, its key."""

    label: str
    x: float
    y: float
    size: float
    colour: str
    id: str


class Join(NamedTuple):
    """A step of a dendrogram: from where to where, at which height."""

    low: float
    high: float
    low_height: float
    high_height: float
    height: float


class Word(NamedTuple):
    """A word of a cloud, its weight above zero, and the colour of its theme."""

    text: str
    weight: float
    colour: str = NEUTRAL


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart before it is drawn.

    Attributes:
        kind: Which chart.
        rows: Its marks as plain values, in the order in which they stand; the fields are those of
            the tuple of the kind: Bar (bars, labelled_bars, diverging), YearPart (over_years,
            stream, panels, timeline, curves; in a race counted up to and with the year), Part
            (shares), Cell (heat), Dot (dots), Node (network), Circle (circles), Word (cloud), and
            Node for the leaves of a dendrogram.
        more: Links of a network, joins of a dendrogram; none elsewhere.
        unit: What is measured.
        options: What else its drawing takes, such as `form`, `share` or `colours`.
    """

    kind: PlotKind
    rows: tuple[Mapping[str, Any], ...]
    more: tuple[Mapping[str, Any], ...] = ()
    unit: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        kind: PlotKind,
        rows: Iterable[Any],
        more: Iterable[Any] = (),
        *,
        unit: str = "",
        **options: Any,
    ) -> Plot:
        """Makes one of named tuples."""
        return cls(
            kind,
            tuple(row._asdict() for row in rows),
            tuple(row._asdict() for row in more),
            unit,
            options,
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Plot:
        """The plot that `as_json` gave.

        Raises:
            ValueError: It is of no kind that is known.
        """
        if data["kind"] not in KINDS:
            raise ValueError(data["kind"])
        return cls(
            data["kind"], tuple(data["rows"]), tuple(data["more"]), data["unit"], data["options"]
        )

    def as_json(self) -> dict[str, Any]:
        """Plain values, as JSON takes them."""
        return {
            "kind": self.kind,
            "rows": [dict(row) for row in self.rows],
            "more": [dict(row) for row in self.more],
            "unit": self.unit,
            "options": dict(self.options),
        }
