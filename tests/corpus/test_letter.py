"""Messages taken apart into sender, time, subject, body and attachments."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.document import RawDocument
from corpus.letter import Letter, LetterPart, read_letter
from corpus.readers import Limits, read
from tests.corpus.readers.texts import PARAGRAPHS, TEXT, TITLE, joined

PIXEL = b"\x89PNG\r\n\x1a\n"


def mail(body: str = "\n".join(PARAGRAPHS)) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "李明远 <li@example.org>"
    message["To"] = "tougao@example.org"
    message["Subject"] = f"投稿：{TITLE}"
    message["Date"] = "Tue, 04 Mar 2025 09:30:00 +0800"
    message["Message-ID"] = "<20250304.1@example.org>"
    message.set_content(body)
    return message


def files(letter: Letter) -> list[LetterPart]:
    return [part for part in letter.parts if not part.is_body]


def body(letter: Letter) -> LetterPart:
    (found,) = [part for part in letter.parts if part.is_body]
    return found


def docx() -> bytes:
    document = Document()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_who_sent_what_when() -> None:
    letter = read_letter(mail().as_bytes())
    assert (letter.sender_name, letter.sender_address) == ("李明远", "li@example.org")
    assert letter.sent_at == datetime(2025, 3, 4, 1, 30, tzinfo=UTC)
    assert letter.subject == f"投稿：{TITLE}"
    assert letter.message_id == "<20250304.1@example.org>"
    assert body(letter).data.decode().split("\n") == PARAGRAPHS
    assert body(letter).material
    assert files(letter) == []
    assert letter.warnings == ()


def test_attachments_can_be_read_like_files() -> None:
    message = mail()
    word, packed = docx(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("乙.txt", TEXT)
    for name, data in (
        ("让青溪的山货出山（终稿）.docx", word),
        ("附件 2.pdf", b"%PDF-1.4"),
        ("全部.zip", packed.getvalue()),
        ("winmail.dat", b"\x78\x9f\x3e\x22"),
    ):
        message.add_attachment(data, "application", "octet-stream", filename=name)
    found = files(read_letter(message.as_bytes()))
    assert [part.name for part in found] == [
        "让青溪的山货出山（终稿）.docx",
        "附件 2.pdf",
        "全部.zip",
        "winmail.dat",
    ]
    assert all(part.material for part in found)
    (document,) = read(found[0].name, found[0].data)
    assert isinstance(document, RawDocument)
    assert joined(document.text) == joined(TEXT)
    assert found[2].data == packed.getvalue()


@pytest.mark.parametrize("charset", ["gb2312", "gb18030", "big5", "utf-8"])
def test_headers_and_names_in_any_encoding(charset: str) -> None:
    message = MIMEMultipart()
    name = Header("王文中", charset).encode()
    message["From"] = f"{name} <zhang@example.org>"
    message["Subject"] = Header("投稿", charset)
    message.attach(MIMEText("文章在此。" * 20, "plain", charset))
    part = MIMEApplication(b"x")
    part.add_header("Content-Disposition", "attachment", filename=(charset, "", "文章甲.docx"))
    message.attach(part)
    old = MIMEApplication(b"y")
    old.add_header(
        "Content-Disposition", f'attachment; filename="{Header("文章甲.pdf", charset).encode()}"'
    )
    message.attach(old)
    letter = read_letter(message.as_bytes())
    assert (letter.sender_name, letter.sender_address) == ("王文中", "zhang@example.org")
    assert letter.subject == "投稿"
    assert body(letter).data.decode() == "文章在此。" * 20
    assert [part.name for part in files(letter)] == ["文章甲.docx", "文章甲.pdf"]


def test_raw_gbk_in_headers_and_names() -> None:
    gbk = (
        'From: "王文中" <zhang@example.org>\r\nSubject: 投稿一篇\r\n'
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        'Content-Type: application/msword; name="稿件甲.doc"\r\n'
        'Content-Disposition: attachment; filename="稿件甲.doc"\r\n\r\nabc\r\n--x--\r\n'
    ).encode("gbk")
    letter = read_letter(gbk)
    assert (letter.sender_name, letter.sender_address) == ("王文中", "zhang@example.org")
    assert letter.subject == "投稿一篇"
    assert [(part.name, part.data) for part in letter.parts] == [("稿件甲.doc", b"abc")]


@pytest.mark.parametrize(
    ("written", "sender"),
    [
        ("li@example.org", ("", "li@example.org")),
        ("<li@example.org>", ("", "li@example.org")),
        ('"Li, Mingyuan" <li@example.org>', ("Li, Mingyuan", "li@example.org")),
        ("li@example.org <li@example.org>", ("li@example.org", "li@example.org")),
        ("'李明远' <li@example.org>", ("李明远", "li@example.org")),
        ("=?utf-8?b?5p2OIDxsaUBleGFtcGxlLm9yZz4=?=", ("李", "li@example.org")),
        ("李明远", ("李明远", "")),
        ("<>", ("<>", "")),
        ("", ("", "")),
    ],
)
def test_senders_write_their_address_in_many_ways(written: str, sender: tuple[str, str]) -> None:
    letter = read_letter(f"From: {written}\r\nSubject: x\r\n\r\n文\r\n".encode())
    assert (letter.sender_name, letter.sender_address) == sender


@pytest.mark.parametrize("date", ["", "昨天", "Tue, 99 Foo 2025 99:99:99 +9999", "1 Jan 99999"])
def test_a_time_that_is_none_is_left_open(date: str) -> None:
    assert read_letter(f"From: a@b.cn\r\nDate: {date}\r\n\r\n文\r\n".encode()).sent_at is None


def test_html_alone_becomes_text() -> None:
    message = mail("")
    message.set_content("".join(f"<p>{text}</p>" for text in PARAGRAPHS), subtype="html")
    assert body(read_letter(message.as_bytes())).data.decode().split("\n\n") == PARAGRAPHS
    message = mail()
    message.add_alternative("<p>别的</p>", subtype="html")
    assert body(read_letter(message.as_bytes())).data.decode().split("\n") == PARAGRAPHS


def test_a_page_without_text_is_kept_as_it_came() -> None:
    message = mail("")
    message.set_content("<html><body><img src='https://example.org/a.png'></body></html>", "html")
    message.add_attachment(docx(), "application", "octet-stream", filename="稿.docx")
    page, file = read_letter(message.as_bytes()).parts
    assert (page.name, page.is_body, page.material) == ("正文.html", True, False)
    assert b"a.png" in page.data
    assert file.material


def test_what_only_serves_the_message_is_kept_but_no_material() -> None:
    message = mail()
    message.add_alternative('<p>文</p><img src="cid:logo">', subtype="html")
    message.get_payload()[1].add_related(  # type: ignore[union-attr]
        PIXEL, "image", "png", cid="<logo>", filename="logo.png"
    )
    message.add_attachment(b"BEGIN:VCALENDAR", "text", "calendar", filename="会议.ics")
    message.add_attachment(b"0", "application", "pkcs7-signature", filename="smime.p7s")
    message.add_attachment(b"BEGIN:VCARD", "application", "octet-stream", filename="名片.vcf")
    message.add_attachment(PIXEL, "image", "png", filename="配图.png")
    found = files(read_letter(message.as_bytes()))
    assert {part.name: part.material for part in found} == {
        "logo.png": False,
        "会议.ics": False,
        "smime.p7s": False,
        "名片.vcf": False,
        "配图.png": True,
    }


def test_a_covering_note_is_no_material_where_a_file_is() -> None:
    message = mail("请查收附件，谢谢！")
    assert body(read_letter(message.as_bytes())).material
    message.add_attachment(docx(), "application", "octet-stream", filename="稿.docx")
    assert not body(read_letter(message.as_bytes())).material
    signed = mail("请查收附件，谢谢！")
    signed.add_attachment(b"0", "application", "pkcs7-signature", filename="smime.p7s")
    assert body(read_letter(signed.as_bytes())).material


def test_an_attached_message_is_a_file() -> None:
    outer = mail("转给您。")
    outer.add_attachment(mail())
    (inner,) = files(read_letter(outer.as_bytes()))
    assert (inner.name, inner.kind) == ("附件.eml", "message/rfc822")
    assert inner.material
    assert read_letter(inner.data).subject == f"投稿：{TITLE}"


def test_names_lose_folders_and_overlength_but_not_their_suffix() -> None:
    message = mail()
    for name in ("..\\..\\甲.docx", "/etc/乙.docx", "长" * 500 + ".docx", "a\x00\x1fb.txt"):
        message.add_attachment(b"x", "application", "octet-stream", filename=name.strip())
    found = [part.name for part in files(read_letter(message.as_bytes()))]
    assert found[:2] == ["甲.docx", "乙.docx"]
    assert len(found[2]) == 200
    assert found[2].endswith("长.docx")


def test_what_cannot_be_taken_apart_is_kept_whole() -> None:
    data = mail().as_bytes()
    letter = read_letter(data, limits=Limits(memory=1))
    assert [(part.data, part.material) for part in letter.parts] == [(data, True)]
    assert letter.sender_address == "li@example.org"
    assert letter.warnings


def test_a_message_of_countless_parts_is_bounded() -> None:
    head = b"From: a@b.cn\nContent-Type: multipart/mixed; boundary=b\n\n"
    letter = read_letter(head + b"--b\nContent-Type: application/x\n\nx\n" * 3000 + b"--b--\n")
    assert len(letter.parts) == 500
    assert "500" in letter.warnings[0]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([b"", b"From: ", b"From: a\nSubject: =?", b"Content-Type: multipart/mixed\n"]),
    st.binary(max_size=300),
)
@example(b"", b"")
@example(b"", b"\0" * 5000)
@example(b"", b"From: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" * 2000)
@example(b"", b"From: a\nContent-Type: message/rfc822\n\n" * 2000)
@example(b"Subject: ", b"=?gb2312?b?" * 3000)
@example(b"", b"".join(b"\xc4\xe3%d: \xc4\xe3\n" % number for number in range(20_000)))
def test_law_no_bytes_raise(start: bytes, rest: bytes) -> None:
    letter = read_letter(start + rest)
    for text in (letter.sender_name, letter.sender_address, letter.subject):
        text.encode()
        assert "\0" not in text
    assert all(part.name and len(part.name) <= 200 for part in letter.parts)
