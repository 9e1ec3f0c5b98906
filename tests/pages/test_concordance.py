"""语境: every place of a word, its company, its years; the URL says it all."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.concordance import Concordance, ConcordanceUnavailable
from corpus.errors import ArchiveUnavailable
from corpus.filters import Filters
from pages.parts import concordance_files, concordance_queries, queries
from pages.parts.collocate_parts import beside
from pages.parts.concordance_files import as_csv, as_xlsx, file_name, maker
from pages.parts.concordance_queries import PAGE_SIZE, Question
from pages.parts.selection import Selection
from tests.articles import draft, keep
from tests.pages.conftest import Open, links, shown, titles

ROAD, LATHE, CANTEEN = "公路通到竹林边", "返乡创业的第一台机床", "食堂的三本账"
WORD = "共同富裕"


def lines(app: AppTest) -> list[tuple[str, str, str]]:
    """The lines of the page: what stands before the keyword, the keyword, what stands after."""
    html = "".join(h.proto.body for h in app.get("html") if "sx-kwic" in h.proto.body)
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>", html)
    plain = [[unescape(re.sub("<[^>]+>", "", cell)) for cell in row] for row in rows]
    return [(left, keyword, right) for left, keyword, right in plain]


def many(home: Path, count: int, word: str = "水渠") -> None:
    """Keeps articles with one occurrence each."""
    with Archive.open(home=home) as archive:
        keep(archive, *(draft(f"第{n}条{word}修到了田头。", f"田头之{n}") for n in range(count)))


def test_every_place_is_aligned_below_the_title_of_its_article(visit: Open, library: Path) -> None:
    app = visit("concordance.py", q=WORD)
    assert "2\n 处，见于 \n2\n 篇" in shown(app)
    assert titles(app) == [LATHE, ROAD]
    assert lines(app) == [
        ("创业不易，", WORD, "更要有人带头。"),
        ("合作社统一收购，基础设施和产业一起规划，", WORD, "才走得远。"),
    ]
    assert links(app)[f"阅读：{ROAD}"] == f"q={WORD}&article=1"


def test_markup_in_a_text_is_shown_as_it_is(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        keep(archive, draft("<b>水渠</b> & <i>水渠</i>", "<i>标题</i>"))
    assert ("<b>", "水渠", "</b> & <i>水渠</i>") in lines(visit("concordance.py", q="水渠"))


@pytest.mark.parametrize(
    ("order", "sides"),
    [("left", ["创业不易，", "合作社统一收购，基础设施和产业一起规划，"]), ("right", None)],
)
def test_order_comes_from_the_url(
    visit: Open, library: Path, order: str, sides: list[str] | None
) -> None:
    app = visit("concordance.py", q=WORD, order=order)
    assert app.segmented_control(key="order").value == order
    assert titles(app) == []
    rows = lines(app)
    if sides is not None:
        assert sorted(left for left, _, _ in rows) == sorted(sides)
    else:
        # By pinyin: cai before geng.
        assert [right for _, _, right in rows] == ["才走得远。", "更要有人带头。"]
    assert links(app)[f"2021　{ROAD}"] == f"q={WORD}&article=1"


def test_choosing_an_order_writes_the_url_and_returns_to_the_first_page(
    visit: Open, library: Path
) -> None:
    app = visit("concordance.py", q=WORD, authors="周青", page="3")
    app.segmented_control(key="order").set_value("right").run()
    assert app.query_params["order"] == "right"
    assert app.query_params["authors"] == "周青"
    assert "page" not in app.query_params
    app.text_input(key="q").set_value("公路").run()
    assert app.query_params["order"] == "right"
    app.segmented_control(key="order").set_value("article").run()
    assert "order" not in app.query_params
    assert titles(app) == [ROAD]


def test_lines_come_in_pages(visit: Open, library: Path) -> None:
    many(library, PAGE_SIZE + 1)
    first = visit("concordance.py", q="水渠")
    assert len(lines(first)) == PAGE_SIZE
    second = visit("concordance.py", q="水渠", page="2")
    assert len(lines(second)) == 1
    assert not set(lines(second)) & set(lines(first))
    assert lines(visit("concordance.py", q="水渠", page="400")) == lines(second)


@pytest.mark.parametrize(
    ("query", "params", "found"),
    [
        (WORD, {"years": "2022"}, [LATHE]),
        (WORD, {"authors": ["周青"]}, [LATHE, ROAD]),
        (f"{WORD} -创业", {}, [ROAD]),
        (f"作者:李禾 {WORD}", {}, [LATHE]),
        (f'"{WORD} 带头"~10', {}, [LATHE]),
        ("创业 食堂", {}, [CANTEEN, LATHE]),
    ],
)
def test_only_the_articles_that_were_asked_for(
    visit: Open, library: Path, query: str, params: dict[str, str], found: list[str]
) -> None:
    app = visit("concordance.py", q=query, **params)
    assert sorted(titles(app)) == sorted(found)


def test_words_of_the_librarys_list_stand_for_each_other(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.variants.add(WORD, ("带头",))
    app = visit("concordance.py", q=WORD)
    assert [keyword for _, keyword, _ in lines(app)] == [WORD, "带头", WORD]
    assert f"查找的词：{WORD}、带头" in shown(app)
    assert {keyword for _, keyword, _ in lines(visit("concordance.py", q=f'"{WORD}"'))} == {WORD}


def test_what_stands_beside_the_word_and_leads_to_both(visit: Open, library: Path) -> None:
    many(library, 4, "水渠灌溉")
    app = visit("concordance.py", q="水渠")
    (button,) = (b for b in app.button if b.label == "灌溉")
    button.click().run()
    assert app.query_params["q"] == '"水渠 灌溉"~10'
    assert {keyword for _, keyword, _ in lines(app)} == {"水渠"}
    assert all("灌溉" in left + right for left, _, right in lines(app))


@pytest.mark.parametrize(
    ("words", "term", "query"),
    [
        ((WORD,), "道路", f'"{WORD} 道路"~10'),
        (('a"b',), "道路", '"a\\"b 道路"~10'),
        (("党",), "建设", "党 AND 建设"),
    ],
)
def test_the_query_for_both(words: tuple[str, ...], term: str, query: str) -> None:
    asked = Question("", Filters(), words, words)
    there = beside(Selection("x", Filters(years=(2021,)), page=3), asked, term)
    assert there == Selection(query, Filters(years=(2021,)))


def test_measure_comes_from_the_url_and_goes_there(visit: Open, library: Path) -> None:
    many(library, 4, "水渠灌溉")
    app = visit("concordance.py", q="水渠", measure="pmi")
    assert app.segmented_control(key="measure").value == "pmi"
    app.segmented_control(key="measure").set_value("likelihood").run()
    assert "measure" not in app.query_params
    assert lines(app)


def test_a_word_is_not_its_own_company(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        keep(archive, draft("水渠，水渠，水渠灌溉，水渠灌溉。", "水渠"))
    app = visit("concordance.py", q="水渠")
    words = [b.label for b in app.button if (b.key or "").startswith("collocate-")]
    assert words == ["灌溉"]


def test_years_tell_how_often_in_ten_thousand_characters(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        keep(
            archive,
            draft("水渠" * 5, "丰年", published=date(2010, 1, 1)),
            draft("水渠", "无题", published=None),
        )
    app = visit("concordance.py", q="水渠")
    told = "\n".join(chart.proto.alt for chart in app.get("vega_lite_chart"))
    assert "水渠每万字出现次数：2010 年 4166.67" in told
    assert "2021 年" not in told
    assert "另有 1 处所在的文章没有日期" in shown(app)


def test_the_years_are_those_of_all_articles_not_only_of_those_found(
    visit: Open, library: Path
) -> None:
    with Archive.open(home=library) as archive:
        keep(
            archive,
            draft("水渠灌溉" * 5, "丰年", published=date(2010, 1, 1)),
            draft("晒谷" * 10, "无雨", published=date(2010, 6, 1)),
        )

    def told(query: str) -> str:
        app = visit("concordance.py", q=query)
        return "\n".join(chart.proto.alt for chart in app.get("vega_lite_chart"))

    # 5 in 22 + 22 characters, whichever way the articles were found.
    assert "2010 年 1136.36" in told("水渠")
    assert "2010 年 1136.36" in told("水渠 -冬天")
    assert "2010 年 1136.36" in told('"水渠 灌溉"~10')


def test_without_a_query_the_page_says_what_it_does(visit: Open, library: Path) -> None:
    app = visit("concordance.py")
    assert "看一个词是怎么用的" in shown(app)
    examples = [b for b in app.button if (b.key or "").startswith("example-")]
    assert len(examples) == 3
    word = examples[0].label
    examples[0].click().run()
    assert app.query_params["q"] == word
    assert lines(app)


def test_empty_library_leads_to_the_import(visit: Open) -> None:
    app = visit("concordance.py")
    assert "文库里还没有文章" in shown(app)
    assert "导入文件" in links(app)
    assert "一处也没有找到" in shown(visit("concordance.py", q=WORD))


def test_nothing_found_says_what_to_try(visit: Open, library: Path) -> None:
    app = visit("concordance.py", q="公路", years="2023")
    assert "一处也没有找到" in shown(app)
    assert "清除左侧的筛选条件" in shown(app)
    app.button(key="concordance-everywhere").click().run()
    assert titles(app) == [ROAD]


def test_a_query_without_a_word_asks_for_one(visit: Open, library: Path) -> None:
    assert "还缺一个要看的词" in shown(visit("concordance.py", q="作者:周青"))


@pytest.mark.parametrize(
    "query", ["？！……", '"', "“”", "-", "年:", "((", "*", "富裕" * 1500, "\x00", "a:b:c", "\\"]
)
def test_strange_queries_are_answered(visit: Open, library: Path, query: str) -> None:
    app = visit("concordance.py", q=query, order="nonsense", measure="?", page="9" * 30)
    said = shown(app)
    assert "出了意料之外的问题" not in said
    assert "处" in said or "还缺一个要看的词" in said


def test_lines_can_be_taken_away_as_files(visit: Open, library: Path) -> None:
    app = visit("concordance.py", q=WORD)
    assert not app.get("download_button")
    app.session_state["export-lines"] = True
    app.run()
    assert [b.label for b in app.get("download_button")] == ["XLSX 工作簿", "CSV 表格"]
    assert "导出全部 2 处" in shown(app)


def test_more_lines_than_a_file_takes_are_spoken_of(
    visit: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance_files, "MOST_LINES", 1)
    app = visit("concordance.py", q=WORD)
    app.session_state["export-lines"] = True
    assert "文件只收前 1 处" in shown(app.run())


def test_a_file_holds_every_line(visit: Open, library: Path) -> None:
    many(library, PAGE_SIZE + 1)
    visit("concordance.py", q="水渠")
    asked = Question("水渠", Filters(), ("水渠",), ("水渠",))
    rows = list(csv.reader(io.StringIO(maker(asked, "right", as_csv, [])().decode("utf-8-sig"))))
    assert rows[0] == list(concordance_files.COLUMNS)
    assert len(rows) == PAGE_SIZE + 2
    sheet = load_workbook(io.BytesIO(maker(asked, "right", as_xlsx, [])())).active
    assert next(list(row) for row in sheet.iter_rows(values_only=True)) == rows[0]
    assert sheet.max_row == len(rows)


def test_a_file_says_where_a_line_stands(visit: Open, library: Path) -> None:
    visit("concordance.py", q=WORD)
    asked = Question(WORD, Filters(years=(2022,)), (WORD,), (WORD,))
    (row,) = csv.DictReader(io.StringIO(maker(asked, "article", as_csv, [])().decode("utf-8-sig")))
    assert row == {
        "左侧": "创业不易，",
        "关键词": WORD,
        "右侧": "更要有人带头。",
        "标题": LATHE,
        "日期": "2022-08-09",
        "文章编号": "2",
        "位置": "正文，第 2 段",
    }


def test_why_a_file_could_not_be_made_is_kept_for_the_next_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> Archive:
        raise ArchiveUnavailable("数据库正忙。", "请稍后再试。")

    monkeypatch.setattr(concordance_queries, "open_archive", broken)
    failures: list[tuple[str, str]] = []
    asked = Question(WORD, Filters(), (WORD,), (WORD,))
    with pytest.raises(ArchiveUnavailable):
        maker(asked, "article", as_csv, failures)()
    assert failures == [("数据库正忙。", "请稍后再试。")]


def test_a_file_is_named_by_its_words() -> None:
    asked = Question("", Filters(), ("共同富裕", "../C:\\*?"), ())
    assert re.fullmatch(r"思学语境-共同富裕_C-\d{8}\.csv", file_name(asked, "csv"))


def test_answers_of_an_index_that_lags_behind_are_shown_but_never_kept(
    visit: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("concordance.py", q=WORD)
    assert "正在更新" not in shown(app)
    with Archive.open(home=library) as archive:
        future = archive.revision() + 1
        with monkeypatch.context() as patch:
            patch.setattr(queries, "revision", lambda: future)
            assert "语境索引正在更新" in shown(app.run())
            assert len(lines(app)) == 2
        keep(archive, draft(f"又一处{WORD}。", "后来的一篇"))
        assert archive.revision() == future
    app.run()
    assert "正在更新" not in shown(app)
    assert len(lines(app)) == 3


def test_where_there_is_no_concordance_yet_the_page_says_so(
    visit: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def building(*_: object, **__: object) -> None:
        raise ConcordanceUnavailable("语境索引正在建立。", "请过几秒钟再试。")

    app = visit("concordance.py")
    with monkeypatch.context() as patch:
        patch.setattr(Concordance, "lines", building)
        app.query_params["q"] = WORD
        assert "语境索引正在建立" in shown(app.run())
    assert len(lines(app.run())) == 2


def test_two_words_near_each_other_show_only_those_places(visit: Open, library: Path) -> None:
    app = visit("concordance.py", q="“基础设施 产业”~3")
    assert "1\n 处" in shown(app)
    assert "前后 3 个字以内有 产业" in shown(app)


def test_a_collocate_keeps_what_else_was_asked() -> None:
    asked = Question("作者:周青 富裕 -城市", Filters(), ("富裕",), ("富裕",))
    chosen = beside(Selection("作者:周青 富裕 -城市", sort="oldest"), asked, "乡村")
    assert chosen.query == '"富裕 乡村"~10 作者:周青 -城市'
