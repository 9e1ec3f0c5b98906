"""首页: what is in the library."""

from __future__ import annotations

from pathlib import Path

from corpus.archive import Archive
from tests.pages.conftest import Open, shown, titles


def test_says_what_the_library_holds(visit: Open, library: Path) -> None:
    said = shown(visit())
    with Archive.open(home=library) as archive:
        characters = sum(
            len(p.text) for a in archive.articles.iterate() for p in a.content.paragraphs
        )
    for fact in ("3\n 篇文章", f"{characters}\n 字", "3\n 位作者", "2021—2023\n 年"):
        assert fact in said


def test_lists_the_newest_first(visit: Open, library: Path) -> None:
    assert titles(visit()) == ["食堂的三本账", "返乡创业的第一台机床", "公路通到竹林边"]


def test_words_lead_to_a_search(visit: Open, library: Path) -> None:
    app = visit()
    words = [link.proto.label for link in app.get("page_link") if "q=" in link.proto.query_string]
    assert "创业" in words


def test_query_leads_to_its_results(visit: Open, library: Path) -> None:
    app = visit()
    app.text_input(key="q").set_value("食堂").run()
    assert titles(app) == ["食堂的三本账"]
    assert app.query_params["q"] == "食堂"


def test_empty_library_loads_samples_once(visit: Open) -> None:
    app = visit()
    assert "文库还是空的" in shown(app)
    app.button(key="samples").click().run()
    assert "最新入库" in shown(app)
    assert len(titles(app)) == 8
    with Archive.open() as archive:
        assert archive.articles.count() > 20


def test_trash_can_be_undone_from_the_front_page(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.articles.trash([2])
    app = visit()
    assert "返乡创业的第一台机床" not in titles(app)
    app.button(key="restore-2").click().run()
    assert "返乡创业的第一台机床" in titles(app)
