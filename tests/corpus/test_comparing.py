from __future__ import annotations

import io

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from corpus.archive import Archive
from corpus.comparing import ArticleComparison
from corpus.comparison_files import as_docx, as_xlsx
from corpus.comparison_summary import summary
from tests.articles import draft, keep

ROADS = (
    "# 做法\n建强数字底座。全县把公安、水利、民政的数据归到一个平台，填表从一天变成一刻钟。\n"
    "做大竹椅产业。竹椅厂从九家变成三十家，产业园里有了设计、喷漆和物流，走上共同富裕的路。\n"
    "管好老年食堂。老人一餐付三元，差额由村集体补上，账目每个月贴在饭堂门口。"
)
TEA = (
    "办好茶叶产业。茶厂抱团打一个品牌，产业链从采摘伸到了茶饮，共同富裕有了着落。\n"
    "用活智慧平台。乡里的信息都进了一块屏，哪一户漏雨、哪一段路塌了，数据当天就派给了人。\n"
    "修好入山公路。一条断头路通了，班车开到了最远的寨子。"
)


@pytest.fixture
def two(sqlite_archive: Archive) -> Archive:
    keep(sqlite_archive, draft(ROADS, "竹乡三件事"), draft(TEA, "茶乡三件事"))
    sqlite_archive.index.catch_up()
    return sqlite_archive


def claims(found: ArticleComparison, article: int, numbers: tuple[int, ...]) -> list[str]:
    return [found.anatomies[article].statements[n].claim for n in numbers]


def test_points_words_and_formulations_are_told_apart(two: Archive) -> None:
    found = two.comparing.of([2, 1])
    assert [a.content.title for a in found.articles] == ["茶乡三件事", "竹乡三件事"]
    assert len(found.alignment.shared) == 2
    assert claims(found, 0, found.alignment.alone[0]) == ["修好入山公路"]
    assert claims(found, 1, found.alignment.alone[1]) == ["管好老年食堂"]
    assert [(use.term, use.counts) for use in found.formulations if use.holders == 2] == [
        ("共同富裕", (1, 1))
    ]
    assert found.similarity[0][1] == found.similarity[1][0] > 0


def test_the_summary_says_what_was_counted(two: Archive) -> None:
    said = summary(two.comparing.of([1, 2]))
    assert said.startswith("甲、乙有 2 个相同的要点，说法各不相同。")
    assert "只在一篇里的要点：甲 1 个，乙 1 个。" in said
    assert "都用的提法 1 个，如“共同富裕”" in said


def test_articles_that_went_away_are_left_out(two: Archive) -> None:
    two.articles.trash([1])
    assert [article.id for article in two.comparing.of([1, 2]).articles] == [2]


def test_the_document_holds_every_point(two: Archive) -> None:
    document = Document(io.BytesIO(as_docx(two.comparing.of([1, 2]))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(p.text for p in document.paragraphs), *cells])
    for words in ("竹乡三件事", "建强数字底座。", "用活智慧平台。", "修好入山公路", "共同富裕"):
        assert words in said
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia")


def test_control_characters_do_not_spoil_the_files(sqlite_archive: Archive) -> None:
    ids = keep(sqlite_archive, draft("修路\x0b架桥。", "竹乡\x01　三件事"), draft(TEA, "茶乡"))
    found = sqlite_archive.comparing.of(ids)
    document = Document(io.BytesIO(as_docx(found)))
    assert any("竹乡" in p.text and "　三件事" in p.text for p in document.paragraphs)
    load_workbook(io.BytesIO(as_xlsx(found)))


def test_the_workbook_holds_every_statement_once(two: Archive) -> None:
    found = two.comparing.of([1, 2])
    book = load_workbook(io.BytesIO(as_xlsx(found)))
    assert book.sheetnames[:4] == ["说明", "要点", "关键词", "提法"]
    texts = [row[5] for row in book["要点"].iter_rows(min_row=2, values_only=True)]
    statements = [s.text for a in found.anatomies for s in a.statements if not s.heading]
    assert sorted(map(str, texts)) == sorted(statements)


PARAGRAPHS = st.lists(
    st.sampled_from([line for text in (ROADS, TEA) for line in text.split("\n")]),
    min_size=1,
    max_size=4,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=PARAGRAPHS, other=PARAGRAPHS)
def test_a_comparison_neither_loses_nor_invents_text(
    sqlite_archive: Archive, one: list[str], other: list[str]
) -> None:
    texts = ["\n".join(one), "\n".join(other)]
    ids = keep(sqlite_archive, *(draft(text, f"第 {n} 篇") for n, text in enumerate(texts)))
    found = sqlite_archive.comparing.of(ids)
    for anatomy in found.anatomies:
        held = "".join("".join(s.text.split()) for s in anatomy.statements)
        assert held == "".join("".join(anatomy.paragraphs).split())
    turned = sqlite_archive.comparing.of(ids[::-1])
    assert turned.alignment.alone == found.alignment.alone[::-1]
    sqlite_archive.articles.trash(ids)
