"""Web pages: the article's own words, without what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.document import Metadata
from corpus.readers.dates import parse_date
from corpus.readers.extract import Extract, Refused
from corpus.readers.html_blocks import blocks, text_of
from corpus.readers.html_main import main_part

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_INVISIBLE = re.compile(r"<(script|style|title)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|big|code|em|font|i|img|ins|label|mark|o:p|s|small|span|strong|sub|sup|tt|u)\b"
    r"[^<>]*>",
    re.IGNORECASE,
)
_OTHER = re.compile(r"</?(?!p\b|br\b|h[1-6]\b)[a-z!][^<>]*>", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_XML_CHARSET = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
_SITE = re.compile(r"\s*(?:--+|——|_|\||－|–|-{1,2}(?=\D))\s*[^-_|－–]{1,30}$")
_INFO = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|来源\s*[:：]|发布时间|发布日期|稿源\s*[:：]"
    r"|分享到|字号|责任编辑\s*[:：]|浏览次数|阅读量|点击数|打印本页"
)
_SOURCE = re.compile(r"(?:来源|稿源|信息来源|文章来源)\s*[:：]\s*《?([^\s》|｜,，;；:：]{2,30})")
_AUTHOR = re.compile(
    r"(?:作者|撰稿|撰文)\s*[:：]\s*([\u4e00-\u9fff·]{2,12}(?:[ 、,，][\u4e00-\u9fff·]{2,12})*)"
)
_META_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("articletitle", "og:title", "twitter:title"),
    "author": ("author", "article:author"),
    "source": ("contentsource", "source", "article:source"),
    "date": ("pubdate", "publishdate", "article:published_time", "og:release_date", "date"),
    "column": ("columnname", "article:section"),
}
_INFO_LENGTH = 160
_NO_AUTHOR = frozenset({"admin", "administrator", "编辑", "管理员", "佚名", "匿名"})


def declared_charset(data: bytes) -> str | None:
    """The charset a page claims for itself; often wrong.

    Args:
        data: Bytes of the page.

    Returns:
        The name as written.
    """
    head = data[:4096]
    match = _XML_CHARSET.search(head) or _CHARSET.search(head)
    return match.group(1).decode("ascii") if match else None


def extract(text: str) -> Iterator[Extract]:
    """The article of a web page.

    The first heading, if it is the page's title, stands on the first line; headings, paragraphs,
    list items and table rows are blocks of their own. The line with date, source and share
    buttons goes into the metadata.

    Args:
        text: The decoded page.

    Yields:
        One extract.

    Raises:
        Refused: There is no text in the page.
    """
    root, warnings = _parse(text)
    about = _about(root)
    heading, main = main_part(root)
    found = [block for block in blocks(main) if block.strip()]
    info = [block for block in found[:8] if _is_info(block) and not _names_more(block)]
    about_lines = [*_info_lines(root), *info]
    body = [block for block in found if block not in info]
    title = heading or about.get("title") or _title(root)
    if heading and not any(_same(heading, block) for block in body[:4]):
        body.insert(0, heading)
    if not body:
        raise Refused(
            "no_text",
            "网页里没有正文。",
            "正文可能由脚本生成，请在浏览器里打开后复制文字，存为 .txt。",
        )
    yield Extract("\n\n".join(body), _metadata(title, about, about_lines), warnings=warnings)


def _parse(text: str) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree of a page, flattened if its unclosed tags lie deeper than the parser follows."""
    root, cut = _tree(_DECLARATION.sub("", text.replace("\0", "")))
    if not cut:
        return root, ()
    root, _ = _tree(_flattened(text))
    return root, ("网页的标签嵌套过深，已按纯文字收入，可能带有导航等文字，请核对。",)


def _tree(text: str) -> tuple[HtmlElement, bool]:
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        huge_tree=True,  # unclosed tags pile up; the process around it is bounded
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Refused(
            "no_text", "网页里没有正文。", "请在浏览器里打开后复制文字，存为 .txt 再导入。"
        ) from None
    return root, any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def _flattened(text: str) -> str:
    """A page of headings and paragraphs only, none inside another."""
    text = _INVISIBLE.sub("", text)
    text = _INLINE.sub("", text)
    return re.sub(r"<p>(?:\s*<p>)+", "<p>", _OTHER.sub("<p>", text))


def _about(root: HtmlElement) -> dict[str, str]:
    """Meta elements that speak of the article."""
    values: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            values.setdefault(name, content)
    return {
        field: next(values[name] for name in names if name in values)
        for field, names in _META_NAMES.items()
        if any(name in values for name in names)
    }


def _title(root: HtmlElement) -> str | None:
    """The page's title without the names of site and section behind it."""
    title = " ".join((root.findtext(".//title") or "").split())
    while (shorter := _SITE.sub("", title)) != title and len(shorter) >= 4:
        title = shorter
    return title or None


def _info_lines(root: HtmlElement) -> list[str]:
    """Short lines with date or source anywhere in the page."""
    lines: list[str] = []
    for element in root.iter("div", "p", "span", "td", "h3", "h4", "h5", "h6", "li"):
        if len(element) <= 12 and len(lines) < 20:
            line = text_of(element)
            if _is_info(line):
                lines.append(line)
    return lines


def _is_info(line: str) -> bool:
    """Date, source and buttons, not a sentence."""
    if len(line) > _INFO_LENGTH or not _INFO.search(line):
        return False
    rest = re.sub(
        r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
        r"|(?:来源|稿源|作者|责任编辑|编辑|发布时间|发布日期|时间|日期|字号|浏览次数|点击数|阅读量?|分享到?)"
        r"\s*[:：]?\s*[^\s，。！？；]{0,16}",
        "",
        line,
    )
    return not re.search("[。！？；]", rest) and len(rest) <= 40


def _names_more(line: str) -> bool:
    """Does the line name an author in a way that the metadata would not keep whole?"""
    return bool(re.search(r"作者|撰稿|单位", line)) and not _AUTHOR.search(line)


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", one) == re.sub(r"\W", "", other)


def _metadata(title: str | None, about: dict[str, str], lines: list[str]) -> Metadata:
    joined = "\n".join(lines)
    source = _SOURCE.search(joined)
    author = about.get("author", "")
    if not author and (named := _AUTHOR.search(joined)):
        author = named.group(1)
    plausible = re.fullmatch(r"[\u4e00-\u9fff·、 ,，]{2,40}", author) and author not in _NO_AUTHOR
    published = parse_date(about.get("date"))
    if published is None:
        published = next((day for line in lines if (day := parse_date(line))), None)
    return Metadata(
        title=" ".join(title.split()) if title else None,
        authors=tuple(re.split("[、 ,，]+", author)) if plausible else (),
        source=about.get("source") or (source.group(1) if source else None),
        column=about.get("column"),
        published=published,
    )
