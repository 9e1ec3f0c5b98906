"""Charts for the back of a room: letters of one size, and no more marks than can be read.

A chart is drawn on a canvas of a fixed width that grows with the screen. If it were higher than
the screen it would shrink, letters and all; so its rows move together, and what is still too much
is left out and said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from corpus.plot import Plot, PlotKind
from pages.parts.charts import Look
from pages.parts.plots import specification
from pages.parts.race_chart import years_in


@dataclass(frozen=True, slots=True)
class Canvas:
    """The room a chart has.

    Attributes:
        width: Of all of it, names beside it included.
        height: Above it letters would become too small.
        columns: Heat maps are at most so many columns wide.
        look: Sizes.
    """

    width: int
    height: int
    columns: int
    look: Look


LYING = Canvas(1360, 760, 20, Look(26, 46, 3))
"""A projector or a screen on a desk."""
UPRIGHT = Canvas(640, 1000, 7, Look(26, 46, 2, narrow=True))
"""A telephone in a hand."""
CANVASES = {"wide": LYING, "upright": UPRIGHT}


@dataclass(frozen=True, slots=True)
class _Rows:
    """How the rows of a kind of chart are fitted.

    Attributes:
        each: Height of a row in steps.
        least: The smallest step.
        around: What else takes height: axes and a legend.
    """

    each: float
    least: int
    around: int = 0

    def most(self, canvas: Canvas) -> int:
        """The rows that can be read."""
        return int((canvas.height - self.around) / (self.each * self.least))

    def step(self, canvas: Canvas, rows: int) -> int:
        """The step at which so many rows fit."""
        wanted = (canvas.height - self.around) / (self.each * max(rows, 1))
        return max(min(int(wanted), canvas.look.step), self.least)


_FITTED: Mapping[PlotKind, _Rows] = {
    "bars": _Rows(1, 33),
    "labelled_bars": _Rows(1.7, 34),
    "diverging": _Rows(1, 33, 44),
    "dots": _Rows(1, 36, 130),
    "heat": _Rows(1, 31, 225),
    "shares": _Rows(1.5, 34, 260),
    "dendrogram": _Rows(1, 34),
    "timeline": _Rows(3.1, 42, 40),
}
_ROW_OF: Mapping[PlotKind, str] = {"dots": "row", "heat": "row", "shares": "row"}


def drawings(plot: Plot) -> dict[str, Any]:
    """The chart for a screen that lies and one that stands, each on both grounds.

    Returns:
        By the name of the canvas `light` and `dark` as specifications and a `note` on what was
        left out; for a race also its `years`.
    """
    drawn: dict[str, Any] = {}
    for name, canvas in CANVASES.items():
        shown, look, note = fitted(plot, canvas)
        drawn[name] = {
            "light": _specification(shown, look, canvas.width),
            "dark": _specification(shown, replace(look, dark=True), canvas.width),
            "note": note,
        }
    if plot.kind == "race":
        drawn["years"] = years_in(plot.rows)
    return drawn


def fitted(plot: Plot, canvas: Canvas) -> tuple[Plot, Look, str]:
    """A plot with as much as can be read, the sizes for it, and what was left out in words."""
    look = canvas.look
    if plot.kind == "panels" and not look.narrow:
        many = len({row["series"] for row in plot.rows}) > 9
        return plot, replace(look, legend_columns=4 if many else 3), ""
    rule = _FITTED.get(plot.kind)
    if rule is None:
        return plot, look, ""
    field = _ROW_OF.get(plot.kind, "series" if plot.kind == "timeline" else "")
    name_of: Callable[[int, Mapping[str, Any]], Any] = (
        (lambda _, row: row[field]) if field else (lambda place, _: place)
    )
    names = list(dict.fromkeys(name_of(place, row) for place, row in enumerate(plot.rows)))
    kept, said = _kept(plot.kind, names, rule.most(canvas))
    rows = [row for place, row in enumerate(plot.rows) if name_of(place, row) in kept]
    if plot.kind == "heat":
        columns = list(dict.fromkeys(row["column"] for row in rows))
        if len(columns) > canvas.columns:
            said.append(f"前 {canvas.columns} 列，共 {len(columns)} 列")
            rows = [row for row in rows if row["column"] in set(columns[: canvas.columns])]
    step = rule.step(canvas, len(kept))
    note = f"这里放映{'；'.join(said)}。其余在页面和表格里；缩小筛选范围可以看全。" if said else ""
    return replace(plot, rows=tuple(rows)), replace(look, step=step), note


def _kept(kind: PlotKind, names: list[Any], most: int) -> tuple[set[Any], list[str]]:
    # A dendrogram without some of its leaves would be another one.
    if len(names) <= most or kind == "dendrogram":
        return set(names), []
    if kind == "diverging":
        half = most // 2
        return {*names[:half], *names[-half:]}, [f"两边各前 {half} 项，共 {len(names)} 项"]
    return set(names[:most]), [f"前 {most} 行，共 {len(names)} 行"]


def _specification(plot: Plot, look: Look, width: int) -> dict[str, Any]:
    spec = specification(plot, look)
    words = look.words
    spec["width"] = width
    # Names beside the chart are part of the width: the canvas never grows beyond the screen.
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    # Quotation marks are measured half as wide as they are drawn in a Chinese document.
    left = look.font_size * 1.6 if plot.kind == "heat" else 14
    spec.setdefault("padding", {"left": left, "right": 14, "top": 5, "bottom": 5})
    spec["background"] = None
    spec["config"] = {
        "view": {"stroke": None},
        "axis": {"labelColor": words, "titleColor": words, "gridColor": f"{words}22"},
        "legend": {"labelColor": words, "titleColor": words},
        "text": {"color": words},
    }
    return spec
