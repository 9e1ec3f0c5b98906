from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.archive import DATABASE_FILE, Archive
from corpus.article import Paragraph
from corpus.filters import Filters
from corpus.index import INLINE, PAGE, IndexUnavailable
from corpus.locking import FileLock
from tests.articles import draft, keep
from tests.essays import BAMBOO, CANTEEN, RIVER
from tests.forking import command

ROOT = Path(__file__).resolve().parents[2]
DRAFTS = (
    draft("\n".join(BAMBOO), "一根毛竹的生意", authors=("林晓",), tags=("产业",)),
    draft("\n".join(CANTEEN), "食堂的三本账", authors=("周远", "林晓"), tags=("养老",)),
    draft("\n".join(RIVER), "河长的一周", authors=("周远",), tags=("治水",)),
)


@pytest.fixture(scope="module")
def indexed_home(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with three articles and their index, to be copied."""
    home = tmp_path_factory.mktemp("indexed") / "home"
    shutil.copytree(empty_home, home)
    with open_at(home) as archive:
        keep(archive, *DRAFTS)
        archive.index.catch_up()
    return home


@pytest.fixture
def home(indexed_home: Path, tmp_path: Path) -> Path:
    """A data folder with three articles and their index."""
    return Path(shutil.copytree(indexed_home, tmp_path / "indexed"))


def open_at(home: Path) -> Archive:
    return Archive.open(f"sqlite:///{home / DATABASE_FILE}", home=home)


def ids(archive: Archive, query: str = "") -> list[int]:
    """What is found once the index has caught up; as long as it lags behind, that is said."""
    until = time.monotonic() + 60
    while (result := archive.search.run(query)).revision < archive.revision():
        assert "索引正在更新" in "".join(result.notices)
        assert time.monotonic() < until
    return [hit.article_id for hit in result.hits]


def label(home: Path) -> dict[str, str]:
    read: dict[str, str] = json.loads((home / "index" / "label.json").read_text())
    return read


def test_nothing_is_indexed_before_somebody_searches(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *DRAFTS)
    assert not (sqlite_archive.home / "index").exists()
    assert sqlite_archive.index.revision() == 0
    assert sqlite_archive.search.ids("竹编") == [1]
    assert sqlite_archive.index.revision() == sqlite_archive.revision()


def test_an_empty_archive_has_an_empty_index(sqlite_archive: Archive) -> None:
    assert sqlite_archive.search.run("竹编").total == 0
    assert sqlite_archive.index.snapshot().articles == 0
    sqlite_archive.index.rebuild()
    assert sqlite_archive.search.run("").total == 0


@pytest.mark.parametrize("asked_before", [True, False])
def test_a_deleted_index_is_built_anew(home: Path, asked_before: bool) -> None:
    with open_at(home) as archive:
        if asked_before:
            assert archive.search.ids("竹编") == [1]
        shutil.rmtree(home / "index")
        assert archive.search.ids("竹编") == [1]
        assert archive.index.revision() == archive.revision()


def begin(content: bytearray) -> None:
    content[: len(content) // 2] = b"\xa5" * (len(content) // 2)


def middle(content: bytearray) -> None:
    half = len(content) // 2
    content[half : half + 8] = b"\xa5" * len(content[half : half + 8])


def end(content: bytearray) -> None:
    del content[len(content) // 2 :]


QUESTIONS: dict[str, Callable[[Archive], Any]] = {
    "words": lambda archive: archive.search.ids("老人 食堂"),
    "facets": lambda archive: archive.search.run("松河").facets,
    "author": lambda archive: archive.search.ids("作者:周远"),
    "frequency": lambda archive: archive.search.document_frequencies(["竹编"]),
    "similar": lambda archive: archive.search.similar(1),
}


def damage(home: Path, part: str, harm: Callable[[bytearray], None]) -> None:
    (file,) = (file for file in (home / "index").iterdir() if file.name.endswith(part))
    content = bytearray(file.read_bytes())
    harm(content)
    file.write_bytes(content)


@pytest.mark.parametrize("harm", [begin, middle, end])
@pytest.mark.parametrize(
    "part", [".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term", "meta.json", "label.json"]
)
def test_a_damaged_index_is_built_anew_by_the_next_search(
    home: Path, part: str, harm: Callable[[bytearray], None]
) -> None:
    damage(home, part, harm)
    with open_at(home) as archive:
        result = archive.search.run("松河 “老人”")
        assert [hit.article_id for hit in result.hits] == [2]
        assert [entry.value for entry in result.facets["authors"]] == ["周远", "林晓"]
        assert sorted(archive.search.ids()) == [1, 2, 3]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("part", [".fast", ".idx", ".term"])
def test_whatever_is_asked_of_a_damaged_index_is_answered_rightly(
    home: Path, part: str, question: str
) -> None:
    ask = QUESTIONS[question]
    with open_at(home) as archive:
        right = ask(archive)
    damage(home, part, begin)
    with open_at(home) as archive:
        assert ask(archive) == right


@pytest.mark.parametrize("spot", range(16))
def test_damage_anywhere_among_the_terms_never_reaches_the_reader(home: Path, spot: int) -> None:
    def harm(content: bytearray) -> None:
        start = len(content) * spot // 16
        content[start : start + 512] = b"\xa5" * len(content[start : start + 512])

    damage(home, ".term", harm)
    for ask in QUESTIONS.values():
        with open_at(home) as archive:
            ask(archive)


@pytest.mark.parametrize("part", [".fast", ".term", ".idx", "meta.json", "label.json"])
def test_a_missing_file_is_no_trouble_either(home: Path, part: str) -> None:
    for file in (home / "index").iterdir():
        if file.name.endswith(part):
            file.unlink()
    with open_at(home) as archive:
        assert archive.search.run("竹编").total == 1


def test_the_index_of_another_archive_is_not_believed(home: Path, tmp_path: Path) -> None:
    with open_at(tmp_path / "other") as other, open_at(home) as archive:
        keep(other, draft("山路修好了。"), draft("桥也修好了。"), draft("井也修好了。"))
        assert other.revision() == archive.revision()
        shutil.copytree(home / "index", tmp_path / "other" / "index")
        assert other.search.ids("竹编") == []
        assert len(other.search.ids("修好了")) == 3
    assert label(tmp_path / "other")["archive"] != label(home)["archive"]


def test_an_index_of_another_form_is_built_anew(home: Path) -> None:
    now = label(home)
    (home / "index" / "label.json").write_text(json.dumps({**now, "content": "before"}))
    with open_at(home) as archive:
        assert archive.search.ids("竹编") == [1]
    assert label(home) == now


@pytest.mark.parametrize("written_before_asked", [False, True])
def test_an_index_ahead_of_a_restored_backup_is_built_anew(
    home: Path, tmp_path: Path, written_before_asked: bool
) -> None:
    shutil.copy(home / DATABASE_FILE, tmp_path / "backup")
    with open_at(home) as archive:
        (newer,) = keep(archive, draft("后来修的路。"))
        assert ids(archive, "后来修的路") == [newer]
    for file in home.glob(f"{DATABASE_FILE}*"):
        file.unlink()
    shutil.copy(tmp_path / "backup", home / DATABASE_FILE)
    with open_at(home) as archive:
        written = keep(archive, draft("另一条索桥。")) if written_before_asked else []
        assert ids(archive, "后来修的路") == []
        assert ids(archive, "索桥") == written
        assert archive.search.run("").total == len(DRAFTS) + len(written)


def test_what_another_process_writes_is_found_by_the_next_search(
    home: Path, tmp_path: Path
) -> None:
    page = tmp_path / "新来的.txt"
    page.write_text(
        "小村办大事\n\n王小明\n\n村里修了索桥。桥通了，货就卖出去了。\n", encoding="utf-8"
    )
    with open_at(home) as archive:
        assert archive.search.run("索桥").total == 0
        command(home, "import", str(page))
        result = archive.search.run("索桥")
        assert [hit.title for hit in result.hits] == ["小村办大事"]
        assert result.notices == ()
        command(home, "reindex")
        assert archive.search.run("").total == len(DRAFTS) + 1


def test_changes_of_every_kind_are_caught_up_with(home: Path) -> None:
    with open_at(home) as archive, open_at(home) as other:
        text = (Paragraph("竹匠改行养蜂了。"),)
        archive.articles.update(1, expected_revision=archive.revision(), paragraphs=text)
        assert ids(other, "合作社") == []
        assert ids(other, "养蜂") == [1]
        archive.articles.trash([1, 2])
        assert ids(other) == [3]
        archive.articles.restore([2])
        assert sorted(ids(other)) == [2, 3]
        archive.tags.put_on(3, "养蜂")
        assert ids(other, "标签:养蜂") == [3]
        archive.tags.take_off(3, "养蜂")
        assert ids(other, "养蜂") == []
        assert archive.index.revision() == other.index.revision() == archive.revision()


def test_catching_up_reports_and_does_only_what_is_new(home: Path) -> None:
    done: list[int] = []
    with open_at(home) as archive:
        archive.index.catch_up(done.append)
        assert done == []
        keep(archive, *(draft(f"第{n}条水渠修到了田头。") for n in range(PAGE + 20)))
        archive.index.catch_up(done.append)
        assert done == [PAGE, PAGE + 20]
        assert archive.search.run("水渠").total == PAGE + 20


def test_a_rebuild_goes_on_answering_from_the_old_index(home: Path) -> None:
    with open_at(home) as archive, open_at(home) as other:
        seen: list[tuple[int, int]] = []
        archive.index.rebuild(
            lambda done: seen.append((other.search.run("").total, archive.search.run("").total))
        )
        assert seen == [(3, 3)]
        assert archive.search.ids("竹编") == other.search.ids("竹编") == [1]
        assert archive.search.run("").total == 3


def test_a_rebuild_that_fails_leaves_the_old_index(home: Path) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with open_at(home) as archive:
        with pytest.raises(KeyboardInterrupt):
            archive.index.rebuild(stop)
        assert archive.search.ids("竹编") == [1]
        assert keep(archive, draft("索桥通了。")) == ids(archive, "索桥")
        archive.index.rebuild()
        assert archive.search.run("").total == 4


def test_a_large_backlog_is_worked_off_behind_the_search(sqlite_archive: Archive) -> None:
    many = INLINE + PAGE + 1
    keep(sqlite_archive, *(draft(f"第{n}条水渠修到了田头。") for n in range(many)))
    first = sqlite_archive.search.run("水渠")
    assert first.total == many or "索引正在更新" in "".join(first.notices)
    sqlite_archive.index.catch_up()
    whole = sqlite_archive.search.run("水渠")
    assert (whole.total, whole.notices) == (many, ())


def test_while_another_builds_the_first_index_the_reader_is_told(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *DRAFTS)
    lock = FileLock(sqlite_archive.home / "index.lock", 5)
    with lock, pytest.raises(IndexUnavailable, match="正在建立"):
        sqlite_archive.search.run("竹编")
    assert sqlite_archive.search.ids("竹编") == [1]


def test_an_index_that_cannot_be_written_is_told(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *DRAFTS)
    (sqlite_archive.home / "index").write_text("in the way")
    with pytest.raises(IndexUnavailable, match="检索索引不能写入"):
        sqlite_archive.search.run("竹编")


@pytest.mark.parametrize(
    "text", ["富\ud800裕", "作者:\ud800", "标题:\ud800", '"\udfff"', "-\ud800"]
)
def test_half_a_character_in_a_query_is_answered(home: Path, text: str) -> None:
    with open_at(home) as archive:
        archive.search.run(text)


@pytest.mark.parametrize(
    "filters", [Filters(tags=("\ud800",)), Filters(sources=("\ud800",)), Filters(years=(10**30,))]
)
def test_a_strange_filter_finds_nothing_and_spares_the_index(home: Path, filters: Filters) -> None:
    before = (home / "index" / "label.json").stat()
    with open_at(home) as archive:
        assert archive.search.run("", filters=filters).total == 0
    after = (home / "index" / "label.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
