from __future__ import annotations

from corpus.archive import Archive
from tests.articles import draft, keep
from tests.tagged import reports

OFFICE = "“一站式接待”开到了镇上，{}的人少跑一趟。一站式接待的窗口只有两个，办事却快。"


def test_what_many_articles_say_without_a_tag_is_brought_up(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *reports(4))
    ids = keep(
        sqlite_archive,
        *(
            draft(OFFICE.format(who), f"窗口{who}", tags=("服务",))
            for who in ("办证", "看病", "上访", "开店")
        ),
    )
    found = {gap.form: gap for gap in sqlite_archive.tag_gaps.find()}
    assert found["一站式接待"].articles == 4
    assert "治水" not in found
    seen = sqlite_archive.tag_gaps.look_at("一站式接待")
    assert {use.article_id for use in seen.uses} <= set(ids)
    assert all("一站式接待" in use.text for use in seen.uses)
    assert seen.near == (("服务", 1.0),)
    assert sqlite_archive.tag_gaps.holding("一站式接待") == ids


def test_a_tag_of_this_name_closes_the_gap(sqlite_archive: Archive) -> None:
    ids = keep(
        sqlite_archive, *(draft(OFFICE.format(n), f"窗口{n}") for n in ("甲", "乙", "丙", "丁"))
    )
    assert "一站式接待" in {gap.form for gap in sqlite_archive.tag_gaps.find()}
    sqlite_archive.tags.put_on(ids[0], "一站式接待")
    assert "一站式接待" not in {gap.form for gap in sqlite_archive.tag_gaps.find()}
