"""The deck of a board: 16:9, Chinese, a title, a rule, the takeaway, room for what is shown."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_VERTICAL_ANCHOR, PP_PARAGRAPH_ALIGNMENT
from pptx.oxml.ns import qn
from pptx.util import Pt

from corpus.slide_text import (
    FONT,
    GREY,
    INK,
    LINE,
    RED,
    SMALLEST,
    Box,
    Said,
    clean,
    clipped,
    fitted,
    height,
    one_line,
    paragraphs,
    plain,
    rgb,
    text_box,
    write,
)

WIDTH, HEIGHT, EDGE = 960.0, 540.0, 40.0
INNER = WIDTH - 2 * EDGE
MOST_PAGES = 5
"""Slides that one item may fill."""
CAPTION = SMALLEST * 1.6
_TITLE_ONLY = 5
_TITLE_SIZES, _TAKEAWAY_SIZES = (32, 30, 28), (28, 26, 24, 22, 20)
_TITLE_TOP, _TITLE_HIGH, _TAKEAWAY_HIGH = 22.0, 2 * 28 * LINE, 100.0
_FOOT, _FOOT_HIGH, _FOOT_SIZE, _NUMBER_WIDE = 502.0, 30.0, 12, 60.0
_NUMBER = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_DECORATIVE_NAMES = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_PROPERTY = 255
"""Signs that a property of a file holds."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What fills the room of one slide.

    Attributes:
        caption: A line above it: the unit, which part it is, what is left out.
        draw: Puts it at a place of a slide and gives the shapes that need to be described.
    """

    caption: str
    draw: Callable[[Any, Box], list[Any]]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title and a takeaway, with the sizes at which they fit.

    Attributes:
        title: On one line or two.
        size: Of the title, in points.
        takeaway: May be empty.
        takeaway_size: Of the takeaway, in points.
    """

    title: str
    size: int
    takeaway: str
    takeaway_size: int

    @classmethod
    def of(cls, title: str, takeaway: str = "") -> Heading:
        """Finds the sizes; what is too long even in the least is cut."""
        head, size = fitted(one_line(title), INNER, _TITLE_HIGH, _TITLE_SIZES)
        said, said_size = fitted(one_line(takeaway), INNER, _TAKEAWAY_HIGH, _TAKEAWAY_SIZES)
        return cls(head, size, said, said_size)

    @property
    def said(self) -> Box:
        """Where the takeaway stands."""
        top = self.rule + 10
        high = height(self.takeaway, INNER, self.takeaway_size) if self.takeaway else 0.0
        return Box(EDGE, top, INNER, high)

    @property
    def rule(self) -> float:
        """Where the rule below the title stands."""
        return _TITLE_TOP + height(self.title, INNER, self.size) + 6

    @property
    def room(self) -> Box:
        """What is left for what is shown, its caption included."""
        top = self.said.y + self.said.height + 8
        return Box(EDGE, top, INNER, _FOOT - 8 - top)


class Deck:
    """Slides of one look, one after another.

    Args:
        title: What the file is called in its properties.
        actor: Who made it.
        changed_at: When.
    """

    def __init__(self, title: str, actor: str, changed_at: datetime) -> None:
        self._file = Presentation()
        _widen(self._file)
        _dress_theme(self._file)
        facts = self._file.core_properties
        facts.title, facts.author = one_line(title)[:_PROPERTY], one_line(actor)[:_PROPERTY]
        facts.last_modified_by, facts.language = "思学", "zh-CN"
        facts.created = facts.modified = changed_at

    def add(self, heading: Heading, source: str = "") -> Any:
        """A slide with a title, a rule, a takeaway, a source and its number."""
        slide = self._file.slides.add_slide(self._file.slide_layouts[_TITLE_ONLY])
        title = Box(EDGE, _TITLE_TOP, INNER, heading.rule - _TITLE_TOP - 6)
        _title(slide, title, heading.title, heading.size)
        bar(slide, Box(EDGE, heading.rule, INNER, 2))
        if heading.takeaway:
            said = [[Said(heading.takeaway, bold=True)]]
            text_box(slide, heading.said, "要点", said, heading.takeaway_size)
        self._foot(slide, one_line(source))
        return slide

    def cover(self, title: str, facts: str, note: str) -> Any:
        """The first slide."""
        slide = self._file.slides.add_slide(self._file.slide_layouts[_TITLE_ONLY])
        head, size = fitted(one_line(title), INNER, 150, (48, 44, 40, 36, 32, 28))
        _title(slide, Box(EDGE, 70, INNER, 150), head, size, low=True)
        bar(slide, Box(EDGE, 232, 120, 4))
        text_box(slide, Box(EDGE, 250, INNER, 60), "概况", [[Said(facts, colour=GREY)]], 20)
        said, size = fitted(clean(note).strip(), INNER, 180, (24, 22, 20, 18))
        if said:
            text_box(slide, Box(EDGE, 320, INNER, 180), "说明", paragraphs(said), size)
        return slide

    def data(self) -> bytes:
        """The file."""
        file = io.BytesIO()
        self._file.save(file)
        return file.getvalue()

    def _foot(self, slide: Any, source: str) -> None:
        if source:
            wide = INNER - _NUMBER_WIDE
            said = clipped(f"来源：{source}", wide, _FOOT_SIZE, 2)
            box = Box(EDGE, _FOOT, wide, _FOOT_HIGH)
            text_box(slide, box, "来源", [[Said(said, colour=GREY)]], _FOOT_SIZE, low=True)
        number = Box(WIDTH - EDGE - _NUMBER_WIDE, _FOOT, _NUMBER_WIDE, _FOOT_HIGH)
        count = [[Said(str(len(self._file.slides)), colour=GREY)]]
        shape = text_box(slide, number, "页码", count, _FOOT_SIZE, low=True)
        paragraph = shape.text_frame.paragraphs[0]
        paragraph.alignment = PP_PARAGRAPH_ALIGNMENT.RIGHT
        _counted(paragraph.runs[0]._r)


def bar(slide: Any, box: Box) -> None:
    """A red line, or with some height a red bar."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu())
    shape.name = "线"
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(RED)
    shape.line.fill.background()
    shape.shadow.inherit = False
    _unsaid(shape)


def tell(slide: Any, text: str) -> None:
    """Writes what only the presenter sees."""
    write(slide.notes_slide.notes_text_frame, paragraphs(text), 12)


def describe(shape: Any, text: str) -> None:
    """Says what a picture, chart or table shows to those who do not see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(text))


def _counted(run: Any) -> None:
    """Makes of a number one that stays right when slides are moved."""
    counted = run.makeelement(qn("a:fld"), {"id": _NUMBER, "type": "slidenum"})
    counted.extend(list(run))
    run.getparent().replace(run, counted)


def _unsaid(shape: Any) -> None:
    """Tells programs that read slides aloud that there is nothing to say of a shape."""
    named = shape._element.xpath(".//p:cNvPr")[0]
    more = named.makeelement(qn("a:extLst"), {})
    one = more.makeelement(qn("a:ext"), {"uri": _DECORATIVE})
    said = one.makeelement(f"{{{_DECORATIVE_NAMES}}}decorative", {"val": "1"})
    one.append(said)
    more.append(one)
    named.append(more)


def _title(slide: Any, box: Box, text: str, size: int, *, low: bool = False) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = box.emu()
    plain(title.text_frame)
    anchor = MSO_VERTICAL_ANCHOR.BOTTOM if low else MSO_VERTICAL_ANCHOR.TOP
    title.text_frame.vertical_anchor = anchor
    left = PP_PARAGRAPH_ALIGNMENT.LEFT
    write(title.text_frame, [[Said(text, bold=low)]], size, align=left)


def _widen(file: Any) -> None:
    """Makes 16:9 of the 4:3 of the empty deck, so that slides added later fit as well."""
    old, file.slide_width, file.slide_height = file.slide_width, Pt(WIDTH), Pt(HEIGHT)
    scale = file.slide_width / old
    for sheet in (file.slide_master, *file.slide_layouts):
        for place in sheet._element.xpath(".//p:sp/p:spPr/a:xfrm/a:off"):
            place.set("x", str(round(int(place.get("x")) * scale)))
        for place in sheet._element.xpath(".//p:sp/p:spPr/a:xfrm/a:ext"):
            place.set("cx", str(round(int(place.get("cx")) * scale)))


def _dress_theme(file: Any) -> None:
    """Gives what a presenter adds later the same font and colours."""
    for part in file.part.package.iter_parts():
        if str(part.partname).startswith("/ppt/theme/"):
            theme = part.blob.decode("utf-8")
            theme = re.sub(
                r'<a:(latin|ea) typeface="[^"]*"/>', rf'<a:\1 typeface="{FONT}"/>', theme
            )
            for slot, colour in {"dk1": INK, "accent1": RED}.items():
                ink = f'<a:{slot}><a:srgbClr val="{colour[1:]}"/></a:{slot}>'
                theme = re.sub(rf"<a:{slot}>.*?</a:{slot}>", ink, theme, flags=re.DOTALL)
            part._blob = theme.encode("utf-8")
