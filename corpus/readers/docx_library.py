"""A Word document of articles that we wrote ourselves, taken apart by its styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.readers.columns import extract_row, map_columns
from corpus.readers.docx_body import plain_lines
from corpus.readers.extract import Extract

STYLES: Mapping[str, str] = {
    "SixueTitle": "标题",
    "SixueKicker": "引题",
    "SixueSubtitle": "副题",
    "SixueField": "",
    "SixueHeading": "小标题",
}
"""Ids of styles, and the column that each would be in a table."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELD = re.compile("(作者|单位|来源|栏目|日期|标签|标记)：(.*)", re.DOTALL)


@dataclass(slots=True)
class _Article:
    fields: dict[str, object] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def extract(self, row: int) -> Extract:
        record = {**self.fields, "小标题": self.headings, "正文": "\n".join(self.lines)}
        return extract_row(record, map_columns(list(record)), row)


def is_library(body: Any) -> bool:
    """True if a title of an article stands in the body of a document."""
    return any(_style(paragraph) == "SixueTitle" for paragraph in body.iter(f"{_W}p"))


def articles(body: Any) -> Iterator[Extract]:
    """The articles of a document, numbered as if they were rows of a table.

    A paragraph without one of our styles, such as one that was added by hand, is text.

    Args:
        body: The w:body element.

    Yields:
        One extract for each article that has text; it also tells of those before that had none.
    """
    bare: list[str] = []
    for row, article in enumerate(_parts(body), 1):
        if not article.lines:
            bare.append(f"“{article.fields.get('标题', '')}”没有正文，没有收入。")
            continue
        extract = article.extract(row)
        yield replace(extract, warnings=(*extract.warnings, *bare))
        bare.clear()


def _parts(body: Any) -> Iterator[_Article]:
    article = _Article()
    for paragraph in body.iter(f"{_W}p"):
        text = " ".join(plain_lines(paragraph))
        if not text:
            continue
        style = _style(paragraph)
        name = STYLES.get(style)
        begins = style == "SixueKicker" or (style == "SixueTitle" and "标题" in article.fields)
        if begins and (article.lines or "标题" in article.fields):
            yield article
            article = _Article()
        said = _FIELD.fullmatch(text) if style == "SixueField" else None
        if said:
            article.fields[said[1]] = said[2]
        elif style in {"SixueTitle", "SixueKicker", "SixueSubtitle"} and name:
            article.fields[name] = text
        else:
            article.lines.append(text)
            if style == "SixueHeading":
                article.headings.append(text)
    if article.lines or article.fields:
        yield article


def _style(paragraph: Any) -> str:
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if named is None else str(named.get(f"{_W}val"))
