from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

import pytest
from openpyxl import Workbook

from corpus.document import RawDocument, Refusal
from corpus.readers import Limits, read
from tests.corpus.readers.texts import PARAGRAPHS, TITLE, documents, refusal

CSV = (
    "标题,日期,作者,单位,来源,栏目,标签,正文\n"
    f'{TITLE},2023年8月19日,李明远；赵晓禾,青溪县委党校,《青溪日报》,理论,增收；创业,"{PARAGRAPHS[0]}\n'
    f'{PARAGRAPHS[1]}"\n'
    f"冷链进村,2023/9/1,,,,,,{PARAGRAPHS[3]}\n"
)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-8", "utf-16"])
def test_a_row_is_an_article(encoding: str) -> None:
    first, second = documents("文章.csv", CSV.encode(encoding))
    assert first.format == "csv"
    assert first.text == f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}"
    about = first.metadata
    assert (about.title, about.published) == (TITLE, date(2023, 8, 19))
    assert about.authors == ("李明远", "赵晓禾")
    assert (about.affiliation, about.source) == ("青溪县委党校", "青溪日报")
    assert (about.column, about.tags) == ("理论", ("增收", "创业"))
    assert (first.row, second.row) == (2, 3)
    assert second.metadata.published == date(2023, 9, 1)
    assert first.encoding_guessed == (encoding == "gb18030")


@pytest.mark.parametrize("sign", ["\t", ";", "|", "，"])
def test_cells_may_be_divided_by_other_signs(sign: str) -> None:
    data = f"题目{sign}内容\n{TITLE}{sign}山货卖到了新疆\n".encode()
    (found,) = documents("表.txt", data)
    assert (found.metadata.title, found.text) == (TITLE, "山货卖到了新疆")


def test_a_row_without_text_is_refused_and_the_others_go_in() -> None:
    found = list(read("文章.csv", "title,content\n甲,\n,\n乙,有正文\n".encode()))
    bad, good = found
    assert isinstance(bad, Refusal)
    assert (bad.name, bad.reason) == ("文章.csv 第 2 行", "no_text")
    assert isinstance(good, RawDocument)
    assert good.row == 4


def test_a_quote_that_is_never_closed_costs_its_own_row_only() -> None:
    data = '标题,正文\n甲,"没有闭合的正文\n乙,第二篇的正文\n丙,"第三篇""的""正文"\n'
    bad, second, third = read("表.csv", data.encode())
    assert isinstance(bad, Refusal)
    assert bad.reason == "damaged"
    assert isinstance(second, RawDocument)
    assert isinstance(third, RawDocument)
    assert (second.text, third.text) == ("第二篇的正文", '第三篇"的"正文')


def test_a_table_without_a_text_column_says_what_it_has() -> None:
    found = refusal("名单.csv", "姓名,年龄\n张三,40\n".encode())
    assert found.reason == "missing_column"
    assert "姓名" in found.problem
    assert "正文" in found.remedy


def test_a_table_with_nothing_but_its_header_is_refused() -> None:
    assert refusal("空表.csv", "标题,正文\n".encode()).reason == "no_text"


def test_prose_with_commas_is_no_table() -> None:
    (found,) = documents("文.txt", f"标题，正文，栏目都要写清楚。\n{PARAGRAPHS[0]}".encode())
    assert found.format == "txt"


def test_nuls_in_a_table_go() -> None:
    (found,) = documents("表.csv", "标题,正文\n甲,内\0容\n".encode())
    assert found.text == "内容"


def test_many_bad_rows_are_summed_up() -> None:
    found = list(read("表.csv", ("标题,正文\n" + "甲,\n" * 500).encode()))
    assert len(found) < 150
    assert isinstance(found[-1], Refusal)
    assert "400 行" in found[-1].problem


def test_rows_beyond_the_limit_are_refused() -> None:
    *kept, last = read(
        "表.csv", ("标题,正文\n" + "甲,正文内容\n" * 10).encode(), limits=Limits(rows=3)
    )
    assert len(kept) == 3
    assert isinstance(last, Refusal)
    assert last.reason == "too_large"


def _json_lines(records: list[object]) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


def test_json_lines_are_read() -> None:
    record = {
        "title": TITLE,
        "authors": ["李明远", "赵晓禾"],
        "publishedAt": "2023-08-19T08:00:00+08:00",
        "tags": ["增收"],
        "content": PARAGRAPHS[:2],
    }
    (found,) = documents("a.jsonl", _json_lines([record]))
    assert found.text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"
    assert found.metadata.authors == ("李明远", "赵晓禾")
    assert found.metadata.published == date(2023, 8, 19)
    assert found.format == "jsonl"


def test_bad_json_lines_are_refused_one_by_one() -> None:
    data = _json_lines([{"text": "正文一"}]) + b'\n{"text": \n[1]\n' + _json_lines([{"text": "二"}])
    found = list(read("a.jsonl", data))
    assert [isinstance(item, Refusal) for item in found] == [False, True, True, False]
    assert [item.name for item in found if isinstance(item, Refusal)] == [
        "a.jsonl 第 2 行",
        "a.jsonl 第 3 行",
    ]


def test_a_list_of_objects_and_a_single_object_are_read_too() -> None:
    records = [{"标题": "甲", "正文": "正文一"}, {"标题": "乙", "正文": "正文二"}]
    assert len(documents("a.json", json.dumps(records, indent=2).encode())) == 2
    assert len(documents("a.json", json.dumps({"articles": records}).encode())) == 2
    (one,) = documents("a.json", json.dumps(records[0], indent=2).encode())
    assert one.text == "正文一"


def test_paragraphs_with_kinds_are_joined() -> None:
    record = {
        "title": "甲",
        "paragraphs": [{"text": "一、标题", "kind": "heading"}, {"text": "段"}],
    }
    (found,) = documents("a.jsonl", _json_lines([record]))
    assert found.text == "一、标题\n\n段"


def test_half_a_surrogate_in_json_becomes_a_mark() -> None:
    (found,) = documents("a.jsonl", b'{"text": "\\ud83d\xe5\x9d\x8f"}\n{"text": "ok"}')[:1]
    assert found.text == "〓坏"


def test_a_table_is_read_as_it_is_consumed() -> None:
    def endless() -> Iterator[bytes]:
        yield from (b'{"text": "' + b"a" * 1000 + b'"}\n' for _ in range(20_000))

    rows = read("a.jsonl", b"".join(endless()))
    assert len(list(islice(rows, 3))) == 3


def _workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_its_dates() -> None:
    data = _workbook(
        [
            ["2023 年理论文章汇总"],
            ["标题", "作者", "发布时间", "正文"],
            ["甲", "王 伟 李小明", datetime.fromisoformat("2023-08-19T09:30"), PARAGRAPHS[0]],
            ["乙", None, 45157, PARAGRAPHS[1]],
            ["丙", None, "8月", PARAGRAPHS[2]],
            [None, None, None, None],
            ["丁", None, None, None],
        ]
    )
    found = list(read("汇总.xlsx", data))
    documents_, refused = found[:3], found[3]
    assert [item.row for item in documents_ if isinstance(item, RawDocument)] == [3, 4, 5]
    first, second, third = (item for item in documents_ if isinstance(item, RawDocument))
    assert first.metadata.authors == ("王伟", "李小明")
    assert first.metadata.published == second.metadata.published == date(2023, 8, 19)
    assert (first.format, first.encoding) == ("xlsx", None)
    assert third.metadata.published is None
    assert "8月" in third.warnings[0]
    assert isinstance(refused, Refusal)
    assert refused.name == "汇总.xlsx 第 7 行"


def test_further_sheets_are_named() -> None:
    sheet = [["标题", "正文"], ["甲", "正文内容"]]
    data = _workbook(sheet, [["本表由科研处汇总"]], sheet)
    assert [item.name for item in documents("表.xlsx", data)] == ["表.xlsx", "表.xlsx/表3"]


def test_a_workbook_without_a_text_column_is_refused() -> None:
    assert refusal("表.xlsx", _workbook([["姓名"], ["张三"]])).reason == "missing_column"
    assert refusal("表.xlsx", _workbook([])).reason == "no_text"


def test_empty_rows_far_below_the_last_article_do_no_harm() -> None:
    """Styled rows reach down to the end of many sheets; only rows with text count."""
    data = _workbook([["标题", "正文"], ["渡口", "渡口的灯亮了一夜。"], *([[None]] * 30)])
    found = list(read("表.xlsx", data, limits=Limits(rows=5)))
    assert [type(item) for item in found] == [RawDocument]
