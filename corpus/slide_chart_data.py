"""The numbers of a chart as the presentation program keeps them: in a workbook within the slide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import BubbleChartData, CategoryChartData
from pptx.chart.xlsx import BubbleWorkbookWriter, CategoryWorkbookWriter
from xlsxwriter import Workbook

from corpus.plot import NEUTRAL, Plot
from corpus.slide_text import one_line

Values = dict[str, list[float | None]]
"""Of each series, one for each category; None is a gap."""
LONGEST_LABEL = 40
"""Signs of a name in a chart; more would leave no room for the chart."""


class _Words:
    """Writes words as words: a name that begins with = would else be run as a formula."""

    @contextmanager
    def _open_worksheet(self, file: Any) -> Iterator[tuple[Any, Any]]:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = Workbook(file, options)
        yield book, book.add_worksheet()
        book.close()


class _CategorySheet(_Words, CategoryWorkbookWriter):
    pass


class _BubbleSheet(_Words, BubbleWorkbookWriter):
    pass


class _Categories(CategoryChartData):
    @property
    def _workbook_writer(self) -> Any:
        return _untyped(_CategorySheet)(self)


class _Bubbles(BubbleChartData):
    @property
    def _workbook_writer(self) -> Any:
        return _untyped(_BubbleSheet)(self)


def _untyped(kind: Any) -> Any:
    """A class whose functions say nothing of types."""
    return kind


def by_category(categories: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> Any:
    """Numbers of one series or several, each with one for each category; None is a gap."""
    data = _untyped(_Categories)()
    data.categories = [name_of(one) for one in categories]
    for name, values in series.items():
        data.add_series(name_of(name), values)
    return data


def bubbles(circles: Sequence[tuple[str, float, float, float]]) -> Any:
    """Circles as (name, x, y, size), each a series, so that its name can be shown and changed."""
    data = _untyped(_Bubbles)()
    for name, x, y, size in circles:
        data.add_series(name_of(name)).add_data_point(x, y, size)
    return data


def bubble_rows(rows: Mapping[str, Sequence[tuple[float, float, float]]]) -> Any:
    """Series of circles, each as (x, y, size)."""
    data = _untyped(_Bubbles)()
    for name, circles in rows.items():
        series = data.add_series(name_of(name))
        for circle in circles:
            series.add_data_point(*circle)
    return data


def name_of(text: str) -> str:
    """A name as it stands in a chart."""
    line = one_line(text)
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1] + "…"


def colours_of(plot: Plot) -> dict[str, str]:
    """The colour of each series, in the order in which they are met."""
    given = plot.options.get("colours") or {}
    return {
        row["series"]: row.get("colour") or given.get(row["series"], NEUTRAL) for row in plot.rows
    }


def unit_said(plot: Plot) -> str:
    """What is measured, in words; empty if nothing is said of it."""
    return f"单位：{one_line(plot.unit)}" if plot.unit else ""
