"""Draws a plot: which builder makes which kind of chart."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import altair as alt
import streamlit as st

from corpus.plot import (
    Bar,
    Cell,
    Circle,
    Dot,
    Join,
    Link,
    Node,
    Part,
    Plot,
    PlotKind,
    Word,
    YearPart,
)
from pages.parts import charts, cloud
from pages.parts.charts import Look
from pages.parts.diverging_chart import diverging_bars
from pages.parts.dot_chart import dots
from pages.parts.heat_chart import heat
from pages.parts.line_chart import curves
from pages.parts.map_chart import circles, dendrogram
from pages.parts.network_chart import network
from pages.parts.panel_chart import panels
from pages.parts.race_chart import race
from pages.parts.stream_chart import stream
from pages.parts.timeline_chart import timeline

Drawn = alt.TopLevelMixin
Specification = dict[str, Any]


def draw(plot: Plot, look: Look, pick: str | None = None) -> Drawn:
    """Draws a plot.

    Args:
        plot: What to draw.
        look: Sizes and ground.
        pick: Name of the selection a click makes, for charts whose marks can be clicked.
    """
    return charts.lettered(_BUILDERS[plot.kind](plot, look, pick), look)


def specification(plot: Plot, look: Look, pick: str | None = None) -> Specification:
    """What the browser draws of a plot; kept, for describing a chart takes longer than drawing it.

    Args:
        plot: As for `draw`.
        look: As for `draw`.
        pick: As for `draw`.
    """
    return _kept(json.dumps(plot.as_json(), default=float), look, pick)


@st.cache_data(max_entries=1_000, show_spinner=False, hash_funcs={Look: repr})
def _kept(plot: str, look: Look, pick: str | None) -> Specification:
    return described(draw(Plot.from_json(json.loads(plot)), look, pick))


def described(drawn: Drawn) -> Specification:
    """What the browser draws of a chart that fills the width it is given."""
    given: Specification = drawn.to_dict()
    given.get("config", {}).pop("view", None)
    return given


def _bars(plot: Plot, look: Look, pick: str | None) -> Drawn:
    return charts.bars(_rows(plot, Bar), look, unit=plot.unit, pick=pick, **plot.options)


def _labelled_bars(plot: Plot, look: Look, pick: str | None) -> Drawn:
    return charts.labelled_bars(_rows(plot, Bar), look, unit=plot.unit, pick=pick, **plot.options)


def _diverging(plot: Plot, look: Look, pick: str | None) -> Drawn:
    return diverging_bars(_rows(plot, Bar), look, unit=plot.unit, pick=pick, **plot.options)


def _over_years(plot: Plot, look: Look, _pick: str | None) -> Drawn:
    options = dict(plot.options)
    wanted = options.pop("legend", True)
    look = replace(look, legend=look.legend and wanted)
    return charts.over_years(_rows(plot, YearPart), look, unit=plot.unit, **options)


def _stream(plot: Plot, look: Look, _pick: str | None) -> Drawn:
    return stream(_rows(plot, YearPart), look, unit=plot.unit, **plot.options)


def _panels(plot: Plot, look: Look, _pick: str | None) -> Drawn:
    return panels(_rows(plot, YearPart), look, unit=plot.unit, **plot.options)


def _race(plot: Plot, look: Look, _pick: str | None) -> Drawn:
    return race(_rows(plot, YearPart), look, unit=plot.unit, **plot.options)


def _timeline(plot: Plot, look: Look, _pick: str | None) -> Drawn:
    return timeline(_rows(plot, YearPart), look, unit=plot.unit, **plot.options)


def _curves(plot: Plot, look: Look, _pick: str | None) -> Drawn:
    return curves(_rows(plot, YearPart), look, unit=plot.unit, **plot.options)


def _shares(plot: Plot, look: Look, _pick: str | None) -> Drawn:
    return charts.shares(_rows(plot, Part), look)


def _heat(plot: Plot, look: Look, pick: str | None) -> Drawn:
    return heat(_rows(plot, Cell), look, unit=plot.unit, pick=pick, **plot.options)


def _dots(plot: Plot, look: Look, _pick: str | None) -> Drawn:
    given = _rows(plot, Dot)
    # In what was kept the names may stand in another order than on the page.
    colours = {dot.series: plot.options["colours"][dot.series] for dot in given}
    return dots(given, colours, look, unit=plot.unit)


def _network(plot: Plot, look: Look, pick: str | None) -> Drawn:
    return network(_rows(plot, Node), [Link(**link) for link in plot.more], look, pick=pick)


def _circles(plot: Plot, look: Look, pick: str | None) -> Drawn:
    return circles(_rows(plot, Circle), look, unit=plot.unit, pick=pick)


def _dendrogram(plot: Plot, look: Look, _pick: str | None) -> Drawn:
    leaves = _rows(plot, Node)
    names, colours = [leaf.label for leaf in leaves], [leaf.colour for leaf in leaves]
    return dendrogram(names, colours, [Join(**join) for join in plot.more], look)


def _cloud(plot: Plot, look: Look, pick: str | None) -> Drawn:
    frame = cloud.frame_of(plot.options.get("shape", ""), narrow=look.narrow)
    return cloud.chart(_rows(plot, Word), frame, look, pick=pick, **plot.options)


def _rows(plot: Plot, kind: type[Any]) -> list[Any]:
    return [kind(**row) for row in plot.rows]


_BUILDERS: Mapping[PlotKind, Callable[[Plot, Look, str | None], Drawn]] = {
    "bars": _bars,
    "labelled_bars": _labelled_bars,
    "diverging": _diverging,
    "over_years": _over_years,
    "stream": _stream,
    "panels": _panels,
    "race": _race,
    "timeline": _timeline,
    "curves": _curves,
    "shares": _shares,
    "heat": _heat,
    "dots": _dots,
    "network": _network,
    "circles": _circles,
    "dendrogram": _dendrogram,
    "cloud": _cloud,
}
