"""提法: chosen from the library's own, followed over the years, with every sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("form", "said"),
    [("", "每一万字"), ("timeline", "外面的圈是首次出现"), ("race", "从第一年累计")],
)
def test_years_are_drawn_in_the_form_of_the_address(
    visit: Open, library: Path, form: str, said: str
) -> None:
    app = visit("formulations.py", phrase=["共同富裕", "食堂"], life=form)
    assert any(said in caption.value for caption in app.caption)


def test_a_timeline_tells_of_first_uses_and_one_phrase_has_no_race(
    visit: Open, library: Path
) -> None:
    app = visit("formulations.py", phrase="共同富裕", life="timeline")
    assert any("共同富裕 2021-05-04 首见" in c.proto.alt for c in app.get("vega_lite_chart"))
    forms = next(c for c in app.segmented_control if c.key == "formulation-form")
    assert forms.options == ["频率", "时间线"]
