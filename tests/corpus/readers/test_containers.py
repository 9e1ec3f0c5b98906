"""Mails and zips, whose parts are read like files of their own."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from corpus.document import RawDocument, Refusal
from corpus.readers import Limits, read
from tests.corpus.readers.texts import PARAGRAPHS, TEXT, TITLE, documents, only, refusal


def _mail(subject: str, body: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["From"] = "李明远 <li@example.org>"
    mail["To"] = "lib@example.org"
    mail.set_content(body)
    return mail


def test_the_subject_is_the_title_and_the_sender_no_author() -> None:
    found = only("信.eml", _mail(f"转发：{TITLE}", "\n".join(PARAGRAPHS)).as_bytes())
    assert found.format == "eml"
    assert found.metadata.title == TITLE
    assert found.metadata.authors == ()
    assert found.text.split("\n") == PARAGRAPHS


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["gb2312", "gb18030", "utf-8"])
def test_bodies_are_decoded(charset: str, transfer: str) -> None:
    mail = _mail(TITLE, "")
    mail.set_content("\n".join(PARAGRAPHS), charset=charset, cte=transfer)
    assert only("信.eml", mail.as_bytes()).text.split("\n") == PARAGRAPHS


def test_plain_text_goes_before_html_and_html_alone_is_read() -> None:
    mail = _mail(TITLE, "\n".join(PARAGRAPHS))
    mail.add_alternative(f"<html><body><p>{PARAGRAPHS[0]}</p></body></html>", subtype="html")
    assert only("信.eml", mail.as_bytes()).text.split("\n") == PARAGRAPHS
    mail = _mail(TITLE, "")
    html = f"<html><body><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></body></html>"
    mail.set_content(html, subtype="html")
    assert only("信.eml", mail.as_bytes()).text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"


def test_attachments_are_read_and_refused_one_by_one() -> None:
    mail = _mail(TITLE, "\n".join(PARAGRAPHS))
    mail.add_attachment(TEXT.encode("gb18030"), "text", "plain", filename="附件：调研.txt")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", filename="图.png")
    body, attached, picture = read("信.eml", mail.as_bytes())
    assert isinstance(body, RawDocument)
    assert isinstance(attached, RawDocument)
    assert (attached.name, attached.text) == ("信.eml/附件：调研.txt", TEXT)
    assert isinstance(picture, Refusal)
    assert picture.reason == "unsupported"


def test_a_covering_note_becomes_a_warning_of_the_attachment() -> None:
    mail = _mail("投稿", "请查收附件，谢谢！")
    mail.add_attachment(TEXT.encode(), "application", "octet-stream", filename="稿.txt")
    found = only("信.eml", mail.as_bytes())
    assert found.name == "信.eml/稿.txt"
    assert found.warnings == ("邮件附言：请查收附件，谢谢！",)


def test_a_covering_note_is_kept_if_nothing_bears_it() -> None:
    mail = _mail("投稿", "请查收附件，谢谢！")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", filename="图.png")
    refused, body = read("信.eml", mail.as_bytes())
    assert isinstance(refused, Refusal)
    assert isinstance(body, RawDocument)


def test_raw_gbk_headers_are_read() -> None:
    name = "稿件甲.txt".encode("gbk")
    data = (
        b"From: a@example.org\r\nSubject: "
        + TITLE.encode("gbk")
        + b"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        + b"Content-Type: text/plain; charset=gbk\r\n\r\n"
        + "\n".join(PARAGRAPHS).encode("gbk")
        + b'\r\n--x\r\nContent-Type: text/plain; name="'
        + name
        + b'"\r\nContent-Disposition: attachment; filename="'
        + name
        + b'"\r\n\r\n'
        + TEXT.encode("gbk")
        + b"\r\n--x--\r\n"
    )
    body, attached = documents("信.eml", data)
    assert body.metadata.title == TITLE
    assert attached.name == "信.eml/稿件甲.txt"


def test_a_forwarded_mail_is_read() -> None:
    outer = _mail("外", "\n".join(PARAGRAPHS[:2]))
    outer.add_attachment(_mail("内信的标题", "\n".join(PARAGRAPHS[2:])))
    _, inner = documents("外.eml", outer.as_bytes())
    assert inner.metadata.title == "内信的标题"


def test_a_mail_without_anything_is_refused() -> None:
    assert refusal("空.eml", _mail("空", "").as_bytes()).reason == "no_text"


def _zip(members: dict[str, bytes], flag: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def test_members_are_read_under_their_paths() -> None:
    data = _zip(
        {"甲/一.txt": TEXT.encode("gbk"), "../乙.txt": TEXT.encode(), "__MACOSX/._一": b"x"}
    )
    first, second = documents("投稿.zip", data)
    assert (first.name, second.name) == ("投稿.zip/甲/一.txt", "投稿.zip/乙.txt")
    assert first.sha256 != second.sha256


def _without_flag(name: str) -> bytes:
    """A zip whose member is named in GBK bytes, as older programs write it."""
    raw = name.encode("gbk")
    data = _zip({"x" * len(raw): TEXT.encode()})
    return data.replace(b"x" * len(raw), raw)


def test_gbk_names_are_read() -> None:
    assert only("包.zip", _without_flag("调研报告.txt")).name == "包.zip/调研报告.txt"


def test_misread_gbk_names_that_claim_to_be_utf8_are_restored() -> None:
    data = _zip({"调研报告.txt".encode("gbk").decode("cp437"): TEXT.encode()})
    assert only("包.zip", data).name == "包.zip/调研报告.txt"


def test_zips_may_lie_in_a_zip_but_no_deeper() -> None:
    inner = _zip({"文.txt": TEXT.encode()})
    assert only("外.zip", _zip({"内.zip": inner})).name == "外.zip/内.zip/文.txt"
    (found,) = read("外.zip", _zip({"中.zip": _zip({"内.zip": inner})}))
    assert isinstance(found, Refusal)
    assert (found.name, found.reason) == ("外.zip/中.zip/内.zip", "unsupported")


def test_a_bad_member_does_not_cost_the_others() -> None:
    found = list(read("包.zip", _zip({"坏.docx": b"PK\x03\x04abc", "好.txt": TEXT.encode()})))
    assert isinstance(found[0], Refusal)
    assert (found[0].name, found[0].reason) == ("包.zip/坏.docx", "damaged")
    assert isinstance(found[1], RawDocument)


def test_zip_bombs_are_refused_before_they_grow() -> None:
    assert refusal("弹.zip", _zip({"a.txt": b"0" * 60_000_000})).reason == "too_large"
    small = Limits(expanded=1000)
    nested = _zip({f"{i}.zip": _zip({"a.txt": b"0" * 900}) for i in range(3)})
    reasons = [
        item.reason for item in read("弹.zip", nested, limits=small) if isinstance(item, Refusal)
    ]
    assert reasons.count("too_large") == 2
    many = _zip({str(i): b"" for i in range(50)})
    assert refusal("多.zip", many, Limits(entries=20)).reason == "too_large"


def test_empty_and_cut_zips_are_told_apart() -> None:
    assert refusal("空.zip", _zip({})).reason == "empty"
    assert refusal("断.zip", _zip({"a.txt": TEXT.encode()})[:-30]).reason == "damaged"


def test_a_password_is_recognised() -> None:
    data = bytearray(_zip({"a.txt": TEXT.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (found,) = read("密.zip", bytes(data))
    assert isinstance(found, Refusal)
    assert found.reason == "encrypted"
