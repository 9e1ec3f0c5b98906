"""Pictures on slides, as large as their place and never stretched."""

from __future__ import annotations

import io
from functools import partial
from typing import Any

from pptx.util import Pt

from corpus.slide_deck import Panel
from corpus.slide_text import Box


def picture_panel(data: bytes) -> Panel:
    """A picture, which fills the room of a slide."""
    return Panel("", partial(_draw, data))


def _draw(data: bytes, slide: Any, box: Box) -> list[Any]:
    shape = slide.shapes.add_picture(io.BytesIO(data), 0, 0)
    scale = min(Pt(box.width) / shape.width, Pt(box.height) / shape.height)
    shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
    shape.left = Pt(box.x) + (Pt(box.width) - shape.width) // 2
    shape.top = Pt(box.y) + (Pt(box.height) - shape.height) // 2
    shape.name = "图"
    return [shape]
