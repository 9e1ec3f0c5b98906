"""Messages of a real IMAP server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.imap import MailboxUnavailable
from corpus.letter import read_letter
from corpus.mailbox import Fetched, Position, fetch
from corpus.mailbox_address import (
    BadMailboxAddress,
    MailboxAddress,
    decoded_folder,
    encoded_folder,
)
from tests.corpus.imap_server import PASSWORD, USER, ImapServer


@pytest.fixture
def server() -> Iterator[ImapServer]:
    running = ImapServer()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def tls_server() -> Iterator[ImapServer]:
    running = ImapServer(tls=True)
    running.deliver(letter("加密"))
    yield running
    running.stop()


def letter(subject: str, body: str = "请审阅。") -> bytes:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["From"] = "张三 <zhang@example.org>"
    mail.set_content(body)
    return mail.as_bytes()


def polled(url: str, after: Position | None = None, **bounds: int) -> list[Fetched]:
    return list(fetch(MailboxAddress.from_url(url), after, **bounds))


def lines(data: bytes | None) -> list[bytes]:
    return (data or b"").splitlines()


def trouble(url: str, seconds: float = 20) -> MailboxUnavailable:
    with pytest.raises(MailboxUnavailable) as caught:
        list(fetch(MailboxAddress.from_url(url), seconds=seconds))
    assert PASSWORD not in str(caught.value)
    assert caught.value.remedy.endswith("。")
    return caught.value


def test_a_new_message_comes_once(server: ImapServer) -> None:
    assert polled(server.url) == []
    server.deliver(letter("甲"))
    server.deliver(letter("乙"))
    first, second = polled(server.url)
    assert [lines(item.data) for item in (first, second)] == [
        lines(letter("甲")),
        lines(letter("乙")),
    ]
    assert first.size == len(first.data or b"")
    assert polled(server.url, second.position) == []
    server.deliver(letter("丙"))
    (third,) = polled(server.url, second.position)
    assert lines(third.data) == lines(letter("丙"))


def test_whoever_is_interrupted_goes_on_behind_what_was_kept(server: ImapServer) -> None:
    for subject in "甲乙丙":
        server.deliver(letter(subject))
    kept: list[Fetched] = []
    for _ in range(3):
        running = fetch(MailboxAddress.from_url(server.url), kept[-1].position if kept else None)
        kept.append(next(running))
        running.close()
    assert [lines(item.data) for item in kept] == [lines(letter(subject)) for subject in "甲乙丙"]
    assert polled(server.url, kept[-1].position) == []


def test_a_deleted_message_leaves_a_gap(server: ImapServer) -> None:
    for subject in "甲乙丙":
        server.deliver(letter(subject))
    last = polled(server.url)[-1]
    server.remove(1)
    server.remove(2)
    assert polled(server.url, last.position) == []
    assert [item.uid for item in polled(server.url)] == [2]


def test_a_message_deleted_while_others_are_fetched_is_passed_over(server: ImapServer) -> None:
    for subject in "甲乙丙":
        server.deliver(letter(subject))
    running = fetch(MailboxAddress.from_url(server.url))
    found = [next(running)]
    server.remove(2)
    found.extend(running)
    assert [lines(item.data) for item in found] == [lines(letter(subject)) for subject in "甲丙"]


def test_everything_comes_again_when_the_server_numbers_anew(server: ImapServer) -> None:
    server.deliver(letter("甲"))
    (before,) = polled(server.url)
    server.renumber(before.uidvalidity + 5)
    (again,) = polled(server.url, before.position)
    assert again.position == Position(before.uidvalidity + 5, 1)
    assert again.data == before.data
    assert polled(server.url, again.position) == []


def test_nothing_is_marked_as_read(server: ImapServer) -> None:
    server.deliver(letter("甲"))
    assert len(polled(server.url)) == 1
    (flags,) = server.flags()
    assert b"Seen" not in flags


def test_too_large_a_message_is_refused_and_the_next_one_comes(server: ImapServer) -> None:
    server.deliver(letter("大", "字" * 3000))
    server.deliver(letter("小"))
    large, small = polled(server.url, largest=2000)
    assert large.data is None
    assert large.size > 2000
    assert "MB" in (large.refusal or "")
    assert lines(small.data) == lines(letter("小"))
    assert polled(server.url, small.position, largest=2000) == []


def test_broken_messages_come_as_they_are(server: ImapServer) -> None:
    broken = [b"\xff\xfe\x80 no header at all", b"Content-Type: multipart/mixed\r\n\r\n--", b"\r\n"]
    for data in broken:
        server.deliver(data)
    assert [(item.data or b"").rstrip() for item in polled(server.url)] == [
        data.rstrip() for data in broken
    ]


def test_a_message_in_raw_gb18030_arrives_with_its_files(server: ImapServer) -> None:
    names = ["调研报告（终稿）.docx", "版面.pdf", "全部材料.zip"]
    files = "".join(
        f'--x\r\nContent-Type: application/octet-stream; name="{name}"\r\n'
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n{name}\r\n'
        for name in names
    )
    server.deliver(
        (
            "From: 张三 <zhang@example.org>\r\nSubject: 投稿一篇\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
            "Content-Type: text/plain; charset=gb18030\r\n\r\n"
            f"请审阅附件中的三份材料。\r\n{files}--x--\r\n"
        ).encode("gb18030")
    )
    (found,) = polled(server.url)
    read = read_letter(found.data or b"")
    assert (read.sender_name, read.subject) == ("张三", "投稿一篇")
    assert [part.name for part in read.parts] == ["正文.txt", *names]
    assert read.parts[0].data.decode() == "请审阅附件中的三份材料。"
    assert [part.data.decode("gb18030") for part in read.parts[1:]] == names


@pytest.mark.parametrize("name", ["投稿", "投稿/二〇二五 & 春", 'a "b" \\', "😀"])
def test_folders_have_any_name(server: ImapServer, name: str) -> None:
    quoted = encoded_folder(name).replace("\\", "\\\\").replace('"', '\\"')
    server.deliver(letter("甲"), quoted)
    assert len(polled(server.url_of(name))) == 1
    assert polled(server.url) == []


def test_a_folder_that_is_missing_is_named_with_those_that_are_there(server: ImapServer) -> None:
    server.deliver(letter("甲"), encoded_folder("投稿箱"))
    error = trouble(server.url_of("来稿"))
    assert "来稿" in error.problem
    assert "INBOX" in error.remedy
    assert "投稿箱" in error.remedy


def test_a_wrong_password_is_told(server: ImapServer) -> None:
    for password in ("wrong", "错了"):
        error = trouble(server.url_of("INBOX", password=password))
        assert "登录" in error.problem
        assert "授权码" in error.remedy


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = trouble(f"imap://a:b@127.0.0.1:{taken.getsockname()[1]}/")
    assert "拒绝连接" in error.problem


def test_a_server_that_is_nowhere() -> None:
    assert "找不到" in trouble("imaps://a:b@mail.invalid/").problem
    assert "找不到" in trouble(f"imaps://a:b@{'x' * 70}.example/").problem


def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert "没有回答" in trouble(f"imap://a:b@127.0.0.1:{port}/", 0.2).problem
        assert "没有回答" in trouble(f"imaps://a:b@127.0.0.1:{port}/", 0.2).problem


def test_a_connection_that_breaks_keeps_what_came_before(server: ImapServer) -> None:
    server.deliver(letter("甲"))
    server.deliver(letter("乙"))
    running = fetch(MailboxAddress.from_url(server.url))
    assert lines(next(running).data) == lines(letter("甲"))
    server.stop()
    with pytest.raises(MailboxUnavailable, match="拒绝连接"):
        next(running)


def test_a_message_that_the_server_cannot_read_does_not_stop_its_neighbours(
    server: ImapServer,
) -> None:
    for subject in "甲乙丙":
        server.deliver(letter(subject))
    server.spoil(2)
    first, second, third = polled(server.url)
    assert lines(first.data) == lines(letter("甲"))
    assert second.data is None
    assert "中断" in (second.refusal or "")
    assert lines(third.data) == lines(letter("丙"))
    assert polled(server.url, third.position) == []


def test_a_connection_that_is_cut_once_is_made_anew(server: ImapServer) -> None:
    for subject in "甲乙":
        server.deliver(letter(subject))
    running = fetch(MailboxAddress.from_url(server.url))
    found = [next(running)]
    server.hang_up()
    found.extend(running)
    assert [lines(item.data) for item in found] == [lines(letter(subject)) for subject in "甲乙"]


def test_an_unknown_certificate_is_refused(
    tls_server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for inside in (True, False):
        assert "证书" in trouble(tls_server.url_of("INBOX", tls=inside)).problem
    monkeypatch.setenv("SSL_CERT_FILE", str(tls_server.certificate))
    other = tls_server.url.replace("localhost", "127.0.0.1")
    assert "证书" in trouble(other).problem


@pytest.mark.parametrize("inside", [True, False], ids=["imaps", "starttls"])
def test_a_known_certificate_is_accepted(
    tls_server: ImapServer, monkeypatch: pytest.MonkeyPatch, inside: bool
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tls_server.certificate))
    (found,) = polled(tls_server.url_of("INBOX", tls=inside))
    assert lines(found.data) == lines(letter("加密"))


def test_the_wrong_port_for_tls_is_told(server: ImapServer) -> None:
    error = trouble(server.url.replace("imap://", "imaps://"))
    assert "加密" in error.problem
    assert "993" in error.remedy


def test_the_password_is_never_shown(server: ImapServer) -> None:
    address = MailboxAddress.from_url(server.url)
    assert (address.user, address.password, address.folder) == (USER, PASSWORD, "INBOX")
    assert PASSWORD not in f"{address!r}{address}{address.shown}"


def test_an_address_may_be_short(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MailboxAddress.from_environment() is None
    monkeypatch.setenv("SIXUE_MAILBOX", " imaps://a@b.cn:c@imap.b.cn ")
    found = MailboxAddress.from_environment()
    assert found == MailboxAddress("imap.b.cn", 993, True, "a@b.cn", "INBOX", "c")
    assert MailboxAddress.from_url("imap://a:b@c").port == 143


@pytest.mark.parametrize(
    "url",
    [
        "pop3://a:geheim@b", "a:geheim@b", "imaps://b", "imaps://a@b", "imaps://:geheim@b",
        "imaps://a:geheim@", "imaps://a:geheim@b:x", "imaps://a:geheim@b:99999",
        "imaps://a:ge#heim@b", "imaps://a:geheim%0d%0aX@b", "imaps://a:geheim@[b",
        "imaps://a:geheim@b/x%0Ay",
    ],
)  # fmt: skip
def test_a_bad_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadMailboxAddress) as caught:
        MailboxAddress.from_url(url)
    assert "geheim" not in str(caught.value)
    assert "SIXUE_MAILBOX" in caught.value.remedy


@pytest.mark.parametrize(
    ("name", "written"),
    [("INBOX", "INBOX"), ("台北", "&U,BTFw-"), ("A & B", "A &- B"), ("已发送", "&XfJT0ZAB-")],
)
def test_folder_names_as_the_standard_has_them(name: str, written: str) -> None:
    assert encoded_folder(name) == written
    assert decoded_folder(written) == name


@given(st.text())
def test_law_folder_names_survive(name: str) -> None:
    written = encoded_folder(name)
    assert written.isascii()
    assert decoded_folder(written) == name
