"""检索: the URL says it all."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import ArchiveUnavailable
from corpus.filters import Filters
from corpus.result_export import FORMATS
from pages.parts import result_files
from pages.parts.queries import PAGE_SIZE
from pages.parts.selection import Selection
from tests.articles import draft, prepared
from tests.pages.conftest import Open, links, shown, titles

ROAD, LATHE, CANTEEN = "公路通到竹林边", "返乡创业的第一台机床", "食堂的三本账"


def test_without_a_query_everything_is_listed_newest_first(visit: Open, library: Path) -> None:
    app = visit("search.py")
    assert titles(app) == [CANTEEN, LATHE, ROAD]
    assert "3\n 篇（文库全部文章）" in shown(app)


def test_words_are_found_and_marked(visit: Open, library: Path) -> None:
    app = visit("search.py", q="共同富裕")
    assert set(titles(app)) == {ROAD, LATHE}
    pieces = [h.proto.body for h in app.get("html")]
    assert sum("<mark>共同富裕</mark>" in piece for piece in pieces) == 2


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"authors": "王田"}, {CANTEEN}),
        ({"authors": ["王田", "李禾"]}, {CANTEEN, LATHE}),
        ({"authors": "周青", "years": "2021"}, {ROAD}),
        ({"tags": "创业"}, {LATHE}),
        ({"sources": "青川日报", "columns": "调研"}, {ROAD, LATHE}),
        ({"years": ["2021", "2023", "那年", "99999"]}, {ROAD, CANTEEN}),
    ],
)
def test_filters_come_from_the_url(
    visit: Open, library: Path, params: dict[str, str], found: set[str]
) -> None:
    assert set(titles(visit("search.py", **params))) == found


def test_choosing_facet_values_writes_the_url(visit: Open, library: Path) -> None:
    app = visit("search.py", q="富裕")
    app.pills(key="facet-authors").set_value(["李禾"]).run()
    assert titles(app) == [LATHE]
    assert app.query_params["authors"] == "李禾"
    assert app.query_params["q"] == "富裕"
    app.button(key="facets-clear").click().run()
    assert "authors" not in app.query_params
    assert set(titles(app)) == {ROAD, LATHE}


def test_chosen_value_without_hits_can_still_be_taken_off(visit: Open, library: Path) -> None:
    app = visit("search.py", q="富裕", authors="王田")
    assert "没有找到文章" in shown(app)
    assert app.pills(key="facet-authors").value == ["王田"]


def test_new_query_keeps_filters_and_returns_to_the_first_page(visit: Open, library: Path) -> None:
    app = visit("search.py", q="富裕", authors="周青", page="3")
    app.text_input(key="q").set_value("公路").run()
    assert titles(app) == [ROAD]
    assert app.query_params["authors"] == "周青"
    assert "page" not in app.query_params


def test_sorting(visit: Open, library: Path) -> None:
    assert titles(visit("search.py", q="富裕", sort="oldest")) == [ROAD, LATHE]
    app = visit("search.py", q="富裕", sort="newest")
    assert titles(app) == [LATHE, ROAD]
    app.segmented_control(key="sort").set_value("oldest").run()
    assert titles(app) == [ROAD, LATHE]
    assert app.query_params["sort"] == "oldest"


def test_results_come_in_pages(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        many = [draft(f"第{n}条水渠修到了田头。", f"水渠之{n}") for n in range(PAGE_SIZE * 2 + 1)]
        list(archive.imports.keep(prepared(many, "水渠.jsonl")))
    assert len(titles(visit("search.py", q="水渠"))) == PAGE_SIZE
    last = visit("search.py", q="水渠", page="3")
    assert len(titles(last)) == 1
    assert titles(visit("search.py", q="水渠", page="400")) == titles(last)


def test_titles_lead_to_reading_and_carry_the_search(visit: Open, library: Path) -> None:
    app = visit("search.py", q="食堂", years="2023")
    assert links(app)[f"阅读：{CANTEEN}"] == "q=食堂&years=2023&at=0&article=3"


def test_results_can_be_taken_away_as_files(visit: Open, library: Path) -> None:
    app = visit("search.py", q="富裕")
    assert not app.get("download_button")
    app.session_state["export-results"] = True
    app.run()
    assert [button.label for button in app.get("download_button")] == [
        "XLSX 工作簿",
        "CSV 表格",
        "DOCX 文档",
        "参考文献（GB/T 7714）",
        "JSONL 数据",
    ]
    assert "导出全部 2 篇结果" in shown(app)
    assert not app.error


def test_a_file_holds_all_results_in_their_order(visit: Open, library: Path) -> None:
    found = titles(visit("search.py", q="富裕"))
    make = result_files.maker(Selection("富裕", Filters(authors=("周青",))), "csv", [])
    rows = list(csv.DictReader(io.StringIO(make().decode("utf-8-sig"), newline="")))
    assert [row["标题"] for row in rows] == found


def test_why_a_file_could_not_be_made_is_said_in_the_next_run(
    visit: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("search.py", q="富裕")
    app.session_state["export-results"] = True
    app.run()
    failures = app.session_state["export-results-failed"]

    def broken() -> Archive:
        raise ArchiveUnavailable("数据库正忙。", "请稍后再试。")

    with monkeypatch.context() as patch:
        patch.setattr(result_files, "open_archive", broken)
        with pytest.raises(ArchiveUnavailable):
            result_files.maker(Selection("富裕"), "xlsx", failures)()
    assert "数据库正忙。" in shown(app.run())
    assert "数据库正忙。" not in shown(app.run())


@pytest.mark.parametrize(
    ("selection", "name"),
    [
        (Selection("共同富裕"), "思学检索-共同富裕-{}.csv"),
        (
            Selection('"共同富裕" -创业 年:2021 ../C:\\*?'),
            "思学检索-共同富裕_-创业_年_2021_C-{}.csv",
        ),
        (Selection("富裕" * 50), "思学检索-" + "富裕" * 11 + "-{}.csv"),
        (Selection(filters=Filters(tags=("创业",), years=(2021,))), "思学检索-创业_2021-{}.csv"),
        (Selection("？！"), "思学检索-{}.csv"),
        (Selection(), "思学检索-{}.csv"),
    ],
)
def test_a_file_is_named_by_its_search(selection: Selection, name: str) -> None:
    today = datetime.now().astimezone().strftime("%Y%m%d")
    named = result_files.file_name(selection, FORMATS["csv"])
    assert named == name.format(today)
    assert len(named) <= 40


def test_nothing_found_says_what_to_try(visit: Open, library: Path) -> None:
    app = visit("search.py", q="量子纠缠", tags="创业")
    said = shown(app)
    assert "没有找到文章" in said
    assert "清除左侧的筛选条件" in said
    assert links(app)["在整个文库里找"] == "q=量子纠缠"


@pytest.mark.parametrize(
    "query", ["？！……", '"', "“”", "-", "年:", "((", "*", "富裕" * 1500, "\x00", "a:b:c", "\\"]
)
def test_strange_queries_are_answered(visit: Open, library: Path, query: str) -> None:
    said = shown(visit("search.py", q=query))
    assert "篇" in said or "没有找到文章" in said
    assert "出了意料之外的问题" not in said


def test_basket_takes_four_and_leads_to_the_comparison(visit: Open, library: Path) -> None:
    app = visit("search.py")
    app.button(key="hit-basket-3").click().run()
    app.button(key="hit-basket-1").click().run()
    assert links(app)["开始对比"] == "articles=3,1"
    app.button(key="basket-3").click().run()
    assert "再加入一篇即可对比" in shown(app)
    app.button(key="basket-clear").click().run()
    assert "对比栏" not in shown(app)
