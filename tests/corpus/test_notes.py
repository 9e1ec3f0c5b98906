from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus import notes as module
from corpus.anchors import Anchor, InvalidAnchor, anchor_of
from corpus.archive import Archive
from corpus.article import Paragraph
from corpus.errors import ArticleNotFound, SixueError
from corpus.integrity import check
from corpus.note_export import COLUMNS, note_rows, notes_as_text
from corpus.notes import (
    NAMELESS,
    InvalidNote,
    Note,
    NoteChanged,
    NoteNotFound,
    NoteNotYours,
)
from corpus.schema import library_history
from corpus.schema import notes as table
from corpus.tables import csv_bytes
from tests.articles import draft, keep, read_by
from tests.forking import forked

TEXT = "# 修路记\n路是人走出来的，也是人修出来的。\n路通了，竹子卖出去了。"
KILLS = 6


@pytest.fixture
def article(archive: Archive) -> int:
    (article_id,) = keep(archive, draft(TEXT, "修路记", authors=("林晓",), source="松河日报"))
    return article_id


def at(archive: Archive, article_id: int, quote: str) -> Anchor:
    paragraphs = [p.text for p in archive.articles.get(article_id).content.paragraphs]
    number = next(n for n, text in enumerate(paragraphs) if n and quote in text)
    start = paragraphs[number].index(quote)
    return anchor_of(paragraphs, number, start, start + len(quote))


def test_a_note_is_written_changed_removed_and_restored(archive: Archive, article: int) -> None:
    anchor = at(archive, article, "人走出来")
    made = read_by("甲", archive).notes.add(article, anchor, " 想起鲁镇 \n第二行 ", "green")
    assert (made.anchor, made.text, made.colour) == (anchor, "想起鲁镇 \n第二行", "green")
    assert (made.shared, made.version, made.reader_name) == (False, 1, NAMELESS)
    changed = read_by("甲", archive).notes.change(made.id, text="改过", expected_version=1)
    assert (changed.text, changed.version, changed.colour) == ("改过", 2, "green")
    assert changed.changed_at > made.changed_at
    assert read_by("甲", archive).notes.of_article(article) == [changed]
    read_by("甲", archive).notes.remove(made.id)
    assert (
        read_by("甲", archive).notes.of_article(article) == read_by("甲", archive).notes.own() == []
    )
    with pytest.raises(NoteNotFound):
        read_by("甲", archive).notes.change(made.id, text="又改")
    back = read_by("甲", archive).notes.restore(made.id)
    assert (back.text, back.changed_at) == (changed.text, changed.changed_at)
    assert back.version > changed.version
    assert read_by("甲", archive).notes.own() == [back]
    assert check(archive) == []


def test_nobody_else_sees_or_touches_a_private_note(archive: Archive, article: int) -> None:
    mine = read_by("甲", archive).notes.add(article, None, "只给自己看")
    assert (
        read_by("乙", archive).notes.of_article(article) == read_by("乙", archive).notes.own() == []
    )
    assert archive.notes.shared() == []
    touches: list[Callable[[], Note]] = [
        lambda: read_by("乙", archive).notes.change(mine.id, text="别人的"),
        lambda: read_by("乙", archive).notes.remove(mine.id),
        lambda: read_by("乙", archive).notes.restore(mine.id),
    ]
    for touch in touches:
        with pytest.raises(NoteNotFound):
            touch()
    with archive.database.read() as connection:
        assert connection.execute(sa.select(library_history)).all() == []
    read_by("甲", archive).notes.change(mine.id, shared=True)
    for touch in touches:
        with pytest.raises(NoteNotYours, match="别人分享的"):
            touch()
    shown = read_by("乙", archive).notes.of_article(article)
    assert [note.text for note in shown] == ["只给自己看"]
    read_by("甲", archive).notes.remove(mine.id)
    for touch in touches:
        with pytest.raises(NoteNotFound):
            touch()
    read_by("甲", archive).notes.restore(mine.id)
    read_by("甲", archive).notes.change(mine.id, shared=False)
    assert read_by("乙", archive).notes.of_article(article) == archive.notes.shared() == []


def test_notes_come_in_the_order_of_the_text_as_it_is_now(archive: Archive, article: int) -> None:
    late = read_by("甲", archive).notes.add(article, at(archive, article, "竹子"), "晚")
    gone = read_by("甲", archive).notes.add(article, at(archive, article, "路通了"))
    early = read_by("乙", archive).notes.add(
        article, at(archive, article, "人修"), "早", shared=True
    )
    whole = read_by("甲", archive).notes.add(article, None, "全文")
    order = [note.id for note in read_by("甲", archive).notes.of_article(article)]
    assert order == [whole.id, early.id, gone.id, late.id]
    assert [note.id for note in read_by("甲", archive).notes.own()] == [whole.id, gone.id, late.id]
    archive.articles.update(
        article,
        expected_revision=archive.articles.get(article).revision,
        paragraphs=(Paragraph("竹子多。"), Paragraph("路是人修的。")),
    )
    order = [note.id for note in read_by("甲", archive).notes.of_article(article)]
    assert order == [whole.id, late.id, early.id, gone.id], "orphans come last"


def test_notes_leave_the_revision_and_what_hangs_on_it_alone(
    archive: Archive, article: int
) -> None:
    before = archive.revision()
    note = read_by("甲", archive).notes.add(article, at(archive, article, "路通了"), shared=True)
    read_by("甲", archive).notes.change(note.id, colour="red")
    read_by("甲", archive).notes.remove(note.id)
    read_by("甲", archive).notes.name_reader("老林")
    assert archive.revision() == before


def test_the_same_note_twice_is_one(archive: Archive, article: int) -> None:
    anchor = at(archive, article, "路通了")

    def add(_: int) -> Note:
        return read_by("甲", archive).notes.add(article, anchor, "通了")

    with ThreadPoolExecutor(8) as pool:
        assert len({note.id for note in pool.map(add, range(16))}) == 1
    assert len(read_by("甲", archive).notes.own()) == 1
    assert read_by("甲", archive).notes.add(article, anchor, "另一句").id != add(0).id
    assert read_by("乙", archive).notes.add(article, anchor, "通了").reader == "乙"
    first = add(0)
    read_by("甲", archive).notes.remove(first.id)
    again = add(0)
    assert again.id > first.id, "an id is never used again"


def test_two_windows_of_one_reader_lose_nothing(archive: Archive, article: int) -> None:
    note = read_by("甲", archive).notes.add(article, None, "一")
    assert read_by("甲", archive).notes.change(note.id, text="一", expected_version=1) == note
    read_by("甲", archive).notes.change(note.id, text="二", expected_version=1)
    with pytest.raises(NoteChanged):
        read_by("甲", archive).notes.change(note.id, text="三", expected_version=1)
    assert read_by("甲", archive).notes.own()[0].text == "二"


def test_what_cannot_be_kept_is_refused_with_a_remedy(
    archive: Archive, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor = at(archive, article, "路通了")
    kept = read_by("甲", archive).notes.add(article, anchor, "长" * 4000)
    gone = Anchor(1, 0, 2, "没有", "", "")
    whole = read_by("甲", archive).notes.add(article, None, "\x00\ud800")
    assert whole.text == "\ufffd\ufffd"
    attempts: list[tuple[type[SixueError], Callable[[], object]]] = [
        (InvalidNote, lambda: read_by("甲", archive).notes.add(article, anchor, "长" * 4001)),
        (InvalidNote, lambda: read_by("甲", archive).notes.add(article, None, " \n")),
        (InvalidNote, lambda: read_by("甲", archive).notes.change(whole.id, text="")),
        (InvalidNote, lambda: read_by("", archive).notes.add(article, anchor)),
        (InvalidNote, lambda: read_by("甲", archive).notes.add(article, anchor, colour="紫")),  # type: ignore[arg-type]
        (InvalidNote, lambda: read_by("甲", archive).notes.name_reader("长" * 31)),
        (InvalidAnchor, lambda: read_by("甲", archive).notes.add(article, gone)),
        (ArticleNotFound, lambda: read_by("甲", archive).notes.add(999, None, "无")),
        (ArticleNotFound, lambda: read_by("甲", archive).notes.add(2**70, None, "无")),
        (NoteNotFound, lambda: read_by("甲", archive).notes.remove(2**70)),
    ]
    for kind, attempt in attempts:
        with pytest.raises(kind) as caught:
            attempt()
        assert caught.value.problem
        assert caught.value.remedy
    assert read_by("甲", archive).notes.of_article(999) == []
    assert {note.id for note in read_by("甲", archive).notes.own()} == {kept.id, whole.id}
    monkeypatch.setattr(module, "MOST_NOTES", 2)
    with pytest.raises(InvalidNote, match="已有 2 条"):
        read_by("甲", archive).notes.add(article, None, "第三条")


def test_a_place_said_wrongly_is_put_right(archive: Archive, article: int) -> None:
    right = at(archive, article, "竹子卖出去")
    wrong = Anchor(0, 0, 5, right.quote, right.prefix, right.suffix)
    assert read_by("甲", archive).notes.add(article, wrong).anchor == right


def test_notes_on_a_trashed_article_come_back_with_it(archive: Archive, article: int) -> None:
    note = read_by("甲", archive).notes.add(article, None, "在", shared=True)
    archive.articles.trash([article])
    assert (
        read_by("甲", archive).notes.of_article(article) == read_by("甲", archive).notes.own() == []
    )
    assert archive.notes.shared() == []
    with pytest.raises(ArticleNotFound):
        read_by("甲", archive).notes.add(article, None, "又一条")
    archive.articles.restore([article])
    assert read_by("乙", archive).notes.of_article(article) == archive.notes.shared() == [note]


def test_a_reader_is_called_by_a_name_once_it_has_one(archive: Archive, article: int) -> None:
    read_by("甲", archive).notes.add(article, None, "在", shared=True)
    assert read_by("甲", archive).notes.reader_name() is None
    read_by("甲", archive).notes.name_reader(" 老  林 ")
    assert read_by("甲", archive).notes.reader_name() == "老 林"
    assert read_by("乙", archive).notes.of_article(article)[0].reader_name == "老 林"
    read_by("甲", archive).notes.name_reader(" ")
    assert read_by("甲", archive).notes.reader_name() is None
    assert archive.notes.shared()[0].reader_name == NAMELESS


def test_notes_leave_as_text_and_as_a_table(archive: Archive, article: int) -> None:
    (other,) = keep(archive, draft("甲。", "**粗** <b>\n二"))
    read_by("甲", archive).notes.name_reader("老林")
    read_by("甲", archive).notes.add(other, None, "# 不是标题\n1. 不是列表")
    read_by("甲", archive).notes.add(article, at(archive, article, "竹子卖出去了"), "=1+1")
    read_by("甲", archive).notes.add(article, at(archive, article, "人走出来"), shared=True)
    notes = list(reversed(read_by("甲", archive).notes.own()))
    articles = archive.articles.find([other, article])
    day = notes[0].created_at.astimezone().strftime("%Y-%m-%d")
    signed = f"—— 老林，{day}"
    assert notes_as_text(notes, articles).split("\n\n") == [
        "# 笔记",
        r"## \*\*粗\*\* \<b\> 二",
        r"\# 不是标题",
        r"1\. 不是列表",
        signed,
        "## 修路记",
        "林晓　《松河日报》",
        "> 人走出来",
        signed,
        "> 竹子卖出去了",
        r"\=1+1",
        signed + "\n",
    ]
    rows = list(note_rows(notes, articles))
    assert [len(row) for row in rows] == [len(COLUMNS)] * 3
    table = csv_bytes(COLUMNS, rows).decode("utf-8-sig").splitlines()
    assert "修路记,林晓,松河日报,,3,竹子卖出去了,'=1+1,黄,否,老林" in table[-2]
    assert "人走出来,,黄,是,老林" in table[-1]
    assert notes_as_text(notes, []) == "# 笔记\n"


def write_notes(home: str) -> None:
    with Archive.open(home=home) as archive, (Path(home) / "done").open("a") as done:
        for n in range(100_000):
            note = read_by(f"读者{n}", archive).notes.add(1, None, "文字" * 500)
            read_by(f"读者{n}", archive).notes.change(note.id, colour="blue", shared=True)
            print(n, file=done, flush=True)


def test_kill_9_at_any_moment_leaves_whole_notes(empty_home: Path, tmp_path: Path) -> None:
    chance = random.Random()
    for n in range(KILLS):
        home = tmp_path / str(n)
        shutil.copytree(empty_home, home)
        with Archive.open(home=home) as archive:
            keep(archive, draft())
        process = forked(write_notes, str(home))
        while not (home / "done").exists():
            time.sleep(0.01)
        time.sleep(chance.random() / 2)
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        done = (home / "done").read_text().count("\n")
        with Archive.open(home=home) as archive:
            assert check(archive) == []
            assert archive.revision() == 1
            with archive.database.read() as connection:
                readers = connection.execute(sa.text("SELECT count(*) FROM readers")).scalar_one()
                rows = connection.execute(sa.select(table).order_by(table.c.id)).all()
        assert done <= len(rows) == readers <= done + 1
        assert [row.version for row in rows[:done]] == [2] * done, "what was said to be kept is"
        assert all((row.colour == "blue") == row.shared == (row.version == 2) for row in rows)
