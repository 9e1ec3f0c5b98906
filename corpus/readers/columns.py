"""Tables in which a row is an article: which column is what, and a row as an extract."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from corpus.article import UNTITLED
from corpus.document import Metadata
from corpus.readers.dates import parse_date
from corpus.readers.extract import Extract, Refused
from corpus.readers.lines import is_blank

Field = Literal[
    "title", "kicker", "subtitle", "authors", "affiliation", "source", "column", "published",
    "tags", "headings", "marks", "body",
]  # fmt: skip

# Earlier names win where a table has several columns for one field.
_SYNONYMS: Mapping[Field, tuple[str, ...]] = {
    "title": (
        "标题", "题目", "文章标题", "主标题", "篇名", "题名", "名称", "标题名称", "title",
        "headline", "articletitle", "subject",
    ),
    "kicker": ("引题", "肩题", "眉题", "kicker"),
    "subtitle": ("副题", "副标题", "subtitle", "subheadline"),
    "headings": ("小标题", "headings", "subheadings"),
    "marks": ("标记", "marks"),
    "authors": (
        "作者", "作者姓名", "撰稿人", "撰稿", "署名", "撰文", "投稿人", "author", "authors",
        "authorname", "byline", "writer", "creator",
    ),
    "affiliation": (
        "单位", "作者单位", "工作单位", "所在单位", "作者机构", "机构", "部门", "affiliation",
        "affiliations", "organization", "organisation", "institution", "unit",
    ),
    "source": (
        "来源", "文章来源", "出处", "媒体", "报刊", "刊物", "期刊", "报纸", "刊名", "来源媒体",
        "发表刊物", "source", "publication", "journal", "newspaper", "media", "publisher",
    ),
    "column": (
        "栏目", "专栏", "版面", "版名", "频道", "栏目名称", "column", "section", "channel",
    ),
    "published": (
        "日期", "发布时间", "发布日期", "发表时间", "发表日期", "刊发日期", "刊发时间", "出版日期",
        "见报日期", "时间", "date", "published", "publishdate", "pubdate", "publishedat",
        "publishtime", "publicationdate", "datetime", "time", "createdat",
    ),
    "tags": (
        "标签", "关键词", "关键字", "主题词", "分类", "类别", "tags", "tag", "keywords", "keyword",
        "category", "categories", "label", "labels",
    ),
    "body": (
        "正文", "内容", "文章内容", "文章正文", "全文", "正文内容", "文本", "文章", "content",
        "text", "body", "fulltext", "articlebody", "articletext", "maintext", "paragraphs", "段落",
        "article", "document", "contents", "摘要", "abstract", "summary",
    ),
}  # fmt: skip
_FIELD_OF: dict[str, tuple[Field, int]] = {
    name: (field, place) for field, names in _SYNONYMS.items() for place, name in enumerate(names)
}
_DELIMITERS = ",\t;|，"
LISTED = "；"
"""Between the names of one cell; at its end, it says that no other sign parts them."""
_LISTED = re.compile(r"[；;、,，|/\n\r\t]+")
_CONTINUED = re.compile(r"(.+)（续 \d+）")
_HAN = re.compile("[\u3400-\u9fff·]+")
_BYLINE = re.compile(
    r"^(?:作者|文|撰稿|供稿|(?:本报|本刊|特约)?(?:记者|通讯员|撰稿人|评论员|特约评论员))\s*[:：/／]\s*"
)
_UNSEEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufeff\u200b]")
_KIND_LINE = re.compile("^[□■●◎◇○※\\s]+")


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which column, by its name, holds which field of an article."""

    names: Mapping[Field, str]

    @property
    def body(self) -> str | None:
        """Name of the column with the text."""
        return self.names.get("body")


def normal(name: object) -> str:
    """A column's name without what people add to it: case, spaces, brackets, punctuation."""
    text = unicodedata.normalize("NFKC", str(name)).casefold()
    text = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", text)
    return re.sub(r"[\W_]+", "", text)


def whole_cells(names: Sequence[str], cells: Sequence[object]) -> dict[str, object]:
    """A row by column names; what goes on in a column “…（续 1）” beside is one text again.

    Args:
        names: Column names as they stand in the file.
        cells: The cells below them; there may be fewer.
    """
    record: dict[str, object] = {}
    for name, cell in zip(names, cells, strict=False):
        more = _CONTINUED.fullmatch(name)
        if more is None:
            record[name] = cell
        elif cell not in (None, ""):
            record[more[1]] = f"{record.get(more[1]) or ''}{cell}"
    return record


def map_columns(names: Sequence[object]) -> Mapped:
    """Find the fields of an article among the names of columns.

    Args:
        names: Column names as they stand in the file.

    Returns:
        For each field found, the column's name as given.
    """
    best: dict[Field, tuple[int, str]] = {}
    for name in names:
        known = _FIELD_OF.get(normal(name))
        if known is not None:
            field, place = known
            if field not in best or place < best[field][0]:
                best[field] = (place, str(name))
    return Mapped({field: name for field, (_, name) in best.items()})


def missing_body(names: Sequence[object]) -> Refused:
    """The refusal of a table without a text column."""
    shown = "、".join(f"“{str(name).strip()[:20]}”" for name in names[:8] if str(name).strip())
    found = f"表里的列是{shown}，" if shown else "第一行没有列名，"
    return Refused(
        "missing_column",
        f"{found}其中没有可作正文的列。",
        "请把正文所在列的列名改为“正文”，标题列改为“标题”，再导入。",
    )


def extract_row(record: Mapping[str, object], mapped: Mapped, row: int) -> Extract:
    """An article from one row.

    Args:
        record: Values by column name.
        mapped: From `map_columns`.
        row: 1-based row in the table, the header counted.

    Returns:
        The extract with its metadata.

    Raises:
        Refused: The row has no text.
    """
    names = mapped.names
    body = _text(record.get(names["body"])) if "body" in names else ""
    if is_blank(body):
        raise Refused("no_text", "这一行没有正文。", "请补上正文后再导入这一行。")

    def value(field: Field) -> object:
        return record.get(names[field]) if field in names else None

    published: date | None = None
    warnings: tuple[str, ...] = ()
    if (when := value("published")) not in (None, ""):
        published = parse_date(when)
        if published is None and not is_blank(str(when)):
            warnings = (f"日期“{str(when).strip()[:30]}”看不懂，没有采用。",)
    metadata = Metadata(
        title=one_line(value("title")),
        kicker=one_line(value("kicker")),
        subtitle=one_line(value("subtitle")),
        authors=split_authors(value("authors")),
        affiliation=one_line(value("affiliation")),
        source=_source(value("source")),
        column=one_line(value("column")),
        published=published,
        tags=split_tags(value("tags")),
        headings=_lines(value("headings")),
        untitled=UNTITLED in split_names(value("marks")),
    )
    return Extract(body, metadata, row=row, warnings=warnings)


def _text(value: object) -> str:
    """A cell's text; lists of paragraphs are joined, dictionaries give their text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next((_text(value[key]) for key in ("text", "content", "正文") if key in value), "")
    if isinstance(value, Sequence):
        return "\n\n".join(text for item in value if (text := _text(item)))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _lines(value: object) -> tuple[str, ...]:
    """The lines of a cell, or the texts of a list."""
    texts = value if isinstance(value, (list, tuple)) else _text(value).splitlines()
    return tuple(line for text in texts if (line := _text(text).strip()))


def one_line(value: object) -> str | None:
    """A cell's text on one line; None if it is empty."""
    if value is None or value == "":
        return None
    if isinstance(value, (list, tuple)):
        value = "；".join(_text(item) for item in value)
    text = " ".join(_text(value).replace("\u3000", " ").split())
    if text.casefold() in ("", "none", "null", "nan", "n/a", "无", "-", "—"):
        return None
    return _UNSEEN.sub("", text) or None


def _source(value: object) -> str | None:
    """A newspaper's name without the brackets that mark it as a title."""
    text = one_line(value)
    if text and re.fullmatch("《[^《》]+》", text):
        return text[1:-1]
    return text


def joined_names(names: Sequence[str]) -> str:
    """Names in one cell, from which `split_names` gives the same names."""
    text = LISTED.join(names)
    doubtful = split_names(text) != list(names) or len(text.split()) > 1
    return text + LISTED if text and doubtful else text


def split_names(value: object) -> list[str]:
    """Names out of a cell or a list, whatever sign stands between them."""
    if isinstance(value, (list, tuple)):
        return [text for item in value if (text := one_line(_name_of(item)))]
    text = _text(value)
    if not text:
        return []
    parts = text.split(LISTED) if text.endswith(LISTED) else _LISTED.split(text)
    return [piece for part in parts if (piece := one_line(part))]


def _name_of(item: object) -> object:
    """The name in an entry like {"name": "张三"}."""
    if isinstance(item, Mapping):
        return next((item[key] for key in ("name", "姓名", "tag", "标签") if key in item), None)
    return item


def split_authors(value: object) -> tuple[str, ...]:
    """Names out of a cell.

    Args:
        value: Text with names joined by ；;、,， or spaces, or a list. A two-character name set
            with a space inside (张　三) is one name; Latin names keep their spaces.

    Returns:
        Each name once, in order.
    """
    names: list[str] = []
    for part in split_names(value):
        part = _BYLINE.sub("", _KIND_LINE.sub("", part)).strip()
        tokens = part.split()
        if not tokens or not all(_HAN.fullmatch(token) for token in tokens):
            names.append(part)
            continue
        single = ""
        for token in tokens:
            if len(token) > 1:
                names.extend(filter(None, (single, token)))
                single = ""
            elif single:
                names.append(single + token)
                single = ""
            else:
                single = token
        names.extend(filter(None, (single,)))
    return tuple(dict.fromkeys(name for name in names if name))


def split_tags(value: object) -> tuple[str, ...]:
    """Tags out of a cell: joined by ；;、,，| or, where all are Chinese, by spaces."""
    tags: list[str] = []
    parts = split_names(value)
    for part in parts:
        tokens = part.split()
        plain = len(parts) == 1 and isinstance(value, str) and not value.endswith(LISTED)
        if plain and len(tokens) > 1 and all(_HAN.search(token) for token in tokens):
            tags.extend(tokens)
        else:
            tags.append(part)
    return tuple(dict.fromkeys(tag for raw in tags if (tag := raw.strip("#＃ "))))


def delimiter_of(line: str) -> str:
    """The sign between the cells of a header line."""

    def known(sign: str) -> tuple[int, int]:
        cells = line.split(sign)
        return sum(normal(cell) in _FIELD_OF for cell in cells), len(cells)

    return max(_DELIMITERS, key=known)


def looks_like_table(head: str, suffix: str) -> bool:
    """Is this a table in text form?

    Args:
        head: The beginning of the file.
        suffix: Of the name, with the dot.

    Returns:
        True if the first line names columns, or if the file is called one and has cells.
    """
    line = next((line for line in head.splitlines() if line.strip()), "")
    if line.lower().startswith("sep="):
        return True
    if len(line) > 2000 or line.rstrip()[-1:] in "。！？；":
        return False
    cells = line.split(delimiter_of(line))
    known = [_FIELD_OF[name][0] for cell in cells if (name := normal(cell)) in _FIELD_OF]
    if suffix in (".csv", ".tsv", ".tab"):
        return len(cells) > 1 or bool(known)
    return len(set(known)) >= 2 and "body" in known and len(known) * 2 >= len(cells)


def excel_value(value: object) -> object:
    """A cell of a workbook; dates without a time lose the midnight."""
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return date(value.year, value.month, value.day)
    return value
