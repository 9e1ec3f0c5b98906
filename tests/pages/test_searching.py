"""检索: suggestions, proposals, passages and what each hit says of itself."""

from __future__ import annotations

from pathlib import Path

from corpus.archive import Archive
from tests.articles import draft, keep
from tests.pages.conftest import Open, links, shown, titles

ROAD, LATHE, CANTEEN = "公路通到竹林边", "返乡创业的第一台机床", "食堂的三本账"


def offered(labels: list[str]) -> list[str]:
    return [label.split(" :gray")[0] for label in labels]


def test_initials_offer_words_and_change_nothing_until_one_is_chosen(
    visit: Open, library: Path
) -> None:
    app = visit("search.py", q="食堂")
    app.text_input(key="q").set_value("gtfy").run()
    assert app.text_input(key="q").value == "gtfy"
    assert titles(app) == [CANTEEN]
    offers = app.pills(key="offer-gtfy")
    assert "共同富裕" in offered(offers.options)
    app.pills(key="offer-gtfy").set_value("共同富裕").run()
    assert set(titles(app)) == {ROAD, LATHE}
    assert app.text_input(key="q").value == "共同富裕"
    assert app.query_params["q"] == "共同富裕"


def test_letters_can_be_looked_for_as_they_are(visit: Open, library: Path) -> None:
    app = visit("search.py")
    app.text_input(key="q").set_value("gtfy").run()
    app.pills(key="offer-gtfy").set_value("gtfy").run()
    assert app.query_params["q"] == "gtfy"
    assert "没有找到文章" in shown(app)


def test_few_results_propose_what_may_have_been_meant(visit: Open, library: Path) -> None:
    app = visit("search.py", q="共同付裕", years="2021")
    assert "你是不是要找" in shown(app)
    meant = {label.split(" ")[0]: where for label, where in links(app).items()}
    assert meant["共同富裕"] == "q=共同富裕&years=2021"
    assert "你是不是要找" not in shown(visit("search.py", q="富裕"))


def test_each_hit_says_which_words_stand_where(visit: Open, library: Path) -> None:
    said = shown(visit("search.py", q="創業 村民 食堂"))
    assert "創業\n（写作“创业”）" in said
    assert "未出现：" in said
    assert "标题" in said


def test_passages_instead_of_articles(visit: Open, library: Path) -> None:
    app = visit("search.py", q="共同富裕")
    app.segmented_control(key="view").set_value("passages").run()
    assert app.query_params["view"] == "passages"
    said = shown(app)
    assert "2\n 段" in said
    assert "合作社统一收购" in said
    app.text_input(key="q").set_value("食堂").run()
    assert app.query_params["view"] == "passages", "it stays for the next query"
    app.segmented_control(key="view").set_value("articles").run()
    assert "view" not in app.query_params
    assert titles(app) == [CANTEEN]


def test_passages_like_another(visit: Open, library: Path) -> None:
    app = visit("search.py", like="1-3")
    said = shown(app)
    assert "与这一段相近的段落" in said
    assert "合作社统一收购" in said
    assert "没有与它相近的段落" in said, "one word alone makes nothing alike"
    for wrong in ("1-99", "99-0"):
        assert "请" in shown(visit("search.py", like=wrong))
    assert titles(visit("search.py", like="x")), "no paragraph at all: the plain page"


def test_words_lead_to_their_concordance_with_the_same_filters(visit: Open, library: Path) -> None:
    assert (
        links(visit("search.py", q="富裕", years="2021", page="1"))["语境"] == "q=富裕&years=2021"
    )


def test_a_page_beyond_the_last_passage_is_the_last_one(visit: Open, library: Path) -> None:
    assert "2\n 段" in shown(visit("search.py", q="共同富裕", view="passages", page="40"))


def test_the_reading_page_leads_from_a_paragraph_to_the_like_of_it(
    visit: Open, library: Path
) -> None:
    with Archive.open(home=library) as archive:
        keep(archive, draft("北岭村的公路通了，竹笋也卖出去了。", "另一条公路"), name="另.jsonl")
    app = visit("read.py", article="1", place="1-0")
    app.segmented_control(key="rail-1").set_value("here").run()
    assert "——另一条公路" in links(app)
    assert links(app)["全部相近的段落"] == "like=1-1"


def test_latin_words_of_the_library_are_no_pinyin(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        keep(archive, draft("村里用 AI 看病。", "村医和 AI"))
        keep(archive, *(draft(f"第{n}家爱护山林，爱国爱村。", f"爱护{n}") for n in range(9)))
    app = visit("search.py")
    app.text_input(key="q").set_value("ai").run()
    assert titles(app) == ["村医和 AI"]
    app.text_input(key="q").set_value("aihu").run()
    assert titles(app) == ["村医和 AI"], "letters alone change nothing"


def test_a_space_at_the_end_stays_in_the_box(visit: Open, library: Path) -> None:
    app = visit("search.py")
    app.text_input(key="q").set_value("富裕 ").run()
    assert app.text_input(key="q").value == "富裕 "
    assert app.query_params["q"] == "富裕"


def test_paragraphs_are_narrowed_by_what_they_do(visit: Open, library: Path) -> None:
    text = (
        "# 存在的问题\n管护的经费还不足，短板明显，水渠坏了没有人修。\n"
        "# 下一步的对策\n要加快建立管护队伍，把水渠管起来。"
    )
    with Archive.open(home=library) as archive:
        keep(archive, draft(text, "水渠谁来管"), name="水渠.jsonl")
    app = visit("search.py", q="水渠", view="passages")
    assert "短板明显" in shown(app)
    app.pills(key="passage-roles").select("lesson").run()
    assert "短板明显" not in shown(app)
    assert "管护队伍" in shown(app)
    assert app.query_params["role"] == "lesson"
