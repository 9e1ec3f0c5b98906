"""笔记: one's own notes and those that others share, found, changed, removed, put back."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.anchors import anchor_of
from corpus.archive import Archive
from corpus.article import Paragraph
from corpus.notes import Colour, Note
from tests.articles import read_by
from tests.pages.conftest import Open, links, shown

WORD = "word-of-the-only-reader-in-tests"
READER = sha256(WORD.encode()).hexdigest()
OTHER = "another"


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every session of a test is that of one browser with a cookie."""
    monkeypatch.setattr("pages.parts.reader.word_in", lambda _cookies: WORD)


def write(
    home: Path,
    text: str,
    quote: str = "",
    article: int = 1,
    reader: str = READER,
    colour: Colour = "yellow",
    shared: bool = False,
) -> Note:
    with Archive.open(home=home) as archive:
        paragraphs = [p.text for p in archive.articles.get(article).content.paragraphs]
        anchor = None
        if quote:
            number = next(i for i, p in enumerate(paragraphs) if quote in p)
            start = paragraphs[number].index(quote)
            anchor = anchor_of(paragraphs, number, start, start + len(quote))
        return read_by(reader, archive).notes.add(article, anchor, text, colour, shared)


def mine(home: Path) -> list[Note]:
    with Archive.open(home=home) as archive:
        return read_by(READER, archive).notes.own()


def change(app: AppTest, note: Note) -> AppTest:
    """Opens the form in which a note is changed."""
    app.session_state[f"note-change-{note.id}"] = True
    return app.run()


@pytest.mark.parametrize("view", ["mine", "shared"])
def test_without_notes_it_says_how_one_is_made(visit: Open, library: Path, view: str) -> None:
    assert "在阅读页选中文字就能写笔记" in shown(visit("notes.py", view=view))


def test_notes_stand_below_their_article_and_lead_to_their_words(
    visit: Open, library: Path
) -> None:
    write(library, "产业要跟上", "共同富裕才走得远")
    write(library, "路先通", "竹笋当天运到县城")
    write(library, "整篇都好", article=3)
    app = visit("notes.py")
    said = " ".join(shown(app).split())
    assert "3 条笔记，写在 2 篇文章上" in said
    assert said.index("路先通") < said.index("产业要跟上"), "in the order of the text"
    assert said.count("公路通到竹林边") == 1
    assert "写给整篇文章" in said
    assert "匿名读者（我）" in said
    assert links(app)["食堂的三本账"] == "article=3"
    assert links(app)["公路通到竹林边"] == "article=1&place=1-9"


def test_private_notes_of_others_are_not_shown(visit: Open, library: Path) -> None:
    write(library, "不给人看", reader=OTHER)
    shared = write(library, "给大家看", "三餐八元", 3, OTHER, shared=True)
    for view in ("mine", "shared"):
        assert "不给人看" not in shown(visit("notes.py", view=view))
    app = visit("notes.py", view="shared")
    assert "给大家看" in shown(app)
    assert "已分享" in shown(app)
    assert not [b for b in app.button if b.key == f"note-remove-{shared.id}"]


def test_what_is_written_elsewhere_is_seen_in_the_next_run(visit: Open, library: Path) -> None:
    app = visit("notes.py")
    note = write(library, "刚写的", "村民的收入")
    assert "刚写的" in shown(app.run())
    with Archive.open(home=library) as archive:
        read_by(READER, archive).notes.change(note.id, text="又改过的")
    assert "又改过的" in shown(app.run())


def test_a_note_is_changed_and_shared(visit: Open, library: Path) -> None:
    note = write(library, "旧话", "共同富裕才走得远")
    app = change(visit("notes.py"), note)
    tail = f"{note.id}-{note.version}"
    app.text_area(key=f"note-text-{tail}").set_value("新话 <b>*不是标记*</b>")
    app.button_group(key=f"note-colour-{tail}").set_value("blue")
    app.checkbox(key=f"note-shared-{tail}").check()
    app.button(key=f"note-keep-{note.id}").click().run()
    (now,) = mine(library)
    assert (now.text, now.colour, now.shared) == ("新话 <b>*不是标记*</b>", "blue", True)
    assert "新话 <b>*不是标记*</b>" in shown(app)


def test_a_change_made_meanwhile_is_not_overwritten(visit: Open, library: Path) -> None:
    note = write(library, "旧话", "共同富裕才走得远")
    app = change(visit("notes.py"), note)
    with Archive.open(home=library) as archive:
        read_by(READER, archive).notes.change(note.id, text="另一个窗口")
    app.text_area(key=f"note-text-{note.id}-{note.version}").set_value("这个窗口")
    app.button(key=f"note-keep-{note.id}").click().run()
    assert "在另一个窗口里改过" in shown(app)
    assert [n.text for n in mine(library)] == ["另一个窗口"]


def test_a_removed_note_comes_back(visit: Open, library: Path) -> None:
    note = write(library, "留着", "共同富裕才走得远")
    app = visit("notes.py")
    app.button(key=f"note-remove-{note.id}").click().run()
    assert mine(library) == []
    assert "已删除一条笔记" in shown(app)
    app.button(key="note-restore").click().run()
    assert [n.text for n in mine(library)] == ["留着"]
    assert "留着" in shown(app)


def test_a_search_narrows_by_quote_note_title_and_name(visit: Open, library: Path) -> None:
    write(library, "先修路", "竹笋当天运到县城")
    write(library, "账要清", "三餐八元", 3)
    for query, text in (("县城", "先修路"), ("账要", "账要清"), ("食堂 三本", "账要清")):
        said = shown(visit("notes.py", q=query))
        assert text in said
        assert "1\n 条笔记" in said
    assert "没有含有这些词的笔记" in shown(visit("notes.py", q="不存在"))
    app = visit("notes.py", q="县城")
    assert app.text_input(key="notes-query").value == "县城"
    app.text_input(key="notes-query").set_value("").run()
    assert "2\n 条笔记" in shown(app)


def test_one_shares_under_a_name(visit: Open, library: Path) -> None:
    write(library, "署名", "三餐八元", 3, shared=True)
    app = visit("notes.py")
    app.session_state["notes-who"] = True
    app.run()
    app.text_input(key="notes-name").set_value("林老师")
    app.button(key="notes-name-keep").click().run()
    assert "林老师（我）" in shown(app)
    assert "林老师" in shown(visit("notes.py", view="shared"))


def test_words_that_are_gone_from_the_text_are_said_to_be(visit: Open, library: Path) -> None:
    write(library, "记下了", "三餐八元", 3)
    with Archive.open(home=library) as archive:
        old = archive.articles.get(3)
        new = (Paragraph("食堂换了一个院子。"),)
        archive.articles.update(3, expected_revision=old.revision, paragraphs=new)
    app = visit("notes.py")
    assert "原文已改，这段文字不在了" in shown(app)
    assert links(app)["食堂的三本账"] == "article=3"


def test_long_notebooks_are_shown_piece_by_piece(visit: Open, library: Path) -> None:
    for number in range(35):
        write(library, f"第{number}条。", article=1 + number % 3)
    said = shown(visit("notes.py"))
    assert sum(f"第{number}条。" in said for number in range(35)) == 30
    assert "35\n 条笔记" in said
