"""Files that people put into a folder."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.drop_folder import KEPT, REFUSED, DropFolder, DropFolderUnavailable, Dropped

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "投稿"
    made.mkdir()
    return made


def opened(folder: Path, largest: int = 1000) -> DropFolder:
    return DropFolder(folder, largest=largest, still_seconds=0.05)


def put(folder: Path, name: str, data: bytes = b"abc") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def waiting(folder: Path, largest: int = 1000) -> list[Dropped]:
    return list(opened(folder, largest).waiting())


def test_files_come_in_order_with_what_is_known_of_them(folder: Path) -> None:
    assert waiting(folder) == []
    put(folder, "李明远/乙.docx", b"2")
    first = put(folder, "丁.txt", b"1")
    os.utime(first, (1_741_050_600, 1_741_050_600))
    found = waiting(folder)
    assert [(item.name, item.data) for item in found] == [
        ("丁.txt", b"1"),
        ("李明远/乙.docx", b"2"),
    ]
    assert found[0].modified_at == datetime.fromtimestamp(1_741_050_600, UTC)
    assert found[0].refusal is None


def test_what_was_kept_is_moved_and_not_offered_again(folder: Path) -> None:
    put(folder, "张三/甲.txt", b"one")
    (item,) = waiting(folder)
    target = opened(folder).done(item)
    assert target == folder / KEPT / "张三" / "甲.txt"
    assert target.read_bytes() == b"one"
    assert waiting(folder) == []


def test_whoever_is_interrupted_gets_the_file_again(folder: Path) -> None:
    put(folder, "甲.txt")
    assert waiting(folder) == waiting(folder)
    assert len(waiting(folder)) == 1


def test_nothing_is_overwritten(folder: Path) -> None:
    for data in (b"one", b"two", b"three"):
        put(folder, "甲.tar.gz", data)
        (item,) = waiting(folder)
        opened(folder).done(item)
    kept = {path.name: path.read_bytes() for path in (folder / KEPT).iterdir()}
    assert kept == {
        "甲.tar.gz": b"one",
        "甲.tar (2).gz": b"two",
        "甲.tar (3).gz": b"three",
    }


@pytest.mark.parametrize(
    "name",
    [
        ".甲.txt",
        "甲.docx.part",
        "甲.crdownload",
        "~$甲.docx",
        "甲.txt~",
        "Thumbs.db",
        ".sync/甲.txt",
    ],
)
def test_hidden_and_temporary_files_are_left_alone(folder: Path, name: str) -> None:
    path = put(folder, name)
    assert waiting(folder) == []
    assert path.exists()


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = put(tmp_path / "elsewhere", "secret.txt")
    (folder / "link.txt").symlink_to(secret)
    (folder / "folder").symlink_to(secret.parent)
    os.mkfifo(folder / "pipe.txt")
    assert waiting(folder) == []


def test_a_file_that_grows_is_waited_for(folder: Path) -> None:
    put(folder, "全.txt")
    path = put(folder, "半.txt", b"a")
    running = DropFolder(folder, still_seconds=0.5)
    writer = threading.Timer(0.1, lambda: path.write_bytes(b"ab"))
    writer.start()
    found = list(running.waiting())
    writer.join()
    assert [item.name for item in found] == ["全.txt"]
    assert [item.data for item in waiting(folder)] == [b"abc", b"ab"]


def test_a_file_that_was_changed_after_it_was_read_is_offered_again(folder: Path) -> None:
    path = put(folder, "甲.txt", b"old")
    (item,) = waiting(folder)
    put(folder, "甲.txt", b"newer")
    assert opened(folder).done(item) is None
    assert [again.data for again in waiting(folder)] == [b"newer"]
    (again,) = waiting(folder)
    path.unlink()
    assert opened(folder).done(again) is None


def test_too_large_a_file_is_put_aside_with_the_reason(folder: Path) -> None:
    put(folder, "大.pdf", b"x" * 1001)
    put(folder, "小.pdf", b"x" * 1000)
    large, small = waiting(folder)
    assert large.data is None
    assert "MB" in (large.refusal or "")
    assert small.refusal is None
    for item in (large, small):
        opened(folder).done(item)
    assert waiting(folder) == []
    assert (folder / REFUSED / "大.pdf").stat().st_size == 1001
    note = (folder / REFUSED / "大.pdf.原因.txt").read_text("utf-8")
    assert note == f"大.pdf\n{large.refusal}\n"
    put(folder, "大.pdf", b"y" * 1002)
    (again,) = waiting(folder)
    assert opened(folder).done(again) == folder / REFUSED / "大 (2).pdf"


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder of a user to whom permissions apply, which they do not to root."""
    place = Path(tempfile.mkdtemp(prefix="sixue-drop-"))
    root = os.geteuid() == 0
    if root:
        shutil.chown(place, NOBODY)
        os.seteuid(NOBODY)
    yield place
    if root:
        os.seteuid(0)
    place.chmod(0o700)
    shutil.rmtree(place)


def test_an_unreadable_file_does_not_stop_its_neighbours(as_nobody: Path) -> None:
    put(as_nobody, "甲.txt").chmod(0)
    put(as_nobody, "乙.txt")
    good, bad = waiting(as_nobody)
    assert (good.name, good.data) == ("乙.txt", b"abc")
    assert "权限" in (bad.refusal or "")
    assert opened(as_nobody).done(bad) == as_nobody / REFUSED / "甲.txt"
    assert [item.name for item in waiting(as_nobody)] == ["乙.txt"]


def test_a_folder_that_may_not_be_written_is_told(as_nobody: Path) -> None:
    put(as_nobody, "甲.txt")
    as_nobody.chmod(0o500)
    (item,) = waiting(as_nobody)
    with pytest.raises(DropFolderUnavailable) as caught:
        opened(as_nobody).done(item)
    assert "权限" in caught.value.remedy


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes only there")
def test_names_in_gbk_bytes_are_read(folder: Path) -> None:
    try:
        (folder / os.fsdecode("稿件甲.txt".encode("gbk"))).write_bytes(b"abc")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (item,) = waiting(folder)
    assert item.name == "稿件甲.txt"
    assert opened(folder).done(item)
    assert waiting(folder) == []


def test_the_folder_is_made_in_the_home_unless_another_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert DropFolder.of(tmp_path / "home").folder == tmp_path / "home" / "投稿"
    assert (tmp_path / "home" / "投稿").is_dir()
    monkeypatch.setenv("SIXUE_DROP_FOLDER", str(tmp_path / "share"))
    named = DropFolder.of(tmp_path / "home")
    with pytest.raises(DropFolderUnavailable, match="不存在") as caught:
        list(named.waiting())
    assert "SIXUE_DROP_FOLDER" in caught.value.remedy
    put(tmp_path / "share", "甲.txt")
    assert [item.name for item in named.waiting()] == ["甲.txt"]
