from __future__ import annotations

import pytest

from corpus.actor import VISITOR, NotAllowed
from corpus.archive import Archive
from tests.articles import by, draft, keep


def test_many_articles_are_tagged_at_once_and_the_history_says_so(archive: Archive) -> None:
    ids = keep(archive, draft("甲。", tags=("道路",)), draft("乙。"), draft("丙。", tags=("乡村",)))
    revision = archive.revision()
    done = by("林晓", archive).tags.put_on_many([*ids, 999], "鄉村")
    assert (done.name, done.changed, done.unchanged, done.missing) == ("乡村", 2, 1, 1)
    assert archive.revision() == revision + 1
    assert archive.articles.tags_of(ids) == {
        ids[0]: ["道路", "乡村"],
        ids[1]: ["乡村"],
        ids[2]: ["乡村"],
    }
    changes = archive.history.recent(2)
    assert {change.batch for change in changes} == {done.batch}
    assert {change.actor for change in changes} == {"林晓"}
    assert [change.before for change in changes] == [{"tags": []}, {"tags": ["道路"]}]
    assert [change.after for change in changes] == [{"tags": ["乡村"]}, {"tags": ["道路", "乡村"]}]
    assert {a.id for a in archive.articles.changed_since(revision)} == {ids[0], ids[1]}


def test_taking_a_tag_off_many_leaves_the_others_in_their_order(archive: Archive) -> None:
    ids = keep(archive, draft("甲。", tags=("一", "二", "三")), draft("乙。", tags=("三",)))
    done = archive.tags.take_off_many(ids, "二")
    assert (done.changed, done.unchanged) == (1, 1)
    archive.tags.put_on_many(ids, "四")
    assert archive.articles.tags_of(ids) == {ids[0]: ["一", "三", "四"], ids[1]: ["三", "四"]}
    assert archive.tags.bearing("三") == set(ids)
    assert archive.tags.bearing("二") == archive.tags.bearing("没有的") == set()


def test_tagging_many_is_taken_back_but_for_what_was_changed_since(archive: Archive) -> None:
    ids = keep(archive, draft("甲。", tags=("一",)), draft("乙。"), draft("丙。"))
    done = archive.tags.put_on_many(ids, "道路")
    archive.tags.take_off(ids[1], "道路")
    undone = archive.undoing.undo(done.batch)
    # Two articles, and the tag itself, which nobody had used before.
    assert (undone.done, [one.item_id for one in undone.skipped]) == (3, [])
    assert archive.articles.tags_of(ids) == {ids[0]: ["一"]}


def test_nothing_to_change_leaves_no_trace(archive: Archive) -> None:
    ids = keep(archive, draft("甲。", tags=("道路",)))
    revision = archive.revision()
    assert archive.tags.put_on_many(ids, "道路").batch == ""
    assert archive.tags.take_off_many(ids, "没有的").changed == 0
    assert archive.revision() == revision


def test_trashed_articles_are_passed_over(archive: Archive) -> None:
    ids = keep(archive, draft("甲。"), draft("乙。"))
    archive.articles.trash(ids[:1])
    assert archive.tags.put_on_many(ids, "道路").missing == 1


def test_only_editors_tag_many(sqlite_archive: Archive) -> None:
    ids = keep(sqlite_archive, draft("甲。"))
    for act in (sqlite_archive.acting_as(VISITOR).tags.put_on_many,
                sqlite_archive.acting_as(VISITOR).tags.take_off_many):  # fmt: skip
        with pytest.raises(NotAllowed):
            act(ids, "道路")
