from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.errors import ArticleNotFound
from corpus.integrity import check
from corpus.named_items import InvalidItem, ItemChanged, ItemNotFound, NameInUse
from corpus.reading_lists import MOST_ARTICLES, ReadingList
from tests.articles import draft, keep


@pytest.fixture
def ids(archive: Archive) -> list[int]:
    return keep(archive, *(draft(f"第{n}篇。") for n in range(5)))


def test_a_list_is_made_filled_ordered_and_found(archive: Archive, ids: list[int]) -> None:
    lists = archive.reading_lists
    made = lists.create(" 七月  学习 ", ids[:2], "先读这些")
    assert (made.name, made.articles, made.note, made.notes) == (
        "七月 学习",
        tuple(ids[:2]),
        "先读这些",
        {},
    )
    lists.add(made.id, ids[2], "重点读第二节")
    moved = lists.move(made.id, ids[2], 0)
    assert moved.articles == (ids[2], ids[0], ids[1])
    assert moved.notes == {ids[2]: "重点读第二节"}
    assert lists.move(made.id, ids[2], 99).articles == (ids[0], ids[1], ids[2])
    assert lists.remark(made.id, ids[0], "导读").notes == {ids[0]: "导读", ids[2]: "重点读第二节"}
    assert lists.remark(made.id, ids[0], " ").notes == {ids[2]: "重点读第二节"}
    taken = lists.take(made.id, ids[2])
    assert (taken.articles, taken.notes) == ((ids[0], ids[1]), {})
    assert lists.all() == [taken] == [lists.get(made.id)]
    assert check(archive) == []


def test_what_is_done_twice_is_done_once(archive: Archive, ids: list[int]) -> None:
    made = archive.reading_lists.create("单", ids[:2])
    before = archive.revision()
    assert archive.reading_lists.add(made.id, ids[0]) == made
    assert archive.reading_lists.take(made.id, ids[4]) == made
    assert archive.reading_lists.move(made.id, ids[0], 0) == made
    assert archive.revision() == before
    assert archive.reading_lists.change(made.id, articles=[ids[1], ids[1]]).articles == (ids[1],)


def test_what_is_no_list_is_refused_with_a_reason(archive: Archive, ids: list[int]) -> None:
    lists = archive.reading_lists
    made = lists.create("单", ids[:1])
    with pytest.raises(NameInUse):
        lists.create(" 单")
    with pytest.raises(ArticleNotFound):
        lists.create("另一个", [*ids, 999])
    with pytest.raises(ArticleNotFound):
        lists.add(made.id, 2**70)
    with pytest.raises(ItemNotFound):
        lists.add(99, ids[0])
    for act in (lists.move, lists.remark):
        with pytest.raises(ItemNotFound, match="不在书单里"):
            act(made.id, ids[1], "0" if act == lists.remark else 0)  # type: ignore[arg-type]
    for fields in ({"name": ""}, {"name": "长" * 61}, {"note": "长" * 2001}):
        with pytest.raises(InvalidItem) as caught:
            lists.change(made.id, **fields)  # type: ignore[arg-type]
        assert caught.value.remedy
    with pytest.raises(InvalidItem, match="附言太长"):
        lists.remark(made.id, ids[0], "长" * 501)
    assert lists.all() == [made]


def test_a_list_holds_no_more_than_can_be_read(archive: Archive) -> None:
    ids = keep(archive, *(draft(f"第{n}篇。") for n in range(MOST_ARTICLES + 1)))
    full = archive.reading_lists.create("满", ids[:-1])
    with pytest.raises(InvalidItem, match="最多 200 篇"):
        archive.reading_lists.add(full.id, ids[-1])
    assert archive.reading_lists.get(full.id) == full


def test_a_trashed_article_keeps_its_place(archive: Archive, ids: list[int]) -> None:
    made = archive.reading_lists.create("单", ids[:3])
    archive.articles.trash([ids[1]])
    changed = archive.reading_lists.change(made.id, articles=[ids[2], ids[1], ids[0]])
    assert changed.articles == (ids[2], ids[1], ids[0])
    with pytest.raises(ArticleNotFound):
        archive.reading_lists.create("新单", [ids[1]])


def test_two_who_change_one_list_lose_nothing(archive: Archive, ids: list[int]) -> None:
    made = archive.reading_lists.create("单")
    archive.reading_lists.add(made.id, ids[0])
    archive.reading_lists.add(made.id, ids[1])
    assert archive.reading_lists.get(made.id).articles == (ids[0], ids[1])
    with pytest.raises(ItemChanged):
        archive.reading_lists.change(made.id, note="新", expected_revision=made.revision)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 4), st.sampled_from(["", "精读"])),
        st.tuples(st.just("take"), st.integers(0, 4)),
        st.tuples(st.just("move"), st.integers(0, 4), st.integers(-1, 5)),
        st.tuples(st.just("remark"), st.integers(0, 4), st.sampled_from(["", "略读"])),
        st.tuples(st.just("remove")),
        st.tuples(st.just("undo")),
    ),
    max_size=10,
)


@given(steps=STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
def test_undo_leads_back_step_by_step(
    archive: Archive, ids: list[int], steps: list[tuple[Any, ...]]
) -> None:
    lists = archive.reading_lists
    made = lists.create(f"单{archive.revision()}")
    states: list[ReadingList | None] = [None, made]

    def plain(one: ReadingList | None) -> object:
        return one and (one.name, one.articles, one.notes, one.note)

    for what, *values in steps:
        try:
            if what == "undo":
                if len(states) > 1:
                    states.pop()
                    assert plain(lists.undo(made.id)) == plain(states[-1])
            elif what == "remove":
                lists.remove(made.id)
                states.append(None)
            else:
                before = archive.revision()
                number, *rest = values
                changed = getattr(lists, what)(made.id, ids[number], *rest)
                assert set(changed.notes) <= set(changed.articles)
                if archive.revision() > before:
                    states.append(changed)
        except ItemNotFound:
            there = states[-1]
            assert there is None or ids[values[0]] not in there.articles
    while len(states) > 1:
        states.pop()
        assert plain(lists.undo(made.id)) == plain(states[-1])
