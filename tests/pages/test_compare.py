"""对比: two to four articles side by side, and a way on when there are fewer."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from tests.articles import draft, keep
from tests.pages.conftest import Open, links, shown, titles

ROAD, LATHE, CANTEEN = "公路通到竹林边", "返乡创业的第一台机床", "食堂的三本账"


@pytest.fixture
def five(library: Path) -> Path:
    """The library with two articles more."""
    with Archive.open(home=library) as archive:
        keep(
            archive,
            draft("竹林的公路修好了，卖竹笋的合作社又添了两家。", "竹笋上了路"),
            draft("水渠清了淤，下游的稻田十年来头一回不缺水。", "水渠清淤记"),
            name="又两篇.jsonl",
        )
    return library


def told(app: AppTest) -> list[str]:
    """What the charts of a page tell a listener."""
    return [chart.proto.alt for chart in app.get("vega_lite_chart")]


def words(app: AppTest, article: int) -> set[str]:
    """The words listed as an article's own."""
    box = next(b for b in app.get("flex_container") if b.key == f"words-own-{article}")
    return {link.proto.label for link in box.children.values()}


def test_empty_library_leads_to_the_import(visit: Open) -> None:
    app = visit("compare.py")
    assert "文库里还没有文章" in shown(app)
    assert "导入文件" in links(app)


def test_with_nothing_chosen_the_page_says_what_to_do(visit: Open, library: Path) -> None:
    app = visit("compare.py")
    assert "选两到四篇文章并排看" in shown(app)
    app.button(key="start-3").click().run()
    assert f"已选《{CANTEEN}》，还要再选一篇才能对比" in shown(app)
    assert app.query_params["articles"] == "3"


def test_two_articles_stand_side_by_side(visit: Open, library: Path) -> None:
    app = visit("compare.py", articles="2,1")
    assert titles(app) == [LATHE, ROAD]
    said = shown(app)
    for piece in ("李禾、周青", "县委党校讲师", "2022年8月9日", "2 个小标题", "返乡的年轻人在镇上"):
        assert piece in said


def test_keywords_are_parted_into_shared_ones_and_own_ones(visit: Open, library: Path) -> None:
    app = visit("compare.py", articles="1,2")
    assert told(app)[0].startswith("共有的关键词")
    assert "共同富裕" in told(app)[0]
    assert links(app)["共同富裕"] == "q=共同富裕"
    assert "竹林" in words(app, 1)
    assert "机床" in words(app, 2)
    assert not words(app, 1) & words(app, 2)
    assert "共同富裕" not in words(app, 1) | words(app, 2)


def test_articles_without_common_words_say_so(visit: Open, library: Path) -> None:
    said = shown(visit("compare.py", articles="1,3"))
    assert "这几篇没有共同的关键词" in said
    assert "\n0%\n" in said


def test_likeness_tells_two_articles_apart_from_a_twin(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        road = archive.articles.get(1).content
        (twin,) = keep(archive, draft(f"{road.text}\n路上有灯。", "同一条公路"), name="孪生.jsonl")
    (alike,) = (alt for alt in told(visit("compare.py", articles=f"1,2,{twin}")) if "甲与乙" in alt)
    shares = dict(one.split(" ") for one in alike.split("；"))
    assert int(shares["甲与丙"].rstrip("%")) > 80
    assert int(shares["甲与乙"].rstrip("%")) < 40


def test_topic_mix_has_a_bar_for_each_article(visit: Open, library: Path) -> None:
    app = visit("compare.py", articles="1,2")
    assert "主题构成" in shown(app)
    mix = told(app)[-1]
    assert "甲：" in mix
    assert "乙：" in mix
    assert "%" in mix


def test_no_more_than_four_fit(visit: Open, five: Path) -> None:
    app = visit("compare.py", articles="1,2,3,4,5")
    assert len(titles(app)) == 4
    assert "已选满 4 篇" in shown(app)
    assert not app.text_input
    app.button(key="take-3").click().run()
    assert len(titles(app)) == 3
    assert app.query_params["articles"] == "1,2,4"
    assert app.text_input(key="compare-query").value == ""


def test_another_article_is_looked_for_and_added(visit: Open, five: Path) -> None:
    app = visit("compare.py", articles="1,2")
    app.text_input(key="compare-query").set_value("竹笋").run()
    app.button(key="add-4").click().run()
    assert titles(app) == [ROAD, LATHE, "竹笋上了路"]
    assert app.query_params["articles"] == "1,2,4"
    assert app.text_input(key="compare-query").value == ""


def test_search_offers_only_what_is_not_there_yet(visit: Open, library: Path) -> None:
    app = visit("compare.py", articles="1,2")
    app.text_input(key="compare-query").set_value("共同富裕").run()
    assert "没有找到别的文章" in shown(app)


@pytest.mark.parametrize("articles", ["1,999,2", "999,1,2", "1，999，2", "1,1,999,2,2"])
def test_unknown_number_is_named_and_the_rest_is_shown(
    visit: Open, library: Path, articles: str
) -> None:
    app = visit("compare.py", articles=articles)
    assert "没有编号为 999 的文章" in shown(app)
    assert titles(app) == [ROAD, LATHE]


def test_trashed_article_is_named_and_comes_back(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.articles.trash([2])
    app = visit("compare.py", articles="1,2,3")
    said = shown(app)
    assert "没有编号为 2 的文章，可能已移入回收站" in said
    assert titles(app) == [ROAD, CANTEEN]
    with Archive.open(home=library) as archive:
        archive.articles.restore([2])
    assert titles(app.run()) == [ROAD, LATHE, CANTEEN]


def test_one_of_two_in_the_trash_leaves_one_to_add_to(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.articles.trash([2])
    said = shown(visit("compare.py", articles="1,2"))
    assert "没有编号为 2 的文章" in said
    assert f"已选《{ROAD}》，还要再选一篇才能对比" in said


@pytest.mark.parametrize(
    "articles", ["", ",", "abc", "-1,-2", "1" * 40, "１,２", "1;2", "0,0", "²,³"]
)
def test_strange_addresses_are_answered(visit: Open, library: Path, articles: str) -> None:
    said = shown(visit("compare.py", articles=articles))
    assert "对比" in said
    assert "出了意料之外的问题" not in said


def test_basket_of_another_page_is_what_is_compared(visit: Open, library: Path) -> None:
    app = visit("search.py")
    for article in (3, 1):
        app.button(key=f"hit-basket-{article}").click().run()
    app.query_params.clear()
    app.switch_page("compare.py").run()
    assert titles(app) == [CANTEEN, ROAD]
    app.button(key="take-3").click().run()
    assert f"已选《{ROAD}》" in shown(app)


def test_titles_are_shown_as_typed(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        strange = draft("共同富裕要有人带头。", "<b>题</b> **粗** :red[红]")
        (number,) = keep(archive, strange, name="怪.jsonl")
    app = visit("compare.py", articles=f"{number}")
    assert "<b>题</b> **粗** :red[红]" in shown(app)
    assert titles(visit("compare.py", articles=f"1,{number}"))[1] == "<b>题</b> **粗** :red[红]"


def test_points_figures_and_common_words_are_shown(visit: Open, library: Path) -> None:
    lamp = "路灯亮了以后，夜里赶路的老人再也不用打着手电摸黑回家了。"
    with Archive.open(home=library) as archive:
        ids = keep(
            archive,
            draft(f"做大竹椅产业。2020年，北岭村竹椅产值达到1200万元。{lamp}", "竹椅"),
            draft(f"办好竹椅产业园。2020年，北岭村竹椅产值达到1500万元。{lamp}", "椅子"),
            name="竹椅.jsonl",
        )
    app = visit("compare.py", articles=f"{ids[0]},{ids[1]}")
    said = shown(app)
    assert "个相同的要点" in said
    assert "都给出数字的指标 1 项，其中 1 项数字不一致" in said
    assert "1200万元" in said
    assert "1500万元" in said
    assert "相同的文字" in said
    assert lamp[:20] in said


def test_the_view_of_points_is_in_the_address(visit: Open, library: Path) -> None:
    app = visit("compare.py", articles="1,2", points="alone")
    assert app.segmented_control(key="points").value == "alone"


def test_a_whole_selection_is_held_against_itself(visit: Open, five: Path) -> None:
    app = visit("compare.py", view="matrix")
    (alt,) = told(app)
    assert alt.startswith("最相近的：")
    leads = [where for where in links(app).values() if where.startswith("articles=")]
    assert len(leads) == 8
    app = visit("compare.py", view="matrix", authors="王田")
    assert "不足两篇" in shown(app)
