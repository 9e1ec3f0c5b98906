"""Articles as one file: for a spreadsheet, for a list of references, for a program, to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from corpus import records
from corpus.article import Article
from corpus.citation import reference_list
from corpus.library_document import docx_pieces
from corpus.readers.columns import joined_names
from corpus.tables import csv_pieces, xlsx_bytes

if TYPE_CHECKING:
    from corpus.archive import Archive

FormatName = Literal["txt", "json", "jsonl", "csv", "xlsx", "docx", "gbt7714"]

COLUMNS: Mapping[str, float] = {
    "编号": 8,
    "标题": 36,
    "引题": 24,
    "副题": 24,
    "作者": 16,
    "单位": 24,
    "来源": 14,
    "栏目": 14,
    "日期": 12,
    "标签": 18,
    "标记": 10,
    "字数": 8,
    "小标题": 24,
    "正文": 60,
}
"""The columns of a table of articles, and how wide they are in a workbook."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    Attributes:
        name: As on the command line.
        extension: Of the file's name, with its dot.
        mime: Its type on the web.
        label: In Chinese, for a button.
        binary: True if it makes no sense on a terminal.
    """

    name: FormatName
    extension: str
    mime: str
    label: str
    binary: bool = False


FORMATS: Mapping[FormatName, Format] = {
    format.name: format
    for format in (
        Format("txt", ".txt", "text/plain", "TXT 文本"),
        Format("json", ".json", "application/json", "JSON 数据"),
        Format("jsonl", ".jsonl", "application/jsonl", "JSONL 数据"),
        Format("csv", ".csv", "text/csv", "CSV 表格"),
        Format(
            "xlsx",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "XLSX 工作簿",
            binary=True,
        ),
        Format(
            "docx",
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "DOCX 文档",
            binary=True,
        ),
        Format("gbt7714", ".txt", "text/plain", "参考文献（GB/T 7714）"),
    )
}


def export(archive: Archive, ids: Iterable[int] | None, format: FormatName) -> Iterator[bytes]:
    """The kept articles among those asked for as a file, piece by piece.

    Args:
        archive: Where they are kept.
        ids: Which, in the order of the file; every kept article if None. One that lies in the
            trash by the time it is read is left out.
        format: What kind of file.

    Raises:
        ArchiveUnavailable: The archive cannot be read; maybe only after some pieces.
    """
    return pieces(archive.articles.iterate(ids), format)


def pieces(articles: Iterable[Article], format: FormatName) -> Iterator[bytes]:
    """These articles as a file, piece by piece."""
    return _WRITERS[format](articles)


def row(article: Article) -> tuple[object, ...]:
    """The cells of an article below `COLUMNS`."""
    draft = article.content
    return (
        article.id,
        draft.title,
        draft.kicker,
        draft.subtitle,
        joined_names(draft.authors),
        draft.affiliation,
        draft.source,
        draft.column,
        draft.published,
        joined_names(draft.tags),
        joined_names(draft.marks),
        sum(len(paragraph.text) for paragraph in draft.paragraphs),
        "\n".join(draft.headings),
        draft.text,
    )


def _txt(articles: Iterable[Article]) -> Iterator[bytes]:
    for article in articles:
        yield ("\n".join(records.article_lines(article)) + "\n\n").encode()


def _csv(articles: Iterable[Article]) -> Iterator[bytes]:
    return csv_pieces(tuple(COLUMNS), map(row, articles))


def _xlsx(articles: Iterable[Article]) -> Iterator[bytes]:
    yield xlsx_bytes("文章", tuple(COLUMNS), map(row, articles), tuple(COLUMNS.values()))


def _encoded(write: Callable[[Iterable[Article]], Iterator[str]]) -> _Writer:
    return lambda articles: (piece.encode() for piece in write(articles))


_Writer = Callable[[Iterable[Article]], Iterator[bytes]]
_WRITERS: Mapping[FormatName, _Writer] = {
    "txt": _txt,
    "json": _encoded(records.json_pieces),
    "jsonl": _encoded(records.json_lines),
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": docx_pieces,
    "gbt7714": _encoded(reference_list),
}
