"""The outline of an article as HTML: a table of contents that leads into the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.anatomy import Anatomy
from nlp.outline import Point
from pages.parts.literal import as_html, shortened

LONGEST = 34
DEEPEST = 3


def claim_anchor(point: Point) -> str:
    """The anchor of a claim in the text of its article."""
    return f"claim-{point.paragraph}-{point.claim[0]}"


def outline_html(
    anatomy: Anatomy, title: str, anchor: Callable[[Point], str] | None, *, of: str = ""
) -> str:
    """The outline as a list of claims.

    Args:
        anatomy: The article.
        title: What stands above the list; empty for none.
        anchor: Gives the anchor a claim leads to; None for a list that leads nowhere.
        of: Title of the article, to tell its outline from others on the page; empty if alone.

    Returns:
        HTML; empty if the article has no outline.
    """
    if not anatomy.outline.points:
        return ""
    head = f"<p>{title}</p>" if title else ""
    items = _items(anatomy.outline.points, anchor, 1)
    label = f"{title or '提纲'}：{as_html(of)}" if of else title or "提纲"
    return f'<nav class="sx-contents" aria-label="{label}">{head}{items}</nav>'


def _items(points: Sequence[Point], anchor: Callable[[Point], str] | None, depth: int) -> str:
    if not points or depth > DEEPEST:
        return ""
    return f"<ol>{''.join(_item(point, anchor, depth) for point in points)}</ol>"


def _item(point: Point, anchor: Callable[[Point], str] | None, depth: int) -> str:
    text = shortened(point.text, LONGEST)
    marker = point.marker.strip("—-―─ ，,：:")
    said = f'<i class="sx-marker">{as_html(marker)}</i>{as_html(text)}'
    if anchor is not None:
        said = f'<a href="#{anchor(point)}" title="{as_html(point.text)}">{said}</a>'
    return f"<li>{said}{_items(point.children, anchor, depth + 1)}</li>"
