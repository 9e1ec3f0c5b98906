"""检索: the URL says it all."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.archive import Archive
from pages.parts.queries import PAGE_SIZE
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
