"""Tags on the reading page: what somebody types is kept as one tag, or refused in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.tag_tree import Alias
from tests.articles import by, draft, keep
from tests.pages.conftest import Open, shown
from tests.tagged import reports


def tagged(home: Path, article: int) -> tuple[str, ...]:
    with Archive.open(home=home) as archive:
        return archive.articles.get(article).content.tags


def app_of_steps(heard: list[Any]) -> AppTest:
    """A page that hears reports of a picker, one after another, as its callbacks would."""

    def page(heard: list[object]) -> None:
        import streamlit as st

        from pages.parts.errors import attempt, show_pending
        from pages.parts.tag_picker import take_steps
        from pages.parts.tagging import put_on, take_off

        for steps in heard:
            take_steps(
                "picker",
                steps,
                lambda name: attempt(put_on, 2, name),
                lambda name: attempt(take_off, 2, name),
            )
        show_pending()
        st.write("getan")

    return AppTest.from_function(page, args=(heard,), default_timeout=60)


def step(number: int, action: str, name: str) -> dict[str, Any]:
    return {"number": number, "action": action, "name": name}


def hear(*heard: Any) -> AppTest:
    app = app_of_steps(list(heard)).run()
    assert not app.exception
    return app


def picker(app: AppTest, article: int) -> dict[str, Any]:
    """What the field for an article's tags was told: those worn, and those offered."""
    (field,) = (
        one.proto for one in app.get("bidi_component") if one.proto.id.endswith(f"-tags-{article}")
    )
    told: dict[str, Any] = json.loads(field.json)
    return told


@pytest.mark.parametrize("name", ["新词", "两个 词", "**粗** :red[红]", "<b>甲</b>", "a,b", "=1+1"])
def test_a_new_tag_is_kept_as_typed(visit: Open, library: Path, name: str) -> None:
    hear([step(1, "add", name)])
    assert tagged(library, 2) == ("创业", name)
    assert visit("search.py", tags=name).pills(key="facet-tags").value == [name]


def test_a_report_that_comes_again_is_done_once(library: Path) -> None:
    first, second = step(1, "add", "甲"), step(2, "add", "乙")
    hear([first], [first, second], [first, second], [step(3, "remove", "甲")], [first])
    assert tagged(library, 2) == ("创业", "乙")


def test_an_old_name_puts_on_the_tag_it_leads_to_and_says_so(library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.tag_vocabulary.create("机床", aliases=(Alias("床子"),))
    app = hear([step(1, "add", "床子")])
    assert tagged(library, 2) == ("创业", "机床")
    assert "别名" in app.toast[0].value


@pytest.mark.parametrize("name", ["創業", " 创业 ", "创业\u3000"])
def test_another_spelling_of_a_tag_is_the_same_tag(visit: Open, library: Path, name: str) -> None:
    hear([step(1, "remove", "创业"), step(2, "add", name), step(3, "add", "创业")])
    assert tagged(library, 2) == ("创业",)
    assert picker(visit("read.py", article="2"), 2)["worn"] == ["创业"]


def test_width_case_and_spaces_make_no_other_tag(visit: Open, library: Path) -> None:
    names = ("GDP 增长", "ＧＤＰ\u3000增长", "gdp  增长")
    app = hear([step(number, "add", name) for number, name in enumerate(names, 1)])
    assert tagged(library, 2) == ("创业", "GDP 增长")
    assert not app.error
    assert not app.toast, "a spelling is no other name that has to be explained"
    offered = picker(visit("read.py", article="3"), 3)["candidates"]
    assert sum("增长" in one["name"] for one in offered) == 1


@pytest.mark.parametrize(("name", "says"), [("长" * 51, "标签太长"), ("\u3000", "标签不能是空的")])
def test_what_cannot_be_a_tag_is_refused_with_a_remedy(library: Path, name: str, says: str) -> None:
    app = hear([step(1, "add", name), step(2, "add", "机床")])
    assert says in app.error[0].value
    assert "50" in app.error[0].value
    assert tagged(library, 2) == ("创业", "机床"), "what was done behind it is done all the same"
    assert not app.run().error, "it is said once"


def test_two_people_who_tag_at_once_lose_nothing(visit: Open, library: Path) -> None:
    mine = visit("read.py", article="2")
    with Archive.open(home=library) as archive:
        by("林晓", archive).tags.put_on(2, "机床")
        by("林晓", archive).tags.take_off(2, "创业")
    assert picker(mine, 2)["worn"] == ["创业"], "my page knows nothing of it yet"
    hear([step(1, "add", "乡村工业")])
    assert tagged(library, 2) == ("机床", "乡村工业")
    assert picker(mine.run(), 2)["worn"] == ["机床", "乡村工业"]


def test_a_tag_of_one_article_is_offered_for_the_next(visit: Open, library: Path) -> None:
    app = visit("read.py", article="3")
    assert "乡村工业" not in [one["name"] for one in picker(app, 3)["candidates"]]
    hear([step(1, "add", "乡村工业")])
    (offered,) = (one for one in picker(app.run(), 3)["candidates"] if one["name"] == "乡村工业")
    assert offered["uses"] == 1


@pytest.mark.parametrize("report", [None, "x", [1], [{"number": "1"}], [step(1, "drop", "创业")]])
def test_reports_that_make_no_sense_do_nothing(library: Path, report: Any) -> None:
    hear(report)
    assert tagged(library, 2) == ("创业",)


def test_offered_words_are_put_on_and_offered_no_more(visit: Open, library: Path) -> None:
    app = visit("read.py", article="3")
    app.button(key="offer-3-食堂").click().run()
    assert tagged(library, 3) == ("食堂",)
    assert "offer-3-食堂" not in [button.key for button in app.button]
    assert shown(app)


def test_what_was_learnt_is_offered_with_its_reason(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        keep(archive, *reports(8))
        (fresh,) = keep(archive, draft("清淤的船停在桥下，排污口都堵上了。", "堤岸"))
        archive.tagging.train()
        archive.index.catch_up()
    app = visit("read.py", article=str(fresh))
    offer = app.button(key=f"offer-{fresh}-治水")
    assert "把握" in offer.help
    offer.click().run()
    assert tagged(library, fresh) == ("治水",)
