"""Tags on the reading page: what somebody types is kept as one tag, or refused in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.tag_tree import Alias
from tests.articles import draft, keep
from tests.pages.conftest import Open, shown
from tests.tagged import reports


def tagged(home: Path, article: int) -> tuple[str, ...]:
    with Archive.open(home=home) as archive:
        return archive.articles.get(article).content.tags


def app_of_steps(reports: list[Any]) -> AppTest:
    """A page that hears reports of a picker, one after another, as its callbacks would."""

    def page(reports: list[object]) -> None:
        import streamlit as st

        from pages.parts.tag_picker import take_steps
        from pages.parts.tagging import put_on, take_off

        for steps in reports:
            take_steps("picker", steps, lambda n: put_on(2, n), lambda n: take_off(2, n))
        st.write("getan")

    return AppTest.from_function(page, args=(reports,), default_timeout=60)


def step(number: int, action: str, name: str) -> dict[str, Any]:
    return {"number": number, "action": action, "name": name}


def hear(*reports: Any) -> AppTest:
    app = app_of_steps(list(reports)).run()
    assert not app.exception
    return app


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
