"""What is nearly the same is found, however the library came to hold it and whoever looks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from corpus import sketches
from corpus.archive import Archive
from corpus.duplicates import WIDESPREAD, Alike
from corpus.errors import ArticleNotFound
from tests.articles import draft, keep
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL

WHOLE = draft("\n".join(BAMBOO), "一根毛竹的生意")
EXCERPT = draft("\n".join(BAMBOO[:3]), "竹编（节选）")
SHUFFLED = draft("\n".join(reversed(BAMBOO)), "毛竹生意一二三")
OTHERS = [draft("\n".join(theme), f"题目{n}") for n, theme in enumerate((CANTEEN, RIVER, SCHOOL))]


@pytest.fixture
def filled(archive: Archive) -> Archive:
    assert keep(archive, WHOLE, *OTHERS, EXCERPT) == [1, 2, 3, 4, 5]
    return archive


def ids(found: Iterable[Alike]) -> list[int]:
    return [alike.article_id for alike in found]


def test_an_excerpt_is_found_with_its_shares(filled: Archive) -> None:
    (found,) = filled.duplicates.of_article(5)
    assert (found.article_id, found.title) == (1, "一根毛竹的生意")
    assert found.containment == found.share_of_this == 1
    assert 0.3 < found.share_of_other < 0.7
    (back,) = filled.duplicates.of_article(1)
    assert (back.share_of_this, back.share_of_other) == (found.share_of_other, 1)
    assert filled.duplicates.of_article(3) == ()


def test_a_pasted_text_is_looked_for_in_the_whole_library(filled: Archive) -> None:
    assert ids(filled.duplicates.of_text(SHUFFLED.text)) == [1, 5]
    assert ids(filled.duplicates.of_text(SHUFFLED.text, limit=1)) == [1]
    assert ids(filled.duplicates.of_text("\n".join(RIVER).replace("河", "溪"), least=0.2)) == [3]
    assert filled.duplicates.of_text("竹编的名声靠质量。") == ()
    assert filled.duplicates.of_text("") == ()


def test_drafts_are_held_against_what_is_kept(filled: Archive) -> None:
    fresh = draft("谷雨前后，茶农上山采头一道茶，一天能采两斤青叶，晚上就炒。" * 3, "采茶")
    found = filled.duplicates.of_texts([SHUFFLED.text, fresh.text, ""])
    assert [alike and alike.article_id for alike in found] == [1, None, None]


def test_pairs_and_groups_are_those_of_the_library(filled: Archive) -> None:
    keep(filled, SHUFFLED, draft(f"{CANTEEN[0]}{CANTEEN[1]}", "热饭"))
    pairs = filled.duplicates.pairs()
    assert {(pair.one, pair.other) for pair in pairs} == {(1, 5), (1, 6), (5, 6), (2, 7)}
    assert [pair.containment for pair in pairs] == sorted(p.containment for p in pairs)[::-1]
    assert filled.duplicates.groups() == ((1, 5, 6), (2, 7))
    for pair in pairs:
        found = {a.article_id: a for a in filled.duplicates.of_article(pair.one)}[pair.other]
        assert (found.share_of_this, found.share_of_other) == (
            pair.share_of_one,
            pair.share_of_other,
        )


def test_what_is_in_the_trash_or_changed_no_longer_counts(filled: Archive) -> None:
    assert len(filled.duplicates.pairs()) == 1
    filled.articles.trash([1])
    assert filled.duplicates.pairs() == ()
    assert filled.duplicates.groups() == ()
    assert filled.duplicates.of_article(5) == ()
    filled.articles.restore([1])
    assert ids(filled.duplicates.of_article(5)) == [1]
    filled.articles.update(1, expected_revision=filled.articles.get(1).revision, paragraphs=())
    assert filled.duplicates.of_article(5) == ()


def test_an_empty_library_and_an_unknown_article(archive: Archive) -> None:
    assert archive.duplicates.pairs() == ()
    assert archive.duplicates.groups() == ()
    assert archive.duplicates.of_text(WHOLE.text) == ()
    with pytest.raises(ArticleNotFound):
        archive.duplicates.of_article(1)


def test_runs_are_exact_and_what_many_write_is_a_formulation(archive: Archive) -> None:
    said = "不合标准的竹编一律返工这几年订单没有退过一次"
    keep(
        archive,
        draft(f"{said}。{CANTEEN[0]}", "甲"),
        draft(f"{RIVER[0]}{CANTEEN[0]}\n县长说：{said}。", "乙"),
    )
    runs = archive.duplicates.runs(1, 2)
    texts = [archive.articles.get(i).content.text for i in (1, 2)]
    assert [texts[0][slice(*run.a)] for run in runs] == [said, CANTEEN[0].rstrip("。")]
    assert [texts[1][slice(*run.b)] for run in runs] == [said, CANTEEN[0].rstrip("。")]
    assert [run.kind for run in runs] == ["reuse", "reuse"]
    keep(archive, *(draft(f"第{n}篇：{said}。", f"丙{n}") for n in range(WIDESPREAD)))
    assert [run.kind for run in archive.duplicates.runs(1, 2)] == ["formulation", "reuse"]


def test_the_store_is_read_again_and_made_anew_when_damaged_or_gone(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sketches, "WORTH_WRITING", 1)
    pairs = filled.duplicates.pairs()
    file = filled.home / "sketches" / "table"
    whole = file.read_bytes()
    for content in (whole, whole[:-5], b"", whole[:40] + b"\0" * 40 + whole[80:]):
        file.write_bytes(content)
        with Archive.open(filled.url, home=filled.home) as again:
            assert ids(again.duplicates.of_article(5)) == [1]
            assert again.duplicates.pairs() == pairs
    file.unlink()
    with Archive.open(filled.url, home=filled.home) as again:
        assert ids(again.duplicates.of_article(5)) == [1]


def test_what_another_process_keeps_is_caught_up_with(filled: Archive) -> None:
    assert len(filled.duplicates.pairs()) == 1
    with Archive.open(filled.url, home=filled.home) as other:
        keep(other, SHUFFLED)
        assert ids(other.duplicates.of_article(6)) == [1, 5]
    assert ids(filled.duplicates.of_article(6)) == [1, 5]


WRITER = """
import sys
from corpus import sketches
from corpus.archive import Archive
sketches.WORTH_WRITING = 1
with Archive.open(sys.argv[1], home=sys.argv[2]) as archive:
    archive.duplicates.of_text("")
    print("written", flush=True)
    while True:
        archive.duplicates._sketches._latest = None
        (archive.home / "sketches" / "table").unlink(missing_ok=True)
        archive.duplicates.of_text("")
"""


def test_a_process_killed_while_it_writes_harms_nobody(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, WHOLE, *OTHERS, EXCERPT)
    root = Path(__file__).resolve().parents[2]
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, sqlite_archive.url, str(sqlite_archive.home)],
            cwd=root,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.kill()
        process.communicate()
        with Archive.open(sqlite_archive.url, home=sqlite_archive.home) as again:
            assert ids(again.duplicates.of_article(5)) == [1]
