"""Where a note stands in an article, so that it is found again when the text was edited.

An anchor says the place twice, as the W3C Web Annotation Data Model advises (Recommendation of 23
February 2017, 4.2.4 Text Quote Selector and 4.2.5 Text Position Selector): by position, which is
quick and tells equal passages apart, and by the words themselves with some of what stands around
them, which survive edits elsewhere. Positions count characters (code points) of one paragraph;
headings are paragraphs too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import SixueError

LONGEST_QUOTE = 500
CONTEXT = 32
"""So many characters before and after a quote are kept, beyond its paragraph too."""


class InvalidAnchor(SixueError):
    """No note can stand there."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the paragraphs of an article, as it was when somebody pointed at it.

    Attributes:
        paragraph: Which paragraph, from 0.
        start: Where the quote begins in the paragraph.
        end: Where it ends, exclusive.
        quote: The words there.
        prefix: What stood right before; a line feed between paragraphs.
        suffix: What stood right after.
    """

    paragraph: int
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


def anchor_of(paragraphs: Sequence[str], paragraph: int, start: int, end: int) -> Anchor:
    """The anchor of a span.

    Args:
        paragraphs: The texts of all paragraphs of the article.
        paragraph: Which of them, from 0.
        start: Where the span begins in it.
        end: Where it ends, exclusive.

    Raises:
        InvalidAnchor: There is no such span, it shows nothing, or it is too long.
    """
    inside = 0 <= paragraph < len(paragraphs) and 0 <= start <= end <= len(paragraphs[paragraph])
    if not inside:
        raise InvalidAnchor("选中的位置不在这篇文章里。", "请刷新页面后重新选择。")
    quote = paragraphs[paragraph][start:end]
    if not quote.strip():
        raise InvalidAnchor("没有选中任何文字。", "请先在文章里选中一段文字。")
    if len(quote) > LONGEST_QUOTE:
        raise InvalidAnchor(
            f"选中的文字太长：{len(quote):,} 个字。",
            f"请选中 {LONGEST_QUOTE} 字以内，或者给整篇文章写笔记。",
        )
    prefix = _before(paragraphs, paragraph, start)
    return Anchor(paragraph, start, end, quote, prefix, _after(paragraphs, paragraph, end))


def find_anchor(anchor: Anchor, paragraphs: Sequence[str]) -> tuple[int, int, int] | None:
    """Where an anchor stands in the text as it is now.

    Args:
        anchor: Made of an older text, or of this one.
        paragraphs: The texts of all paragraphs of the article.

    Returns:
        Paragraph, start and end of the quote: its old place if it stands there; otherwise, of all
        places where it stands, the one whose surroundings agree best with the old ones, of equals
        the nearest. None if it stands nowhere.
    """
    places = list(_places(anchor.quote, paragraphs))
    old = (anchor.paragraph, anchor.start)
    if old in places or not places:
        found = old if places else None
    else:
        found = max(places, key=lambda place: _likeness(anchor, paragraphs, *place))
    return (*found, found[1] + len(anchor.quote)) if found else None


def _places(quote: str, paragraphs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Paragraph and start of every place where a quote stands, overlapping ones too."""
    for number, text in enumerate(paragraphs if quote else ()):
        at = text.find(quote)
        while at >= 0:
            yield number, at
            at = text.find(quote, at + 1)


def _likeness(
    anchor: Anchor, paragraphs: Sequence[str], paragraph: int, start: int
) -> tuple[int, int, int]:
    """The larger, the more a place is like that of the anchor."""
    before = _before(paragraphs, paragraph, start)
    after = _after(paragraphs, paragraph, start + len(anchor.quote))
    agreeing = _common(before[::-1], anchor.prefix[::-1]) + _common(after, anchor.suffix)
    return agreeing, -abs(paragraph - anchor.paragraph), -abs(start - anchor.start)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return count
    return min(len(one), len(other))


def _before(paragraphs: Sequence[str], paragraph: int, start: int) -> str:
    text = paragraphs[paragraph][max(0, start - CONTEXT) : start]
    while len(text) < CONTEXT and paragraph > 0:
        paragraph -= 1
        text = f"{paragraphs[paragraph][-CONTEXT:]}\n{text}"
    return text[-CONTEXT:]


def _after(paragraphs: Sequence[str], paragraph: int, end: int) -> str:
    text = paragraphs[paragraph][end : end + CONTEXT]
    while len(text) < CONTEXT and paragraph + 1 < len(paragraphs):
        paragraph += 1
        text = f"{text}\n{paragraphs[paragraph][:CONTEXT]}"
    return text[:CONTEXT]
