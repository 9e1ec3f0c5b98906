from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from corpus.actor import Actor, NotAllowed
from corpus.archive import Archive
from corpus.article_states import State, read_states, write_states
from corpus.database import Transaction
from corpus.integrity import check
from corpus.undoing import NothingToUndo, Undone
from tests.articles import by, draft, keep

SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def states(archive: Archive, ids: list[int]) -> dict[int, State]:
    with archive.database.read() as connection:
        return read_states(connection, ids)


def change_all(archive: Archive, ids: list[int], edit: Callable[[State], object]) -> str:
    """Edits many articles as one batch, and gives the batch."""
    with archive.database.write("editor") as write:
        old = read_states(write.connection, ids)
        new = {i: dict(state) for i, state in old.items()}
        for state in new.values():
            edit(state)
        write_states(write, old, new)
        return write.batch


def tag_all(archive: Archive, ids: list[int], tag: str) -> str:
    return change_all(archive, ids, lambda s: s.update(tags=[*s["tags"], tag]))


def last_batch(archive: Archive) -> str:
    return archive.history.batches(limit=1)[0].id


def three(archive: Archive) -> list[int]:
    texts = ("山路修到了村口。", "荒坡种上了香榧。", "食堂开了火。")
    return keep(archive, *(draft(text, title=text[:4], tags=("调查",)) for text in texts))


def test_a_bulk_change_goes_back_but_for_what_was_changed_since(archive: Archive) -> None:
    ids = three(archive)
    before = states(archive, ids)
    batch = change_all(by("林晓", archive), ids, lambda s: s.update(column="学习园地"))
    revision = archive.articles.get(ids[1]).revision
    by("周远", archive).articles.update(ids[1], expected_revision=revision, column="调研")
    archive.articles.update(ids[0], expected_revision=revision, title="山路通了")

    foreseen = archive.undoing.preview(batch)
    assert archive.revision() == archive.articles.get(ids[0]).revision, "nothing is written"
    undone = archive.undoing.undo(batch)
    assert (undone.done, undone.skipped) == (foreseen.done, foreseen.skipped)
    assert undone.done == 2
    (skipped,) = undone.skipped
    assert (skipped.item_id, skipped.name, skipped.field) == (ids[1], "荒坡种上", "column")
    assert (skipped.by, skipped.reason) == ("周远", "之后又被改过。")
    now = states(archive, ids)
    assert now[ids[0]] == before[ids[0]] | {"title": "山路通了"}
    assert now[ids[1]] == before[ids[1]] | {"column": "调研"}
    assert now[ids[2]] == before[ids[2]]
    assert check(archive) == []

    assert undone.batch is not None
    assert archive.undoing.undo(undone.batch).done == 2
    assert [s["column"] for s in states(archive, ids).values()] == ["学习园地", "调研", "学习园地"]


def test_tags_go_back_one_by_one_to_where_they_stood(archive: Archive) -> None:
    (article_id,) = keep(archive, draft(tags=("路", "桥", "村")))
    archive.tags.take_off(article_id, "桥")
    taken = last_batch(archive)
    archive.tags.put_on(article_id, "水")
    added = last_batch(archive)
    archive.tags.put_on(article_id, "林")
    assert archive.undoing.undo(taken).done == 1
    assert archive.articles.get(article_id).content.tags == ("路", "桥", "村", "水", "林")
    archive.undoing.undo(added)
    assert archive.articles.get(article_id).content.tags == ("路", "桥", "村", "林")
    assert archive.undoing.undo(added) == Undone(None, 0, 0, 2, ()), "both are so"
    assert check(archive) == []


def test_an_import_goes_to_the_trash_but_for_articles_worked_on_since(archive: Archive) -> None:
    ids = three(archive)
    imported = last_batch(archive)
    archive.tags.put_on(ids[1], "林")
    undone = archive.undoing.undo(imported)
    assert (undone.done, [s.item_id for s in undone.skipped]) == (2, [ids[1]])
    assert [a.id for a in archive.articles.trashed()] == [ids[2], ids[0]]
    assert undone.batch is not None
    archive.undoing.undo(undone.batch)
    assert archive.articles.trashed() == []


def test_one_change_of_a_batch_can_be_taken_back_alone(archive: Archive) -> None:
    ids = three(archive)
    batch = tag_all(archive, ids, "基层治理")
    one = archive.history.of_article(ids[1])[-1]
    assert one.batch == batch
    assert archive.undoing.undo(one).done == 1
    tags = {i: a.content.tags for i, a in zip(ids, archive.articles.find(ids), strict=True)}
    assert tags == {i: ("调查",) if i == ids[1] else ("调查", "基层治理") for i in ids}


def test_what_never_was_cannot_be_undone_and_a_reader_undoes_nothing(archive: Archive) -> None:
    three(archive)
    with pytest.raises(NothingToUndo, match="没有这一次修改"):
        archive.undoing.undo("0" * 32)
    reader = archive.acting_as(Actor("王敏", "reader"))
    for act in (reader.undoing.undo, reader.undoing.preview):
        with pytest.raises(NotAllowed):
            act(last_batch(archive))
    with pytest.raises(NotAllowed):
        reader.history.batches()


def variants(archive: Archive) -> Callable[[], Any]:
    group = archive.variants.add("共同富裕", ["共富"])
    archive.variants.change(
        group.id, "共同富裕", ["共富", "富裕"], expected_revision=group.revision
    )
    return archive.variants.as_text


def word(archive: Archive) -> Callable[[], Any]:
    archive.dictionary.put("共富工坊", "word")
    archive.dictionary.put("共富工坊", "refused")
    return archive.dictionary.as_text


def saved_search(archive: Archive) -> Callable[[], Any]:
    saved = archive.saved_searches.save("共富", "search", "q=1")
    archive.saved_searches.rename(saved.id, "共同富裕")
    return lambda: [(s.name, s.address) for s in archive.saved_searches.all()]


def card(archive: Archive) -> Callable[[], Any]:
    made = archive.theme_cards.create("富民", ["路"])
    archive.theme_cards.change(made.id, words=["路", "桥"])
    return lambda: [(c.name, c.words) for c in archive.theme_cards.all()]


def reading_list(archive: Archive) -> Callable[[], Any]:
    made = archive.reading_lists.create("先读")
    archive.reading_lists.change(made.id, note="周五讨论")
    return lambda: [(one.name, one.note) for one in archive.reading_lists.all()]


def member(archive: Archive) -> Callable[[], Any]:
    archive.members.put("lin@lib.example", "reader")
    archive.members.put("lin@lib.example", "editor")
    return lambda: [(m.name, m.role) for m in archive.members.all()]


@pytest.mark.parametrize("make", [variants, word, saved_search, card, reading_list, member])
def test_items_of_every_kind_go_back_and_forth(
    archive: Archive, make: Callable[[Archive], Callable[[], Any]]
) -> None:
    shown = make(archive)
    changed = shown()
    update, creation = (batch.id for batch in archive.history.batches())
    too_early = archive.undoing.undo(creation)
    assert (too_early.done, too_early.skipped[0].reason) == (0, "之后又被改过。")

    undone = archive.undoing.undo(update)
    made = shown()
    assert made != changed
    archive.undoing.undo(creation)
    assert not shown()
    archive.undoing.undo(last_batch(archive))
    assert shown() == made
    assert undone.batch is not None
    assert archive.undoing.undo(undone.batch).done == 1
    assert shown() == changed
    assert check(archive) == []


def test_what_would_stand_in_the_way_is_left_alone_and_named(archive: Archive) -> None:
    one = archive.theme_cards.create("富民", ["路"])
    archive.theme_cards.remove(one.id)
    removal = last_batch(archive)
    archive.theme_cards.create("富民", ["桥"])
    (skipped,) = archive.undoing.undo(removal).skipped
    assert (skipped.name, skipped.kind) == ("富民", "theme_card")
    assert "已另有一个名为“富民”的主题卡" in skipped.reason


def test_roles_are_the_business_of_admins_and_one_stays(archive: Archive) -> None:
    archive.members.put("lin@lib.example", "reader")
    archive.members.put("lin@lib.example", "admin")
    promoted = last_batch(archive)
    editor = by("周远", archive)
    assert editor.history.batches() == []
    with pytest.raises(NotAllowed):
        editor.undoing.undo(promoted)
    (skipped,) = archive.undoing.undo(promoted).skipped
    assert "唯一的管理员" in skipped.reason


# --- laws

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["山路", "水路", "缺\ufffd字"]),
    "column": st.sampled_from([None, "调研", "学习园地"]),
    "authors": st.lists(st.sampled_from(["林晓", "周远"]), unique=True),
    "tags": st.lists(st.sampled_from(["路", "桥", "林", "水"]), unique=True),
    "status": st.sampled_from(["kept", "trashed"]),
    "paragraphs": st.lists(st.sampled_from(["村口。", "山坡。", "缺\ufffd字。"]), unique=True).map(
        lambda texts: [{"text": text, "kind": "paragraph"} for text in texts]
    ),
}
EDITS = st.lists(
    st.sampled_from(sorted(FIELDS)).flatmap(lambda f: st.tuples(st.just(f), FIELDS[f])),
    min_size=1,
    max_size=4,
)
Edits = list[tuple[str, Any]]


def write_edits(write: Transaction, article_id: int, edits: Edits) -> None:
    for field, value in edits:
        from corpus.rows import draft as of_record
        from corpus.rows import record

        old = read_states(write.connection, [article_id])[article_id]
        new = {**old, field: value}
        new = {**record(of_record(new)), "status": new["status"]}
        write_states(write, {article_id: old}, {article_id: new})


def edited(archive: Archive, article_id: int, edits: Edits) -> str | None:
    revision = archive.revision()
    with archive.database.write("editor") as write:
        write_edits(write, article_id, edits)
        batch = write.batch
    return batch if archive.revision() > revision else None


@settings(max_examples=30, deadline=None, suppress_health_check=SHARED)
@given(first=EDITS, batch=EDITS)
def test_undoing_gives_back_what_was_and_undoing_that_the_change_again(
    archive: Archive, first: Edits, batch: Edits
) -> None:
    (article_id,) = keep(archive, draft("", title="一篇", published=date(2021, 3, 2)))
    edited(archive, article_id, first)
    before = states(archive, [article_id])
    done = edited(archive, article_id, batch)
    after = states(archive, [article_id])
    assume(done is not None and before != after)
    assert done is not None
    undone = archive.undoing.undo(done)
    assert (undone.skipped, states(archive, [article_id])) == ((), before)
    assert undone.batch is not None
    again = archive.undoing.undo(undone.batch)
    assert (again.skipped, states(archive, [article_id])) == ((), after)


@settings(max_examples=30, deadline=None, suppress_health_check=SHARED)
@given(batch=EDITS, later=EDITS)
def test_undoing_never_touches_what_was_done_later(
    archive: Archive, batch: Edits, later: Edits
) -> None:
    (article_id,) = keep(archive, draft("", title="一篇", tags=("路", "林")))
    start = states(archive, [article_id])[article_id]
    done = edited(archive, article_id, batch)
    between = states(archive, [article_id])[article_id]
    edited(archive, article_id, later)
    now = states(archive, [article_id])[article_id]
    assume(done is not None)
    assert done is not None
    undone = archive.undoing.undo(done)
    left = states(archive, [article_id])[article_id]
    skipped = {one.field for one in undone.skipped}
    for field in now.keys() - {"tags", "marks"}:
        if now[field] != between[field]:
            assert left[field] == now[field], "changed later"
            assert now[field] == start[field] or start[field] == between[field] or field in skipped
        else:
            assert left[field] == start[field], "not changed later"
    assert set(now["tags"]) - set(between["tags"]) <= set(left["tags"]), "put on later"
    assert not (set(between["tags"]) - set(now["tags"]) - set(start["tags"])) & set(left["tags"])
    assert ("有缺字" in left["marks"]) == (
        "\ufffd" in left["title"] + "".join(p["text"] for p in left["paragraphs"])
    )
