"""A chart on a page: the drawing, the small print below it, the large view and the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from corpus.errors import SixueError
from corpus.exhibit import Card, Exhibit, plain
from corpus.plot import Plot
from corpus.tables import csv_bytes
from pages.parts import exports
from pages.parts.board_button import MOST_ROWS, here
from pages.parts.board_renewal import offer
from pages.parts.charts import PRINT, SCREEN, STAGE, Look
from pages.parts.errors import show
from pages.parts.literal import as_html, as_label
from pages.parts.plots import Specification, draw, specification

STATIC = Path(__file__).resolve().parent.parent / "static"
WHOLE_WINDOW = 2400
"""Wider than any window, so that the large view takes all there is."""


@dataclass(frozen=True)
class Figure:
    """A chart and all that belongs to it.

    Attributes:
        name: Unique on the page; also part of keys.
        title: What it shows; also the name of its files.
        plot: The chart before it is drawn.
        columns: Heads of its table.
        rows: The numbers in it.
        card: What it was made of.
        alt: What a listener is told instead of the picture.
    """

    name: str
    title: str
    plot: Plot
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    card: Card
    alt: str

    def on_screen(self, pick: str | None = None) -> Specification:
        """The chart in the size of the page; `pick` names the selection a click makes."""
        return specification(self.plot, screen_look(), pick)

    def exhibit(self) -> Exhibit:
        """The chart as it is kept on a board."""
        return Exhibit(
            kind="chart",
            name=self.name,
            title=self.title,
            says=self.alt,
            address=here(),
            card=self.card,
            columns=tuple(self.columns),
            rows=tuple(tuple(map(plain, row)) for row in self.rows[:MOST_ROWS]),
            plot=self.plot,
        )


def screen_look() -> Look:
    """The sizes of the page, on the ground the visitor has chosen."""
    return replace(SCREEN, dark=is_dark())


def board_look() -> Look:
    """As on the page, with the names of the series in the chart."""
    return replace(screen_look(), legend=True)


def is_dark() -> bool:
    """True if the visitor reads on a dark ground."""
    return st.context.theme.type == "dark"


def chart(drawn: Specification, name: str, says: str) -> None:
    """Draws a chart without choices."""
    st.vega_lite_chart(spec=drawn, width="stretch", key=f"chart-{name}", alt=says)


def chart_to_leave_by(drawn: Specification, name: str, says: str, param: str) -> Any:
    """Draws a chart a click on which leads elsewhere; gives what was clicked, once, or None.

    The browser keeps the selection of a chart by its key: with the same key, whoever came back
    could be led away again at once.
    """
    turn = st.session_state.setdefault("chart-turn", 0)
    picked = chart_to_pick(drawn, f"{name}-{turn}", says, param)
    if picked:
        st.session_state["chart-turn"] = turn + 1
    return picked


def chart_to_pick(drawn: Specification, name: str, says: str, param: str) -> Any:
    """Draws a chart whose marks can be clicked; gives what was clicked last, or None."""
    state = st.vega_lite_chart(
        spec=drawn,
        width="stretch",
        key=f"chart-{name}",
        on_select="rerun",
        selection_mode=[param],
        alt=says,
    )
    picked = state.selection.get(param) or []
    return picked[-1] if picked else None


def legend(colours: Mapping[str, str]) -> None:
    """Names of series with their colours; as text of the page it wraps on any screen."""
    items = "".join(
        f'<li><i style="background:{colour}"></i>{as_html(name)}</li>'
        for name, colour in colours.items()
    )
    st.html(f'<ul class="sx-legend">{items}</ul>')


def head(figure: Figure) -> None:
    """The heading of a chart, with its large view and its files."""
    with st.container(
        key=f"head-{figure.name}", horizontal=True, vertical_alignment="bottom", gap="small"
    ):
        st.html(f'<h2 class="sx-section">{as_html(figure.title)}</h2>')
        if st.button(
            "大图",
            key=f"large-{figure.name}",
            type="tertiary",
            icon=":material/fullscreen:",
            help="放大到整个窗口，适合投影",
        ):
            st.dialog(as_label(figure.title), width=WHOLE_WINDOW)(_large)(figure)
        popover = st.popover(
            "导出",
            key=f"export-{figure.name}",
            type="tertiary",
            icon=":material/download:",
            on_change="rerun",
        )
        if popover.open:
            with popover:
                _files(figure)
        offer(figure.name, figure.exhibit)


def foot(figure: Figure) -> None:
    """The small print of a chart: what it was made of."""
    st.html(f'<p class="sx-card">{as_html(str(figure.card))}</p>')


def _large(figure: Figure) -> None:
    drawn = specification(figure.plot, replace(STAGE, dark=is_dark()))
    st.vega_lite_chart(spec=drawn, width="stretch", key=f"stage-{figure.name}", alt=figure.alt)
    st.caption(as_label(str(figure.card)))


def _files(figure: Figure) -> None:
    """Buttons for the files; where no font can write the picture, the reason instead."""
    drawn = draw(figure.plot, PRINT)
    try:
        exports.specification(drawn, figure.title, figure.card)
    except SixueError as error:
        show(error)
    else:
        st.download_button(
            "PNG 图片",
            lambda: exports.png(drawn, figure.title, figure.card),
            file_name=f"{figure.title}.png",
            mime="image/png",
            key=f"png-{figure.name}",
            on_click="ignore",
            help="300 dpi，宽 25.4 厘米，可以付印",
            width="stretch",
        )
        st.download_button(
            "SVG 矢量图",
            lambda: exports.svg(drawn, figure.title, figure.card).encode(),
            file_name=f"{figure.title}.svg",
            mime="image/svg+xml",
            key=f"svg-{figure.name}",
            on_click="ignore",
            width="stretch",
        )
    st.download_button(
        "CSV 表格",
        lambda: csv_bytes(figure.columns, figure.rows),
        file_name=f"{figure.title}.csv",
        mime="text/csv",
        key=f"csv-{figure.name}",
        on_click="ignore",
        width="stretch",
    )
