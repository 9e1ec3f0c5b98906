"""提法: chosen from the library's own, followed over the years, with every sentence."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import Open, links, shown


def test_an_empty_library_says_so(visit: Open) -> None:
    assert "文库里还没有文章" in shown(visit("formulations.py"))


def test_one_is_chosen_from_the_list(visit: Open, library: Path) -> None:
    app = visit("formulations.py")
    assert "共同富裕" in shown(app)
    app.button(key="formulation-follow-共同富裕").click().run()
    said = shown(app)
    assert "首见于" in said
    assert "2021年5月4日" in said
    assert "用得最多的是青川日报" in said
    assert "首次出现" in said


def test_any_words_are_followed_and_compared(visit: Open, library: Path) -> None:
    app = visit("formulations.py", phrase=["创业"])
    app.text_input(key="formulation-typed").set_value("基础设施").run()
    assert app.query_params["phrase"] == ["创业", "基础设施"]
    assert "“\n基础设施\n”" in shown(app)
    app.button(key="formulation-drop-创业").click().run()
    assert app.query_params["phrase"] in ("基础设施", ["基础设施"])


def test_what_nobody_wrote_is_said_to_be_missing(visit: Open, library: Path) -> None:
    app = visit("formulations.py", phrase="从未说过")
    assert "文库里没有“" in shown(app)
    assert "共同富裕" in shown(app), "the list is offered"


def test_every_sentence_leads_to_its_article(visit: Open, library: Path) -> None:
    app = visit("formulations.py", phrase="食堂")
    found = links(app)
    assert any("article=3" in params for params in found.values())
    assert any(label.startswith("——") for label in found)
