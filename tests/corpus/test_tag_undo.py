"""Changes of the vocabulary are taken back as a whole, and articles bear what they bore."""

from __future__ import annotations

import pytest

from corpus.archive import Archive
from corpus.integrity import check
from tests.articles import by, draft, keep


def vocabulary(archive: Archive) -> list[tuple[object, ...]]:
    return sorted(
        (tag.id, tag.name, tag.parent, tag.aliases, tag.merged_into)
        for tag in archive.tag_vocabulary.tree().rows()
    )


def worn(archive: Archive) -> list[tuple[str, ...]]:
    return [article.content.tags for article in archive.articles.iterate()]


def last_batch(archive: Archive) -> str:
    return archive.history.batches(limit=1)[0].id


@pytest.fixture
def tagged(archive: Archive) -> Archive:
    keep(
        archive,
        draft("山路修到了村口。", "山路", tags=("道路", "乡村")),
        draft("荒坡种上了香榧。", "香榧", tags=("产业",)),
        draft("石桥通了车。", "石桥", tags=("桥梁", "道路")),
    )
    return archive


def id_of(archive: Archive, name: str) -> int:
    tag = archive.tag_vocabulary.tree().resolve(name)
    assert tag
    return tag.id


def rename(archive: Archive) -> None:
    archive.tag_vocabulary.change(id_of(archive, "道路"), name="交通")


def merge(archive: Archive) -> None:
    archive.tag_vocabulary.merge(id_of(archive, "桥梁"), id_of(archive, "道路"))


def delete(archive: Archive) -> None:
    archive.tag_vocabulary.delete(id_of(archive, "道路"))


def move(archive: Archive) -> None:
    archive.tag_vocabulary.move([id_of(archive, "桥梁")], id_of(archive, "道路"))


@pytest.mark.parametrize("edit", [rename, merge, delete, move])
def test_an_edit_of_the_vocabulary_goes_back_as_a_whole(tagged: Archive, edit: object) -> None:
    before = vocabulary(tagged), worn(tagged)
    assert callable(edit)
    edit(tagged)
    edited = vocabulary(tagged), worn(tagged)
    assert edited != before
    undone = tagged.undoing.undo(last_batch(tagged))
    assert undone.skipped == ()
    assert (vocabulary(tagged), worn(tagged)) == before
    assert check(tagged) == []
    assert undone.batch
    tagged.undoing.undo(undone.batch)
    assert (vocabulary(tagged), worn(tagged)) == edited


def test_what_was_changed_since_stays_and_is_named(tagged: Archive) -> None:
    rename(tagged)
    batch = last_batch(tagged)
    by("周远", tagged).tag_vocabulary.change(id_of(tagged, "交通"), name="公路")
    undone = tagged.undoing.undo(batch)
    assert {(one.kind, one.by) for one in undone.skipped} >= {("tag", "周远")}
    assert worn(tagged)[0] == ("公路", "乡村")


def test_a_new_tag_goes_with_the_change_that_made_it(tagged: Archive) -> None:
    tagged.tag_vocabulary.create("水利")
    tagged.undoing.undo(last_batch(tagged))
    assert tagged.tag_vocabulary.tree().resolve("水利") is None
