"""Word documents, PDF files, web pages and Markdown."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import docx
import pytest
from docx.shared import Pt

from corpus.readers import Limits
from tests.corpus.readers.pdf_writer import Page, pdf
from tests.corpus.readers.texts import PARAGRAPHS, TEXT, TITLE, joined, lines, only, refusal


def _docx(build: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _plain(document: docx.document.Document) -> None:
    document.add_heading(TITLE, 0)
    document.add_heading("一、道路通了", 1)
    for text in PARAGRAPHS:
        document.add_paragraph(text).paragraph_format.first_line_indent = Pt(24)


def test_a_word_document_is_read_whatever_it_is_called() -> None:
    found = only("文.txt", _docx(_plain))
    assert found.format == "docx"
    assert lines(found.text) == [TITLE, "一、道路通了", *PARAGRAPHS]
    assert found.metadata.title == TITLE
    assert f"\n\u3000\u3000{PARAGRAPHS[0]}" in found.text


def test_runs_join_and_soft_breaks_break() -> None:
    def build(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph()
        for character in "山货出山":
            paragraph.add_run(character).bold = True
        paragraph.add_run().add_break()
        paragraph.add_run("第二行")

    assert lines(only("文.docx", _docx(build)).text) == ["山货出山", "第二行"]


def test_tables_come_in_reading_order_without_row_numbers_and_margins() -> None:
    def build(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "内部资料"
        table = document.add_table(len(PARAGRAPHS), 2)
        for number, text in enumerate(PARAGRAPHS):
            table.cell(number, 0).text = str(number + 1)
            table.cell(number, 1).text = text

    found = only("文.docx", _docx(build))
    assert lines(found.text) == PARAGRAPHS
    assert any("内部资料" in warning for warning in found.warnings)
    assert any("1–4" in warning for warning in found.warnings)


def test_a_table_of_figures_keeps_its_rows() -> None:
    def build(document: docx.document.Document) -> None:
        table = document.add_table(2, 3)
        for row in range(2):
            for column in range(3):
                table.cell(row, column).text = f"{row}行{column}列"

    assert lines(only("文.docx", _docx(build)).text) == [
        "0行0列\t0行1列\t0行2列",
        "1行0列\t1行1列\t1行2列",
    ]


def test_numbers_of_lists_are_counted() -> None:
    def build(document: docx.document.Document) -> None:
        for text in ("修路", "建仓"):
            document.add_paragraph(text, style="List Number")

    assert lines(only("文.docx", _docx(build)).text) == ["1.修路", "2.建仓"]


def test_properties_name_an_author_only_where_the_text_does() -> None:
    def build(document: docx.document.Document, author: str) -> None:
        document.core_properties.author = author
        document.add_paragraph("李明远")
        document.add_paragraph(PARAGRAPHS[0])

    assert only("文.docx", _docx(lambda d: build(d, "李明远"))).metadata.authors == ("李明远",)
    for user in ("Administrator", "python-docx", "微软用户"):
        assert only("文.docx", _docx(lambda d, u=user: build(d, u))).metadata.authors == ()


def test_a_cut_word_document_is_damaged_and_an_empty_one_has_no_text() -> None:
    data = _docx(_plain)
    for end in (100, len(data) // 2, len(data) - 20):
        assert refusal("断.docx", data[:end]).reason == "damaged"
    assert refusal("空.docx", _docx(lambda _: None)).reason == "no_text"


def test_an_entity_bomb_does_not_go_off() -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "x">{entities}]><w:document xmlns:w='
        '"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        "&e9;</w:t></w:r></w:p></w:body></w:document>"
    )
    source = zipfile.ZipFile(io.BytesIO(_docx(_plain)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in source.namelist():
            package.writestr(name, bomb if name == "word/document.xml" else source.read(name))
    assert refusal("弹.docx", out.getvalue()).reason in ("damaged", "no_text", "too_slow")


def test_a_hard_wrapped_pdf_keeps_its_lines_and_shows_its_paragraphs() -> None:
    page = Page()
    page.line(72, 70, TITLE, 18)
    page.paragraphs(PARAGRAPHS, left=72, top=120, measure=34)
    found = only("文.pdf", pdf([page], title=TITLE))
    assert found.hard_wrapped
    assert found.metadata.title == TITLE
    assert joined(found.text) == joined(TEXT)
    blocks = [joined(block) for block in found.text.split("\n\n")]
    assert blocks == [TITLE, *PARAGRAPHS]


def test_paragraphs_without_indents_end_where_a_line_is_short() -> None:
    page = Page()
    page.paragraphs(PARAGRAPHS, left=72, top=70, measure=34, indent=False)
    blocks = [joined(block) for block in only("文.pdf", pdf([page])).text.split("\n\n")]
    assert blocks == PARAGRAPHS


@pytest.mark.parametrize("offset", [0, 7])
def test_columns_are_read_from_left_to_right(offset: int) -> None:
    page = Page()
    page.line(72, 70, TITLE, 18)
    page.paragraphs(PARAGRAPHS[:2], left=72, top=120, measure=17)
    page.paragraphs(PARAGRAPHS[2:] * 2, left=300, top=120 + offset, measure=17)
    expected = "".join([TITLE, *PARAGRAPHS, *PARAGRAPHS[2:]])
    assert joined(only("报.pdf", pdf([page])).text) == expected


def test_running_heads_and_page_numbers_stay_out() -> None:
    pages = []
    for number in range(1, 5):
        page = Page()
        page.line(250, 40, "青溪日报 理论版")
        page.paragraphs([PARAGRAPHS[number - 1]], left=72, top=120, measure=34)
        page.line(290, 815, f"— {number} —")
        pages.append(page)
    found = only("报.pdf", pdf(pages))
    assert joined(found.text) == "".join(PARAGRAPHS)
    assert "青溪日报 理论版" in found.warnings[0]


def test_a_page_on_its_side_is_read() -> None:
    page = Page(rotate=90)
    page.paragraphs(PARAGRAPHS, left=72, top=70, measure=34)
    assert joined(only("横.pdf", pdf([page])).text) == "".join(PARAGRAPHS)


def test_characters_set_twice_for_boldness_count_once() -> None:
    page = Page()
    page.line(72, 70, TITLE)
    page.line(72.3, 70, TITLE)
    assert joined(only("粗.pdf", pdf([page])).text) == TITLE


def test_scans_locks_cuts_and_length_are_told_apart() -> None:
    page = Page()
    page.line(72, 70, TITLE)
    assert refusal("扫.pdf", pdf([Page(image=True)])).reason == "scanned"
    assert refusal("锁.pdf", pdf([page], encrypted=True)).reason == "encrypted"
    assert refusal("断.pdf", pdf([page])[:200]).reason == "damaged"
    assert refusal("长.pdf", pdf([page, page, page]), Limits(pages=2)).reason == "too_large"
    mixed = only("半.pdf", pdf([page, Page(image=True)]))
    assert "第 2 页" in mixed.warnings[0]


def _page(meta: str = "", body: list[str] = PARAGRAPHS) -> str:
    paragraphs = "\n".join(f"<p>&nbsp;&nbsp;{text}</p>" for text in body)
    return (
        f"<!DOCTYPE html><html><head>{meta}<title>{TITLE}--理论--青溪网</title><style>.a{{}}"
        '</style><script>var s="脚本";</script></head><body><div class="nav"><a href="#">首页</a>'
        f'<a href="#">理论</a>|<a href="#">返回</a></div><h1>{TITLE}</h1><div class="info">'
        f'2023-08-19 来源：青溪日报 <span>分享到：微信</span></div><div id="text">'
        f"{paragraphs}</div>"
        '<div class="footer">版权所有<!-- 注释文字 --></div></body></html>'
    )


@pytest.mark.parametrize(
    ("claimed", "real"),
    [("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8"), ("", "gbk"), ("", "utf-16")],
)
def test_the_article_of_a_page_is_read_whatever_its_charset_claims(claimed: str, real: str) -> None:
    found = only("页.doc", _page(f'<meta charset="{claimed}">' if claimed else "").encode(real))
    assert found.format == "html"
    assert lines(found.text) == [TITLE, *PARAGRAPHS]
    about = found.metadata
    assert (about.title, about.source) == (TITLE, "青溪日报")
    assert about.published == date(2023, 8, 19)


def test_unclosed_tags_and_numeric_entities_are_read() -> None:
    body = "<br><p>".join("".join(f"&#{ord(c)};" for c in text) for text in PARAGRAPHS)
    found = only("页.html", f"<html><body><h2>{TITLE}</h2><p>{body}</div></td>".encode())
    assert lines(found.text) == [TITLE, *PARAGRAPHS]


def test_text_between_line_breaks_and_in_tables_is_kept() -> None:
    broken = "<br>\u3000\u3000".join(PARAGRAPHS)
    page = f"<html><body><table><tr><td><h1>{TITLE}</h1>{broken}</td></tr></table></body></html>"
    assert lines(only("页.html", page.encode()).text) == [TITLE, *PARAGRAPHS]


def test_a_page_nested_too_deep_keeps_its_text() -> None:
    page = f"<html><body>{'<div>' * 3000}<p>{PARAGRAPHS[0]}"
    found = only("深.html", page.encode())
    assert found.text == PARAGRAPHS[0]
    assert "嵌套过深" in found.warnings[0]


def test_a_page_without_text_is_refused() -> None:
    page = "<html><head><title>空</title></head><body><script>x()</script></body></html>"
    assert refusal("空.html", page.encode()).reason == "no_text"


def test_an_article_that_mentions_tags_is_text() -> None:
    text = f"{TITLE}\n网页里的 <script> 和 **星号** 都要照录。"
    found = only("文.txt", text.encode())
    assert (found.format, found.text) == ("txt", text)


def test_markdown_loses_its_signs_and_gives_its_front_matter() -> None:
    text = (
        f"---\ntitle: {TITLE}\nauthor: 李明远\ndate: 2023-08-19\ntags: [增收, 创业]\n---\n"
        f"# {TITLE}\n\n**{PARAGRAPHS[0][:10]}**{PARAGRAPHS[0][10:30]}\n{PARAGRAPHS[0][30:]}\n\n"
        "- 修路\n- [建仓](http://example.org)\n"
    )
    found = only("文.md", text.encode())
    assert lines(found.text) == [TITLE, PARAGRAPHS[0], "修路", "建仓"]
    assert found.metadata.authors == ("李明远",)
    assert found.metadata.tags == ("增收", "创业")
    assert found.metadata.published == date(2023, 8, 19)
