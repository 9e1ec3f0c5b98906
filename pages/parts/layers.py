"""Text with several things laid over it at once: search words, claims, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Layer:
    """A span of a text and the element it is put into.

    Attributes:
        start: First character.
        end: One past the last.
        tag: Name of the element.
        attributes: Of the element, as HTML; whoever makes it has escaped it.
        anchor: Id of the first piece; empty for none.
    """

    start: int
    end: int
    tag: str
    attributes: str = ""
    anchor: str = ""


def layered_html(text: str, layers: Sequence[Layer]) -> str:
    """The text as HTML that reads exactly like it, with elements around spans that may overlap.

    Args:
        text: Anything.
        layers: What is laid over it; the first ones lie outside.

    Returns:
        Escaped HTML; where spans cross, an element is closed and opened again.
    """
    edges = {0, len(text), *(e for one in layers for e in (one.start, one.end))}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    pieces: list[str] = []
    for start, end in pairwise(cuts):
        over = [one for one in layers if one.start <= start and end <= one.end]
        opening = "".join(_opened(one, first=one.start == start) for one in over)
        closing = "".join(f"</{one.tag}>" for one in reversed(over))
        pieces.append(f"{opening}{escape(text[start:end])}{closing}")
    return "".join(pieces)


def _opened(layer: Layer, *, first: bool) -> str:
    anchor = f' id="{escape(layer.anchor)}"' if layer.anchor and first else ""
    attributes = f" {layer.attributes}" if layer.attributes else ""
    return f"<{layer.tag}{anchor}{attributes}>"
