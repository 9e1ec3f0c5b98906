"""Articles as a Word document that our own reader takes apart again.

Every paragraph has a style that says what it is, so whoever edits the document in Word edits the
articles in it: nothing stands hidden beside the visible text.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from corpus.article import Article
from corpus.readers.columns import joined_names
from corpus.tables import office_text

if TYPE_CHECKING:
    from docx.document import Document

TITLE, KICKER, SUBTITLE = "SixueTitle", "SixueKicker", "SixueSubtitle"
FIELD, HEADING, PARAGRAPH = "SixueField", "SixueHeading", "SixueParagraph"
FONT, HEAD_FONT = "宋体", "黑体"
_BODY = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PIECE = 1 << 16


def docx_pieces(articles: Iterable[Article]) -> Iterator[bytes]:
    """The articles one after another as a document, however many.

    Args:
        articles: Read as they are needed; memory holds one at a time.

    Yields:
        The file, piece by piece.
    """
    frame, document = io.BytesIO(), _frame()
    document.save(frame)
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(frame) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                if entry.filename != _BODY:
                    new.writestr(entry, old.read(entry))
            with new.open(_BODY, "w", force_zip64=True) as body:
                _write(body, articles, document.sections[0]._sectPr)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _write(body: Any, articles: Iterable[Article], section: Any) -> None:
    from lxml import etree

    with (
        etree.xmlfile(body, encoding="utf-8") as xml,
        xml.element(f"{{{_W}}}document", nsmap={"w": _W}),
        xml.element(f"{{{_W}}}body"),
    ):
        for article in articles:
            for style, text in _paragraphs(article):
                xml.write(_paragraph(style, office_text(text)))
        xml.write(section)


def _paragraph(style: str, text: str) -> Any:
    from lxml import etree

    paragraph = etree.Element(f"{{{_W}}}p")
    properties = etree.SubElement(paragraph, f"{{{_W}}}pPr")
    etree.SubElement(properties, f"{{{_W}}}pStyle").set(f"{{{_W}}}val", style)
    run = etree.SubElement(etree.SubElement(paragraph, f"{{{_W}}}r"), f"{{{_W}}}t")
    run.set(_SPACE, "preserve")
    run.text = text
    return paragraph


def _paragraphs(article: Article) -> Iterator[tuple[str, str]]:
    draft = article.content
    if draft.kicker:
        yield KICKER, draft.kicker
    yield TITLE, draft.title
    if draft.subtitle:
        yield SUBTITLE, draft.subtitle
    fields = {
        "作者": joined_names(draft.authors),
        "单位": draft.affiliation,
        "来源": draft.source,
        "栏目": draft.column,
        "日期": draft.published and draft.published.isoformat(),
        "标签": joined_names(draft.tags),
        "标记": joined_names(draft.marks),
    }
    for name, value in fields.items():
        if value:
            yield FIELD, f"{name}：{value}"
    for paragraph in draft.paragraphs:
        yield HEADING if paragraph.kind == "heading" else PARAGRAPH, paragraph.text


def _frame() -> Document:
    """An empty document with our styles."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    document.core_properties.author = "思学"
    document.core_properties.title = "文库"
    looks = (
        (TITLE, "思学标题", "Heading 1", HEAD_FONT, 18),
        (KICKER, "思学引题", "Normal", FONT, 12),
        (SUBTITLE, "思学副题", "Normal", HEAD_FONT, 13),
        (FIELD, "思学著录", "Normal", FONT, 9.5),
        (HEADING, "思学小标题", "Heading 2", HEAD_FONT, 13),
        (PARAGRAPH, "思学正文", "Normal", FONT, 11),
    )
    for style_id, name, base, font, size in looks:
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(f"{{{_W}}}styleId", style_id)
        style.base_style = document.styles[base]
        style.font.size = Pt(size)
        ink = (0x77, 0x70, 0x68) if style_id == FIELD else (0, 0, 0)
        style.font.color.rgb = RGBColor(*ink)
        use_font(style, font)
        form = style.paragraph_format
        form.space_after = Pt(2 if style_id == FIELD else 6)
        if style_id == PARAGRAPH:
            form.first_line_indent = Pt(size * 2)
            form.line_spacing = 1.5
        if style_id in {TITLE, KICKER}:
            form.keep_with_next = True
    return document


def use_font(style: Any, font: str) -> None:
    """Names a font for Chinese text too, so that no program puts boxes in its place."""
    from docx.oxml.ns import qn

    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A font that the theme gives would win over the one that is named.
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(kind), font)
