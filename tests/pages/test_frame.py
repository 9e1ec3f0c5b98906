"""The frame: every page inside it, and calm words when something is wrong."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from corpus.archive import DATABASE_FILE
from tests.pages.conftest import Open, shown


@pytest.mark.parametrize("page", ["home.py", "search.py", "concordance.py", "read.py"])
def test_pages_open_on_an_empty_library(visit: Open, page: str) -> None:
    assert shown(visit(page)).strip()


@pytest.mark.parametrize("page", ["home.py", "search.py", "concordance.py", "read.py"])
def test_deleted_data_folder_is_named_and_nothing_breaks(
    visit: Open, library: Path, page: str
) -> None:
    app = visit(page, article="1")
    shutil.rmtree(library)
    app.run()
    said = shown(app)
    assert "数据文件夹可能被移动或删除" in said
    assert "放回原处" in said
    assert "Traceback" not in said


def test_archive_put_back_works_again(visit: Open, library: Path, tmp_path: Path) -> None:
    app = visit()
    aside = library.rename(tmp_path / "aside")
    app.run()
    assert "不见了" in shown(app)
    aside.rename(library)
    app.run()
    assert "公路通到竹林边" in shown(app)


def test_replaced_archive_is_opened_again_on_demand(
    visit: Open, library: Path, empty_home: Path
) -> None:
    app = visit()
    shutil.rmtree(library)
    shutil.copytree(empty_home, library)
    app.run()
    assert "换成了另一个" in shown(app)
    app.button(key="reopen").click().run()
    assert "文库还是空的" in shown(app)


def test_database_of_a_newer_version_is_left_alone(visit: Open, library: Path) -> None:
    file = library / DATABASE_FILE
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    said = shown(visit())
    assert "更新" in said or "新版" in said
    assert file.read_bytes() == before


def test_file_that_is_no_archive(visit: Open, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / DATABASE_FILE).write_bytes(b"not a database" * 1000)
    assert "已损坏" in shown(visit())
