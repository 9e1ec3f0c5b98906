"""Words on a slide: how much room they take, and in which font and language they are written.

Nobody measures glyphs here: the program that shows the slide has other fonts than this machine.
A full-width sign is as wide as its size, any other six tenths of it, which is a little too much,
so that what is found to fit does fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_AUTO_SIZE, MSO_VERTICAL_ANCHOR, PP_PARAGRAPH_ALIGNMENT
from pptx.oxml.ns import qn
from pptx.util import Pt

from corpus.colours import legible
from corpus.plot import ACCENT
from corpus.tables import office_text

FONT = "Microsoft YaHei"
"""For Chinese and for Latin; who has it not sees the presentation program's own choice."""
INK, RED, GREY, WHITE = "#24211d", "#9e2b25", "#6b665f", "#ffffff"
LINE = 1.25
"""Height of a line in sizes; written into the file, because fonts do not agree on it."""
SMALLEST = 18
"""The least size, in points, that is read from the back row."""
_NARROW = 0.6
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_MARGIN = 0.97


class Said(NamedTuple):
    """Words of one look."""

    text: str
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in points."""

    x: float
    y: float
    width: float
    height: float

    def below(self, height: float) -> Box:
        """What is left of it without so much at its top."""
        return replace(self, y=self.y + height, height=max(self.height - height, 1.0))

    def emu(self) -> tuple[int, int, int, int]:
        """It in the units of the file."""
        return Pt(self.x), Pt(self.y), Pt(self.width), Pt(self.height)


def clean(text: str) -> str:
    """A text that a slide can hold, with one kind of line ends."""
    return office_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """A text without line ends and without blanks around it."""
    return " ".join(clean(text).split())


def lines(text: str, width: float, size: float) -> list[tuple[int, int]]:
    """Where the lines of a text begin and end when it is written in a column.

    Args:
        text: The text; a line end begins a new line.
        width: Of the column, in points.
        size: Of the words, in points.
    """
    room, found, start, used = width * _MARGIN / size, [], 0, 0.0
    for place, sign in enumerate(text):
        wide = _width(sign)
        if sign == "\n" or used + wide > room:
            found.append((start, place))
            start, used = (place + 1, 0.0) if sign == "\n" else (place, wide)
        else:
            used += wide
    return [*found, (start, len(text))]


def width(text: str, size: float) -> float:
    """How wide a text is on one line, in points."""
    return sum(map(_width, text)) * size / _MARGIN


def height(text: str, wide: float, size: float) -> float:
    """How high a text is in a column of so many points."""
    return len(lines(text, wide, size)) * size * LINE


def clipped(text: str, wide: float, size: float, most: int) -> str:
    """A text cut, with a sign that it is, to what so many lines hold."""
    found = lines(text, wide, size)
    if len(found) <= most:
        return text
    end = found[max(most, 1) - 1][1]
    return text[: max(end - 2, 0)].rstrip() + "…"


def fitted(text: str, wide: float, high: float, sizes: Sequence[int]) -> tuple[str, int]:
    """A text and the largest size at which it fits; cut if even the least is too large."""
    for size in sizes:
        if height(text, wide, size) <= high:
            return text, size
    size = sizes[-1]
    return clipped(text, wide, size, max(int(high / (size * LINE)), 1)), size


def write(
    frame: Any,
    paragraphs: Iterable[Sequence[Said]],
    size: float,
    *,
    align: PP_PARAGRAPH_ALIGNMENT | None = None,
    after: float = 0,
) -> None:
    """Fills a text frame.

    Args:
        frame: Of a shape, a cell or the notes.
        paragraphs: Runs of each paragraph; they hold no line ends.
        size: In points.
        align: At which side it stands.
        after: Points below each paragraph.
    """
    for place, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.line_spacing = Pt(size * LINE)
        if align is not None:
            paragraph.alignment = align
        if after:
            paragraph.space_after = Pt(after)
        for said in runs:
            run = paragraph.add_run()
            run.text = office_text(said.text)
            dress(run.font, size, bold=said.bold, colour=said.colour)


def paragraphs(text: str, *, bold: bool = False, colour: str = INK) -> list[list[Said]]:
    """The paragraphs of a text in one look."""
    return [[Said(line, bold, colour)] if line else [] for line in clean(text).split("\n")]


def text_box(
    slide: Any,
    box: Box,
    name: str,
    said: Iterable[Sequence[Said]],
    size: float,
    *,
    after: float = 0,
    low: bool = False,
) -> Any:
    """Writes words at a place of a slide and gives the shape.

    Args:
        slide: The slide.
        box: The place.
        name: What the shape is called in the list of shapes.
        said: As for `write`.
        size: In points.
        after: As for `write`.
        low: True if the words stand at the bottom of the place.
    """
    shape = slide.shapes.add_textbox(*box.emu())
    shape.name = name
    frame = shape.text_frame
    plain(frame)
    if low:
        frame.vertical_anchor = MSO_VERTICAL_ANCHOR.BOTTOM
    write(frame, said, size, after=after)
    return shape


def plain(frame: Any) -> None:
    """Takes margins from a text frame and lets its words wrap."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def dress(font: Any, size: float, *, bold: bool = False, colour: str = INK) -> None:
    """Gives words their size, colour, language, and a font for Chinese too."""
    font.size, font.bold = Pt(size), bold
    font.color.rgb = rgb(colour)
    font.name = FONT
    font.language_id = MSO_LANGUAGE_ID.SIMPLIFIED_CHINESE
    properties = font._rPr
    for tag in ("a:cs", "a:ea"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        east = properties.makeelement(qn(tag), {"typeface": FONT})
        properties.find(qn("a:latin")).addnext(east)


def rgb(colour: str) -> Any:
    """A colour as `#rrggbb`; the red of the house if it is none."""
    known = colour if isinstance(colour, str) and _COLOUR.fullmatch(colour) else ACCENT
    red, green, blue = (int(known[place : place + 2], 16) for place in (1, 3, 5))
    kind: Any = RGBColor
    return kind(red, green, blue)


def words_on(ground: str) -> str:
    """The colour in which words are read on a ground."""
    return legible(f"#{rgb(ground)}".lower(), INK, WHITE)


def _width(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(sign) in "WFA" else _NARROW
