"""The word cloud: `wordcloud` finds the places, the page draws words that can be clicked.

A cloud is laid out twice, wide and narrow, because words that fit a desk are unreadable when a
phone shrinks them; the page shows the one that fits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot, sqrt
from random import Random
from typing import Any, NamedTuple

import altair as alt
from numpy import asarray

from corpus.plot import Word
from pages.parts.charts import Look
from pages.parts.cloud_shapes import outline
from pages.parts.fonts import nearest
from pages.parts.palette import ink


class Placed(NamedTuple):
    """Where a word stands: left end of its baseline and font size, in pixels of the frame."""

    text: str
    x: float
    y: float
    size: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The room a cloud has.

    Attributes:
        width: Pixels.
        height: Pixels.
        words: At most so many.
        smallest: Least font size, pixels.
        largest: Greatest font size, pixels.
    """

    width: int
    height: int
    words: int
    smallest: int
    largest: int


WIDE = Frame(960, 420, 60, 15, 84)
NARROW = Frame(340, 420, 32, 14, 52)
_SHAPED = {
    "circle": (Frame(620, 620, 60, 19, 76), Frame(340, 340, 32, 13, 44)),
    "heart": (Frame(680, 620, 60, 19, 76), Frame(340, 320, 32, 13, 42)),
    "star": (Frame(700, 666, 60, 19, 70), Frame(340, 330, 32, 12, 38)),
    "book": (Frame(900, 600, 60, 20, 84), Frame(340, 260, 32, 13, 44)),
}
_MARGIN = 4
_TRIES = 16


def frame_of(shape: str, *, narrow: bool) -> Frame:
    """The room for a cloud of a shape, on a wide or a narrow screen."""
    return _SHAPED.get(shape, (WIDE, NARROW))[narrow]


@lru_cache(maxsize=64)
def place(
    weights: tuple[tuple[str, float], ...], frame: Frame, seed: int = 0, shape: str = ""
) -> tuple[Placed, ...]:
    """Finds room for the words, heaviest first; words that find none are left out.

    The search for room is that of `wordcloud` (an integral image of what is taken). Its own loop
    is not used: it measures words from the top of their ink and draws them from the ascender,
    which for Chinese fonts puts them a third of a line too low, one upon the other.

    Args:
        weights: Words and weights above zero.
        frame: The room.
        seed: The same words, frame and seed give the same places.
        shape: Of `cloud_shapes.SHAPES`; no word reaches over its edge.

    Returns:
        The placed words; the heaviest is always among them.

    Raises:
        FontMissing: There is no Chinese font to measure words with.
    """
    if not weights:
        return ()
    # Imported here: it loads matplotlib, which costs a third of a second at start.
    from PIL import Image, ImageDraw
    from wordcloud.wordcloud import IntegralOccupancyMap

    ordered = sorted(weights, key=lambda one: -one[1])[: frame.words]
    # The reader's own fonts draw the words; a sign that is lacking here is as wide as any other.
    path = str(nearest("".join(text for text, _ in ordered))[0].path)
    image = Image.new("L", (frame.width, frame.height))
    draw = ImageDraw.Draw(image)
    if edge := _edge(shape, frame):
        draw.rectangle((0, 0, frame.width, frame.height), fill="white")
        draw.polygon(edge, fill="black")
    taken = IntegralOccupancyMap(frame.height, frame.width, asarray(image) > 0 if edge else None)
    random = Random(seed)
    placed = []
    for text, weight in ordered:
        wished = frame.smallest + (frame.largest - frame.smallest) * sqrt(weight / ordered[0][1])
        room = _room(text, round(wished), path, frame, taken, random)
        if room is None:
            continue
        font, row, column = room
        # The box, not the ink: another font of the browser may fill corners that are free here.
        _, _, width, height = font.getbbox(text, anchor="lt")
        draw.rectangle((column, row, column + width, row + height), fill="white")
        taken.update(asarray(image), row, column)
        baseline = row - font.getbbox(text, anchor="ls")[1]
        placed.append(Placed(text, float(column), float(baseline), int(font.size)))
    return tuple(placed)


def _room(
    text: str, size: int, path: str, frame: Frame, taken: Any, random: Random
) -> tuple[Any, int, int] | None:
    """A font and the free place nearest to the middle, in a smaller size if need be."""
    from PIL import ImageFont

    while size >= frame.smallest:
        font = ImageFont.truetype(path, size)
        _, _, width, height = font.getbbox(text, anchor="lt")
        wanted = round(height) + 2 * _MARGIN, round(width) + 2 * _MARGIN
        first = taken.sample_position(*wanted, random)
        if first is not None:
            more = (taken.sample_position(*wanted, random) for _ in range(_TRIES - 1))
            spots = [first, *(spot for spot in more if spot is not None)]
            row, column = min(
                spots,
                key=lambda spot: hypot(
                    (spot[0] + wanted[0] / 2) / frame.height - 0.5,
                    (spot[1] + wanted[1] / 2) / frame.width - 0.5,
                ),
            )
            return font, row + _MARGIN, column + _MARGIN
        size -= 2
    return None


def _edge(shape: str, frame: Frame) -> list[tuple[float, float]]:
    """The outline of a shape in pixels of a frame."""
    return [(x * frame.width, y * frame.height) for x, y in outline(shape)]


def chart(
    words: Sequence[Word],
    frame: Frame,
    look: Look,
    *,
    height: int | None = None,
    seed: int = 0,
    shape: str = "",
    pick: str | None = None,
) -> alt.LayerChart:
    """The cloud as a chart that fills the width it gets.

    Args:
        words: What to show.
        frame: The room it was laid out for; places and letters grow or shrink with the room that
            there is.
        look: For its ground, on which the colours must be readable.
        height: Pixels, if other than the frame's.
        seed: See `place`.
        shape: See `place`.
        pick: Name of the selection a click makes; it holds `text`.
    """
    placed = place(tuple((w.text, w.weight) for w in words), frame, seed, shape)
    colours: Mapping[str, str] = {w.text: ink(w.colour, dark=look.dark) for w in words}
    weights = {w.text: w.weight for w in words}
    rows = [{**p._asdict(), "colour": colours[p.text], "weight": weights[p.text]} for p in placed]
    letters = f"min(width / {frame.width}, height / {frame.height})"
    drawn = (
        _at(rows, frame, shape)
        .mark_text(
            align="left",
            baseline="alphabetic",
            cursor="pointer" if pick else "default",
            fontSize=alt.ExprRef(f"datum.size * {letters}"),
        )
        .encode(
            text="text:N",
            color=alt.Color("colour:N", scale=None),
            tooltip=[
                alt.Tooltip("text:N", title="词语"),
                alt.Tooltip("weight:Q", title="权重", format=".3~g"),
            ],
        )
    )
    if pick is not None:
        drawn = drawn.add_params(alt.selection_point(name=pick, fields=["text"], on="click"))
    edge = [{"x": x, "y": y, "order": n} for n, (x, y) in enumerate(_edge(shape, frame))]
    ground = _at(edge, frame, shape).mark_line(
        filled=True, fill=look.words, fillOpacity=0.06, strokeWidth=0, interpolate="linear-closed"
    )
    behind = [ground.encode(order="order:Q")] if edge else []
    return alt.layer(*behind, drawn).properties(height=height or frame.height)


def _at(rows: Sequence[Mapping[str, Any]], frame: Frame, shape: str) -> alt.Chart:
    """Marks at their places; those of a shape keep its proportions, others take all the width."""
    down = f"height / {frame.height}"
    across = f"width / {frame.width}"
    if shape:
        down = across = f"min({across}, {down})"
    return (
        alt.Chart(alt.Data(values=list(rows)))
        .transform_calculate(
            left=f"width / 2 + (datum.x - {frame.width / 2}) * {across}",
            top=f"height / 2 + (datum.y - {frame.height / 2}) * {down}",
        )
        .encode(x=alt.X("left:Q", axis=None, scale=None), y=alt.Y("top:Q", axis=None, scale=None))
    )
