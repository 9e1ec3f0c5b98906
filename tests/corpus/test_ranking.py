from __future__ import annotations

from datetime import date

import pytest

from corpus.archive import Archive
from corpus.errors import ArticleNotFound
from tests.articles import draft, keep
from tests.corpus.library import BAMBOO_TRADE, DRAFTS, HARMONIUM, RIVER_WEEK, THREE_ACCOUNTS
from tests.essays import BAMBOO


def test_words_just_as_they_were_typed_come_first(sqlite_archive: Archive) -> None:
    apart = draft("车间在村口，竹编在村里。车间，竹编，车间，竹编。", "分开")
    whole = draft(f"{'山路很长，走的人不多。' * 20}竹编车间。", "连着")
    ids = keep(sqlite_archive, apart, whole)
    assert sqlite_archive.search.ids("竹编车间") == ids[::-1]


def test_a_word_in_the_title_counts_for_more(sqlite_archive: Archive) -> None:
    text = "村里修了一口井，井水很甜。"
    ids = keep(sqlite_archive, draft(text + "甲。", "村里的事"), draft(text + "乙。", "一口井"))
    assert sqlite_archive.search.ids("井水 一口井") == ids[::-1]


def test_a_question_in_a_large_library_is_not_answered_by_its_commonest_word(
    sqlite_archive: Archive,
) -> None:
    crowd = [draft(f"第{n}个村子要发展。", f"村子{n}") for n in range(1100)]
    wanted = keep(sqlite_archive, *crowd, draft("竹编的发展要靠竹匠。", "竹编"), BAMBOO_TRADE)[-2:]
    sqlite_archive.index.catch_up()
    assert sqlite_archive.search.ids("如何理解竹编的发展") == wanted
    assert len(sqlite_archive.search.ids("发展")) == 1101


def test_similar_articles_share_the_strongest_words(sqlite_archive: Archive) -> None:
    first, second = (
        draft("\n".join(part), title, published=date(2020, 1, 1))
        for part, title in ((BAMBOO[:3], "竹编之一"), (BAMBOO[3:], "竹编之二"))
    )
    ids = keep(sqlite_archive, first, THREE_ACCOUNTS, RIVER_WEEK, second, HARMONIUM)
    similar = sqlite_archive.search.similar(ids[0])
    assert similar[0].title == "竹编之二"
    assert ids[0] not in [one.article_id for one in similar]
    scores = [one.score for one in similar]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert sqlite_archive.search.similar(ids[0], limit=1) == similar[:1]

    sqlite_archive.articles.trash([ids[3]])
    sqlite_archive.index.catch_up()
    assert "竹编之二" not in [one.title for one in sqlite_archive.search.similar(ids[0])]
    with pytest.raises(ArticleNotFound):
        sqlite_archive.search.similar(ids[3])


def test_an_article_like_no_other_has_no_similar_ones(sqlite_archive: Archive) -> None:
    alone, blank, *_ = keep(
        sqlite_archive, draft("航天飞机的引擎。"), draft("的。", "了"), BAMBOO_TRADE
    )
    assert sqlite_archive.search.similar(alone) == []
    assert sqlite_archive.search.similar(blank) == []


def test_words_are_counted_by_the_articles_they_stand_in(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *DRAFTS)
    frequencies = sqlite_archive.search.document_frequencies(["毛竹", "农产品", "航天"])
    assert frequencies.documents == len(DRAFTS)
    assert frequencies.of == {"毛竹": 2, "农产品": 1, "航天": 0}


@pytest.mark.parametrize(
    "query",
    [
        "竹编车间 山路集市 白鹭",
        "竹编车间 白鹭",
        "竹编 车间 山路",
        "白鹭 OR 竹编 山路",
    ],
)
def test_pages_put_together_are_the_whole_ranking(sqlite_archive: Archive, query: str) -> None:
    apart = [f"竹编之外还有车间，山路那头有集市，白鹭飞过第{n}村。" for n in range(9)]
    typed = [f"竹编车间在前，山路集市在后，第{n}户。" for n in range(4)]
    some = [f"第{n}天，白鹭来了。" for n in range(6)]
    keep(sqlite_archive, *(draft(text, text[:6]) for text in (*apart, *typed, *some)))
    whole = sqlite_archive.search.ids(query)
    for size in (1, 3, 7):
        pages = range(0, len(whole), size)
        hits = [sqlite_archive.search.run(query, offset=at, limit=size).hits for at in pages]
        assert [hit.article_id for page in hits for hit in page] == whole
    assert len(whole) == len(set(whole))


@pytest.mark.parametrize(
    "query", ["竹编 OR -白鹭", "(-竹编 -白鹭)", "竹编 OR -年:2021", "-(-竹编)"]
)
def test_what_is_not_wanted_finds_articles_alone(sqlite_archive: Archive, query: str) -> None:
    ids = keep(sqlite_archive, draft("竹编。", "甲"), draft("白鹭。", "乙"), draft("山路。", "丙"))
    result = sqlite_archive.search.run(query)
    assert set(sqlite_archive.search.ids(query)) <= set(ids)
    assert result.total == len(result.hits)


def test_brackets_leave_the_minus_its_meaning(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("乡村先发展。", "甲"), draft("发展乡村。", "乙"))
    assert sqlite_archive.search.ids("-(发展乡村)") == sqlite_archive.search.ids("-发展乡村") == [1]


def test_where_a_word_stands_counts(sqlite_archive: Archive) -> None:
    filler = "山路很长，走的人不多。村里的事情一件一件办。" * 6
    late, early, heading = keep(
        sqlite_archive,
        draft(f"{filler}后来说到竹编。", "甲"),
        draft(f"先说到竹编。{filler}", "乙"),
        draft(f"{filler}\n# 竹编\n山路很长。", "丙"),
        *(draft(f"第{n}件事。{filler}", f"别的{n}") for n in range(9)),
    )[:3]
    found = sqlite_archive.search.ids("竹编")
    assert found[-1] == late
    assert set(found[:2]) == {early, heading}
