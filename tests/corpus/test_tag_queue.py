from __future__ import annotations

from datetime import UTC, datetime, timedelta

from corpus.archive import Archive
from tests.articles import by, draft, keep
from tests.tagged import reports


def test_untagged_articles_wait_the_newest_first(archive: Archive) -> None:
    ids = keep(archive, draft("甲。"), draft("乙。", tags=("道路",)), draft("丙。"), draft("丁。"))
    archive.articles.trash(ids[3:])
    assert archive.tag_queue.untagged() == [ids[2], ids[0]]
    assert archive.tag_queue.untagged(1) == [ids[2]]
    assert archive.tag_queue.count_untagged() == 2


def test_the_least_clear_article_comes_first(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *reports(8))
    mixed = draft(
        "护理员上门量血压，老年食堂的饭菜软和。截污管网铺到村口，堤岸上有人巡堤。", "一天"
    )
    clear = draft("卫星飞过月球背面，发回第一批照片。", "月球")
    doubtful, plain = keep(sqlite_archive, mixed, clear)
    sqlite_archive.tagging.train()
    found = sqlite_archive.tag_queue.uncertain()
    assert found.index(doubtful) < found.index(plain)
    assert sqlite_archive.tag_queue.uncertain() == found


def test_what_somebody_tagged_today_is_counted_without_what_was_done_to_many(
    archive: Archive,
) -> None:
    ids = keep(archive, draft("甲。"), draft("乙。"), draft("丙。"))
    start = datetime.now(UTC) - timedelta(seconds=1)
    mine = by("林晓", archive)
    mine.tags.put_on(ids[0], "道路")
    mine.tags.put_on(ids[0], "桥梁")
    mine.tags.put_on(ids[1], "道路")
    mine.tags.put_on_many(ids, "乡村")
    by("周远", archive).tags.put_on(ids[2], "桥梁")
    assert archive.tag_queue.tagged_since(start, "林晓") == 2
    assert archive.tag_queue.tagged_since(datetime.now(UTC) + timedelta(days=1), "林晓") == 0
