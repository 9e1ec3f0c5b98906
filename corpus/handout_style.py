"""The paper of a hand-out: A4, fonts for Chinese, a head and page numbers, lists with numbers.

Nothing is told by a colour alone, for it comes from a printer without any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.library_document import FONT, HEAD_FONT, use_font
from corpus.tables import office_text

if TYPE_CHECKING:
    from docx.document import Document

TAKEAWAY, QUOTE, SOURCE, CELL = "讲义要点", "讲义引文", "讲义来源", "讲义表格"
POINT, QUESTION, WRITING, PLATE = "讲义提纲", "讲义题目", "讲义书写行", "讲义图"
WIDE = 17.0
"""Centimetres between the margins."""
TABLE_WIDE = 16.8
"""Tables stand in by the margin of their cells."""
LEVELS = 3
INDENT = 0.85
"""Of what stands below a number."""
_QUIET = "505050"
_HEAD_LONGEST = 40


def paper(name: str, kind: str) -> Document:
    """An empty document in the looks of a hand-out.

    Args:
        name: What stands at the head of each page but the first.
        kind: What sort of document it is, which stands there too.
    """
    import docx

    document = docx.Document()
    document.core_properties.title = office_text(name)
    document.core_properties.subject = kind
    document.core_properties.author = "思学"
    document.core_properties.language = "zh-CN"
    _size(document.sections[0])
    _styles(document)
    _head_and_foot(document.sections[0], name, kind)
    return document


def new_list(document: Document, kind: str) -> int:
    """The number of a new list, which begins at 1.

    Args:
        document: Where it stands.
        kind: "points" for 1, 1.1, 1.1.1; "questions" for 1. 2. 3.
    """
    numbering = document.part.numbering_part.element
    known = [int(one.get(_q("w:abstractNumId"))) for one in numbering.findall(_q("w:abstractNum"))]
    made = max(known, default=0) + 1
    sketch = _element("w:abstractNum", abstractNumId=str(made))
    sketch.append(_element("w:multiLevelType", val="multilevel"))
    for level in range(LEVELS):
        sketch.append(_level(level, kind))
    # The schema wants all sketches before the lists made of them.
    first = numbering.find(_q("w:num"))
    numbering.insert(len(numbering) if first is None else list(numbering).index(first), sketch)
    return int(numbering.add_num(made).numId)


def put_in_list(paragraph: Any, number: int, level: int) -> None:
    """Makes a paragraph one of a list; the level is counted from 0."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def show_in_navigation(paragraph: Any, level: int) -> None:
    """Shows a paragraph that is no heading beside the text, below headings of the level before."""
    properties = paragraph._p.get_or_add_pPr()
    outline = _element("w:outlineLvl", val=str(level - 1))
    properties.insert_element_before(
        outline, "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"
    )


def _size(section: Any) -> None:
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDE) / 2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.2)
    section.header_distance, section.footer_distance = Cm(1.2), Cm(1.1)
    section.different_first_page_header_footer = True


def _styles(document: Document) -> None:
    known = (
        ("Normal", FONT, 10.5, 0, 4),
        ("Title", HEAD_FONT, 22, 0, 8),
        ("Heading 1", HEAD_FONT, 15, 18, 8),
        ("Heading 2", HEAD_FONT, 12, 14, 4),
        ("Heading 3", HEAD_FONT, 11, 8, 3),
        ("Header", FONT, 9, 0, 0),
        ("Footer", FONT, 9, 0, 0),
    )
    for name, font, size, before, after in known:
        _look(document.styles[name], font, size, before, after)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        document.styles[name].paragraph_format.keep_with_next = True
    _rule(document.styles["Title"], None)
    _rule(document.styles["Heading 1"], "bottom", 8)
    normal = document.styles["Normal"]
    normal.paragraph_format.line_spacing = 1.3
    # Without it some programs set Chinese signs and stops as Japanese ones.
    normal.element.get_or_add_rPr().append(_element("w:lang", val="zh-CN", eastAsia="zh-CN"))
    own = (
        (TAKEAWAY, HEAD_FONT, 11, 2, 6),
        (QUOTE, FONT, 10.5, 0, 4),
        (SOURCE, FONT, 8.5, 4, 8),
        (CELL, FONT, 9, 2, 2),
        (POINT, FONT, 10.5, 0, 2),
        (QUESTION, FONT, 11, 10, 2),
        (WRITING, FONT, 10.5, 0, 0),
        (PLATE, FONT, 10.5, 4, 8),
    )
    for name, font, size, before, after in own:
        _own(document, name, font, size, before, after)


def _own(
    document: Document, name: str, font: str, size: float, before: float, after: float
) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt, RGBColor

    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _look(style, font, size, before, after)
    form = style.paragraph_format
    form.keep_with_next = name in {TAKEAWAY, QUESTION, PLATE}
    if name == SOURCE:
        kind: Any = RGBColor
        style.font.color.rgb = kind.from_string(_QUIET)
        form.line_spacing = 1.15
    if name in {TAKEAWAY, QUOTE}:
        form.left_indent = Cm(0.5)
        _rule(style, "left", 18 if name == TAKEAWAY else 6, 8)
    if name == WRITING:
        form.line_spacing = Pt(24)
        form.left_indent = Cm(INDENT)
        _rule(style, "bottom", 4)
        _rule(style, "between", 4)
    if name == PLATE:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
        form.line_spacing = 1.0
    if name == CELL:
        form.line_spacing = 1.15


def _look(style: Any, font: str, size: float, before: float, after: float) -> None:
    from docx.shared import Pt, RGBColor

    use_font(style, font)
    style.font.size, style.font.italic = Pt(size), False
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.bold = font == HEAD_FONT and style.name != TAKEAWAY
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _head_and_foot(section: Any, name: str, kind: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    said = " ".join(office_text(name).split())
    said = said if len(said) <= _HEAD_LONGEST else said[:_HEAD_LONGEST] + "……"
    head = section.header.paragraphs[0]
    head.text = f"{said}　{kind}"
    _rule(head, "bottom", 4, 4)
    for foot in (section.footer, section.first_page_footer):
        paragraph = foot.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
            paragraph.add_run(text)
            if field:
                _count(paragraph, field)


def _count(paragraph: Any, field: str) -> None:
    """Adds a number that the program works out."""
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run()
        if kind == "1":
            run.text = kind
        elif kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            code = _element("w:instrText")
            code.text = f" {field} "
            run._r.append(code)


def _rule(styled: Any, side: str | None, size: int = 4, space: int = 1) -> None:
    """Draws a line at one side of a paragraph or of those of a style; None takes all lines away."""
    element = styled._p if hasattr(styled, "_p") else styled.element
    properties = element.get_or_add_pPr()
    borders = properties.find(_q("w:pBdr"))
    if side is None:
        if borders is not None:
            properties.remove(borders)
        return
    if borders is None:
        borders = _element("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap",
            "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi",
            "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
            "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
            "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
            "w:pPrChange",
        )  # fmt: skip
    line = {"val": "single", "sz": str(size), "space": str(space), "color": "auto"}
    borders.append(_element(f"w:{side}", **line))


def _level(level: int, kind: str) -> Any:
    """How one level of a list is numbered and set in."""
    from docx.shared import Cm

    pattern = ".".join(f"%{n + 1}" for n in range(level + 1)) if kind == "points" else "%1."
    found = _element("w:lvl", ilvl=str(level))
    found.append(_element("w:start", val="1"))
    found.append(_element("w:numFmt", val="decimal"))
    found.append(_element("w:lvlText", val=pattern))
    found.append(_element("w:lvlJc", val="left"))
    hanging = Cm(INDENT + 0.2 * level)
    left = Cm(INDENT * (level + 1) + 0.1 * level * (level + 1))
    properties = _element("w:pPr")
    properties.append(_element("w:ind", left=str(left.twips), hanging=str(hanging.twips)))
    found.append(properties)
    return found


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(_q(f"w:{key}"), value)
    return made


def _q(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
