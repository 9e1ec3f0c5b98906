"""PDF files with a text layer."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.document import Metadata
from corpus.readers.extract import Extract, Refused
from corpus.readers.limits import Limits
from corpus.readers.pdf_layout import Glyph, Line, page_lines
from corpus.readers.pdf_text import PageText, text_of
from corpus.readers.plausibility import plausibility

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_PASSWORD = 4
_SENSIBLE = 0.15
_FEW = 8  # characters a page; scanners leave as much in a text layer
_MARGIN = 0.1
_SHOWN = 40
_OCR = "请先做文字识别（OCR），存成带文字层的 PDF 或 .docx 再导入。"


def extract(data: bytes, limits: Limits) -> Iterator[Extract]:
    """The text layer of a PDF in reading order.

    Lines are those of the layout. A blank line or an indent before a line says that the geometry
    shows a new paragraph there. Running heads and page numbers stay out, with a warning.

    Args:
        data: Bytes of the file.
        limits: Bounds the pages.

    Yields:
        One extract.

    Raises:
        Refused: Encrypted, damaged, without a text layer, or too long.
    """
    document = _open(data)
    count = len(document)
    if count > limits.pages:
        raise Refused(
            "too_large", f"PDF 有 {count} 页，超过 {limits.pages} 页。", "请拆开后再导入。"
        )
    pages = [_page(document, index) for index in range(count)]
    most = max(page.characters for page in pages)
    if most == 0 or (most < _FEW and _has_images(document)):
        raise _without_text(document)
    lines, heads = _without_running_heads(pages)
    text = text_of(lines)
    if _garbled(text):
        raise Refused(
            "unreadable",
            "PDF 的文字层没有可用的编码，取出来是乱码。",
            "请导入原始文档，或" + _OCR[1:],
        )
    yield Extract(
        text,
        _metadata(document, text),
        hard_wrapped=True,
        warnings=tuple(_warnings(pages, heads)),
    )


def _open(data: bytes) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
        if not len(document):
            raise Refused("no_text", "PDF 里没有页面。", "请重新导出一份再导入。")
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise Refused(
                "encrypted", "PDF 设有打开密码。", "请用密码打开，去掉密码后另存，再导入。"
            ) from None
        raise Refused(
            "damaged", "PDF 不完整或已损坏，打不开。", "请重新下载或重新导出一份，再导入。"
        ) from None
    return document


def _page(document: PdfDocument, index: int) -> PageText:
    from pypdfium2 import PdfiumError

    try:
        page = document[index]
        height = page.get_height()
        glyphs = list(_glyphs(page))
        page.close()
    except PdfiumError:
        return PageText(index + 1, 0.0, [], 0)
    return PageText(
        index + 1, height, page_lines(glyphs), sum(not g.text.isspace() for g in glyphs)
    )


def _glyphs(page: PdfPage) -> Iterator[Glyph]:
    """Characters with their boxes, upright, the origin at the top left."""
    import pypdfium2.raw as pdfium

    width, height = page.get_mediabox()[2:]
    turn = page.get_rotation()
    textpage = page.get_textpage()
    box = pdfium.FS_RECTF()
    seen: set[tuple[str, int, int]] = set()
    high = 0
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code < 0x20 or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        if not pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
            continue
        text = _unified(chr(code))
        x0, y0, x1, y1 = _upright(turn, width, height, box.left, box.bottom, box.right, box.top)
        # Bold print made by setting a character twice, a hair apart.
        place = (text, round(x0), round(y0))
        twice = any((text, place[1] + dx, place[2]) in seen for dx in (-1, 0, 1))
        if x1 > x0 and not (twice and not text.isspace()):
            seen.add(place)
            yield Glyph(text, x0, y0, x1, y1)
    textpage.close()


def _upright(
    turn: int, width: float, height: float, left: float, bottom: float, right: float, top: float
) -> tuple[float, float, float, float]:
    """A box of a turned page, turned back; y grows downwards."""
    if turn == 90:
        return bottom, left, top, right
    if turn == 180:
        return width - right, bottom, width - left, top
    if turn == 270:
        return height - top, width - right, height - bottom, width - left
    return left, height - top, right, height - bottom


def _unified(character: str) -> str:
    """Radicals and compatibility forms, which some fonts give for common characters."""
    if "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff":
        return unicodedata.normalize("NFKC", character)
    return character


def _without_running_heads(pages: list[PageText]) -> tuple[list[list[Line]], list[str]]:
    """Lines page by page, and what stood at the top or foot of most pages."""
    outer: list[tuple[PageText, Line]] = []
    for page in pages:
        for line in page.lines:
            edge = page.height * _MARGIN
            if line.bottom < edge or line.top > page.height - edge:
                outer.append((page, line))
    counts = Counter(key for _, line in outer if (key := _pattern(line.text)))
    often = {key for key, count in counts.items() if count >= 3 and count * 2 >= len(pages)}
    doomed = {id(line) for _, line in outer if _pattern(line.text) in often}
    heads = dict.fromkeys(line.text.strip() for _, line in outer if id(line) in doomed)
    return [[line for line in page.lines if id(line) not in doomed] for page in pages], list(heads)


def _pattern(text: str) -> str:
    return re.sub(r"\d+|[一二三四五六七八九十百〇]+(?=版|页)", "#", re.sub(r"\s", "", text))


def _garbled(text: str) -> bool:
    """Are most characters without meaning?"""
    visible = [c for c in text if not c.isspace()]
    bad = sum(c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn", "Cs") for c in visible)
    return bad * 4 > len(visible) or plausibility(text) < _SENSIBLE


def _has_images(document: PdfDocument) -> bool:
    import pypdfium2.raw as pdfium

    for index in range(min(len(document), 20)):
        for _ in document[index].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            return True
    return False


def _without_text(document: PdfDocument) -> Refused:
    if _has_images(document):
        return Refused("scanned", "这是扫描件：PDF 里只有页面图片，没有文字层。", _OCR)
    return Refused("scanned", "PDF 没有文字层，取不出文字。", _OCR)


def _warnings(pages: list[PageText], heads: list[str]) -> Iterator[str]:
    empty = [str(page.number) for page in pages if not page.characters]
    if empty and len(empty) < len(pages):
        shown = "、".join(empty[:10]) + ("等" if len(empty) > 10 else "")
        yield f"第 {shown} 页没有文字层，可能是图片，未能收入。"
    if heads:
        shown = "；".join(head[:_SHOWN] for head in heads[:3]) + ("……" if len(heads) > 3 else "")
        yield f"各页重复的页眉、页脚未收入正文：{shown}"


def _metadata(document: PdfDocument, text: str) -> Metadata:
    """The title, where the text bears it out: often it is the name of a file."""
    about: dict[str, Any] = document.get_metadata_dict(skip_empty=True)
    title = " ".join(str(about.get("Title", "")).split())
    head = re.sub(r"\s", "", text[:600])
    good = len(title) >= 2 and re.sub(r"\s", "", title) in head
    return Metadata(title=title if good else None)
