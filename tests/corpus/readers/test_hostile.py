"""No bytes may raise or hang."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.document import RawDocument, Refusal
from corpus.readers import DEFAULT, Limits, read
from tests.corpus.readers.texts import PARAGRAPHS, TITLE, only, refusal

MAGIC = [
    b"", b"%PDF-1.4\n", b"PK\x03\x04", b"PK\x05\x06", b"{", b"[",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html>", b"<p>", b"From: a\nTo: b\nMIME-Version: 1.0\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\0",
    "标题,正文\n".encode(), b"---\ntitle: x\n---\n", b"\x89PNG\r\n\x1a\n",
]  # fmt: skip
NAMES = ["a.txt", "a.md", "a.html", "a.eml", "a.csv", "a.jsonl", "a.docx", "", "一.pdf"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(NAMES), st.sampled_from(MAGIC), st.binary(max_size=300))
@example("a.json", b"", b"[" * 100_000)
@example("a.eml", b"", b"From: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" * 2000)
@example("a.csv", b"", b'title,text\na,"' + b"x\n" * 5000)
@example("a.md", b"", b"[" * 5000 + b"](x)" * 5000)
def test_law_no_bytes_raise(name: str, magic: bytes, rest: bytes) -> None:
    found = list(read(name, magic + rest))
    assert found
    for item in found:
        assert isinstance(item, RawDocument | Refusal)
        if isinstance(item, RawDocument):
            assert item.text.strip()
            assert "\0" not in item.text
            item.text.encode("utf-8")
        else:
            assert item.problem
            assert item.remedy


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), ".xlsx"),
        (b"{\\rtf1\\ansi abc}", ".docx"),
        (b"Rar!\x1a\x07\x00", ".zip"),
        (b"MZ\x90\x00" + b"\0" * 100, "文章"),
        (b"ID3\x04" + b"\0" * 100, "文字稿"),
        (b'<?xml version="1.0"?><root/>', ".docx"),
    ],
)
def test_foreign_files_are_named_with_a_way_out(data: bytes, word: str) -> None:
    found = refusal("文.txt", data)
    assert found.reason == "unsupported"
    assert word in found.remedy


def test_a_locked_office_file_is_encrypted() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refusal("密.docx", data).reason == "encrypted"


def test_size_is_bounded() -> None:
    assert refusal("大.txt", b"x" * 100, Limits(size=99)).reason == "too_large"
    long = "\n".join(PARAGRAPHS * 20).encode()
    assert refusal("长.txt", long, Limits(characters=1000)).reason == "too_large"
    many = "\n".join(["行"] * 101).encode()
    assert refusal("多.txt", many, Limits(lines=100)).reason == "too_large"
    assert refusal("长.txt", TITLE.encode() * (DEFAULT.characters // 4)).reason == "too_large"


def test_a_file_without_a_name_is_read() -> None:
    assert only("", TITLE.encode()).name == "未命名"


@pytest.mark.timeout(60)  # it hung for minutes
@pytest.mark.parametrize(
    "text",
    ["字" + " " * 300_000 + "字。", "字" + "\u3000" * 300_000 + "字。", "<!-- 甲 -->" * 60 + "<"],
    ids=["spaces", "wide spaces", "comments"],
)
def test_runs_of_one_sign_are_read_in_a_moment(text: str) -> None:
    assert list(read("长串.txt", text.encode()))
