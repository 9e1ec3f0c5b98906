"""The text of an HTML element as blocks, the way a browser would break it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.readers.lines import join_soft

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li",
        "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math",
        "canvas", "audio", "video", "head", "title", "meta", "link", "button", "select", "option",
        "textarea", "input", "rp", "rt", "datalist", "map",
    }
)  # fmt: skip
_SHORT_CELL = 30
_BREAK = "\x1e"  # <br>
_EDGE = "\x1d"  # start or end of a block
_PRE = "\x1c"  # line end inside <pre>


def blocks(element: HtmlElement) -> list[str]:
    """Blocks of text in document order.

    Args:
        element: Any element.

    Returns:
        One string a block; line breaks inside it are those of <br> and <pre>.
    """
    parts: list[str] = []
    _collect(element, parts)
    found = []
    for block in "".join(parts).split(_EDGE):
        text = join_soft(re.sub(r"[ \t\r\f\x0b]+", " ", block))
        text = re.sub(f" *{_BREAK} *", "\n", text).replace(_PRE, "\n")
        if text.strip():
            found.append(text.strip("\n ").rstrip())
    return found


def text_of(element: HtmlElement) -> str:
    """All words of an element on one line."""
    return " ".join(" ".join(blocks(element)).split())


def hidden(element: HtmlElement) -> bool:
    """True if a browser would not show the element, or it holds no text at all."""
    if not isinstance(element.tag, str) or element.tag.lower() in _SKIPPED:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or "hidden" in element.attrib


def _collect(root: HtmlElement, parts: list[str]) -> None:
    """Walk without recursion: a page may be nested deeper than Python's stack."""
    stack: list[tuple[HtmlElement, bool, bool]] = [(root, True, False)]
    while stack:
        element, entering, outside_pre = stack.pop()
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if entering and not hidden(element):
            parts.append(_opening(tag))
            stack.append((element, False, outside_pre))
            if tag == "tr" and (cells := _data_cells(element)):
                parts.append("\t".join(cells))
                continue
            pre = outside_pre or tag == "pre"
            parts.append(_kept(element.text, pre))
            stack.extend((child, True, pre) for child in reversed(element))
            continue
        if not entering and tag in _BLOCKS:
            parts.append(_EDGE)
        if element is not root:
            parts.append(_kept(element.tail, outside_pre))


def _opening(tag: str) -> str:
    if tag == "br":
        return _BREAK
    return _EDGE if tag in _BLOCKS else ""


def _kept(text: str | None, pre: bool) -> str:
    """Text of the source, cleared of our own marks."""
    if not text:
        return ""
    text = re.sub(f"[{_BREAK}{_EDGE}{_PRE}]", "", text)
    if pre:
        return text.replace("\r\n", "\n").replace("\n", _PRE)
    # A line feed of the source is white space, joined away by join_soft.
    return re.sub(r"[ \t\r\n\f]*\n[ \t\r\n\f]*", "\n", text)


def _data_cells(row: HtmlElement) -> list[str]:
    """Cells of a row of figures; none for a row that lays out a page, whose cells are longer."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or any(cell.find(".//table") is not None for cell in cells):
        return []
    texts = [text_of(cell) for cell in cells]
    return texts if all(len(text) <= _SHORT_CELL for text in texts) else []
