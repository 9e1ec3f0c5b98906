"""The body of a Word document as blocks of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.readers.lines import INDENT

if TYPE_CHECKING:
    from corpus.readers.docx_numbers import Numbers

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SHORT_CELL = 30
_CLOSING = ("。", "！", "？", "”", "…", "：", "；")
_PARAGRAPH, _TABLE, _ROW, _CELL = (_W + name for name in ("p", "tbl", "tr", "tc"))
_TEXT_BOX = _W + "txbxContent"
_TRANSPARENT = frozenset(_W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_UNREAD = frozenset(
    _W + name
    for name in (
        "del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr",
        "instrText", "delText", "delInstrText", "fldChar", "footnoteReference", "rt",
        "endnoteReference", "commentReference", "bookmarkStart", "bookmarkEnd",
    )
)  # fmt: skip
_SIGNS = {
    _W + "tab": "\t",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
    _W + "ptab": "\t",
}


@dataclass(slots=True)
class Body:
    """The text of a body.

    Attributes:
        blocks: Paragraphs, rows of figures, in reading order; soft breaks are line feeds. An
            empty paragraph is an empty block.
        row_numbers: Figures of a column that only counts the rows of a table, left out.
        titles: Texts of the paragraphs in the style of a title.
        deleted: True if something was left out that a reviewer deleted.
    """

    blocks: list[str] = field(default_factory=list)
    row_numbers: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of paragraph styles with a meaning.

    Attributes:
        titles: Of the document's title.
        headings: Of the title, subtitle and all headings.
    """

    titles: frozenset[str]
    headings: frozenset[str]


def body_of(element: Any, styles: Styles, numbers: Numbers) -> Body:
    """Read a body.

    Args:
        element: The w:body element.
        styles: Which paragraphs are titles and headings.
        numbers: Counts numbered paragraphs, whose numbers are not in their text.

    Returns:
        Its text.
    """
    body = Body()
    _Walk(body, styles, numbers).container(element)
    return body


def plain_lines(element: Any) -> list[str]:
    """Texts of all paragraphs below an element that are not empty."""
    if element is None:
        return []
    lines = ("".join(_run_texts(p, [])).strip() for p in element.iter(_PARAGRAPH))
    return [line for line in lines if line]


class _Walk:
    def __init__(self, body: Body, styles: Styles, numbers: Numbers) -> None:
        self.body, self.styles, self.numbers = body, styles, numbers

    def container(self, element: Any) -> None:
        """Everything on the level of paragraphs."""
        for child in element:
            if child.tag == _PARAGRAPH:
                self.paragraph(child)
            elif child.tag == _TABLE:
                self.table(child)
            elif child.tag in _TRANSPARENT:
                self.container(child)
            elif child.tag == _W + "del":
                self.body.deleted = True

    def paragraph(self, element: Any) -> None:
        boxes: list[Any] = []
        text = "".join(_run_texts(element, boxes))
        if element.find(f".//{_W}del") is not None:
            self.body.deleted = True
        number = self.numbers.next_of(element)
        named = element.find(f"{_W}pPr/{_W}pStyle")
        style = "" if named is None else named.get(_W + "val")
        if style in self.styles.titles and text.strip():
            self.body.titles.append(" ".join(text.split()))
        heading = style in self.styles.headings
        if text.strip() and not heading and (number or _indented(element)):
            text = INDENT + number + text.lstrip()
        elif text.strip():
            text = number + text
        self.body.blocks.append(_soft_paragraphs(text))
        for box in boxes:
            self.container(box)

    def table(self, element: Any) -> None:
        rows = [[_Cell.of(cell) for cell in _cells(row)] for row in _rows(element)]
        counted = _counts_rows(rows)
        for row in rows:
            if counted:
                self.body.row_numbers.append(row[0].text)
                row = row[1:]
            if len(row) > 1 and all(cell.short for cell in row):
                self.body.blocks.append("\t".join(cell.text for cell in row))
                continue
            for cell in row:
                self.container(cell.element)


@dataclass(frozen=True, slots=True)
class _Cell:
    element: Any
    text: str
    short: bool

    @classmethod
    def of(cls, element: Any) -> _Cell:
        lines = plain_lines(element)
        short = len(lines) <= 1 and all(len(line) <= _SHORT_CELL for line in lines)
        return cls(element, "\n".join(lines), short)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == _ROW:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == _CELL:
            merge = child.find(f"{_W}tcPr/{_W}vMerge")
            if merge is None or merge.get(_W + "val") == "restart":
                yield child
        elif child.tag in _TRANSPARENT:
            yield from _cells(child)


def _counts_rows(rows: list[list[_Cell]]) -> bool:
    """Is the first column 1, 2, 3 … beside cells of prose?"""
    if len(rows) < 2 or any(len(row) < 2 for row in rows):
        return False
    first = [row[0].text.rstrip(".．、") for row in rows]
    prose = any(not cell.short for row in rows for cell in row[1:])
    return prose and first == [str(number) for number in range(1, len(rows) + 1)]


def _soft_paragraphs(text: str) -> str:
    """Soft breaks between whole sentences are ends of paragraphs; others stay line ends."""
    lines = text.split("\n")
    closed = sum(line.rstrip().endswith(_CLOSING) for line in lines)
    return "\n\n".join(lines) if len(lines) > 2 and closed * 2 >= len(lines) else text


def _indented(paragraph: Any) -> bool:
    """Does its format indent the first line?"""
    indent = paragraph.find(f"{_W}pPr/{_W}ind")
    if indent is None:
        return False
    values = (indent.get(_W + name) for name in ("firstLine", "firstLineChars"))
    return any(value and value.isdigit() and int(value) > 0 for value in values)


def _run_texts(element: Any, boxes: list[Any]) -> Iterator[str]:
    """Texts inside a paragraph in order; text boxes are put aside."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        tag = child.tag
        if tag == _W + "t":
            yield child.text or ""
        elif tag == _W + "br":
            yield "\n"
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == _TEXT_BOX:
            boxes.append(child)
        elif tag == _MC + "AlternateContent":
            # The same content twice, for newer and older programs.
            choice = child.find(_MC + "Choice")
            stack.extend(reversed(child if choice is None else choice))
        elif tag not in _UNREAD and isinstance(tag, str):
            stack.extend(reversed(child))
