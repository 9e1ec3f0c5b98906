"""投稿: readers get a receipt and see nothing else; editors split, correct and decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.actor import VISITOR, Actor
from corpus.archive import Archive
from corpus.arrival import Arrival, Incoming
from corpus.members import Members
from tests.pages.conftest import Open, links, shown
from tests.pages.press_page import PAGE, TITLES

ADDRESS = "qinghe@example.com"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIXUE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def sent(home: Path) -> Path:
    """A data folder with one submission."""
    parts = (Incoming("稿件.txt", PAGE.encode()), Incoming("图.png", b"\x89PNG", material=False))
    with Archive.open(home=home) as archive:
        archive.submissions.receive(Arrival("mail", parts, "周青禾", ADDRESS, "山路三篇"))
    return home


def in_the_hands_of(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def person(_members: Members) -> Actor:
        return actor

    monkeypatch.setattr("pages.parts.resources.person", person)


def settled(app: AppTest, *waiting: str) -> AppTest:
    """The page once nothing is under way any more."""
    for _ in range(30):
        if not any(word in shown(app) for word in ("正在读", "正在采用", "正在收取", *waiting)):
            return app
        app.run()
    raise AssertionError("it does not end")


def kept(home: Path) -> list[str]:
    with Archive.open(home=home) as archive:
        return [article.content.title for article in archive.articles.iterate()]


def test_a_reader_sends_in_and_gets_a_receipt_and_nothing_else(
    visit: Open, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_hands_of(Actor("读者", "reader", "reader@example.com"), monkeypatch)
    app = visit("submissions.py")
    assert "山路三篇" not in shown(app)
    app.file_uploader[0].upload("我的.txt", PAGE.replace("山路", "公路").encode())
    next(button for button in app.button if button.label == "投稿").click().run()
    said = shown(settled(app))
    app_said = "\n".join(str(box.value) for box in app.success)
    assert "投稿编号 **2**" in app_said
    assert "文库里没有" in said
    assert shown(visit("submissions.py", submission="1")).count("山路三篇") == 0


def test_a_visitor_is_told_to_log_in(
    visit: Open, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_hands_of(VISITOR, monkeypatch)
    said = shown(visit("submissions.py", submission="1"))
    assert "这项操作需要读者权限" in said
    assert "山路三篇" not in said


def test_the_box_lists_what_came_and_opens_it(visit: Open, sent: Path) -> None:
    app = visit("submissions.py")
    said = shown(app)
    assert "周青禾" in said
    assert "3 篇" in said
    app.button(key="submission-open-1").click().run()
    said = shown(settled(app))
    assert ADDRESS in said
    assert all(title in said for title in TITLES)
    assert "0 字丢失" in said


def test_an_empty_box_says_how_things_come_in(visit: Open, home: Path) -> None:
    said = shown(visit("submissions.py"))
    assert "没有待处理的投稿" in said
    assert "SIXUE_MAILBOX" in said


def test_it_is_corrected_adopted_and_linked(visit: Open, sent: Path) -> None:
    app = settled(visit("submissions.py", submission="1"))
    app.checkbox[1].uncheck().run()
    with Archive.open(home=sent) as archive:
        part = archive.submissions.parts(1)[0].id
        (bench,) = archive.submissions.benches(part, archive.submissions.read(part))
        bench.sheet.edit(0, tags=("基础设施", "竹"))
        archive.submissions.save(bench)
    app = settled(visit("submissions.py", submission="1"))
    assert not app.checkbox[1].value, "a reload finds the corrections"
    button = app.button(key="submission-adopt")
    assert button.label == "采用（2 篇）"
    button.click().run()
    settled(app)
    assert "已采用，2 篇" in app.success[0].value
    assert TITLES[0] in links(app)
    assert kept(sent) == [TITLES[0], TITLES[2]]
    with Archive.open(home=sent) as archive:
        assert archive.articles.get(1).content.tags == ("基础设施", "竹")
    app.button(key="submission-withdraw").click().run()
    assert "处理中" in shown(settled(app))
    assert kept(sent) == []


def test_what_an_undone_adoption_left_in_the_library_is_named(visit: Open, sent: Path) -> None:
    with Archive.open(home=sent) as archive:
        archive.submissions.adopt(1)
        adoption = archive.history.batches(limit=1)[0].id
        seen = archive.articles.get(2).revision
        archive.articles.update(2, expected_revision=seen, title="改过的题目")
        archive.undoing.undo(adoption)
    app = settled(visit("submissions.py", submission="1"))
    assert "1 篇文章采用以后改过，留在文库里" in app.info[0].value
    assert links(app)["改过的题目"] == "article=2"
    assert app.button(key="submission-adopt").label == "采用（2 篇）"
    with Archive.open(home=sent) as archive:
        archive.articles.trash([2])
    app = settled(visit("submissions.py", submission="1"))
    assert not app.info, "what is in the trash by now is not in the library"


def test_a_correction_can_be_undone_after_a_reload(visit: Open, sent: Path) -> None:
    app = settled(visit("submissions.py", submission="1"))
    app.checkbox[1].uncheck().run()
    app = settled(visit("submissions.py", submission="1"))
    undo = next(button for button in app.button if button.label == "撤销上一步")
    undo.click().run()
    assert settled(app).checkbox[1].value


def test_it_is_returned_with_a_reason_and_opened_again(visit: Open, sent: Path) -> None:
    app = settled(visit("submissions.py", submission="1"))
    app.button(key="submission-return-1-done").click().run()
    assert any("没有写理由" in error.value for error in app.error)
    app.text_area(key="submission-return-1-reason").set_value("请补作者")
    app.button(key="submission-return-1-done").click().run()
    assert "退回：请补作者" in shown(settled(app)).replace("\n", "")
    app.button(key="submission-reopen").click().run()
    assert "待处理" in shown(settled(app))


def test_what_another_holds_must_be_taken_over(visit: Open, sent: Path) -> None:
    with Archive.open(home=sent) as archive:
        archive.acting_as(Actor("陈穗", "editor")).submissions.take(1)
    app = settled(visit("submissions.py", submission="1"))
    assert not [button for button in app.button if button.key == "submission-adopt"]
    app.button(key="submission-over").click().run()
    assert "本机在处理" in shown(settled(app)).replace("\n", "")


def test_a_wrong_number_leads_back(visit: Open, home: Path) -> None:
    app = visit("submissions.py", submission="99")
    assert any("没有这份投稿" in error.value for error in app.error)


def test_the_folder_is_looked_at_on_demand(visit: Open, home: Path) -> None:
    folder = home / "投稿"
    folder.mkdir(parents=True)
    (folder / "版面.txt").write_text(PAGE)
    app = visit("submissions.py")
    assert "还没有收取过" in shown(app)
    app.button(key="receive-now").click().run()
    said = shown(settled(app))
    assert "收到 1 份" in said
    assert "3 篇" in said
