"""Every public function that writes, in the hands of every role: done by those who may, refused to
all others without a trace.

A new function that writes needs a line in WRITES, or the first test fails; one that only some may
call to read needs a line in READS.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
import sqlalchemy as sa

from corpus import adoption
from corpus.actor import LOCAL, Actor, NotAllowed, Role
from corpus.archive import Archive
from corpus.arrival import Arrival, Incoming
from corpus.bench import Bench, save
from corpus.filters import Filters
from corpus.schema import metadata
from corpus.tag_import import GivenTag
from corpus.tag_scores import TagScores
from tests.articles import draft, keep, prepared
from tests.corpus.public_writes import public_writes
from tests.corpus.test_boards import BARS, PASSAGE
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL

READER = "甲"
Act = Callable[[Archive], object]


def _update(archive: Archive) -> object:
    revision = archive.articles.get(1).revision
    return archive.articles.update(1, expected_revision=revision, title="新题")


def _variants(archive: Archive) -> object:
    (group,) = archive.variants.all()
    return archive.variants.change(
        group.id, group.preferred, ["乡村建设"], expected_revision=group.revision
    )


def _themes(archive: Archive) -> object:
    found = archive.themes.fit(Filters(), count=3)
    return archive.theme_sets.create("三个主题", found, Filters())


def _bench(archive: Archive) -> Bench:
    """A corrected document of the submission, as an editor would hand it back."""
    submissions = archive.acting_as(LOCAL).submissions
    (part,) = submissions.parts(1)
    (bench,) = submissions.benches(part.id, submissions.read(part.id))
    bench.sheet.edit(0, title="换个题目")
    return bench


def _change_submission(archive: Archive) -> object:
    revision = archive.acting_as(LOCAL).submissions.get(1).revision
    return archive.submissions.change(1, expected_revision=revision, subject="改过")


def _tag(archive: Archive) -> int:
    tag = archive.tag_vocabulary.tree().resolve("产业")
    assert tag
    return tag.id


def _other(archive: Archive) -> int:
    tag = archive.tag_vocabulary.tree().resolve("水利")
    assert tag
    return tag.id


def _last(archive: Archive) -> str:
    return archive.acting_as(LOCAL).history.batches(limit=1)[0].id


def _scores(archive: Archive) -> object:
    return TagScores(archive.database).add(archive.tag_training.train(()))


NEW = Arrival("form", (Incoming("又一篇.txt", "又一篇\n\n周青\n\n路修到了村口。".encode()),))

WRITES: dict[str, tuple[Role, Act]] = {
    "corpus.adoption..adopt": ("editor", lambda a: adoption.adopt(a, 1)),
    "corpus.adoption..withdraw": ("editor", lambda a: adoption.withdraw(a.database, 2)),
    "corpus.bench..save": ("editor", lambda a: save(a.database, _bench(a))),
    "submissions.adopt": ("editor", lambda a: a.submissions.adopt(1)),
    "submissions.change": ("editor", _change_submission),
    "submissions.receive": ("reader", lambda a: a.submissions.receive(NEW)),
    "submissions.release": ("editor", lambda a: a.submissions.release(3)),
    "submissions.reopen": ("editor", lambda a: a.submissions.reopen(4)),
    "submissions.save": ("editor", lambda a: a.submissions.save(_bench(a))),
    "submissions.send_back": ("editor", lambda a: a.submissions.send_back(1, "与主题无关")),
    "submissions.set_material": ("editor", lambda a: a.submissions.set_material(1, False)),
    "submissions.shelve": ("editor", lambda a: a.submissions.shelve(1, "等下一期")),
    "submissions.take": ("editor", lambda a: a.submissions.take(1)),
    "submissions.withdraw": ("editor", lambda a: a.submissions.withdraw(2)),
    "tag_vocabulary.change": (
        "editor",
        lambda a: a.tag_vocabulary.change(_tag(a), description="兴业"),
    ),
    "tag_vocabulary.create": ("editor", lambda a: a.tag_vocabulary.create("新标签")),
    "tag_vocabulary.delete": ("editor", lambda a: a.tag_vocabulary.delete(_tag(a))),
    "tag_vocabulary.import_tags": (
        "editor",
        lambda a: a.tag_vocabulary.import_tags([GivenTag(1, "外来标签")]),
    ),
    "tag_vocabulary.merge": (
        "editor",
        lambda a: a.tag_vocabulary.merge(_other(a), _tag(a)),
    ),
    "tag_vocabulary.move": ("editor", lambda a: a.tag_vocabulary.move([_other(a)], _tag(a))),
    "tag_vocabulary.split": (
        "editor",
        lambda a: a.tag_vocabulary.split(_tag(a), {1: ["竹产业"]}),
    ),
    "corpus.tag_scores.TagScores.add": ("editor", _scores),
    "tagging.refuse": ("editor", lambda a: a.tagging.refuse(1, "水利")),
    "tagging.train": ("editor", lambda a: a.tagging.train()),
    "tagging.unrefuse": ("editor", lambda a: a.tagging.unrefuse(3, "水利")),
    "tags.put_on_many": ("editor", lambda a: a.tags.put_on_many([1, 3], "治水")),
    "tags.take_off_many": ("editor", lambda a: a.tags.take_off_many([1, 3], "产业")),
    "undoing.undo": ("editor", lambda a: a.undoing.undo(_last(a))),
    "articles.restore": ("editor", lambda a: a.articles.restore([2])),
    "articles.trash": ("editor", lambda a: a.articles.trash([1])),
    "articles.update": ("editor", _update),
    "dictionary.paste": ("editor", lambda a: a.dictionary.paste("村晚 5 n")),
    "dictionary.put": ("editor", lambda a: a.dictionary.put("村超", "word")),
    "dictionary.put_many": ("editor", lambda a: a.dictionary.put_many(["村咖", "村播"], "word")),
    "dictionary.remove": ("editor", lambda a: a.dictionary.remove(1)),
    "dictionary.restore": ("editor", lambda a: a.dictionary.restore(2)),
    "dictionary.undo": (
        "editor",
        lambda a: a.dictionary.undo(a.acting_as(LOCAL).dictionary.changes()[0].revision),
    ),
    "boards.add": ("reader", lambda a: a.boards.add(1, replace(PASSAGE, title="又一段"))),
    "boards.change": ("reader", lambda a: a.boards.change(1, name="改名")),
    "boards.create": ("reader", lambda a: a.boards.create("又一个")),
    "boards.move": ("reader", lambda a: a.boards.move(1, 2, 0)),
    "boards.remove": ("reader", lambda a: a.boards.remove(1)),
    "boards.renew": ("reader", lambda a: a.boards.renew(1, 1, replace(BARS, title="新"))),
    "boards.say": ("reader", lambda a: a.boards.say(1, 1, takeaway="要点")),
    "boards.take": ("reader", lambda a: a.boards.take(1, 1)),
    "boards.undo": ("reader", lambda a: a.boards.undo(1)),
    "imports.keep": ("editor", lambda a: list(a.imports.keep(prepared([draft("新来的。")])))),
    "imports.run": ("editor", lambda a: a.imports.run([("新.txt", "新来的文章。".encode())])),
    "members.put": ("admin", lambda a: a.members.put("chen@example.cn", "editor")),
    "members.remove": ("admin", lambda a: a.members.remove("lin@example.cn")),
    "members.undo": ("admin", lambda a: a.members.undo(1)),
    "notes.add": ("reader", lambda a: a.notes.add(1, None, "又一条")),
    "notes.change": ("reader", lambda a: a.notes.change(1, text="改过")),
    "notes.name_reader": ("reader", lambda a: a.notes.name_reader("老林")),
    "notes.remove": ("reader", lambda a: a.notes.remove(1)),
    "notes.restore": ("reader", lambda a: a.notes.restore(2)),
    "reading_lists.add": ("reader", lambda a: a.reading_lists.add(1, 4)),
    "reading_lists.change": ("reader", lambda a: a.reading_lists.change(1, name="改名")),
    "reading_lists.create": ("reader", lambda a: a.reading_lists.create("又一张", [1])),
    "reading_lists.move": ("reader", lambda a: a.reading_lists.move(1, 1, 1)),
    "reading_lists.remark": ("reader", lambda a: a.reading_lists.remark(1, 1, "先读")),
    "reading_lists.remove": ("reader", lambda a: a.reading_lists.remove(1)),
    "reading_lists.take": ("reader", lambda a: a.reading_lists.take(1, 1)),
    "reading_lists.undo": ("reader", lambda a: a.reading_lists.undo(1)),
    "saved_searches.remove": ("reader", lambda a: a.saved_searches.remove(1)),
    "saved_searches.rename": ("reader", lambda a: a.saved_searches.rename(1, "改名")),
    "saved_searches.restore": ("reader", lambda a: a.saved_searches.restore(2)),
    "saved_searches.save": ("reader", lambda a: a.saved_searches.save("新", "search", "q=河")),
    "tags.put_on": ("editor", lambda a: a.tags.put_on(1, "治水")),
    "tags.take_off": ("editor", lambda a: a.tags.take_off(1, "产业")),
    "theme_cards.change": ("editor", lambda a: a.theme_cards.change(1, name="改名")),
    "theme_cards.create": ("editor", lambda a: a.theme_cards.create("又一张", ["河"])),
    "theme_cards.remove": ("editor", lambda a: a.theme_cards.remove(1)),
    "theme_cards.undo": ("editor", lambda a: a.theme_cards.undo(1)),
    "theme_sets.colour": ("editor", lambda a: a.theme_sets.colour(1, 1, 5)),
    "theme_sets.create": ("editor", _themes),
    "theme_sets.hide": ("editor", lambda a: a.theme_sets.hide(1, ["竹子"])),
    "theme_sets.label": ("editor", lambda a: a.theme_sets.label(1, 1, "竹")),
    "theme_sets.merge": ("editor", lambda a: a.theme_sets.merge(1, [1, 2])),
    "theme_sets.pin": ("editor", lambda a: a.theme_sets.pin(1, 1, ["竹子"])),
    "theme_sets.refit": ("editor", lambda a: a.theme_sets.refit(1)),
    "theme_sets.remove": ("editor", lambda a: a.theme_sets.remove(1)),
    "theme_sets.split": ("editor", lambda a: a.theme_sets.split(1, 1)),
    "theme_sets.undo": ("editor", lambda a: a.theme_sets.undo(1)),
    "variants.add": ("editor", lambda a: a.variants.add("增收", ["富民"])),
    "variants.change": ("editor", _variants),
    "variants.paste": ("editor", lambda a: a.variants.paste("治水 = 五水共治")),
    "variants.remove": ("editor", lambda a: a.variants.remove(1)),
    "variants.restore": ("editor", lambda a: a.variants.restore(2)),
}
"""Who may write with it at least, and a call that does write on the archive of `stand`."""

TRIALS: dict[str, tuple[Role, Act]] = {
    "undoing.preview": ("editor", lambda a: a.undoing.preview(_last(a))),
}
"""Writes that are given up before they end."""

READS: dict[str, tuple[Role, Act]] = {
    "history.batches": ("editor", lambda a: a.history.batches()),
    "history.of_article": ("editor", lambda a: a.history.of_article(1)),
    "history.recent": ("editor", lambda a: a.history.recent()),
    "submissions.all": ("editor", lambda a: a.submissions.all()),
    "submissions.counts": ("editor", lambda a: a.submissions.counts()),
    "submissions.data": ("editor", lambda a: a.submissions.data(1)),
    "submissions.get": ("editor", lambda a: a.submissions.get(1)),
    "submissions.parts": ("editor", lambda a: a.submissions.parts(1)),
    "submissions.read": ("editor", lambda a: a.submissions.read(1)),
    "dictionary.changes": ("editor", lambda a: a.dictionary.changes()),
    "members.all": ("admin", lambda a: a.members.all()),
}
"""Who may read with it at least: what is not for everybody."""


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one of everything, and a second one removed where that can be undone."""
    home = tmp_path_factory.mktemp("stand") / "home"
    with Archive.open(home=home, actor=replace(LOCAL, reader=READER)) as archive:
        essays = (("竹", BAMBOO), ("堂", CANTEEN), ("河", RIVER), ("琴", SCHOOL))
        keep(archive, *(draft("\n".join(e), name, tags=("产业",)) for name, e in essays))
        archive.articles.trash([2])
        archive.dictionary.put("共富工坊", "word")
        archive.dictionary.remove(archive.dictionary.put("千万工程", "word").id)
        archive.members.put("lin@example.cn", "editor")
        archive.notes.add(1, None, "第一条")
        archive.notes.remove(archive.notes.add(1, None, "第二条").id)
        archive.boards.add(archive.boards.create("专题").id, BARS)
        archive.boards.add(1, PASSAGE)
        archive.reading_lists.create("书单", [1, 3])
        archive.saved_searches.save("一", "search", "q=竹")
        archive.saved_searches.remove(archive.saved_searches.save("二", "search", "q=堂").id)
        archive.theme_cards.create("主题卡", ["竹"])
        archive.theme_sets.create(
            "主题集", archive.themes.fit(Filters(), count=3), Filters(), [0, 1, 2]
        )
        keep(archive, draft("\n".join(BAMBOO), "又一篇竹"))  # or there were nothing to refit
        archive.tag_vocabulary.create("水利")
        archive.tagging.refuse(3, "水利")
        for text in ("一等水渠", "二等山路", "三等食堂", "四等竹海"):
            archive.submissions.receive(
                Arrival("form", (Incoming(f"{text}.txt", f"{text}\n\n{text * 30}。".encode()),))
            )
        archive.submissions.adopt(2)
        in_hands_of("editor", archive).submissions.take(3)
        archive.submissions.shelve(4, "等下一期")
        archive.variants.add("乡村振兴", ["新农村"])
        archive.variants.remove(archive.variants.add("共同富裕", ["共富"]).id)
        archive.index.catch_up()
    return home


@pytest.fixture(autouse=True)
def _few_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clear themes are found from any start."""
    monkeypatch.setattr("nlp.concepts._MOST_STARTS", 20)


@pytest.fixture
def opened(stand: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(home=shutil.copytree(stand, tmp_path / "home")) as archive:
        yield archive


def content(archive: Archive) -> dict[str, list[sa.Row[tuple[object, ...]]]]:
    """Everything that is kept, table by table."""
    with archive.database.read() as connection:
        return {
            table.name: sorted(connection.execute(sa.select(table)).all(), key=repr)
            for table in metadata.sorted_tables
        }


def in_hands_of(role: Role, archive: Archive) -> Archive:
    return archive.acting_as(Actor("某人", role, reader=READER))


def test_every_public_write_is_in_the_table(opened: Archive) -> None:
    assert public_writes(opened) == set(WRITES) | set(TRIALS)


@pytest.mark.parametrize("name", [*WRITES, *TRIALS])
def test_below_its_role_a_write_is_refused_and_leaves_no_trace(name: str, opened: Archive) -> None:
    needs, act = (WRITES | TRIALS)[name]
    before = content(opened)
    for role in get_args(Role):
        hands = in_hands_of(role, opened)
        if not hands.actor.may(needs):
            with pytest.raises(NotAllowed, match="权限"):
                act(hands)
    assert content(opened) == before


ALLOWED = [
    (name, role)
    for name, (needs, _) in WRITES.items()
    for role in get_args(Role)[get_args(Role).index(needs) :]
]


@pytest.mark.parametrize(("name", "role"), ALLOWED)
def test_from_its_role_on_a_write_is_done(name: str, role: Role, opened: Archive) -> None:
    before = content(opened)
    WRITES[name][1](in_hands_of(role, opened))
    assert content(opened) != before


@pytest.mark.parametrize("name", TRIALS)
def test_a_trial_leaves_nothing(name: str, opened: Archive) -> None:
    before = content(opened)
    assert TRIALS[name][1](in_hands_of("editor", opened))
    assert content(opened) == before


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("role", get_args(Role))
def test_what_is_not_for_everybody_is_read_by_its_role_only(
    name: str, role: Role, opened: Archive
) -> None:
    needs, act = READS[name]
    hands = in_hands_of(role, opened)
    if hands.actor.may(needs):
        assert act(hands)
    else:
        with pytest.raises(NotAllowed):
            act(hands)
