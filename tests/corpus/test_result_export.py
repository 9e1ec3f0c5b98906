"""Articles as files, in every format and in the order asked for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from corpus import records
from corpus.archive import Archive
from corpus.result_export import COLUMNS, FORMATS, FormatName, export, row
from tests.articles import keep
from tests.corpus.library import BAMBOO_TRADE, DRAFTS, LETTERS


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
        "字数": len(BAMBOO_TRADE.text.replace("\n", "")),
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
