"""The page view: every line says which article and role it has."""

from __future__ import annotations

from pathlib import Path

from corpus.archive import Archive
from corpus.intake import read
from pages.parts.split_view import page_lines
from tests.pages.press_page import PAGE


def test_each_line_has_its_article_its_role_and_its_place(tmp_path: Path):
    with Archive.open(home=tmp_path / "home") as archive:
        (sheet,) = read(archive.imports, "版面.txt", PAGE.encode()).sheets
    lines = page_lines(sheet.split, sheet.numbers)
    assert [PAGE[line["start"] : line["end"]] for line in lines] == [
        line.strip() for line in PAGE.split("\n") if line.strip()
    ]
    by_text = {PAGE[line["start"] : line["end"]]: line for line in lines}
    title = by_text["让山路成为富路"]
    assert (title["n"], title["index"], title["first"]) == (1, 0, True)
    assert title["said"] == "第 1 篇 · 标题"
    assert by_text["沈望舒"]["said"] == "作者"
    assert by_text["路通之后的账本"]["said"] == "小标题"
    furniture = by_text["本版投稿邮箱:sixue@example.com"]
    assert (furniture["index"], furniture["said"]) == (None, "版面附属文字")
    assert [line["index"] for line in lines if line["first"]] == [0, 1, 2]


def test_no_character_of_a_line_is_missing(tmp_path: Path):
    with Archive.open(home=tmp_path / "home") as archive:
        (sheet,) = read(archive.imports, "版面.txt", PAGE.encode()).sheets
    for line in page_lines(sheet.split, sheet.numbers):
        joined = "".join(part["text"] for part in line["parts"])
        whole = PAGE[line["start"] : line["end"]]
        assert joined.replace(" ", "") == whole.replace(" ", "")
