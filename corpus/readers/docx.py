"""Word documents."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.document import Metadata
from corpus.readers import docx_library
from corpus.readers.columns import split_tags
from corpus.readers.docx_body import Body, Styles, body_of, plain_lines
from corpus.readers.docx_numbers import Numbers
from corpus.readers.extract import Extract, Refused
from corpus.readers.limits import Limits
from corpus.readers.packages import damaged, open_package

if TYPE_CHECKING:
    from docx.document import Document

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHOWN = 40
_NAME = re.compile("[\u4e00-\u9fff·]{2,5}")


def extract(data: bytes, limits: Limits) -> Iterator[Extract]:
    """The text of a .docx file.

    Paragraphs are blocks, soft line breaks are line ends, tables come in reading order, text
    boxes after the paragraph they hang on, notes at the end. Headers and footers stay out.

    Args:
        data: Bytes of the file.
        limits: Bounds on its expanded size.

    Yields:
        One extract; of a document that we wrote ourselves one for each article in it.

    Raises:
        Refused: The package is damaged, too large or holds no text.
    """
    open_package(data, limits).close()
    document = _open(data)
    if docx_library.is_library(document.element.body):
        yield from docx_library.articles(document.element.body)
        return
    body = body_of(document.element.body, _styles(document), Numbers.of(document))
    notes = _notes(document)
    lines = [*body.blocks, *notes]
    if not any(line.strip() for line in lines):
        raise _empty(document)
    text = "\n\n".join(lines)
    yield Extract(
        text, _metadata(document, body, text), warnings=tuple(_warnings(document, body, notes))
    )


def _open(data: bytes) -> Document:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        return docx.Document(io.BytesIO(data))
    except (OpcError, etree.LxmlError, KeyError, ValueError, AttributeError, OSError):
        raise damaged("Word 文档") from None


def _styles(document: Document) -> Styles:
    names = {style.style_id: (style.name or "").lower() for style in document.styles}
    return Styles(
        frozenset(style for style, name in names.items() if name in ("title", "标题")),
        frozenset(
            style
            for style, name in names.items()
            if name.startswith(("title", "subtitle", "heading", "标题", "副标题"))
        ),
    )


def _notes(document: Document) -> list[str]:
    """Footnotes and endnotes, which python-docx does not open."""
    from docx.oxml import parse_xml

    found: list[str] = []
    for part in document.part.package.iter_parts():
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            found.extend(
                " ".join(plain_lines(note))
                for note in parse_xml(part.blob)
                if note.get(f"{{{_W}}}type") is None
            )
    return [text for text in found if text]


def _warnings(document: Document, body: Body, notes: list[str]) -> Iterator[str]:
    margins = _margins(document)
    if margins:
        yield f"页眉、页脚未收入正文：{'；'.join(margins)[: 3 * _SHOWN]}。"
    if body.row_numbers:
        yield f"表格的序号列（{body.row_numbers[0]}–{body.row_numbers[-1]}）未收入正文。"
    if notes:
        yield f"{len(notes)} 条脚注、尾注放在文末。"
    if body.deleted:
        yield "文档带有修订记录，按接受修订后的文字收入。"


def _margins(document: Document) -> list[str]:
    """What stands in headers and footers, each text once."""
    found: dict[str, None] = {}
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")):
            element: Any = getattr(relation.target_part, "element", None)
            text = " ".join(plain_lines(element)) if element is not None else ""
            if text:
                found[text[:_SHOWN]] = None
    return list(found)


def _metadata(document: Document, body: Body, text: str) -> Metadata:
    """The title by its style, and core properties where the text bears them out.

    Mostly the author of the properties is the user of a computer.
    """
    from lxml import etree

    styled = body.titles[0] if len(body.titles) == 1 else None
    try:
        core = document.core_properties
        title, author, keywords = core.title.strip(), core.author.strip(), core.keywords
    except (etree.LxmlError, ValueError, KeyError):
        return Metadata(title=styled)
    head = text[:600]
    named = [name for name in re.split("[;；、,，]", author) if _NAME.fullmatch(name.strip())]
    return Metadata(
        title=styled or (title if title and title in head else None),
        authors=tuple(name.strip() for name in named if name.strip() in head),
        tags=split_tags(keywords),
    )


def _empty(document: Document) -> Refused:
    pictures = any(relation.reltype.endswith("/image") for relation in document.part.rels.values())
    if pictures:
        return Refused(
            "scanned", "文档里只有图片，没有文字。", "请先做文字识别（OCR），再导入识别出的文字。"
        )
    return Refused("no_text", "文档里没有文字。", "请确认内容已保存，再重新导入。")
