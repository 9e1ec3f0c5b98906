"""The look of a chart of the presentation program: axes, colours, labels, legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.datalabel import DataLabels
from pptx.enum.chart import (
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.util import Pt

from corpus.slide_text import INK, SMALLEST, Box, dress, rgb

_FAINT = "#e4dfd8"
_FEW_SERIES = 4


def new_chart(slide: Any, box: Box, kind: Any, data: Any) -> tuple[Any, Any]:
    """Puts a chart on a slide; gives its frame and the chart."""
    frame = slide.shapes.add_chart(kind, *box.emu(), data)
    frame.name = "图"
    chart = frame.chart
    chart.has_legend = False
    chart.has_title = False
    dress(chart.font, SMALLEST)
    return frame, chart


def from_above(chart: Any) -> None:
    """Lets the first row stand at the top; these programs draw from below."""
    chart.category_axis.reverse_order = True
    chart.plots[0].gap_width = 40
    skip_labels(chart, 1)


def quiet(chart: Any) -> None:
    """Takes away the axis of values: the numbers stand beside the bars."""
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    rows_axis(chart.category_axis)
    upright(chart)


def upright(chart: Any) -> None:
    """Breaks long names of categories into lines, rather than let them stand slantwise."""
    properties = chart.category_axis._element.find(qn("c:txPr"))
    properties.find(qn("a:bodyPr")).set("rot", "0")


def value_lines(chart: Any) -> None:
    """Faint lines for the values, and names below without ticks."""
    axis = chart.value_axis
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(_FAINT)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "General", False
    dress(axis.tick_labels.font, SMALLEST)
    rows_axis(chart.category_axis)


def scale(axis: Any, low: float, high: float) -> None:
    """From where to where an axis of values goes."""
    axis.minimum_scale, axis.maximum_scale = low, high


def label_values(labelled: Any, code: str, position: XL_LABEL_POSITION, colour: str = INK) -> None:
    """Writes the numbers of a plot or of a series."""
    if hasattr(labelled, "has_data_labels"):
        labelled.has_data_labels = True
    labels = (
        labelled.data_labels if hasattr(labelled, "data_labels") else _labels_of(labelled._element)
    )
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = code, False
    labels.position = position
    dress(labels.font, SMALLEST, colour=colour)


def _labels_of(series: Any) -> Any:
    kind: Any = DataLabels
    return kind(series.get_or_add_dLbls())


def label_point(series: Any, place: int, code: str) -> None:
    """Writes the number of one point above it."""
    label = series.points[place].data_label
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    dress(label.font, SMALLEST)
    # Some programs else break a number that is wider than its bar.
    label._dLbl.find(qn("c:txPr")).find(qn("a:bodyPr")).set("wrap", "none")
    element = series._element.xpath(f"c:dLbls/c:dLbl[c:idx/@val='{place}']")[0]
    form = element.makeelement(qn("c:numFmt"), {"formatCode": code, "sourceLinked": "0"})
    element.find(qn("c:idx")).addnext(form)


def colour_points(series: Any, colours: Sequence[str]) -> None:
    """Gives each bar its colour."""
    series.invert_if_negative = False
    for place, colour in enumerate(colours):
        point = series.points[place]
        _fill(point.format, colour)
        # Without it a bar below 0 would be white: what is said for the series is not for a point.
        element = point._element.xpath(f"c:dPt[c:idx/@val='{place}']")[0]
        invert = element.makeelement(qn("c:invertIfNegative"), {"val": "0"})
        element.find(qn("c:idx")).addnext(invert)


def colour_series(chart: Any, colours: Sequence[str], *, line: bool = False) -> None:
    """Gives each series its colour: its bars, or its line and the marks on it."""
    for series, colour in zip(chart.series, colours, strict=True):
        if not line:
            if hasattr(series, "invert_if_negative"):
                series.invert_if_negative = False
            _fill(series.format, colour)
            continue
        series.smooth = False
        series.format.line.color.rgb = rgb(colour)
        series.format.line.width = Pt(3)
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
        _fill(series.marker.format, colour)
        series.marker.format.line.color.rgb = rgb(colour)


def join_dots(chart: Any) -> None:
    """Takes away the lines along series and joins the dots of a category: a dumbbell."""
    for series in chart.series:
        series.format.line.fill.background()
        series.marker.size = 14
    lines = chart.plots[0]._element
    joined = lines.makeelement(qn("c:hiLowLines"), {})
    lines.find(qn("c:marker")).addprevious(joined)
    look = joined
    for tag, said in (("c:spPr", {}), ("a:ln", {"w": str(Pt(3))}), ("a:solidFill", {})):
        look.append(look.makeelement(qn(tag), said))
        look = look[0]
    look.append(look.makeelement(qn("a:srgbClr"), {"val": _FAINT.removeprefix("#")}))


def legend(chart: Any, names: Sequence[str]) -> None:
    """Names the colours: below if they are few, at the right if they are many."""
    chart.has_legend = True
    few = len(names) <= _FEW_SERIES
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM if few else XL_LEGEND_POSITION.RIGHT
    chart.legend.include_in_layout = False
    dress(chart.legend.font, SMALLEST)


def skip_labels(chart: Any, step: int) -> None:
    """Writes every so many-th name of the categories; left alone the program drops some."""
    axis = chart.category_axis._element
    skip = axis.makeelement(qn("c:tickLblSkip"), {"val": str(step)})
    for old in axis.findall(qn("c:tickLblSkip")):
        axis.remove(old)
    after = axis.find(qn("c:noMultiLvlLbl"))
    if after is None:
        axis.append(skip)
    else:
        after.addprevious(skip)


def leave_room(chart: Any, part: float, below: float = 0.0) -> None:
    """Keeps so much of the width and of the height, as parts of one, for names beside and below."""
    area = chart._chartSpace.find(qn("c:chart")).find(qn("c:plotArea"))
    layout = area.find(qn("c:layout"))
    if layout is None:
        layout = area.makeelement(qn("c:layout"), {})
        area.insert(0, layout)
    manual = layout.makeelement(qn("c:manualLayout"), {})
    layout.append(manual)
    said = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"}
    places = {"x": part, "y": 0.01, "w": 0.99 - part, "h": 0.98 - below}
    for name, value in {**said, **{k: f"{v:.4f}" for k, v in places.items()}}.items():
        manual.append(manual.makeelement(qn(f"c:{name}"), {"val": value}))


def rows_axis(axis: Any) -> None:
    """An axis of names without ticks and lines."""
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = rgb(_FAINT)
    dress(axis.tick_labels.font, SMALLEST)


def _fill(form: Any, colour: str) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb = rgb(colour)
