"""Named sets of themes on the page: saved, renamed, merged, split, undone; the other views."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.filters import Filters
from corpus.theme_set import ThemeSet
from pages.parts import theme_queries
from pages.parts.jobs import Job
from pages.parts.selection import Selection
from pages.parts.theme_queries import ThemeMap
from tests.articles import draft, keep
from tests.essays import BAMBOO, CANTEEN, RIVER
from tests.pages.conftest import Open, shown
from tests.pages.test_themes import told, worked_out


@pytest.fixture
def essays(library: Path) -> Path:
    with Archive.open(home=library) as archive:
        keep(archive, *(draft("\n".join(essay)) for essay in (BAMBOO, CANTEEN, RIVER)))
        archive.index.catch_up()
    return library


def make(home: Path) -> ThemeSet:
    with Archive.open(home=home) as archive:
        found = archive.themes.fit(Filters(), count=4)
        return archive.theme_sets.create("专题", found, Filters())


def now(home: Path) -> ThemeSet:
    with Archive.open(home=home) as archive:
        return archive.theme_sets.all()[0]


def opened(visit: Open, **params: str) -> AppTest:
    return worked_out(visit("themes.py", **params))


def test_found_themes_are_saved_under_a_name(visit: Open, essays: Path) -> None:
    app = opened(visit, topics="4")
    app.session_state["theme-set-save"] = True
    app.run()
    app.text_input(key="theme-set-name").set_value("乡村专题")
    next(b for b in app.button if b.label == "保存").click().run()
    assert now(essays).name == "乡村专题"
    assert app.query_params["set"] in ("1", ["1"])


def test_a_theme_is_renamed_and_that_is_undone(visit: Open, essays: Path) -> None:
    one = make(essays)
    app = opened(visit, set="1", view="edit")
    app.text_input(key=f"theme-label-1-1-{one.revision}").set_value("民生").run()
    assert now(essays).themes[0].label == "民生"
    worked_out(app)
    app.button(key="theme-set-undo").click().run()
    assert now(essays).themes[0].label == ""


def test_themes_are_merged_and_fall_apart_again(visit: Open, essays: Path) -> None:
    one = make(essays)
    app = opened(visit, set="1", view="edit")
    app.multiselect(key=f"theme-set-merge-1-{one.revision}").set_value([1, 2]).run()
    app.button(key="theme-set-merge-go").click().run()
    merged = now(essays)
    assert len(merged.themes) == 3
    worked_out(app)
    app.button(key=f"theme-split-1-{merged.themes[0].id}-{merged.revision}").click().run()
    assert len(now(essays).themes) == 4


def test_words_are_hidden_and_pinned(visit: Open, essays: Path) -> None:
    one = make(essays)
    app = opened(visit, set="1", view="edit")
    app.multiselect(key=f"theme-set-hide-1-{one.revision}").set_value([]).run()
    with Archive.open(home=essays) as archive:
        archive.theme_sets.hide(1, ["竹编"])
        archive.theme_sets.pin(1, 1, ["食堂"])
    app = opened(visit, set="1")
    assert "竹编" not in next(line for line in told(app).split("\n") if "主题占比" in line)
    app = opened(visit, set="1", view="words", topic="0")
    assert "主题词：食堂" in told(app)


def test_an_update_tells_what_changed(visit: Open, essays: Path) -> None:
    make(essays)
    with Archive.open(home=essays) as archive:
        keep(archive, draft("\n".join(BAMBOO[::-1]), "倒过来"))
        archive.index.catch_up()
    app = opened(visit, set="1", view="edit")
    app.button(key="theme-set-update").click().run()
    worked_out(app)
    said = shown(app) + "".join(s.value for s in app.success)
    assert "已按 7 篇文章更新" in said


def test_a_removed_set_comes_back(visit: Open, essays: Path) -> None:
    make(essays)
    app = opened(visit, set="1", view="edit")
    app.button(key="theme-set-remove").click().run()
    with Archive.open(home=essays) as archive:
        assert archive.theme_sets.all() == []
    worked_out(app)
    app.button(key="theme-set-restore").click().run()
    assert now(essays).name == "专题"


@pytest.mark.parametrize(
    ("view", "says"),
    [("words", "主题词："), ("map", "主题地图："), ("mix", "篇文章，"), ("edit", "")],
)
def test_every_view_has_its_chart(visit: Open, essays: Path, view: str, says: str) -> None:
    app = opened(visit, topics="4", view=view)
    assert says in told(app)
    if view == "edit":
        assert "先保存为主题集" in shown(app)


def test_what_makes_no_sense_in_the_address_is_ignored(visit: Open, essays: Path) -> None:
    app = opened(visit, set="99", view="x", **{"lambda": "900"})
    assert "主题占比：" in told(app)


def test_a_cancelled_fit_is_said_once_and_then_begins_again(
    essays: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIXUE_HOME", str(essays))
    job = theme_queries.themes_of(Selection(), 4, 0.0)
    if isinstance(job, Job):
        job.cancel()
        job.wait(30)
        assert isinstance(theme_queries.themes_of(Selection(), 4, 0.0), Job)
    assert isinstance(theme_queries.themes_of(Selection(), 4, None), ThemeMap)
