"""导入: nothing is kept before it was looked at, nothing is kept twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from tests.pages.conftest import Open, links, shown
from tests.pages.press_page import PAGE, TITLES


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIXUE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, data in files:
        app.file_uploader[0].upload(name, data)
    app.run()
    for _ in range(20):
        if "正在读取" not in shown(app):
            return app
        app.run()
    raise AssertionError("reading does not end")


def save(app: AppTest) -> AppTest:
    app.button(key="keep").click().run()
    for _ in range(20):
        if "入库" in shown(app):
            return app
        app.run()
    raise AssertionError("keeping does not end")


def kept(home: Path) -> list[str]:
    with Archive.open(home=home) as archive:
        return [article.content.title for article in archive.articles.iterate()]


def test_before_anything_is_uploaded_the_limits_are_said(visit: Open, home: Path):
    said = shown(visit("importing.py"))
    assert "Word" in said
    assert "2,000 页" in said
    assert "存入文库" in said


def test_a_page_is_shown_before_it_is_kept(visit: Open, home: Path):
    app = upload(visit("importing.py"), ("版面.txt", PAGE.encode()))
    said = shown(app)
    assert all(title in said for title in TITLES)
    assert "缺标题" in said
    assert "周青禾（北岭乡党委副书记）" in said
    assert "路通之后的账本" in said
    assert "版面附属文字（2 行" in app.expander[0].label
    assert kept(home) == []


def test_what_was_looked_at_is_kept_once_with_links(visit: Open, home: Path):
    app = save(upload(visit("importing.py"), ("版面.txt", PAGE.encode())))
    assert app.success[0].value == "入库 **3** 篇。"
    assert links(app)[TITLES[0]].startswith("article=")
    app.run()
    assert kept(home) == list(TITLES)


def test_a_file_that_cannot_be_read_does_not_hinder_the_others(visit: Open, home: Path):
    app = upload(
        visit("importing.py"), ("坏.docx", b"PK\x03\x04broken"), ("版面.txt", PAGE.encode())
    )
    assert any("坏" in error.value for error in app.error)
    save(app)
    assert kept(home) == list(TITLES)
    assert any("坏" in error.value for error in app.error)


def test_a_guessed_encoding_is_shown_with_the_text(visit: Open, home: Path):
    app = upload(visit("importing.py"), ("旧.txt", PAGE.encode("gb18030")))
    assert any("GB18030" in warning.value for warning in app.warning)
    assert any("让山路成为富路" in text.value for text in app.text)


def test_a_guessed_encoding_among_several_files_is_marked_in_the_list(visit: Open, home: Path):
    app = upload(
        visit("importing.py"),
        ("新.txt", "渡口的灯\n\n周远\n\n渡口的灯亮了一夜，等最后一班船回来。".encode()),
        ("旧.txt", PAGE.encode("gb18030")),
    )
    assert "旧.txt（3 篇，编码待核对）" in app.selectbox[0].options
    assert "1 个文件有提示" in shown(app)


def test_an_article_can_be_left_out(visit: Open, home: Path):
    app = upload(visit("importing.py"), ("版面.txt", PAGE.encode()))
    app.checkbox[1].uncheck().run()
    save(app)
    assert kept(home) == [TITLES[0], TITLES[2]]


def test_a_duplicate_is_shown_with_the_article_that_is_there(visit: Open, home: Path):
    save(upload(visit("importing.py"), ("版面.txt", PAGE.encode())))
    app = upload(visit("importing.py"), ("又一份.txt", PAGE.encode()))
    assert "文库里已有，不再存" in shown(app)
    assert "看已有的那一篇" in links(app)
    assert app.button(key="keep").disabled
    assert len(kept(home)) == 3


def test_an_import_can_be_undone_and_redone(visit: Open, home: Path):
    app = save(upload(visit("importing.py"), ("版面.txt", PAGE.encode())))
    undo = next(button for button in app.button if button.label == "撤销这次导入")
    undo.click().run()
    assert "已撤销" in shown(app)
    assert kept(home) == []
    redo = next(button for button in app.button if button.label == "恢复这次导入")
    redo.click().run()
    assert kept(home) == list(TITLES)


def test_the_trash_gives_articles_back(visit: Open, home: Path):
    save(upload(visit("importing.py"), ("版面.txt", PAGE.encode())))
    with Archive.open(home=home) as archive:
        archive.articles.trash([2])
    app = visit("importing.py")
    assert TITLES[1] in shown(app)
    app.button(key="restore-2").click().run()
    assert kept(home) == list(TITLES)


def test_text_of_a_file_is_shown_as_typed(visit: Open, home: Path):
    text = (
        "# **不是粗体**\n\n:red[甲] $x$ <b>乙</b> 的正文，"
        "写了足够长的一段话，好让它成为一篇文章。\n"
    )
    app = upload(visit("importing.py"), ("标记<b>.txt", text.encode()))
    assert "<b>乙</b>" not in "".join(h.proto.body for h in app.get("html"))
    shown(app)


def test_an_article_that_is_nearly_there_already_is_pointed_out(visit: Open, home: Path):
    save(upload(visit("importing.py"), ("版面.txt", PAGE.encode())))
    changed = PAGE.replace("。", "！", 2).replace("，", "、", 1)
    app = upload(visit("importing.py"), ("改过.txt", changed.encode()))
    assert "与已有文章相似" in shown(app)
    assert any(label.startswith("《") for label in links(app))
