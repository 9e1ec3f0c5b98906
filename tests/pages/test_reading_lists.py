"""书单: articles in an order, with remarks, and the ways back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.reading_lists import ReadingList
from tests.pages.conftest import Open, links, shown

BUTTON = """
import streamlit as st
from pages.parts.errors import show_pending
from pages.parts.list_button import add_to_list
show_pending()
add_to_list(1, "公路通到竹林边", key="to-list")
"""


def make(home: Path, name: str = "先读", *articles: int) -> int:
    with Archive.open(home=home) as archive:
        return archive.reading_lists.create(name, articles, "这个月一起读").id


def lists(home: Path) -> list[ReadingList]:
    with Archive.open(home=home) as archive:
        return archive.reading_lists.all()


def order(home: Path) -> tuple[int, ...]:
    (one,) = lists(home)
    return one.articles


def test_without_lists_it_says_what_one_is(visit: Open, library: Path) -> None:
    assert "还没有书单" in shown(visit("reading_lists.py"))


def test_a_list_is_made_and_filled_by_searching(visit: Open, library: Path) -> None:
    app = visit("reading_lists.py")
    app.text_input(key="list-new-name").set_value("路与食堂")
    app.button(key="list-create").click().run()
    assert "书单里还没有文章" in shown(app)
    app.text_input(key="list-query").set_value("食堂").run()
    app.button(key="add-3").click().run()
    assert order(library) == (3,)
    said = " ".join(shown(app).split())
    assert "1 篇，约需 1 分钟" in said
    assert "没有找到别的文章" in said
    assert links(app)["食堂的三本账"] == "article=3"


def test_all_lists_are_shown_with_how_much_is_in_them(visit: Open, library: Path) -> None:
    make(library, "先读", 1, 2)
    make(library, "后读 :red[x]")
    app = visit("reading_lists.py")
    said = " ".join(shown(app).split())
    assert "2 篇" in said
    assert "0 篇" in said
    app.button(key="list-open-1").click().run()
    assert "公路通到竹林边" in shown(app)
    assert "这个月一起读" in shown(app)


def test_articles_are_moved_and_taken_out_and_that_is_undone(visit: Open, library: Path) -> None:
    given = make(library, "先读", 1, 2, 3)
    app = visit("reading_lists.py", list=str(given))
    assert app.button(key="list-up-1").disabled
    assert app.button(key="list-down-3").disabled
    app.button(key="list-down-1").click().run()
    assert order(library) == (2, 1, 3)
    app.button(key="list-up-3").click().run()
    assert order(library) == (2, 3, 1)
    app.button(key="list-take-2").click().run()
    assert order(library) == (3, 1)
    app.button(key="list-undo").click().run()
    assert order(library) == (2, 3, 1)


def test_a_remark_is_written_beside_an_article(visit: Open, library: Path) -> None:
    given = make(library, "先读", 1)
    app = visit("reading_lists.py", list=str(given))
    app.session_state["list-remark-1"] = True
    app.run()
    (field,) = [f for f in app.text_area if f.label == "附言"]
    field.set_value("看第二节 <i>*数字*</i>")
    app.button(key="list-remark-keep-1").click().run()
    assert "看第二节 <i>*数字*</i>" in shown(app)


def test_two_to_four_articles_lead_to_a_comparison(visit: Open, library: Path) -> None:
    one = make(library, "一篇", 1)
    two = make(library, "两篇", 3, 1)
    assert "并排对比" not in shown(visit("reading_lists.py", list=str(one)))
    assert links(visit("reading_lists.py", list=str(two)))["并排对比"] == "articles=3,1"


def test_its_address_is_there_to_be_handed_on(visit: Open, library: Path) -> None:
    given = make(library, "先读", 1)
    app = visit("reading_lists.py", list=str(given))
    assert app.code[0].value.endswith(f"/lists?list={given}")


def test_articles_in_the_trash_are_gone_but_not_lost(visit: Open, library: Path) -> None:
    given = make(library, "先读", 1, 2)
    with Archive.open(home=library) as archive:
        archive.articles.trash([1])
    app = visit("reading_lists.py", list=str(given))
    assert "已移入回收站" in shown(app)
    assert "《公路通到竹林边》" in shown(app)
    assert "公路通到竹林边" not in links(app)
    app.button(key="restore-1").click().run()
    assert links(app)["公路通到竹林边"] == "article=1"
    assert order(library) == (1, 2)


def test_a_removed_list_comes_back(visit: Open, library: Path) -> None:
    given = make(library, "先读", 1)
    app = visit("reading_lists.py", list=str(given))
    app.button(key="list-remove").click().run()
    assert lists(library) == []
    assert "已删除书单“先读”" in shown(app)
    app.button(key="list-restore").click().run()
    assert order(library) == (1,)


def test_a_change_made_meanwhile_is_not_overwritten(visit: Open, library: Path) -> None:
    given = make(library, "先读", 1)
    app = visit("reading_lists.py", list=str(given))
    app.session_state["list-edit"] = True
    app.run()
    with Archive.open(home=library) as archive:
        archive.reading_lists.change(given, name="别人改的")
    (name,) = [f for f in app.text_input if f.label == "名称"]
    name.set_value("我改的")
    app.button(key="list-keep").click().run()
    assert "刚刚被别人改过" in shown(app)
    assert [one.name for one in lists(library)] == ["别人改的"]


@pytest.mark.parametrize("given", ["99", "x", "-1", "9" * 30])
def test_an_address_of_no_list_says_so(visit: Open, library: Path, given: str) -> None:
    make(library, "先读")
    app = visit("reading_lists.py", list=given)
    assert "没有这个书单" in shown(app)
    assert app.button(key="list-open-1")


@pytest.fixture
def button(library: Path, tmp_path: Path) -> AppTest:
    """A page with the button, its popover open."""
    frame = tmp_path / "frame.py"
    frame.write_text(BUTTON, encoding="utf-8")
    app = AppTest.from_file(str(frame), default_timeout=60)
    app.session_state["to-list"] = True
    return app


def test_an_article_goes_to_a_list_that_is_there(button: AppTest, library: Path) -> None:
    given = make(library, "先读", 2)
    button.run().button(key=f"to-list-{given}").click().run()
    assert order(library) == (2, 1)
    assert "已加入书单“先读”" in button.toast[0].value
    button.session_state["to-list"] = True
    assert button.run().button(key=f"to-list-{given}").disabled


def test_an_article_goes_to_a_new_list(button: AppTest, library: Path) -> None:
    make(library, "先读")
    button.run().text_input(key="to-list-name").set_value("先读")
    button.button(key="to-list-create").click().run()
    assert "已另有一个名为“先读”的书单" in shown(button)
    button.text_input(key="to-list-name").set_value("新的")
    button.button(key="to-list-create").click().run()
    assert [(one.name, one.articles) for one in lists(library)] == [("先读", ()), ("新的", (1,))]
