"""From a message in a mailbox to an article that a reader finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from corpus.archive import Archive
from corpus.mailbox_address import MAILBOX_VARIABLE
from tests.articles import draft, keep
from tests.corpus.imap_server import ImapServer
from tests.e2e.server import serving
from tests.pages.press_page import PAGE, TITLES
from tests.tagged import reports


@pytest.fixture
def mailbox() -> Iterator[ImapServer]:
    running = ImapServer()
    yield running
    running.stop()


@pytest.fixture
def app(tmp_path: Path, mailbox: ImapServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The app with a vocabulary of its own and a mailbox."""
    home = tmp_path / "app"
    with Archive.open(home=home) as archive:
        keep(archive, *reports(8))
        keep(archive, draft("护路队每天清一遍边沟。", "护路队", tags=("公路养护",)))
        archive.tagging.train()
        archive.index.catch_up()
    monkeypatch.setenv(MAILBOX_VARIABLE, mailbox.url)
    with serving(home) as address:
        yield address


def letter() -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "山路三篇"
    mail["From"] = "周青禾 <qinghe@example.com>"
    mail["Message-ID"] = "<1@example.com>"
    mail.set_content("请审阅。")
    mail.add_attachment(PAGE.encode(), maintype="text", subtype="plain", filename="山路三篇.txt")
    return mail.as_bytes()


def test_mail_is_split_tagged_adopted_and_found_by_a_reader(
    browser: Browser, app: str, mailbox: ImapServer
) -> None:
    with (
        browser.new_context(locale="zh-CN") as theirs,
        browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}) as ours,
    ):
        reader, editor = theirs.new_page(), ours.new_page()
        hits = reader.locator(".sx-hit-title")

        editor.goto(f"{app}/submissions")
        mailbox.deliver(letter())
        editor.get_by_role("button", name="现在收取").click()
        row = editor.get_by_role("button", name=re.compile("山路三篇"))
        expect(row).to_be_visible()
        reader.goto(f"{app}/search?q=“竹农户均增收四千三百元”")
        expect(reader.get_by_text(re.compile("没有找到"))).to_be_visible()
        expect(hits).to_have_count(0)

        row.click()
        cards = editor.locator(".sx-draft-title")
        expect(cards).to_have_text([re.compile(title) for title in TITLES])
        line = editor.locator(".line", has_text="养路的人从哪里来").locator(".handle")
        line.focus()
        editor.keyboard.press("n")
        expect(cards).to_have_count(4)
        expect(editor.locator(".sx-meter")).to_contain_text("0 字丢失")

        first = editor.locator("[class*='st-key-draft-']").first
        suggested = first.locator(".row .name")
        expect(suggested.first).to_have_text("公路养护")
        expect(first.locator(".row").first).to_contain_text("文中")
        editor.keyboard.press("1")
        expect(first.locator(".chip")).to_contain_text(["公路养护"])
        expect(editor.locator(".sx-meter")).to_contain_text("0 字丢失")

        editor.get_by_role("button", name="采用（4 篇）").click()
        expect(editor.get_by_text("已采用，4 篇文章在文库里。")).to_be_visible()
        reader.goto(f"{app}/search?q=“竹农户均增收四千三百元”")
        expect(hits).to_have_text([TITLES[0]])
        reader.goto(f"{app}/search?q=“竹农户均增收四千三百元”&tags=公路养护")
        expect(hits).to_have_text([TITLES[0]])
