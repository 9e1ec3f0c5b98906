from __future__ import annotations

from corpus.archive import Archive
from tests.articles import draft, keep
from tests.tagged import reports

RIVER = "河长每周沿着堤岸走一遍，把排污口记在本子上。截污管网铺到村口，溪水从黑变清。"


def test_two_articles_alike_but_tagged_differently_are_brought_up(archive: Archive) -> None:
    keep(archive, *reports(6))
    bearing, lacking = keep(
        archive,
        draft(RIVER, "河长的一周", tags=("治水", "河长制")),
        draft(RIVER + "大家都来看。", "河长的一周（续）", tags=("治水",)),
    )
    assert archive.tag_audit.find() == ()
    archive.tagging.train()
    found = archive.tag_audit.find()
    assert (found[0].tag, found[0].bearing, found[0].lacking) == ("河长制", bearing, lacking)
    assert found[0].lacking_title == "河长的一周（续）"
    assert 0.35 <= found[0].similarity <= 1
    assert [one.striking for one in found] == sorted((f.striking for f in found), reverse=True)


def test_what_was_tagged_or_refused_since_is_not_brought_up_again(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *reports(6))
    _, first, second = keep(
        sqlite_archive,
        draft(RIVER, "河长的一周", tags=("治水", "河长制")),
        draft(RIVER + "大家都来看。", "续一", tags=("治水",)),
        draft(RIVER + "后来呢。", "续二", tags=("治水",)),
    )
    sqlite_archive.tagging.train()

    def lacking() -> set[int]:
        return {one.lacking for one in sqlite_archive.tag_audit.find() if one.tag == "河长制"}

    assert {first, second} <= lacking()
    sqlite_archive.tags.put_on(first, "河长制")
    sqlite_archive.tagging.refuse(second, "河长制")
    assert not {first, second} & lacking()


def test_trashed_articles_are_not_brought_up(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *reports(6))
    _, lacking = keep(
        sqlite_archive,
        draft(RIVER, "河长的一周", tags=("治水", "河长制")),
        draft(RIVER + "大家都来看。", "续一", tags=("治水",)),
    )
    sqlite_archive.tagging.train()
    sqlite_archive.articles.trash([lacking])
    assert lacking not in {one.lacking for one in sqlite_archive.tag_audit.find()}
