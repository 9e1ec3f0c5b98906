"""The few numbers of a chart that stand below it on paper: those that the eye goes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from corpus.exhibit import Exhibit, Value
from corpus.plot import Plot, PlotKind
from corpus.slide_numbers import finite
from corpus.slide_tables import Grid, grid_of

MOST = 6
MOST_YEARS = 8
_DIGITS = 3
Row = Mapping[str, Any]
Told = tuple[Grid, str]
_NOTHING: Told = grid_of((), ()), ""


def telling(exhibit: Exhibit) -> Told:
    """The most telling numbers of a chart.

    Args:
        exhibit: The chart.

    Returns:
        A table, which is empty where numbers say nothing that the picture does not, and in words
        what has been left out of it.
    """
    plot = exhibit.plot
    return _NOTHING if plot is None or not plot.rows else _MAKERS[plot.kind](plot)


def _bars(plot: Plot) -> Told:
    form = _percent if plot.options.get("share") else _number
    return _in_a_line(plot, [(bar["label"], bar["value"], form(bar["value"])) for bar in plot.rows])


def _words(plot: Plot) -> Told:
    words = [(word["text"], word["weight"], _number(word["weight"])) for word in plot.rows]
    return _in_a_line(plot, words)


def _circles(plot: Plot) -> Told:
    form = _percent if plot.unit == "占比" else _number
    return _in_a_line(plot, [(one["label"], one["size"], form(one["size"])) for one in plot.rows])


def _links(plot: Plot) -> Told:
    links = [
        (f"{link['one']} 与 {link['other']}", link["weight"], _number(link["weight"]))
        for link in plot.more
    ]
    return _in_a_line(plot, links)


def _cells(plot: Plot) -> Told:
    """The greatest cells; one of a thing with itself says nothing, nor does one said already."""
    found: dict[frozenset[str], tuple[str, Any, Value]] = {}
    for cell in plot.rows:
        if cell["row"] != cell["column"] and finite(cell["value"]):
            names = f"{cell['row']} · {cell['column']}"
            both = frozenset((cell["row"], cell["column"]))
            found.setdefault(both, (names, cell["value"], cell["text"]))
    return _in_a_line(plot, list(found.values()))


def _in_a_line(plot: Plot, marks: Sequence[tuple[str, Any, Value]]) -> Told:
    """The largest marks beside each other: each with its name, its value, and how it is said."""
    rows = sorted(marks, key=lambda mark: -abs(finite(mark[1]) or 0.0))[:MOST]
    if not rows:
        return _NOTHING
    head = (plot.unit or "数值", *(str(name) for name, _, _ in rows))
    left = f"图中共 {len(marks):,} 项，表中是数值最大的 {len(rows)} 项。"
    table = grid_of(("", *head[1:]), [(head[0], *(said for _, _, said in rows))])
    return table, left if len(marks) > len(rows) else ""


def _years(plot: Plot) -> Told:
    """The years beside the names; of many years those with most in them, in their order."""
    years: dict[int, float] = {}
    for part in plot.rows:
        year = int(part["year"])
        years[year] = years.get(year, 0.0) + abs(finite(part["value"]) or 0.0)
    shown = sorted(sorted(years, key=lambda year: (-years[year], year))[:MOST_YEARS])
    parts = {(part["series"], int(part["year"])): _number(part["value"]) for part in plot.rows}
    left = "表中是数值最大的几年。" if len(shown) < len(years) else ""
    return _crossed(plot, parts, [(str(year), year) for year in shown], _number, left)


def _beside(plot: Plot) -> Told:
    """Rows beside series: shares of bars that are cut up, dots on lines."""
    form = _percent if plot.kind == "shares" else _number
    parts = {(part["series"], part["row"]): finite(part["value"]) for part in plot.rows}
    columns = list(dict.fromkeys(part["row"] for part in plot.rows))
    left = f"图中共 {len(columns):,} 列，表中是前 {MOST} 列。" if len(columns) > MOST else ""
    return _crossed(plot, parts, [(str(name), name) for name in columns[:MOST]], form, left)


def _crossed(
    plot: Plot,
    parts: Mapping[tuple[str, Any], Value],
    columns: Sequence[tuple[str, Any]],
    form: Callable[[Any], Value],
    left: str,
) -> Told:
    """A table with a line for each of the heaviest series."""
    weights: dict[str, float] = {}
    for (series, _), value in parts.items():
        weights[series] = weights.get(series, 0.0) + abs(finite(value) or 0.0)
    kept = sorted(weights, key=lambda name: -weights[name])[:MOST]
    lines = [
        (name, *(form(parts.get((name, key))) for _, key in columns))
        for name in weights
        if name in kept
    ]
    unit = f"单位：{plot.unit}。" if plot.unit else ""
    more = f"另有 {len(weights) - len(kept)} 行见图。" if len(weights) > len(kept) else ""
    return grid_of(("", *(head for head, _ in columns)), lines), unit + left + more


def _none(_plot: Plot) -> Told:
    return _NOTHING


def _percent(value: Any) -> Value:
    known = finite(value)
    return None if known is None else f"{known:.0%}"


def _number(value: Any) -> Value:
    """A number with as many digits as one keeps in mind; counts stay whole."""
    known = finite(value)
    if known is None or known == int(known):
        return None if known is None else int(known)
    return float(f"{known:.{_DIGITS}g}") if abs(known) < 10**_DIGITS else round(known)


_MAKERS: Mapping[PlotKind, Callable[[Plot], Told]] = {
    "bars": _bars,
    "labelled_bars": _bars,
    "diverging": _bars,
    "over_years": _years,
    "stream": _years,
    "panels": _years,
    "race": _years,
    "timeline": _years,
    "curves": _years,
    "shares": _beside,
    "dots": _beside,
    "heat": _cells,
    "network": _links,
    "circles": _circles,
    "cloud": _words,
    "dendrogram": _none,
}
