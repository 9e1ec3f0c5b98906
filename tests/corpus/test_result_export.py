"""Articles as files, in every format and in the order asked for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import records
from corpus.archive import Archive
from corpus.article import Article, ArticleDraft
from corpus.document import RawDocument
from corpus.readers import read
from corpus.result_export import COLUMNS, FORMATS, FormatName, export, pieces, row
from corpus.splitting import split
from tests.articles import draft, keep
from tests.corpus.library import BAMBOO_TRADE, DRAFTS, LETTERS
from tests.corpus.pages import PAGE

ALL_FIELDS = draft(
    "=1+1 不是算式。\n# 一、路\n山路修好了。\n# 二、桥\n桥也修好了。\n-3 度的早晨。",
    "-山路与石桥",
    kicker="编者按",
    subtitle="——北岭村的两件事",
    authors=("周青", "李禾"),
    affiliation="县委党校讲师",
    source="青川日报",
    column="调研",
    published=date(2021, 5, 4),
    tags=("基础设施", "路、桥", "a|b"),
)
UNNAMED = draft("没有题目的一篇，从头写起。", "没有题目的一篇", marks=("缺标题",))
LONG = draft("长卷。" * 12_000 + "\n尾声。", "长文")
NAME = st.text("路桥山=+-@'、，,|：: 《》甲乙丙12ab", min_size=1, max_size=8).filter(
    lambda name: any(sign in name for sign in "路桥山甲乙丙") and name == " ".join(name.split())
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(home=tmp_path / "home") as opened:
        keep(opened, *DRAFTS)
        yield opened


def exported(archive: Archive, ids: list[int] | None, name: FormatName) -> bytes:
    return b"".join(export(archive, ids, name))


def as_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def as_workbook(data: bytes) -> list[tuple[Any, ...]]:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return list(sheet.iter_rows(values_only=True))


def test_a_row_says_all_about_an_article(archive: Archive) -> None:
    cells = dict(zip(COLUMNS, row(archive.articles.get(1)), strict=True))
    assert cells == {
        "编号": 1,
        "标题": "一根毛竹的生意",
        "引题": None,
        "副题": None,
        "作者": "林晓",
        "单位": None,
        "来源": "松河日报",
        "栏目": "调研",
        "日期": BAMBOO_TRADE.published,
        "标签": "产业；乡村",
        "标记": "",
        "字数": len(BAMBOO_TRADE.text.replace("\n", "")),
        "小标题": "\n".join(BAMBOO_TRADE.headings),
        "正文": BAMBOO_TRADE.text,
    }


def test_files_keep_the_order_and_leave_out_the_trash(archive: Archive) -> None:
    archive.articles.trash([2])
    ids = [3, 1, 2, 5]
    kept = [3, 1, 5]
    assert [int(cells[0]) for cells in as_csv(exported(archive, ids, "csv"))[1:]] == kept
    assert [cells[0] for cells in as_workbook(exported(archive, ids, "xlsx"))[1:]] == kept
    lines = exported(archive, ids, "jsonl").decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == kept
    assert [one["id"] for one in json.loads(exported(archive, ids, "json"))] == kept
    assert exported(archive, ids, "gbt7714").decode().splitlines() == [
        "[1] 周远. 河长的一周[J]. 江州学刊, 2023.",
        "[2] 林晓. 一根毛竹的生意[N]. 松河日报, 2021-03-02.",
        "[3] 沈若谷. 增收要靠產業[Z]. 2020-01-01.",
    ]


def test_tables_hold_the_text_to_its_last_sign(archive: Archive) -> None:
    for rows in (
        as_csv(exported(archive, None, "csv")),
        as_workbook(exported(archive, None, "xlsx")),
    ):
        assert list(rows[0]) == list(COLUMNS)
        assert [cells[-1] for cells in rows[1:]] == [draft.text for draft in DRAFTS]
        assert [cells[1] for cells in rows[1:]] == [draft.title for draft in DRAFTS]
    assert as_workbook(exported(archive, [1], "xlsx"))[1][8].date() == BAMBOO_TRADE.published


def test_lines_of_json_are_the_records_of_the_command_line(archive: Archive) -> None:
    lines = exported(archive, None, "jsonl").decode().splitlines()
    articles = list(archive.articles.iterate())
    assert [json.loads(line) for line in lines] == [records.article(a) for a in articles]


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_what_was_exported_can_be_imported(
    archive: Archive, tmp_path: Path, name: FormatName
) -> None:
    data = exported(archive, None, name)
    with Archive.open(home=tmp_path / "other") as other:
        report = other.imports.run([(f"文库{FORMATS[name].extension}", data)])
        assert not report.files[0].refusals
        again = [article.content for article in other.articles.iterate()]
    assert [draft.title for draft in again] == [draft.title for draft in DRAFTS]
    assert [draft.authors for draft in again] == [draft.authors for draft in DRAFTS]
    assert [draft.published for draft in again] == [draft.published for draft in DRAFTS]
    assert again[-1].text == LETTERS.text or name == "csv"


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_makes_a_file_too(archive: Archive, name: FormatName) -> None:
    data = exported(archive, [], name)
    assert (data == b"") == (name in {"txt", "jsonl", "gbt7714"})


def restored(archive: Archive, name: FormatName, home: Path) -> list[ArticleDraft]:
    """What an export gives when it is imported into an empty library."""
    file = f"文库{FORMATS[name].extension}"
    with Archive.open(home=home) as other:
        other.imports.run([(file, exported(archive, None, name))])
        return [article.content for article in other.articles.iterate()]


def contents(archive: Archive) -> list[ArticleDraft]:
    return [article.content for article in archive.articles.iterate()]


RESTORING: tuple[FormatName, ...] = ("csv", "xlsx", "jsonl", "json", "docx")


@pytest.mark.parametrize("name", RESTORING)
def test_an_export_restores_the_library(archive: Archive, name: FormatName, tmp_path: Path) -> None:
    keep(archive, ALL_FIELDS, UNNAMED, LONG)
    archive.imports.run([("版面.txt", PAGE.encode())])
    assert restored(archive, name, tmp_path / name) == contents(archive)


@pytest.mark.parametrize("name", ["csv", "jsonl"])
@given(texts=st.lists(NAME, min_size=7, max_size=7), tags=st.lists(NAME, max_size=3))
def test_whatever_the_fields_hold_they_come_back(
    name: FormatName, texts: list[str], tags: list[str]
) -> None:
    title, kicker, subtitle, source, column, heading, paragraph = texts
    one = draft(
        f"{paragraph}。\n# {heading}\n{paragraph}，又一段。",
        title,
        kicker=kicker,
        subtitle=subtitle,
        source=source,
        column=column,
        tags=tuple(dict.fromkeys(tags)),
    )
    now = datetime.now(UTC)
    data = b"".join(pieces([Article(1, one, "kept", 1, 1, now, now)], name))
    (document,) = read("文库.csv", data)
    assert isinstance(document, RawDocument)
    assert split(document).drafts == (one,)


def test_who_edits_the_document_in_word_edits_the_articles(
    archive: Archive, tmp_path: Path
) -> None:
    document = docx.Document(io.BytesIO(exported(archive, [1], "docx")))
    for paragraph in document.paragraphs:
        if paragraph.text == "一根毛竹的生意":
            paragraph.runs[0].text = "两根毛竹的生意"
    document.add_paragraph("末尾手写的一段。")
    data = io.BytesIO()
    document.save(data)
    with Archive.open(home=tmp_path / "edited") as other:
        other.imports.run([("改过.docx", data.getvalue())])
        (article,) = other.articles.iterate()
    assert article.content.title == "两根毛竹的生意"
    assert article.content.paragraphs[-1].text == "末尾手写的一段。"
