"""The hand-out of a board, opened as its readers open it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from corpus.archive import Archive
from corpus.board import Board, BoardItem
from corpus.board_sources import Sources, article_ids, sources_of
from corpus.errors import SixueError
from corpus.exhibit import Card, Exhibit, Quoted, Value
from corpus.handout import handout
from corpus.plot import KINDS, Plot
from corpus.tables import office_text
from tests.articles import draft, keep
from tests.corpus.test_slides import KINDS as PLOTS
from tests.nlp.test_outline import SECTIONS

CARD = Card(4, 1207, "标签 产业")
SECRET = "讲稿只给主讲人看"
ROADS = draft(
    "\n".join(SECTIONS),
    "修路之后",
    authors=("林晓",),
    source="松河日报",
    published=date(2023, 5, 6),
)
BUSES = draft(
    "# 存在的不足\n村村通车的钱还不够。2022年全县公交补贴从120万元增加到180万元，"
    "仍有十一个村没有班车。\n"
    "等车的地方还太少。站牌立在风口上，老人没有地方坐。\n"
    "# 下一步的打算\n用好各方的资金。把客运、邮政、供销几块钱合在一起用。\n建好司机的队伍。"
    "招本村人开本村车。",
    "一趟车办成三家事",
    authors=("丁克勤",),
)


def picture(exhibit: Exhibit) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (640, 320), "white").save(data, "PNG")
    return data.getvalue()


def unable(exhibit: Exhibit) -> bytes:
    raise SixueError("没有中文字体。", "请安装一种。")


def chart(kind: str = "bars", says: str = "第一是增收。") -> Exhibit:
    rows: tuple[tuple[Value, ...], ...] = (("增收", 0.4), ("创业", 0.3))
    return Exhibit(
        "chart", kind, "关键词", says, "/themes", CARD, ("词", "得分"), rows, PLOTS[kind]
    )


def table(address: str, *rows: tuple[Value, ...]) -> Exhibit:
    return Exhibit("table", "figures", "数字", "", address, CARD, ("指标", "数值"), rows)


def passage(text: str, article_id: int = 1, *marks: tuple[int, int]) -> Exhibit:
    quoted = Quoted(article_id, "修路之后", "林晓 · 松河日报 · 2023年5月6日", text, marks)
    address = f"/read?article={article_id}&place=5-0"
    return Exhibit("passage", "passage", text[:9], text, address, CARD, passage=quoted)


def board(*shown: tuple[Exhibit, str], name: str = "路与车") -> tuple[Board, dict[str, Exhibit]]:
    exhibits = {str(place): one for place, (one, _) in enumerate(shown)}
    items = tuple(
        BoardItem(place, str(place), one.title, said, SECRET)
        for place, (one, said) in enumerate(shown)
    )
    when = datetime(2026, 11, 26, 8, tzinfo=UTC)
    return Board(1, name, "周五给党组讲\n先看图", items, False, 3, "林晓", when), exhibits


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def made(*shown: tuple[Exhibit, str], sources: Sources | None = None) -> Any:
    return opened(handout(*board(*shown), sources or Sources(), picture=picture))


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def headings(document: Any, level: int) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def of_style(document: Any, name: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == name]


def tables(document: Any) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in document.tables]


@pytest.fixture
def two(sqlite_archive: Archive) -> Archive:
    keep(sqlite_archive, ROADS, BUSES)
    return sqlite_archive


def test_the_first_page_names_the_board_and_what_to_remember() -> None:
    document = made((chart(), "增收排在第一"), (table("/themes", ("收入", 3)), ""))
    said = texts(document)
    assert said[:4] == ["学习讲义", "路与车", "周五给党组讲", "先看图"]
    assert said[4] == "2 项 · 文库第 1,207 版 · 2026 年 11 月 26 日"
    assert headings(document, 1) == ["内容和要点", "图表和引文", "讨论题"]
    assert said[6:8] == ["1　关键词　增收排在第一", "2　数字"]


def test_a_chart_is_a_picture_that_can_be_told_with_its_numbers_below() -> None:
    document = made((chart(), "增收排在第一"))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "增收排在第一\n第一是增收。"
    assert shape.width <= document.sections[0].page_width
    assert tables(document) == [[["", "增收", "创业", "竹子"], ["得分", "0.4", "0.3", "0.1"]]]
    assert "来源：4 篇文章 · 文库第 1,207 版 · 标签 产业" in texts(document)


def test_it_tells_how_far_it_has_come() -> None:
    told: list[tuple[int, int]] = []
    shown = board((chart(), ""), (table("/", ("收入", 1)), ""))
    handout(*shown, Sources(), progress=lambda *at: told.append(at))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_chart_has_its_picture(kind: str) -> None:
    document = made((chart(kind), ""))
    assert len(document.inline_shapes) == 1
    assert all(len(one) > 1 for one in tables(document))


def test_where_no_picture_can_be_drawn_the_numbers_stand_and_the_reason() -> None:
    shown = board((chart(), "增收排在第一"))
    document = opened(handout(*shown, Sources(), picture=unable))
    assert "图没有画出来：没有中文字体。请安装一种。" in texts(document)
    assert tables(document) == [[["词", "得分"], ["增收", "0.4"], ["创业", "0.3"]]]


def test_a_passage_stands_word_for_word_with_its_marks_and_its_author() -> None:
    document = made((passage("路通了。\n竹子卖出去了。", 1, (0, 2), (5, 7)), ""))
    quoted = [p for p in document.paragraphs if p.style.name == "讲义引文"]
    assert [p.text for p in quoted] == [
        "路通了。",
        "竹子卖出去了。",
        "——《修路之后》，林晓 · 松河日报 · 2023年5月6日",
    ]
    marked = [run.text for p in quoted for run in p.runs if run.font.highlight_color]
    assert marked == ["路通", "竹子"]


def test_a_long_table_says_how_many_rows_it_leaves_out() -> None:
    document = made((table("/registers", *(("收入", n) for n in range(50))), ""))
    assert len(tables(document)[0]) == 31
    assert "共 50 行，这里列出前 30 行。" in "".join(texts(document))


def test_what_the_presenter_wants_to_say_stays_with_the_presenter(two: Archive) -> None:
    shown = board((chart(), "增收排在第一"), (passage("养护的钱还不够。"), "钱不够"))
    data = handout(*shown, sources_of(two, shown[1].values()), picture=picture)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert all(SECRET.encode() not in file.read(name) for name in file.namelist())


def test_the_articles_behind_it_are_outlined_in_a_numbered_list(two: Archive) -> None:
    shown = (passage("养护的钱还不够。"), "钱不够")
    document = made(shown, sources=sources_of(two, [shown[0]]))
    assert "《修路之后》" in headings(document, 2)
    assert "林晓. 修路之后[N]. 松河日报, 2023-05-06." in texts(document)
    points = [p for p in document.paragraphs if p.style.name == "讲义提纲"]
    levels = [p._p.pPr.numPr.ilvl.val for p in points]
    assert [(level, p.text) for level, p in zip(levels, points, strict=True)][:4] == [
        (0, "做法与成效"),
        (1, "修路有账本"),
        (1, "用路有规矩"),
        (0, "存在的不足"),
    ]
    assert 2 in levels
    numbering = document.part.numbering_part.element
    listed = points[0]._p.pPr.numPr.numId.val
    sketch = numbering.num_having_numId(listed).abstractNumId.val
    patterns = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{sketch}']/w:lvl/w:lvlText/@w:val")
    assert patterns == ["%1", "%1.%2", "%1.%2.%3"]


def test_figures_of_an_article_stand_with_the_sentence_they_are_from(two: Archive) -> None:
    exhibit = table("/read?article=2", ("公交补贴", "180万元"))
    document = made((exhibit, ""), sources=sources_of(two, [exhibit]))
    rows = tables(document)[1]
    assert rows[0] == ["指标", "由", "至", "年份", "原句"]
    assert rows[1][1:4] == ["120万元", "180万元", "2022"]
    assert rows[1][4].startswith("2022年全县公交补贴从120万元")


def test_questions_name_the_article_and_the_point_and_leave_room_to_write(two: Archive) -> None:
    shown = ((chart(), "增收排在第一"), (passage("养护的钱还不够。"), ""))
    compared = table("/compare?articles=1,2", ("收入", 1))
    sources = sources_of(two, [one for one, _ in shown] + [compared])
    document = made(*shown, (compared, ""), sources=sources)
    questions = of_style(document, "讲义题目")
    assert 4 <= len(questions) <= 10
    assert len(set(questions)) == len(questions)
    assert headings(document, 2)[-3:] == ["看图表和引文", "读文章", "对照着读"]
    assert any("列出“养护的钱还不够”“管路的人还不多”" in one for one in questions)
    assert any("《修路之后》" in one and "《一趟车办成三家事》" in one for one in questions)
    origins = [text for text in texts(document) if text.startswith("出自")]
    assert origins[0] == "出自专题板第 1 项“关键词”"
    assert "出自《修路之后》提纲 2，第 5 段" in origins
    assert len(of_style(document, "讲义书写行")) == 3 * len(questions)


def test_a_board_of_charts_alone_is_asked_about_by_its_takeaways() -> None:
    document = made(
        (chart(), "增收排在第一"), (chart("cloud"), "增收排在第一"), (chart("heat"), "")
    )
    assert "文章提纲" not in headings(document, 1)
    assert of_style(document, "讲义题目") == [
        "第 1 项的要点是“增收排在第一”。图中哪几个数最能支持这个判断？还有没有别的解释？",
        "看第 3 项：请用一句话写下您的要点。这句话的依据是其中哪几个数？",
    ]


def test_an_empty_board_and_what_is_gone_still_make_a_page(two: Archive) -> None:
    assert "这个专题板上还没有内容。" in texts(made())
    gone = passage("路通了。", 99)
    one, exhibits = board((gone, "路要通"))
    document = opened(handout(one, {}, sources_of(two, exhibits.values())))
    assert "这一项的内容已经不在文库里。" in texts(document)
    assert "《修路之后》已经不在文库里，没有提纲。" in texts(document)


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("/read?article=7&place=1-0", [7]),
        ("/compare?articles=3,1，2&view=words", [3, 1, 2]),
        ("/compare?articles=x,4", [4]),
        ("/themes?article=7", []),
        ("/read?article=" + "9" * 40, []),
    ],
)
def test_the_address_tells_which_articles_a_table_is_of(address: str, ids: list[int]) -> None:
    assert article_ids(table(address)) == ids


def test_it_is_printed_on_a4_with_its_name_page_numbers_and_fonts_for_chinese() -> None:
    document = made((chart(), "增收排在第一"))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.header.paragraphs[0].text == "路与车　学习讲义"
    for foot in (section.footer, section.first_page_footer):
        assert "PAGE" in foot.paragraphs[0]._p.xml
        assert "NUMPAGES" in foot.paragraphs[0]._p.xml
    for style in [document.styles["Normal"], *(p.style for p in document.paragraphs)]:
        fonts = style.element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in {"宋体", "黑体"}
        assert not fonts.get(qn("w:eastAsiaTheme"))


TEXT = st.text(
    st.characters(codec="utf-16", exclude_categories=())
    | st.sampled_from("\x00\x07\x0b\x1f\t\r\n\ufffe<&>\"'要点“”一是"),
    max_size=40,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, TEXT, TEXT, TEXT)
def test_no_sign_breaks_it_and_every_takeaway_stands_in_it(
    name: str, takeaway: str, quoted: str, title: str
) -> None:
    plot = Plot("bars", ({"label": quoted, "value": 1.0, "colour": "", "id": ""},), unit=title)
    drawn = Exhibit("chart", "x", title, quoted, "/themes", CARD, (title,), ((quoted,),), plot)
    shown = (
        (drawn, takeaway),
        (passage(quoted), takeaway),
        (table("/", (quoted, title)), takeaway),
    )
    data = handout(*board(*shown, name=name), Sources(lost=(title,)), picture=picture)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for part in file.namelist():
            if part.endswith((".xml", ".rels")):
                etree.fromstring(file.read(part))
    said = " ".join(" ".join(texts(opened(data))).split())
    wanted = " ".join(office_text(re.sub("\r\n?", "\n", takeaway)).split())
    assert said.count(wanted) >= 2 * len(shown)
    assert SECRET not in said
