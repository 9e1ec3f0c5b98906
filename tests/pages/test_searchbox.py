"""The note beside the search box promises nothing that does not happen."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.parts.searchbox import WAYS
from tests.pages.conftest import Open, shown, titles

ROAD, LATHE, CANTEEN = "公路通到竹林边", "返乡创业的第一台机床", "食堂的三本账"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("共同富裕", {ROAD, LATHE}),
        ("“共同富裕才走得远”", {ROAD}),
        ("富裕 -机床", {ROAD}),
        ("标题:创业", {LATHE}),
        ("作者:王田", {CANTEEN}),
        ("来源:山水学刊", {CANTEEN}),
        ("栏目:调研", {ROAD, LATHE}),
        ("标签:基础设施", {ROAD}),
        ("年:2021-2022", {ROAD, LATHE}),
    ],
)
def test_each_way_of_the_note_finds_what_it_says(
    visit: Open, library: Path, query: str, found: set[str]
) -> None:
    assert set(titles(visit("search.py", q=query))) == found


def test_the_note_tells_whether_several_words_must_all_appear(visit: Open, library: Path) -> None:
    app = visit("search.py", q="食堂 机床")
    promised = "都要出现" in shown(app)
    assert promised == (titles(app) == [])


def test_the_note_is_on_every_page_with_the_box(visit: Open, library: Path) -> None:
    for page in ("home.py", "search.py"):
        said = shown(visit(page))
        assert all(way in said and what in said for way, what in WAYS)
