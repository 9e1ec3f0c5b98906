"""阅读, where an editor changes the article itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.article import Paragraph
from tests.articles import by
from tests.pages.conftest import Open, links, shown


def field(app: AppTest, name: str, kind: str = "text_input") -> Any:
    (found,) = [w for w in app.get(kind) if (w.key or "").endswith(f"-{name}")]
    return found


def opened(visit: Open) -> AppTest:
    app = visit("read.py", article="1")
    assert links(app)["修改记录"] == "article=1"
    return app.button(key="read-edit").click().run()


def content(library: Path) -> Any:
    with Archive.open(home=library) as archive:
        return archive.articles.get(1).content


def test_fields_and_text_are_saved_and_nothing_else_changes(visit: Open, library: Path) -> None:
    before = content(library)
    app = opened(visit)
    field(app, "title").set_value("公路通到竹林里").run()
    field(app, "published", "date_input").set_value(date(2021, 5, 5)).run()
    text = field(app, "paragraphs", "text_area")
    assert text.value.startswith("# 路修到了村口\n北岭村的公路通了")
    text.set_value(text.value + "\n\n# 后记\n明年再来。").run()
    app.button(key="editor-save").click().run()
    assert "公路通到竹林里" in shown(app)
    after = content(library)
    assert (after.title, after.published) == ("公路通到竹林里", date(2021, 5, 5))
    assert after.paragraphs == (
        *before.paragraphs,
        Paragraph("后记", "heading"),
        Paragraph("明年再来。"),
    )
    assert (after.authors, after.tags) == (before.authors, before.tags)


def test_what_is_typed_waits_until_it_is_saved_or_discarded(visit: Open, library: Path) -> None:
    app = opened(visit)
    field(app, "kicker").set_value("山乡笔记").run()
    app.switch_page("home.py").run()
    app.switch_page("read.py")
    app.query_params["article"] = "1"
    del app.query_params["edit"]
    app.run()
    assert "您对引题的修改还没有保存" in shown(app)
    app.button(key="read-go-on").click().run()
    assert field(app, "kicker").value == "山乡笔记"
    app.button(key="editor-discard").click().run()
    assert "没有保存" not in shown(app)
    assert content(library).kicker is None


def test_an_article_keeps_its_title(visit: Open, library: Path) -> None:
    app = opened(visit)
    field(app, "title").set_value("").run()
    app.button(key="editor-save").click().run()
    assert "文章必须有标题" in shown(app)
    assert field(app, "title").value == ""
    assert content(library).title == "公路通到竹林边"


def other(library: Path, **fields: Any) -> None:
    with Archive.open(home=library) as archive:
        revision = archive.articles.get(1).revision
        by("林晓", archive).articles.update(1, expected_revision=revision, **fields)


def test_somebody_elses_other_fields_are_kept(visit: Open, library: Path) -> None:
    app = opened(visit)
    field(app, "title").set_value("公路通到竹林里").run()
    other(library, column="观察")
    app.button(key="editor-save").click().run()
    after = content(library)
    assert (after.title, after.column) == ("公路通到竹林里", "观察")


@pytest.mark.parametrize(
    ("choice", "title"), [("mine", "我的题"), ("theirs", "林的题"), ("both", "两人的题")]
)
def test_of_the_same_field_both_are_shown_and_one_is_chosen(
    visit: Open, library: Path, choice: str, title: str
) -> None:
    app = opened(visit)
    field(app, "title").set_value("我的题").run()
    field(app, "subtitle").set_value("来自北岭").run()
    other(library, title="林的题", column="观察")
    app.button(key="editor-save").click().run()
    bodies = "".join(h.proto.body for h in app.get("html"))
    assert "<mark>我</mark>的题" in bodies
    assert "<mark>林</mark>的题" in bodies
    assert "林晓" in shown(app)
    assert app.button(key="editor-save").disabled
    assert content(library).title == "林的题"
    (choices,) = [b for b in app.button_group if (b.key or "").startswith("choice-1-")]
    choices.set_value(choice).run()
    if choice == "both":
        field(app, "title").set_value("两人的题").run()
    app.button(key="editor-save").click().run()
    after = content(library)
    assert (after.title, after.subtitle, after.column) == (title, "来自北岭", "观察")


def test_a_reader_cannot_edit(visit: Open, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.parts.visitor.is_local", lambda: False)
    app = visit("read.py", article="1", edit="1")
    said = shown(app)
    assert "北岭村的公路通了" in said
    assert "修改记录" not in said
    assert not app.text_area
