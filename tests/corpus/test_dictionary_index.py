"""What the library's dictionary decides is so in the index, in queries, keywords, collocates."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.archive import DATABASE_FILE, Archive
from corpus.dictionary_words import Kind
from corpus.index import INLINE, PAGE
from corpus.integrity import check
from corpus.vocabulary import Entry, read_vocabulary
from nlp.dictionary import Dictionary
from tests.articles import draft, keep, prepared
from tests.corpus.test_dictionary import ESSAYS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def filled(archive: Archive) -> Archive:
    list(archive.imports.keep(prepared(ESSAYS)))
    archive.index.catch_up()
    return archive


def test_keywords_know_the_stop_words_of_the_library(filled: Archive) -> None:
    assert "食堂" in [k.term for k in filled.keywords.of_article(3)]
    filled.dictionary.put("食堂", "stop")
    assert not [k.term for k in filled.keywords.of_article(3) if "食堂" in k.term]


def test_only_articles_with_the_word_are_indexed_again(filled: Archive) -> None:
    done: list[int] = []
    filled.dictionary.put("竹溪岭乡", "word")
    filled.index.catch_up(done.append)
    assert done[-1] == 1
    assert filled.index.revision() == filled.revision()


def test_after_accepting_and_undoing_a_search_is_as_before(filled: Archive) -> None:
    def answer() -> list[tuple[int, tuple[str, ...]]]:
        found = filled.search.run("无差异融合 竹溪岭乡")
        return [(hit.article_id, tuple(map(str, hit.snippets))) for hit in found.hits]

    def frequencies() -> dict[str, int]:
        asked = ["无", "差异", "融合", "无差异融合", "竹溪", "竹溪岭乡"]
        return dict(filled.search.document_frequencies(asked).of)

    before, counts = answer(), frequencies()
    filled.dictionary.put_many(["无差异融合", "竹溪岭乡"], "word")
    assert frequencies()["无差异融合"] == 2
    filled.dictionary.undo(filled.dictionary.changes(1)[0].revision)
    assert answer() == before
    # Until it merges, the engine counts what was there before, too.
    filled.index.rebuild()
    assert frequencies() == counts


def test_an_index_of_the_words_equals_one_built_from_nothing(filled: Archive) -> None:
    filled.dictionary.put_many(["无差异融合", "竹溪岭乡"], "word")
    asked = ["无差异融合", "竹溪岭乡", "差异", "融合", "食堂"]
    assert filled.search.document_frequencies(["无差异融合"]).of["无差异融合"] == 2
    found = [filled.search.ids(word) for word in asked]
    filled.index.rebuild()
    assert [filled.search.ids(word) for word in asked] == found


STANDING = ["无差异融合", "竹溪岭乡", "差异融合", "破旧立新", "食堂开张", "路修到", "溪岭", "账算"]


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(STANDING), st.sampled_from(get_args(Kind)), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
def test_whatever_is_decided_the_index_is_as_one_built_anew(
    sqlite_archive: Archive, steps: list[tuple[str, Kind, bool]]
) -> None:
    archive = sqlite_archive
    if not archive.articles.count():
        keep(archive, *ESSAYS)

    def known() -> list[Entry]:
        return read_vocabulary(archive.index.snapshot()).entries

    plain = Dictionary()
    for word in archive.dictionary.all():
        archive.dictionary.remove(word.id)
    assert archive.dictionary.current() == plain
    archive.index.catch_up()
    before = known()
    for word, kind, caught_up in steps:
        archive.dictionary.put(word, kind)
        if caught_up:
            archive.index.catch_up()
    archive.index.catch_up()
    after = known()
    archive.index.rebuild()
    assert after == known()
    for word in archive.dictionary.all():
        archive.dictionary.remove(word.id)
    archive.index.catch_up()
    assert known() == before


def test_queries_know_the_words_of_the_library_like_the_index(filled: Archive) -> None:
    keep(filled, *(draft(f"{'无差异融合' * 2}的第{n}个村。", f"第{n}村") for n in range(4)))
    filled.dictionary.put("无差异融合", "word")
    (clause,) = filled.search.understand("无差异融合").leaves
    assert clause.words == ("无差异融合",)
    assert filled.search.similar(4)
    suggested = filled.suggestions.suggest("无差")
    assert ("无差异融合", 6) in [(s.text, s.articles) for s in suggested]
    (match,) = filled.search.run("无差异融合").hits[0].matches
    assert (match.found, match.how) == ("无差异融合", "exact")


def test_a_stop_word_of_the_library_is_no_collocate(filled: Archive) -> None:
    keep(filled, *(draft("干部在食堂吃饭，干部在食堂开会。") for _ in range(3)))
    words = [word.term for word in filled.concordance.collocates(["干部"]).words]
    assert "食堂" in words
    filled.dictionary.put("食堂", "stop")
    words = [word.term for word in filled.concordance.collocates(["干部"]).words]
    assert "食堂" not in words


def test_an_article_kept_with_new_words_is_cut_with_them(filled: Archive) -> None:
    filled.dictionary.put("竹溪岭乡", "word")
    keep(filled, draft("又到竹溪岭乡。"))
    filled.index.catch_up()
    assert filled.search.document_frequencies(["竹溪岭乡"]).of["竹溪岭乡"] == 2


PUT_FOR_EVER = """
import sys
from itertools import count
from corpus.archive import Archive

with Archive.open(home=sys.argv[1]) as archive:
    for n in count():
        archive.dictionary.put_many([f"条水渠{n}", f"到了田{n}头", "水渠修到"], "word")
        archive.index.catch_up()
        archive.dictionary.undo(archive.revision())
"""


def test_kill_9_leaves_whole_changes_and_an_index_that_catches_up(
    empty_sqlite: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with Archive.open(empty_sqlite, home=home) as archive:
        keep(archive, *(draft(f"第{n}条水渠修到了田头。") for n in range(40)))
        archive.index.catch_up()
        process = subprocess.Popen([sys.executable, "-c", PUT_FOR_EVER, str(home)], cwd=ROOT)
        while archive.revision() < 8:
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.wait()
        assert len(archive.dictionary.all()) in (0, 3)
        assert check(archive) == []
        words = archive.dictionary.current().words
        whole = archive.search.document_frequencies(["水渠修到"]).of["水渠修到"]
        assert whole >= 40 if words else archive.search.run("水渠修到").total == 40


def test_a_word_accepted_while_articles_are_indexed_is_not_overlooked(
    sqlite_archive: Archive,
) -> None:
    archive = sqlite_archive
    many = PAGE + 20
    keep(archive, *(draft(f"第{n}条水渠修到了田头。") for n in range(many)))
    archive.index.catch_up(lambda done: archive.dictionary.put("水渠修到", "word"))
    assert archive.index.revision() < archive.revision()
    archive.index.catch_up()
    assert archive.index.revision() == archive.revision()
    entries = read_vocabulary(archive.index.snapshot()).entries
    assert ("水渠修到", many) in [(entry.text, entry.articles) for entry in entries]
    archive.index.rebuild()
    assert read_vocabulary(archive.index.snapshot()).entries == entries


def test_many_articles_with_a_word_are_cut_anew_behind_the_search(sqlite_archive: Archive) -> None:
    archive = sqlite_archive
    many = INLINE + 20
    keep(archive, *(draft(f"第{n}条水渠修到了田头。") for n in range(many)))
    archive.index.catch_up()
    archive.dictionary.put("水渠修到", "word")
    found = archive.search.run("水渠修到")
    assert found.total == many
    assert "索引正在更新" in "".join(found.notices)
    archive.index.catch_up()
    found = archive.search.run("水渠修到")
    assert (found.total, found.notices) == (many, ())
    assert archive.search.document_frequencies(["水渠修到"]).of["水渠修到"] == many


def test_a_restored_backup_brings_back_words_and_index(empty_sqlite: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    file, backup = home / DATABASE_FILE, tmp_path / "backup.db"
    with Archive.open(empty_sqlite, home=home) as archive:
        keep(archive, *ESSAYS)
        archive.dictionary.put("竹溪岭乡", "word")
    shutil.copy(file, backup)
    with Archive.open(empty_sqlite, home=home) as archive:
        archive.dictionary.remove(1)
        archive.dictionary.put("无差异融合", "word")
        assert archive.search.document_frequencies(["无差异融合"]).of["无差异融合"] == 2
    for one in home.glob(f"{DATABASE_FILE}*"):
        one.unlink()
    shutil.copy(backup, file)
    with Archive.open(empty_sqlite, home=home) as archive:
        assert archive.dictionary.as_text() == "竹溪岭乡\n"
        found = archive.search.document_frequencies(["竹溪岭乡", "无差异融合"])
        assert dict(found.of) == {"竹溪岭乡": 1, "无差异融合": 0}
        assert check(archive) == []
