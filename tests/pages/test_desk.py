"""The desk of a visitor: files in their order, and how much will be kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.archive import Archive
from corpus.intake import read
from corpus.sheet import Sheet
from pages.parts.desk import Desk
from tests.pages.press_page import PAGE


@pytest.fixture
def archive(sqlite_archive: Archive) -> Archive:
    return sqlite_archive


@pytest.fixture
def sheet(archive: Archive) -> Sheet:
    (only,) = read(archive.imports, "版面.txt", PAGE.encode()).sheets
    return only


def test_the_desk_keeps_the_order_of_uploads(archive: Archive):
    desk = Desk(order=["a", "b"])
    desk.lay_down("b", read(archive.imports, "乙.txt", PAGE.encode()))
    desk.lay_down("a", read(archive.imports, "甲.txt", PAGE.replace("富路", "通途").encode()))
    assert [sheet.name for sheet in desk.sheets] == ["甲.txt", "乙.txt"]


def test_the_desk_counts_what_will_be_kept(archive: Archive, sheet: Sheet):
    final = replace(sheet, dropped={sheet.starts[0], sheet.starts[1]}).final()
    assert final is not None
    list(archive.imports.keep([final]))
    desk = Desk(order=["a"])
    desk.lay_down("a", read(archive.imports, "版面.txt", PAGE.encode()))
    assert desk.count() == (2, 1)
    desk.sheets[0].drop(0, True)
    assert desk.count() == (1, 1)
