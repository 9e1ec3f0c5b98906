"""How much the library holds, on both databases."""

from __future__ import annotations

from datetime import date

from corpus.archive import Archive
from corpus.holdings import Holdings, holdings
from tests.articles import draft, prepared


def test_empty_archive_holds_nothing(archive: Archive) -> None:
    assert holdings(archive) == Holdings(0, 0, 0, None, None)


def test_sums_leave_the_trash_out(archive: Archive) -> None:
    some = [
        draft("# 一\n山路修好了。", "甲", authors=("周青", "李禾"), published=date(2020, 1, 2)),
        draft("春笋下山。", "乙", authors=("周青",), published=date(2022, 3, 4)),
        draft("无人署名的一篇。", "丙"),
    ]
    ids = [i for kept in archive.imports.keep(prepared(some)) for i in kept.article_ids]
    assert holdings(archive) == Holdings(3, 7 + 5 + 8, 2, date(2020, 1, 2), date(2022, 3, 4))
    archive.articles.trash(ids[1:2])
    assert holdings(archive) == Holdings(2, 7 + 8, 2, date(2020, 1, 2), date(2020, 1, 2))
