"""Where in a web page the article is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.readers.html_blocks import hidden, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BOILERPLATE_TAGS = frozenset({"nav", "footer", "aside", "form"})
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|foot|footer|copyright|breadcrumbs?|crumbs?|"
    r"share|sharebox|bdshare\w*|social|comments?|pinglun|sidebar|aside|related|recommend|hot|rank|"
    r"pager|pagination|pages?nav|ad|ads|advert\w*|toolbar|login|search|searchbox|topbar|"
    r"qrcode|ewm|print|fontsize|links?|friendlink|prevnext|editor-?info)(?:$|[\s_-])",
    re.IGNORECASE,
)
_KNOWN_MAIN = re.compile(
    r"(?:^|[\s_-])(?:rwb_zw|rm_txt_con|trs_editor|trs_uedi\w*|zoom|ucap-?content|article-?body|"
    r"article-?content|articletext|post-?content|entry-?content|news-?content|content-?text|"
    r"detail-?content|main-?content|text_area|cnt_bd|con_con|newstext|xilan_con|js_content)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINK_LISTS = frozenset({"ul", "ol", "dl", "div", "table", "td", "p"})
_IMPRINT = re.compile("版权所有|ICP备|未经.{0,6}(?:授权|许可)|联系电话|技术支持|网站地图")
_KEPT_SHARE = 0.85
_KNOWN_SHARE = 0.6
_PROSE = 40


class _Weights:
    """Visible characters of every element, and how many of them are in links; one pass."""

    def __init__(self, root: HtmlElement) -> None:
        self._order = [element for element in root.iter() if isinstance(element.tag, str)]
        self._own: dict[HtmlElement, tuple[int, int, int]] = {}
        for element in reversed(self._order):
            words, linked, links = len(_words(element.text)), 0, 0
            for child in element:
                child_words, child_linked, child_links = self._own.get(child, (0, 0, 0))
                words += child_words + len(_words(child.tail))
                linked += child_linked
                links += child_links
            if element.tag == "a":
                linked, links = words, 1
            self._own[element] = (words, linked, links)

    def words(self, element: HtmlElement) -> int:
        """Characters outside links."""
        words, linked, _ = self._own.get(element, (0, 0, 0))
        return words - linked

    def is_link_list(self, element: HtmlElement) -> bool:
        """A list or bar that consists of links."""
        words, linked, links = self._own.get(element, (0, 0, 0))
        return element.tag in _LINK_LISTS and links >= 3 and linked >= 0.8 * words

    def paragraphs(self, element: HtmlElement) -> list[HtmlElement]:
        """Paragraphs of some length inside an element."""
        return [p for p in element.iter("p") if self.words(p) > _PROSE]


def _words(text: str | None) -> str:
    return re.sub(r"\W", "", text) if text else ""


def main_part(root: HtmlElement) -> tuple[str | None, HtmlElement]:
    """Find the article in a page; what is certainly not of it is taken out of the tree.

    The smallest element is chosen that holds nearly all text outside links and every longer
    paragraph, so that a page whose text lies in several containers loses none of it.

    Args:
        root: The document; it is changed.

    Returns:
        The text of the page's first heading outside the boilerplate, and the element.
    """
    _strip(root)
    heading = _heading(root)
    body = root.find(".//body")
    top = root if body is None else body
    weights = _Weights(top)
    total = weights.words(top)
    for element in top.iter():
        if (
            isinstance(element.tag, str)
            and _named(element, _KNOWN_MAIN)
            and weights.words(element) >= _KNOWN_SHARE * total
            and not _loses_prose(weights, top, element)
        ):
            return heading, element
    return heading, _smallest(weights, top, total)


def _strip(root: HtmlElement) -> None:
    weights = _Weights(root)
    doomed = [
        element
        for element in root.iter()
        if isinstance(element.tag, str)
        and element.tag not in ("html", "head", "body", "title", "meta")
        and _is_boilerplate(weights, element)
    ]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _is_boilerplate(weights: _Weights, element: HtmlElement) -> bool:
    if hidden(element) or weights.is_link_list(element):
        return True
    # Some sites call the article's own container by one of these names.
    named = element.tag in _BOILERPLATE_TAGS or _named(element, _BOILERPLATE)
    return named and len(weights.paragraphs(element)) < 2


def _named(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _heading(root: HtmlElement) -> str | None:
    for tag in ("h1", "h2"):
        for element in root.iter(tag):
            text = text_of(element)
            if 2 <= len(text) <= 200:
                return text
    return None


def _smallest(weights: _Weights, top: HtmlElement, total: int) -> HtmlElement:
    """Go down as long as one child holds nearly all the text."""
    current = top
    while True:
        heaviest = max(
            (child for child in current if isinstance(child.tag, str) and child.tag != "p"),
            key=weights.words,
            default=None,
        )
        if heaviest is None or weights.words(heaviest) < _KEPT_SHARE * total:
            return current
        if weights.words(heaviest) < weights.words(current) and (
            _loses_prose(weights, current, heaviest) or _has_loose_text(current)
        ):
            return current
        current = heaviest


def _loses_prose(weights: _Weights, outer: HtmlElement, inner: HtmlElement) -> bool:
    """Is there a paragraph of prose beside the inner element?"""
    outside = weights.paragraphs(outer)
    if len(outside) == len(weights.paragraphs(inner)):
        return False
    inside = set(inner.iter("p"))
    return any(p not in inside and not _IMPRINT.search(text_of(p)) for p in outside)


def _has_loose_text(element: HtmlElement) -> bool:
    """Prose that stands in the element itself, between line breaks."""
    pieces = [element.text, *(child.tail for child in element)]
    return any(len(_words(piece)) > _PROSE and not _IMPRINT.search(piece or "") for piece in pieces)
