"""Mail and files come in by themselves: each once, whatever happens meanwhile."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from corpus.actor import Actor, NotAllowed
from corpus.archive import Archive
from corpus.drop_folder import DEFAULT_NAME, KEPT, DropFolder
from corpus.mailbox_address import MAILBOX_VARIABLE
from corpus.receiving import RECEIVER, checked_at, poll
from corpus.watch import Watch
from tests.corpus.imap_server import ImapServer
from tests.forking import command, forked
from tests.pages.press_page import PAGE, TITLES

ROOT = Path(__file__).resolve().parents[2]
MAILS = 12
KILLS = 8


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ImapServer]:
    running = ImapServer()
    monkeypatch.setenv(MAILBOX_VARIABLE, running.url)
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        DropFolder.__init__, "__kwdefaults__", {"largest": 1 << 20, "still_seconds": 0.05}
    )


@pytest.fixture
def folder(archive: Archive) -> Path:
    """The drop folder of the archive."""
    made = archive.home / DEFAULT_NAME
    made.mkdir(parents=True)
    return made


def mail(number: int, text: str = PAGE) -> bytes:
    letter = EmailMessage()
    letter["Subject"] = f"投稿{number}"
    letter["From"] = "周青禾 <qinghe@example.com>"
    letter["Date"] = "Tue, 05 May 2026 10:00:00 +0800"
    letter["Message-ID"] = f"<{number}@example.com>"
    letter.set_content("编辑老师：您好！随信附上稿件。")
    changed = text.replace("山路", f"山路{number}号")
    letter.add_attachment(changed.encode(), maintype="text", subtype="plain", filename="稿件.txt")
    return letter.as_bytes()


def subjects(archive: Archive) -> list[str]:
    return sorted(one.subject for one in archive.submissions.all())


def test_a_mail_becomes_a_submission_once(archive: Archive, server: ImapServer) -> None:
    server.deliver(mail(1))
    assert poll(archive).new == 1
    (one,) = archive.submissions.all()
    assert (one.sender, one.address, one.subject) == ("周青禾", "qinghe@example.com", "投稿1")
    assert one.sent_at is not None
    assert one.sent_at.isoformat() == "2026-05-05T02:00:00+00:00"
    assert [verdict.title for verdict in one.findings.verdicts][1:] == list(TITLES[1:])
    assert [(p.name, p.material) for p in archive.submissions.parts(one.id)] == [
        ("正文.txt", False),
        ("稿件.txt", True),
    ]
    assert poll(archive).receipts == ()
    assert checked_at(archive) is not None
    server.deliver(mail(2))
    assert poll(archive).new == 1
    assert subjects(archive) == ["投稿1", "投稿2"]


def test_a_mailbox_that_was_numbered_anew_doubles_nothing(
    archive: Archive, server: ImapServer
) -> None:
    server.deliver(mail(1))
    poll(archive)
    server.renumber(4_000_000)
    found = poll(archive)
    assert [receipt.again for receipt in found.receipts] == [True]
    assert len(archive.submissions.all()) == 1
    assert poll(archive).receipts == ()


def test_files_in_the_folder_are_taken_and_moved_aside(archive: Archive, folder: Path) -> None:
    (folder / "版面.txt").write_text(PAGE)
    (folder / "来信.eml").write_bytes(mail(3))
    assert poll(archive).new == 2
    assert subjects(archive) == ["投稿3", "版面"]
    assert {one.sender for one in archive.submissions.all()} == {"", "周青禾"}
    assert {path.name for path in (folder / KEPT).iterdir()} == {"版面.txt", "来信.eml"}
    (folder / "又一份.txt").write_text(PAGE)
    assert [receipt.again for receipt in poll(archive).receipts] == [True]


def test_what_is_too_large_is_shown_to_the_editors(archive: Archive, folder: Path) -> None:
    (folder / "大.txt").write_bytes(b"a" * (2 << 20))
    poll(archive)
    (one,) = archive.submissions.all()
    assert one.subject == "大.txt"
    assert "超过" in one.findings.refusals[0].problem


def test_a_mailbox_out_of_reach_does_not_stop_the_folder(
    archive: Archive, folder: Path, server: ImapServer
) -> None:
    server.stop()
    (folder / "版面.txt").write_text(PAGE)
    found = poll(archive)
    assert found.new == 1
    assert "邮件服务器" in found.errors[0].problem


def test_one_receives_at_a_time(archive: Archive, folder: Path) -> None:
    (folder / "版面.txt").write_text(PAGE)
    begun, go_on = threading.Event(), threading.Event()
    receive = archive.submissions.receive

    class Slow:
        def receive(self, *arguments: object) -> object:
            begun.set()
            go_on.wait(30)
            return receive(*arguments)  # type: ignore[arg-type]  # handed on as they came

    slow = archive.acting_as(RECEIVER)
    slow.__dict__["submissions"] = Slow()
    thread = threading.Thread(target=poll, args=(slow,))
    thread.start()
    begun.wait(30)
    assert poll(archive).busy
    go_on.set()
    thread.join()
    assert not poll(archive).busy
    assert subjects(archive) == ["版面"]


def test_readers_do_not_poll(archive: Archive) -> None:
    with pytest.raises(NotAllowed):
        poll(archive.acting_as(Actor("读者", "reader")))


def test_the_watch_goes_on_after_an_error(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(lambda: archive)
    monkeypatch.setenv(MAILBOX_VARIABLE, "ftp://wrong")
    found = watch.look()
    assert found is not None
    assert "imaps://" in found.errors[0].problem
    (folder / "版面.txt").write_text(PAGE)
    monkeypatch.delenv(MAILBOX_VARIABLE)
    watch.start()
    for _ in range(200):
        if subjects(archive):
            break
        threading.Event().wait(0.1)
    watch.stop()
    assert subjects(archive) == ["版面"]
    assert archive.submissions.all()[0].actor == "收稿"


def receive_all(home: str, url: str | None, mailbox: str) -> None:
    os.environ[MAILBOX_VARIABLE] = mailbox
    with Archive.open(url, home=home, actor=RECEIVER) as archive:
        poll(archive)


def test_kill_9_at_any_moment_loses_nothing_and_doubles_nothing(
    archive: Archive, archive_url: str, folder: Path, server: ImapServer
) -> None:
    names = [f"投稿{number}" for number in range(MAILS)]
    for number in range(MAILS):
        server.deliver(mail(number))
        (folder / f"文件{number}.txt").write_text(PAGE.replace("竹", f"竹{number}"))
        names.append(f"文件{number}")
    chance = random.Random()
    for _ in range(KILLS):
        process = forked(receive_all, str(archive.home), archive_url, server.url)
        process.join(chance.uniform(0.3, 3))
        if process.exitcode is None and process.pid:
            os.kill(process.pid, signal.SIGKILL)
        process.join()
    for _ in range(50):
        if not poll(archive).busy:  # the server of the database may still hold a dead one's lock
            break
        threading.Event().wait(0.2)
    assert subjects(archive) == sorted(names)
    assert all(len(archive.submissions.parts(one.id)) for one in archive.submissions.all())
    assert {path.name for path in folder.iterdir()} == {KEPT}


def test_the_command_line_receives(tmp_path: Path) -> None:
    def line(*arguments: str) -> str:
        return command(tmp_path / "home", "receive", *arguments)

    (tmp_path / "版面.txt").write_text(PAGE)
    assert line(str(tmp_path / "版面.txt")).startswith("投稿 1：3 篇")
    assert "以前收过" in line(str(tmp_path / "版面.txt"))
    assert "收到 0 份投稿" in line()
    (tmp_path / "home" / DEFAULT_NAME / "二.txt").write_text(PAGE.replace("山路", "公路"))
    assert "投稿 2：3 篇" in line()
