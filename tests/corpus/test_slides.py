from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from pptx import Presentation

from corpus.board import Board, BoardItem
from corpus.exhibit import Card, Exhibit, ExhibitKind, Quoted, Value
from corpus.plot import (
    Bar,
    Cell,
    Circle,
    Dot,
    Join,
    Link,
    Node,
    Part,
    Plot,
    Word,
    YearPart,
)
from corpus.slide_numbers import number_format
from corpus.slide_text import FONT
from corpus.slides import slides

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BLUE, YELLOW, RED = "#2850b0", "#d0b810", "#a02828"
CARD = Card(4, 1207, "标签 产业", seed=1, dictionary=9, settings=("方法：思学", "主题 6 个"))
WORDS = ("增收", "创业", "数字化", "合作社", "竹子", "民宿", "电商", "直播", "党建", "人才")
MANY = tuple(f"{word}{place}" for place in (1, 2, 3) for word in WORDS)


def exhibit(
    plot: Plot | None = None,
    columns: tuple[str, ...] = (),
    rows: tuple[tuple[Value, ...], ...] = (),
    passage: Quoted | None = None,
) -> Exhibit:
    kind: ExhibitKind = "chart" if plot else "passage" if passage else "table"
    address = "/themes?topics=6"
    said = "第一是增收，第二是创业。"
    return Exhibit(kind, "x", "关键词", said, address, CARD, columns, rows, plot, passage)


def board_of(*shown: Exhibit, **words: str) -> tuple[Board, dict[str, Exhibit]]:
    said = {"title": "哪些词最重", "takeaway": "增收排在第一", "notes": "先停一下\n再讲", **words}
    exhibits = {str(place): one for place, one in enumerate(shown)}
    items = tuple(BoardItem(int(key) + 1, key, **said) for key in exhibits)
    when = datetime(2026, 11, 26, 8, tzinfo=UTC)
    return Board(1, "共富专题", "周五给党组讲", items, False, 3, "林晓", when), exhibits


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def deck(*shown: Exhibit, picture: Callable[[Exhibit], bytes] | None = None, **words: str) -> Any:
    return opened(slides(*board_of(*shown, **words), picture=picture))


def middle(file: Any) -> list[Any]:
    """The slides between the title and how things were made."""
    return [
        slide
        for place, slide in enumerate(file.slides)
        if place and not slide.shapes.title.text.startswith("方法")
    ]


def charts(file: Any) -> list[Any]:
    return [s.chart for slide in middle(file) for s in slide.shapes if s.has_chart]


def tables(file: Any) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in middle(file)
        for shape in slide.shapes
        if shape.has_table
    ]


def words_of(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def bars_of(file: Any) -> list[tuple[str, float]]:
    """Names and values from top to bottom, and from the left column to the right."""
    return [
        (str(name), value)
        for chart in charts(file)
        for name, value in zip(
            chart.plots[0].categories, chart.plots[0].series[0].values, strict=True
        )
    ]


def series_of(chart: Any) -> dict[str, list[float | None]]:
    return {series.name: list(series.values) for series in chart.plots[0].series}


def point_colours(chart: Any) -> list[str]:
    series = chart.plots[0].series[0]
    return [
        f"#{series.points[n].format.fill.fore_color.rgb}".lower()
        for n in range(len(list(series.values)))
    ]


def code_of(chart: Any) -> str:
    return str(chart.plots[0].data_labels.number_format)


BARS = Plot.of(
    "bars",
    [Bar("增收", 0.4, BLUE), Bar("创业", 0.3, RED), Bar("竹子", 0.1)],
    unit="得分",
    form=".3f",
)
YEARS = [
    YearPart(2019, "增收", 3.0, BLUE),
    YearPart(2019, "文化", 1.5, RED),
    YearPart(2021, "增收", 2.0, BLUE),
]
DOTS = [Dot(w, n, place + 0.5, "") for place, w in enumerate(WORDS) for n in "甲乙丙丁"]
PASSAGE = Quoted(7, "修路记", "林晓 · 松河日报", "路通了。\n竹子卖出去了。", ((0, 3), (5, 7)))
KINDS = {
    "bars": BARS,
    "labelled_bars": Plot.of("labelled_bars", [Bar("增收 致富", 0.25)], unit="占比", share=True),
    "diverging": Plot.of(
        "diverging",
        [Bar("路", 2.5, BLUE), Bar("人", -1.25, RED)],
        unit="倍数",
        sides=["甲方", "乙方"],
    ),
    "over_years": Plot.of("over_years", YEARS, unit="篇"),
    "curves": Plot.of("curves", YEARS, unit="次/万字", series="提法"),
    "stream": Plot.of("stream", YEARS, unit="篇"),
    "panels": Plot.of("panels", YEARS, unit="篇"),
    "race": Plot.of("race", YEARS, unit="篇"),
    "timeline": Plot.of(
        "timeline", YEARS, unit="次", series="提法", firsts={"增收": "首见 3月12日"}
    ),
    "shares": Plot.of("shares", [Part("甲", "增收", 0.7, BLUE), Part("甲", "文化", 0.3, RED)]),
    "heat": Plot.of(
        "heat",
        [Cell(r, c, v, str(v), "") for r, c, v in (("增收", "2019", 0), ("增收", "2020", 4))],
        unit="篇",
    ),
    "dots": Plot.of(
        "dots",
        [Dot("路", "甲", 2.5, ""), Dot("路", "乙", 1.0, "")],
        unit="每千字次数",
        colours={"甲": BLUE, "乙": RED},
    ),
    "network": Plot.of("network", [Node("路", 3, BLUE), Node("竹", 1, RED)], [Link("路", "竹", 2)]),
    "circles": Plot.of(
        "circles",
        [Circle("增收", -0.5, 0.2, 0.3, BLUE, "0"), Circle("文化", 0.4, 0.1, 0.7, RED, "1")],
        unit="占比",
    ),
    "dendrogram": Plot.of(
        "dendrogram", [Node("增收", 1, BLUE), Node("文化", 1, RED)], [Join(0, 1, 0, 0, 0.6)]
    ),
    "cloud": Plot.of("cloud", [Word(w, 30.0 - n, BLUE) for n, w in enumerate(MANY)], unit="权重"),
}
EVERYTHING = [
    *(exhibit(plot, ("词", "得分"), (("增收", 0.4), ("创业", None))) for plot in KINDS.values()),
    exhibit(columns=("词", "次数"), rows=tuple((word, n) for n, word in enumerate(MANY))),
    exhibit(passage=PASSAGE),
]


def picture(_: Exhibit) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1600, 900), "#ddd").save(file, "PNG")
    return file.getvalue()


def test_a_board_becomes_a_title_its_items_and_how_they_were_made() -> None:
    done: list[tuple[int, int]] = []
    board, exhibits = board_of(exhibit(BARS), exhibit(passage=PASSAGE))
    data = slides(board, exhibits, progress=lambda *step: done.append(step))
    file = opened(data)
    assert done == [(1, 2), (2, 2)]
    assert file.slide_width / file.slide_height == pytest.approx(16 / 9)
    first, *items, last = file.slides
    assert first.shapes.title.text == "共富专题"
    for said in ("周五给党组讲", "2 项", "第 1,207 版", "2026 年 11 月"):
        assert said in words_of(first)
    assert [slide.shapes.title.text for slide in items] == ["哪些词最重"] * 2
    for slide in items:
        assert "增收排在第一" in words_of(slide)
        assert f"来源：{CARD}" in words_of(slide)
        notes = slide.notes_slide.notes_text_frame.text
        assert notes.startswith("先停一下\n再讲\n")
        assert f"来源：{CARD}" in notes
        assert "出处：/themes?topics=6" in notes
    # The numbers are counted by the program, so that they stay right when slides are moved.
    assert [slide._element.xpath(".//a:fld/@type") for slide in items] == [["slidenum"]] * 2
    assert last.shapes.title.text == "方法"
    for said in ("4 篇文章", "标签 产业", "词典第 9 版", "主题 6 个", "随机种子 1"):
        assert said in words_of(last)
    assert file.core_properties.title == "共富专题"


def test_bars_keep_numbers_order_and_colours() -> None:
    file = deck(exhibit(BARS))
    assert bars_of(file) == [("增收", 0.4), ("创业", 0.3), ("竹子", 0.1)]
    (chart,) = charts(file)
    assert point_colours(chart) == [BLUE, RED, "#b0453c"]
    # These programs draw the first row at the bottom unless the axis is turned round.
    assert chart.category_axis.reverse_order
    assert code_of(chart) == "0.000"
    assert "单位：得分" in words_of(middle(file)[0])


def test_parts_of_one_are_written_in_hundredths() -> None:
    (chart,) = charts(deck(exhibit(KINDS["labelled_bars"])))
    assert series_of(chart) == {"占比": [0.25]}
    assert code_of(chart) == "0%"


def test_diverging_bars_stand_on_both_sides_of_nought() -> None:
    file = deck(exhibit(KINDS["diverging"]))
    (chart,) = charts(file)
    assert bars_of(file) == [("路", 2.5), ("人", -1.25)]
    assert chart.value_axis.minimum_scale == -chart.value_axis.maximum_scale
    assert code_of(chart) == "+0.00;-0.00;0.00"
    assert "向右：甲方，向左：乙方" in words_of(middle(file)[0])
    legend = next(s for s in middle(file)[0].shapes if s.name == "图例").text_frame
    assert legend.text.split() == ["■", "甲方", "■", "乙方"]
    colours = [str(r.font.color.rgb) for r in legend.paragraphs[0].runs if "■" in r.text]
    assert [f"#{colour}".lower() for colour in colours] == point_colours(chart)
    inverts = chart._chartSpace.xpath("//c:invertIfNegative/@val")
    assert len(inverts) == 3
    assert set(inverts) == {"0"}


@pytest.mark.parametrize("kind", ["over_years", "curves"])
def test_a_year_without_articles_is_a_gap(kind: str) -> None:
    (chart,) = charts(deck(exhibit(KINDS[kind])))
    assert list(chart.plots[0].categories) == ["2019", "2020", "2021"]
    assert series_of(chart) == {"增收": [3.0, None, 2.0], "文化": [1.5, None, None]}
    assert chart.has_legend


def test_a_stream_is_stacked_areas_and_says_what_a_gap_is() -> None:
    file = deck(exhibit(KINDS["stream"]))
    (chart,) = charts(file)
    assert chart._chartSpace.xpath("//c:areaChart/c:grouping/@val") == ["stacked"]
    assert series_of(chart) == {"增收": [3.0, None, 2.0], "文化": [1.5, None, None]}
    assert "没有文章的年份记为 0" in words_of(middle(file)[0])


def test_a_stream_of_one_year_is_columns() -> None:
    (chart,) = charts(deck(exhibit(Plot.of("stream", YEARS[:2], unit="篇"))))
    assert series_of(chart) == {"增收": [3.0], "文化": [1.5]}
    assert chart._chartSpace.xpath("//c:barChart")


def test_small_multiples_are_small_charts_of_one_scale() -> None:
    file = deck(exhibit(KINDS["panels"]))
    found = charts(file)
    assert [series_of(chart) for chart in found] == [
        {"增收": [3.0, None, 2.0]},
        {"文化": [1.5, None, None]},
    ]
    assert len({chart.value_axis.maximum_scale for chart in found}) == 1
    assert all(name in words_of(middle(file)[0]) for name in ("增收", "文化", "2019", "2021"))
    many = [YearPart(2020, word, 1.0, BLUE) for word in WORDS * 2]
    assert len(charts(deck(exhibit(Plot.of("panels", many))))) == len(WORDS)


def test_a_race_is_its_end_and_the_way_there() -> None:
    parts = [
        YearPart(year, word, float(place * (year - 2018)), BLUE)
        for place, word in enumerate((*WORDS, "最后"), 1)
        for year in (2019, 2021)
    ]
    file = deck(exhibit(Plot.of("race", parts, unit="篇")))
    ended, way = charts(file)
    assert list(ended.plots[0].categories) == ["最后", *reversed(WORDS[1:])]
    assert list(ended.plots[0].series[0].values) == [3.0 * n for n in range(11, 1, -1)]
    assert series_of(way)["最后"] == [11.0, None, 33.0]
    assert "截至 2021 年" in words_of(middle(file)[0])
    assert "2019–2021 年累计" in words_of(middle(file)[1])


def test_a_timeline_is_bubbles_with_their_first_ringed() -> None:
    file = deck(exhibit(KINDS["timeline"]))
    (chart,) = charts(file)
    rows = chart.plots[0]._element.xpath("c:ser")
    numbers = [
        [[float(v) for v in row.xpath(f"c:{tag}//c:v/text()")] for tag in ("xVal", "bubbleSize")]
        for row in rows
    ]
    assert numbers == [[[2019, 2021], [3, 2]], [[2019, 2021], [1.5, 0]]]
    assert [row.xpath("c:dPt/c:idx/@val") for row in rows] == [["0"], ["0"]]
    assert all(name in words_of(middle(file)[0]) for name in ("增收", "文化", "首次"))


def test_shares_fill_a_bar() -> None:
    (chart,) = charts(deck(exhibit(KINDS["shares"])))
    assert "PERCENT" in str(chart._chartSpace.xpath("//c:grouping/@val")[0]).upper()
    assert series_of(chart) == {"增收": [0.7], "文化": [0.3]}


def test_dots_are_bars_where_they_fit_and_dumbbells_where_they_do_not() -> None:
    (few,) = charts(deck(exhibit(KINDS["dots"])))
    assert series_of(few) == {"甲": [2.5], "乙": [1.0]}
    plot = Plot.of("dots", DOTS, unit="次", colours=dict.fromkeys("甲乙丙丁", BLUE))
    (many,) = charts(deck(exhibit(plot)))
    assert list(many.plots[0].categories) == list(WORDS)
    assert series_of(many) == {name: [n + 0.5 for n in range(10)] for name in "甲乙丙丁"}
    assert many._chartSpace.xpath("//c:hiLowLines")


def test_circles_keep_their_places_and_names() -> None:
    (chart,) = charts(deck(exhibit(KINDS["circles"])))
    assert series_of(chart) == {"增收": [0.2], "文化": [0.1]}
    numbers = [
        [float(one) for one in chart._chartSpace.xpath(f"//c:{tag}//c:v/text()")]
        for tag in ("xVal", "bubbleSize")
    ]
    assert numbers == [[-0.5, 0.4], [0.3, 0.7]]
    assert chart.plots[0].data_labels.show_series_name


def test_heat_is_a_table_with_darker_cells() -> None:
    file = deck(exhibit(KINDS["heat"]))
    assert tables(file) == [[["", "2019", "2020"], ["增收", "0", "4"]]]
    (shape,) = (s for s in middle(file)[0].shapes if s.has_table)
    pale, dark = (shape.table.cell(1, n).fill.fore_color.rgb for n in (1, 2))
    assert sum(pale) > sum(dark)


def test_the_heaviest_words_of_a_cloud_are_bars_beside_its_picture() -> None:
    expected = [(word, 30.0 - place) for place, word in enumerate(MANY[:15])]
    assert bars_of(deck(exhibit(KINDS["cloud"]))) == expected
    file = deck(exhibit(KINDS["cloud"]), picture=picture)
    assert bars_of(file) == expected
    assert len(pictures(file)) == 1


@pytest.mark.parametrize("kind", ["network", "dendrogram"])
def test_what_these_programs_cannot_draw_is_a_picture_or_its_numbers(kind: str) -> None:
    shown = exhibit(KINDS[kind], ("提法", "次数"), (("路", 3), ("竹", 12345)))
    assert tables(deck(shown)) == [[["提法", "次数"], ["路", "3"], ["竹", "12,345"]]]
    file = deck(shown, picture=picture)
    assert tables(file) == []
    (image,) = pictures(file)
    assert image.width / image.height == pytest.approx(16 / 9, rel=0.01)


def pictures(file: Any) -> list[Any]:
    return [s for slide in middle(file) for s in slide.shapes if hasattr(s, "image")]


def test_many_bars_are_all_there_on_one_scale() -> None:
    many = [Bar(f"{word}是一个不短的名字和它的解释{n}", 100.0 - n) for n, word in enumerate(MANY)]
    file = deck(exhibit(Plot.of("labelled_bars", many, unit="篇")))
    assert bars_of(file) == [(bar.label, bar.value) for bar in many]
    assert len({chart.value_axis.maximum_scale for chart in charts(file)}) == 1
    assert len(middle(file)) > 1
    assert "共 30 项" in words_of(middle(file)[1])


def test_short_bars_stand_in_two_columns_on_one_slide() -> None:
    file = deck(exhibit(Plot.of("bars", [Bar(w, 30.0 - n) for n, w in enumerate(MANY[:20])])))
    assert [name for name, _ in bars_of(file)] == list(MANY[:20])
    assert len(middle(file)) == 1


def test_a_table_goes_on_and_says_what_is_left_out() -> None:
    rows = tuple((f"第 {n} 行", n / 4) for n in range(100))
    file = deck(exhibit(columns=("名称", "占比"), rows=rows))
    shown = tables(file)
    assert len(shown) == 5
    assert all(page[0] == ["名称", "占比"] for page in shown)
    assert all(2 <= len(page) <= 13 for page in shown)
    names = [row[0] for page in shown for row in page[1:]]
    assert names == [row[0] for row in rows[: len(names)]]
    assert f"其余 {100 - len(names)} 行没有列出" in words_of(middle(file)[-1])
    assert "共 100 行" in words_of(middle(file)[0])


def test_a_wide_table_goes_on_to_the_right_with_its_names() -> None:
    columns = ("文章", *(f"很长的主题名称{n}" for n in range(14)))
    file = deck(exhibit(columns=columns, rows=(("修路记", *range(14)),)))
    shown = tables(file)
    assert len(shown) > 1
    assert all(page[1][0] == "修路记" for page in shown)
    assert [cell for page in shown for cell in page[1][1:]] == [str(n) for n in range(14)]
    assert "没有列出" not in words_of(middle(file)[-1])


def test_a_passage_is_quoted_with_its_marks_and_its_byline() -> None:
    (slide,) = middle(deck(exhibit(passage=PASSAGE)))
    quote = next(shape for shape in slide.shapes if shape.name == "引文").text_frame
    assert quote.text == PASSAGE.text
    bold = [run.text for p in quote.paragraphs for run in p.runs if run.font.bold]
    assert bold == ["路通了", "竹子"]
    assert "——《修路记》，林晓 · 松河日报" in words_of(slide)


def test_a_long_passage_goes_on_word_for_word() -> None:
    text = "山路修通之后，竹子怎样走出大山。" * 100
    file = deck(exhibit(passage=Quoted(1, "修路记", "", text, ((790, 810),))))
    quotes = [s.text_frame for slide in middle(file) for s in slide.shapes if s.name == "引文"]
    assert len(quotes) > 1
    assert "".join(frame.text for frame in quotes) == text
    bold = [r.text for f in quotes for p in f.paragraphs for r in p.runs if r.font.bold]
    assert "".join(bold) == text[790:810]


def test_what_is_seen_is_also_said() -> None:
    file = deck(*EVERYTHING, picture=picture)
    found = [
        shape._element.xpath(".//p:cNvPr/@descr")
        for slide in middle(file)
        for shape in slide.shapes
        if shape.has_chart or shape.has_table or hasattr(shape, "image")
    ]
    assert len(found) > len(KINDS)
    assert all(said == ["增收排在第一\n第一是增收，第二是创业。"] for said in found)


def test_every_word_has_a_chinese_font_and_says_that_it_is_chinese() -> None:
    data = slides(*board_of(*EVERYTHING))
    count = 0
    for part in parts(data):
        for tag in ("rPr", "defRPr"):
            for found in part.iter(f"{A}{tag}"):
                fonts = [found.find(f"{A}{kind}") for kind in ("latin", "ea")]
                assert [font is not None and font.get("typeface") for font in fonts] == [FONT] * 2
                assert found.get("lang") == "zh-CN"
                count += 1
        for run in part.iter(f"{A}r"):
            assert run.find(f"{A}rPr") is not None
    assert count > 100


def parts(data: bytes) -> Iterator[Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith(("ppt/slides/slide", "ppt/charts/chart", "ppt/notesSlides/notes")):
                yield etree.fromstring(archive.read(name))


def test_words_are_large_enough_for_the_back_row() -> None:
    for slide in opened(slides(*board_of(*EVERYTHING))).slides:
        for shape in slide.shapes:
            least = 28 if shape == slide.shapes.title else 18
            if shape.name in {"来源", "页码"}:
                continue
            sizes = [int(size) for size in shape._element.xpath(".//a:rPr/@sz")]
            if shape.has_chart:
                sizes = [int(one) for one in shape.chart._chartSpace.xpath("//a:defRPr/@sz")]
            assert all(size >= least * 100 for size in sizes)


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    labels = ["=1+1", "@SUM(A1)", "http://a.b", "a\x07b"]
    file = deck(exhibit(Plot.of("bars", [Bar(label, 1.0) for label in labels])))
    (chart,) = charts(file)
    blob = chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).worksheets[0]
    assert [sheet.cell(n, 1).value for n in (2, 3, 4)] == labels[:3]
    assert sheet.cell(2, 1).data_type == "s"
    assert list(chart.plots[0].categories) == [*labels[:3], "a␇b"]


def test_what_is_gone_or_empty_is_said() -> None:
    board, _ = board_of(exhibit(BARS))
    assert "已经不在" in words_of(middle(opened(slides(board, {})))[0])
    empty = exhibit(Plot.of("bars", []))
    assert len(middle(deck(empty))) == 1
    nothing = Board(1, "空板", "", (), False, 1, "林晓", datetime(2026, 11, 26, tzinfo=UTC))
    assert len(opened(slides(nothing, {})).slides) == 2


def test_how_sixty_items_were_made_fits_on_slides() -> None:
    shown = [exhibit(passage=PASSAGE)] * 60
    board, exhibits = board_of(*shown)
    file = opened(slides(board, exhibits))
    said = "".join(words_of(s) for s in file.slides if s.shapes.title.text.startswith("方法"))
    assert all(f"{number}　哪些词最重" in said for number in range(1, 61))


@pytest.mark.parametrize(
    ("form", "values", "code"),
    [
        ("d", [3, 4], "0"),
        (",.1f", [1234.5], "#,##0.0"),
        ("+.2~f", [1.5, -2.0], "+0.0;-0.0;0.0"),
        ("", [0.123, 0.4], "0.000"),
        ("", [12.0, 3.0], "0"),
        (".3~g", [1234.5], "0"),
        (".1%", [0.5], "0.0%"),
        ("?!", [0.5], "0.0"),
        (".2f", [], "0.00"),
    ],
)
def test_numbers_are_written_as_on_the_page(form: str, values: list[float], code: str) -> None:
    assert number_format(values, form) == code


ANY = st.one_of(st.text(), st.text(st.sampled_from("竹a \t\n\r\x00\x0b\x1f\ud800\ufffe<&=_x0041_")))


@settings(max_examples=15, deadline=None)
@given(title=ANY, takeaway=ANY, notes=ANY, label=ANY, times=st.integers(1, 200))
def test_any_words_give_a_file_that_opens(
    title: str, takeaway: str, notes: str, label: str, times: int
) -> None:
    shown = [
        exhibit(Plot.of("bars", [Bar(label, 1.0), Bar(label, 2.0)], unit=label)),
        exhibit(columns=(label, "次数"), rows=((label * times, 1),)),
        exhibit(passage=Quoted(1, title, takeaway, label * times, ((0, 5), (-3, 2), (7, 999)))),
    ]
    file = deck(*shown, title=title * times, takeaway=takeaway * times, notes=notes)
    assert len(file.slides) >= 5
    for slide in file.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= file.slide_height
            assert shape.left + shape.width <= file.slide_width
