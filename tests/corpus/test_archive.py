from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.actor import Actor
from corpus.archive import DATABASE_FILE, Archive
from corpus.errors import ArchiveUnavailable
from tests.articles import draft, keep


def test_settings_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIXUE_HOME", str(tmp_path / "我的文库 100%#?"))
    with Archive.open() as archive:
        keep(archive, draft("甲。"))
        assert archive.home == tmp_path / "我的文库 100%#?"
    assert (tmp_path / "我的文库 100%#?" / DATABASE_FILE).is_file()
    with Archive.open() as archive:
        assert archive.articles.count() == 1


def test_without_settings_the_data_lie_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SIXUE_HOME")
    monkeypatch.chdir(tmp_path)
    with Archive.open() as archive:
        assert archive.home == tmp_path / "data"
        monkeypatch.chdir("/")
        assert archive.articles.count() == 0


def test_the_database_may_lie_elsewhere_than_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_postgresql: str
) -> None:
    monkeypatch.setenv("SIXUE_DATABASE_URL", empty_postgresql.replace("postgresql:", "postgres:"))
    with Archive.open(home=tmp_path / "本机") as archive:
        keep(archive, draft("甲。"))
        archive.index.catch_up()
        with Archive.open(archive.url, home=tmp_path / "另一台") as other:
            assert other.search.ids("甲") == archive.search.ids("甲") == [1]
    assert not (tmp_path / "本机" / DATABASE_FILE).exists()


@pytest.mark.parametrize(
    "url",
    ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "文库", "postgresql://x:y/z", "://"],
)
def test_an_address_that_cannot_be_used_is_told(url: str) -> None:
    with pytest.raises(ArchiveUnavailable, match=r"SIXUE_DATABASE_URL.*postgresql://"):
        Archive.open(url)


def test_a_file_in_place_of_the_data_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("something")
    with pytest.raises(ArchiveUnavailable, match="打不开数据文件夹"):
        Archive.open(home=tmp_path / "file")
    with pytest.raises(ArchiveUnavailable, match="打不开数据文件夹"):
        Archive.open(home=tmp_path / "file" / "data")


def test_the_actor_is_in_the_history(tmp_path: Path) -> None:
    with Archive.open(home=tmp_path, actor=Actor("林晓", "editor")) as archive:
        keep(archive, draft("甲。"))
        assert archive.history.recent(1)[0].actor == "林晓"


def test_opening_loads_nothing_that_only_other_work_needs() -> None:
    program = (
        "import sys, corpus.archive; "
        "print([m for m in ('sklearn', 'tantivy', 'alembic', 'docx', 'pdfplumber', 'trafilatura') "
        "if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    output = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert output.stdout.strip() == "[]"
