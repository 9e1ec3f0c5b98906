from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from corpus.archive import Archive
from corpus.changes import Change
from corpus.history_batches import Count, HistoryFilter
from tests.articles import by, draft, keep


@pytest.fixture
def told(archive: Archive) -> Archive:
    """An archive in which three things were done."""
    ids = keep(archive, draft("甲。", title="山路"), draft("乙。", title="香榧"))
    by("林晓", archive).articles.trash(ids)
    by("周远", archive).theme_cards.create("富民", ["路", "桥"])
    by("周远", archive).tags.put_on(keep(archive, draft("丙。", title="食堂"))[0], "基层治理")
    return archive


def names(archive: Archive, wanted: HistoryFilter) -> list[tuple[str, str, int]]:
    return [
        (batch.actor, count.action, count.number)
        for batch in archive.history.batches(wanted)
        for count in batch.counts
    ]


def test_what_was_done_together_is_told_together_the_last_first(told: Archive) -> None:
    batches = told.history.batches()
    assert [(b.actor, b.counts) for b in batches] == [
        ("周远", (Count("article", "tag", 1), Count("tag", "create", 1))),
        ("本机", (Count("article", "create", 1),)),
        ("周远", (Count("theme_card", "create", 1),)),
        ("林晓", (Count("article", "trash", 2),)),
        ("本机", (Count("article", "create", 2),)),
    ]
    trashed = batches[3]
    assert [c.item_id if not isinstance(c, Change) else c.article_id for c in trashed.sample] == [
        1,
        2,
    ]
    assert told.history.of_batch(trashed.id) == list(trashed.sample)
    assert told.history.of_batch(trashed.id, offset=1, limit=5) == [trashed.sample[1]]
    assert told.history.titles([1, 2, 99]) == {1: "山路", 2: "香榧"}
    assert told.history.actors() == ["周远", "本机", "林晓"]


def test_pages_follow_each_other_without_gap(told: Archive) -> None:
    whole = told.history.batches()
    paged, before = [], None
    while page := told.history.batches(before=before, limit=2):
        paged += page
        before = page[-1].revision
    assert paged == whole


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (HistoryFilter(actor="林晓"), [("林晓", "trash", 2)]),
        (HistoryFilter(kind="theme_card"), [("周远", "create", 1)]),
        (HistoryFilter(kind="article", action="tag"), [("周远", "tag", 1)]),
        (HistoryFilter(article_id=1), [("林晓", "trash", 1), ("本机", "create", 1)]),
        (HistoryFilter(text="基层"), [("周远", "tag", 1), ("周远", "create", 1)]),
        (HistoryFilter(text="山路"), [("林晓", "trash", 1), ("本机", "create", 1)]),
        (HistoryFilter(text="桥"), [("周远", "create", 1)]),
        (HistoryFilter(text="100%"), []),
        (HistoryFilter(until=datetime(2000, 1, 1, tzinfo=UTC)), []),
        (HistoryFilter(since=datetime.now(UTC) + timedelta(days=1)), []),
    ],
)
def test_only_what_is_wanted_is_told_and_counted(
    told: Archive, wanted: HistoryFilter, found: list[tuple[str, str, int]]
) -> None:
    assert names(told, wanted) == found
