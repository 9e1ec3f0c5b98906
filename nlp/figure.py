"""One figure: what an article says about how much there is of something."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.figure_links import ChangeKind
from nlp.numerals import Quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistical statement of an article; every span is exact.

    Attributes:
        indicator: What is measured, as written in the paragraph.
        indicator_span: Where, in the paragraph.
        start: From which quantity it moved, if that is said.
        value: The quantity reached, or the only one. Where only a change or a share is told
            (出口增长12%), it is the same as `change`.
        change: By how much it grew or fell, or which share it is.
        change_kind: What `change` is; None without one.
        whole: The quantity that it is a part of or measured against.
        year: When, as understood: "2020", "2021上半年", "17年间", "今年", or None.
        place: Where, the place named nearest before, or None.
        sentence_span: The sentence, in the paragraph.
        paragraph: The index of the paragraph.
    """

    indicator: str
    indicator_span: tuple[int, int]
    start: Quantity | None
    value: Quantity
    change: Quantity | None
    change_kind: ChangeKind | None
    whole: Quantity | None
    year: str | None
    place: str | None
    sentence_span: tuple[int, int]
    paragraph: int
