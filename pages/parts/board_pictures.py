"""The charts of a board as pictures: on its slides, and for print in one archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from corpus.board import Board, BoardItem
from corpus.errors import SixueError
from corpus.exhibit import Exhibit
from corpus.plot import KINDS
from pages.parts import exports
from pages.parts.charts import PRINT, SLIDE, Look, strings
from pages.parts.fonts import FontMissing, GlyphMissing, font_for, rare_signs
from pages.parts.plots import draw
from pages.parts.prepared import Report

_FILLING = frozenset(("cloud", "network"))
_ROOM = 344
"""Height, in points, that a slide leaves to a picture below a title and a takeaway of a line."""
_CROWD, _IN_A_CROWD = 10, 15
"""Of more nodes the names would run into each other if they were as large as all other words."""
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 60
_NAMED = 3


def on_slide(exhibit: Exhibit, look: Look = SLIDE) -> bytes:
    """The chart of an exhibit as a picture for a slide, or in other sizes for paper.

    Raises:
        SixueError: No font has all its characters.
    """
    plot = exhibit.plot
    assert plot is not None
    height = _ROOM if plot.kind in _FILLING else None
    crowded = plot.kind == "network" and len(plot.rows) > _CROWD
    look = replace(look, font_size=_IN_A_CROWD) if crowded else look
    return exports.plain_png(draw(plot, look), height)


def for_print(one: Board, exhibits: Mapping[str, Exhibit], report: Report) -> bytes:
    """All charts of a board as PNG and SVG in a ZIP file, named in the order of the board.

    Args:
        one: The board.
        exhibits: What stands on it, by id.
        report: Told how many charts are done, and of how many.

    Raises:
        SixueError: No font has all characters of a chart.
    """
    file = io.BytesIO()
    shown = list(charts_of(one, exhibits))
    report(0, len(shown))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (number, item, exhibit) in enumerate(shown, 1):
            assert exhibit.plot is not None
            drawn = draw(exhibit.plot, PRINT)
            name = f"{number:02} {_UNFIT.sub(' ', item.title)[:_LONGEST].strip(' .')}"
            png, svg = exports.png_and_svg(drawn, item.title, exhibit.card)
            archive.writestr(f"{name}.png", png, zipfile.ZIP_STORED)
            archive.writestr(f"{name}.svg", svg)
            report(done, len(shown))
    return file.getvalue()


def charts_of(
    one: Board, exhibits: Mapping[str, Exhibit]
) -> Iterator[tuple[int, BoardItem, Exhibit]]:
    """The charts of a board, each with its item and the number of that."""
    for number, item in enumerate(one.items, 1):
        exhibit = exhibits.get(item.exhibit)
        if exhibit is not None and exhibit.plot is not None and exhibit.plot.rows:
            yield number, item, exhibit


def undrawable(
    one: Board, exhibits: Mapping[str, Exhibit], kinds: Collection[str] = KINDS
) -> SixueError | None:
    """Why the charts of a board cannot be drawn, found before anybody waits; None if they can.

    Args:
        one: The board.
        exhibits: What stands on it, by id.
        kinds: Of the charts that are to be drawn.
    """
    for number, item, exhibit in charts_of(one, exhibits):
        assert exhibit.plot is not None
        if exhibit.plot.kind not in kinds:
            continue
        try:
            font_for("".join(strings([item.title, str(exhibit.card), exhibit.plot.as_json()])))
        except GlyphMissing as error:
            return SixueError(f"第 {number} 项：{error.problem}", error.remedy)
        except FontMissing as error:
            return error
    return None


def rarely_drawn(one: Board, exhibits: Mapping[str, Exhibit]) -> str:
    """Says which items hold signs that another computer may show as boxes; empty if none does."""
    found = []
    if signs := rare_signs(one.name + one.note):
        found.append(f"封面{_quoted(signs)}")
    for number, item in enumerate(one.items, 1):
        exhibit = exhibits.get(item.exhibit)
        held = [item.title, item.takeaway, item.notes, exhibit.as_json() if exhibit else ""]
        if signs := rare_signs("".join(strings(held))):
            found.append(f"第 {number} 项{_quoted(signs)}")
    if not found:
        return ""
    more = f"等 {len(found)} 处" if len(found) > _NAMED else ""
    return (
        f"{'、'.join(found[:_NAMED])}{more}含罕用字，换一台电脑可能显示为方框。"
        "建议先在放映用的电脑上打开看一遍；若有方框，请在那里安装“思源黑体”，或换成常用字。"
    )


def _quoted(signs: str) -> str:
    return f"“{signs[:_NAMED]}{'……' if len(signs) > _NAMED else ''}”"
