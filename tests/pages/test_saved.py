"""Saved searches: what a page shows, under a name, for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.filters import Filters
from corpus.saved_searches import SavedSearch
from pages.parts.saved import described, params_of, proposed_name
from pages.parts.selection import Selection
from tests.pages.conftest import Open, links, shown

FRAME = """
import streamlit as st
from pages.parts import queries, saved
from pages.parts.errors import show_pending
from pages.parts.selection import from_url

st.navigation([st.Page(lambda: None, title="甲", default=True), st.Page("search.py")])
show_pending()
saved.save_search(from_url())
saved.saved_list(queries.revision())
"""


def searches(home: Path) -> list[SavedSearch]:
    with Archive.open(home=home) as archive:
        return archive.saved_searches.all()


@pytest.fixture
def asked(library: Path, tmp_path: Path) -> AppTest:
    """A page with both parts, its popover open, at the address of a filtered search."""
    frame = tmp_path / "frame.py"
    frame.write_text(FRAME, encoding="utf-8")
    (tmp_path / "search.py").touch()
    app = AppTest.from_file(str(frame), default_timeout=60)
    app.query_params["q"] = "富裕"
    app.query_params["years"] = ["2021", "2022"]
    app.query_params["at"] = "3"
    app.query_params["page"] = "2"
    app.session_state["save-search"] = True
    return app.run()


def save(app: AppTest, name: str) -> AppTest:
    (field,) = [f for f in app.text_input if f.label == "名称"]
    field.set_value(name)
    return app.button(key="save-search-go").click().run()


def test_a_search_is_saved_with_its_filters_and_listed(asked: AppTest, library: Path) -> None:
    (field,) = [f for f in asked.text_input if f.label == "名称"]
    assert field.value == "富裕"
    assert asked.code[0].value.endswith("/search?q=%E5%AF%8C%E8%A3%95&years=2021&years=2022")
    save(asked, "富裕 :red[两年]")
    (saved,) = searches(library)
    assert (saved.name, saved.page) == ("富裕 :red[两年]", "search")
    assert params_of(saved) == {"q": ["富裕"], "years": ["2021", "2022"]}
    assert asked.session_state["save-search"] is False
    said = shown(asked)
    assert "富裕 :red[两年]" in said
    assert "检索 · 富裕 · 年份 2021、2022" in said
    assert "q=富裕&years=2021&years=2022" in links(asked).values()


def test_a_name_that_is_taken_is_asked_about(asked: AppTest, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.saved_searches.save("富裕", "search", "q=1")
    save(asked, "富裕")
    assert "已有一个名为“富裕”的检索" in shown(asked)
    assert [s.address for s in searches(library)] == ["q=1"]
    save(asked, "富裕")
    assert [s.address for s in searches(library)] == ["q=%E5%AF%8C%E8%A3%95&years=2021&years=2022"]


def test_another_name_after_the_question_is_another_search(asked: AppTest, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.saved_searches.save("富裕", "search", "q=1")
    save(save(asked, "富裕"), "富裕二")
    assert [s.name for s in searches(library)] == ["富裕二", "富裕"]


def test_an_empty_name_is_refused(asked: AppTest, library: Path) -> None:
    save(asked, "　")
    assert "名称不能是空的" in shown(asked)
    assert searches(library) == []


def test_removing_can_be_undone(asked: AppTest, library: Path) -> None:
    save(asked, "富裕")
    asked.button(key="saved-remove-1").click().run()
    assert searches(library) == []
    assert "已删除“富裕”" in shown(asked)
    asked.button(key="saved-restore").click().run()
    assert [s.name for s in searches(library)] == ["富裕"]
    assert "已删除" not in shown(asked)


def test_the_front_page_lists_them_if_there_are_any(visit: Open, library: Path) -> None:
    assert "保存的检索" not in shown(visit())
    with Archive.open(home=library) as archive:
        archive.saved_searches.save("富裕两年", "search", "q=富裕&years=2021")
        archive.saved_searches.save("创业的主题", "themes", "tags=创业")
    said = shown(visit())
    assert "保存的检索" in said
    assert "主题 · 标签 创业" in said
    assert links(visit())["富裕两年"] == "q=富裕&years=2021"


@pytest.mark.parametrize(
    ("selection", "name"),
    [
        (Selection("共富", Filters(years=(2021,))), "共富"),
        (Selection(filters=Filters(tags=("创业",), years=(2021,))), "创业 2021"),
        (Selection(), "全部文章"),
        (Selection("富" * 100), "富" * 60),
    ],
)
def test_a_name_is_proposed(selection: Selection, name: str) -> None:
    assert proposed_name(selection) == name


def test_what_it_shows_is_said(library: Path) -> None:
    with Archive.open(home=library) as archive:
        saved = archive.saved_searches.save("甲", "concordance", "q=a%26b&authors=x&authors=y")
    assert described(saved) == "语境 · a&b · 作者 x、y"
