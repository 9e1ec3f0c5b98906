from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from corpus import database, migrations
from corpus.actor import Actor
from corpus.archive import DATABASE_FILE, Archive
from corpus.errors import (
    ArchiveReadOnly,
    ArchiveTooNew,
    ArchiveUnavailable,
    EditConflict,
    SixueError,
)
from corpus.schema import metadata
from tests.articles import draft, keep
from tests.forking import context

PROCESSES = 8
ROUNDS = 5


def file_of(archive: Archive) -> Path:
    return archive.home / DATABASE_FILE


def raw_engine(url: str) -> sa.Engine:
    place = sa.make_url(url)
    if place.drivername == "postgresql":
        place = place.set(drivername="postgresql+psycopg")
    return sa.create_engine(place, poolclass=sa.NullPool)


def in_processes(work: Callable[..., object], arguments: list[tuple[str, ...]]) -> None:
    """Does the work in as many processes at once as there are arguments."""
    of = context()
    processes = [of.Process(target=work, args=its) for its in arguments]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * len(processes)


def test_migrations_lead_to_the_tables_the_code_knows(archive_url: str) -> None:
    Archive.open(archive_url).close()
    with raw_engine(archive_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_with_the_largest_number() -> None:
    scripts = ScriptDirectory(str(migrations.HOME))
    assert scripts.get_current_head() == migrations.NEWEST
    assert {script.revision for script in scripts.walk_revisions()} == set(migrations.KNOWN)


def test_opening_again_changes_nothing(archive: Archive, archive_url: str) -> None:
    (article_id,) = keep(archive, draft())
    with Archive.open(archive_url, home=archive.home) as again:
        assert again.revision() == archive.revision()
        assert again.identity() == archive.identity()
        assert again.articles.get(article_id) == archive.articles.get(article_id)


def test_two_archives_have_two_identities(tmp_path: Path) -> None:
    with Archive.open(home=tmp_path / "甲") as one, Archive.open(home=tmp_path / "乙") as other:
        assert one.identity() != other.identity()


def test_a_database_of_a_newer_version_is_left_alone(archive_url: str) -> None:
    Archive.open(archive_url).close()
    with raw_engine(archive_url).begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9001'"))
    with pytest.raises(ArchiveTooNew, match=r"更新版本的思学.*请升级"):
        Archive.open(archive_url)


def test_a_database_of_somebody_else_is_left_alone(archive_url: str) -> None:
    engine = raw_engine(archive_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE ledger (amount integer)"))
        connection.execute(sa.text("DROP TABLE alembic_version"))
    with pytest.raises(ArchiveUnavailable, match="不是思学的文库"):
        Archive.open(archive_url)


def note_identity(url: str, home: str, name: str) -> None:
    with Archive.open(url, home=home) as archive:
        (Path(home) / name).write_text(archive.identity())


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, on each database in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / DATABASE_FILE}"
        return
    engine: sa.Engine = request.getfixturevalue("postgresql")
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE bare"))
        yield engine.url.set(database="bare").render_as_string(hide_password=False)
        connection.execute(sa.text("DROP DATABASE bare WITH (FORCE)"))


def test_many_processes_may_open_a_new_archive_at_once(bare_url: str, tmp_path: Path) -> None:
    names = [f"{n}.identity" for n in range(PROCESSES)]
    in_processes(note_identity, [(bare_url, str(tmp_path), name) for name in names])
    assert len({(tmp_path / name).read_text() for name in names}) == 1


def write_a_lot(url: str, home: str, name: str) -> None:
    with Archive.open(url, home=home, actor=Actor(name, "editor")) as archive:
        for n in range(ROUNDS):
            keep(archive, draft(f"{name}的第{n}篇。"))
            archive.tags.put_on(1, f"{name}{n}")
            while not sign(archive, f"{name}{n}；"):
                continue


def sign(archive: Archive, mark: str) -> bool:
    shared = archive.articles.get(1)
    title = shared.content.title + mark
    try:
        archive.articles.update(1, expected_revision=shared.revision, title=title)
    except EditConflict:
        return False
    return True


def test_many_processes_write_at_once_and_nothing_is_lost(
    archive: Archive, archive_url: str
) -> None:
    keep(archive, draft(title="0"))
    names = [f"作者{n}" for n in range(PROCESSES)]
    in_processes(write_a_lot, [(archive_url, str(archive.home), name) for name in names])

    assert archive.articles.count() == 1 + ROUNDS * PROCESSES
    shared = archive.articles.get(1).content
    marks = {f"{name}{n}" for name in names for n in range(ROUNDS)}
    assert sorted(shared.title.removeprefix("0").split("；")[:-1]) == sorted(marks)
    assert set(shared.tags) == marks
    assert archive.revision() == 1 + 3 * ROUNDS * PROCESSES
    revisions = [change.revision for change in archive.history.recent(1000)]
    assert revisions == sorted(revisions, reverse=True), "revisions are in the order of commits"


def test_threads_share_one_archive(archive: Archive) -> None:
    keep(archive, draft(title="0"))

    def work(name: str) -> None:
        for n in range(ROUNDS):
            archive.tags.put_on(1, f"{name}{n}")
            archive.articles.get(1)

    with ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(work, [f"线{n}" for n in range(PROCESSES)]))
    assert len(archive.articles.get(1).content.tags) == ROUNDS * PROCESSES


def test_a_failed_write_leaves_nothing(archive: Archive) -> None:
    keep(archive, draft())
    before = archive.articles.get(1)

    def fail_half_way() -> None:
        with archive.database.write("editor") as write:
            write.connection.execute(sa.text("UPDATE articles SET title = '改了一半'"))
            write.record("update", 1, after={})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert archive.articles.get(1) == before
    assert archive.revision() == before.revision


def test_a_reader_sees_one_moment(archive: Archive) -> None:
    keep(archive, draft("甲。"))
    with archive.database.read() as connection:
        query = sa.text("SELECT count(*) FROM articles")
        before = connection.execute(query).scalar()
        keep(archive, draft("乙。"))
        assert connection.execute(query).scalar() == before == 1
    assert archive.articles.count() == 2


def test_a_data_folder_that_was_deleted_is_noticed_at_once(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("甲。"))
    shutil.rmtree(sqlite_archive.home)
    for use in (
        sqlite_archive.revision,
        sqlite_archive.articles.count,
        lambda: sqlite_archive.tags.put_on(1, "路"),
        lambda: keep(sqlite_archive, draft("乙。")),
    ):
        with pytest.raises(ArchiveUnavailable, match=r"文库文件不见了.*放回原处"):
            use()
    assert not sqlite_archive.home.exists()


def test_a_data_folder_that_was_put_back_works_again(
    sqlite_archive: Archive, tmp_path: Path
) -> None:
    (article_id,) = keep(sqlite_archive, draft("甲。"))
    sqlite_archive.home.rename(tmp_path / "别处")
    with pytest.raises(ArchiveUnavailable):
        sqlite_archive.articles.get(article_id)
    (tmp_path / "别处").rename(sqlite_archive.home)
    assert sqlite_archive.articles.get(article_id).content.text == "甲。"


def test_a_file_that_was_exchanged_is_noticed(sqlite_archive: Archive, empty_home: Path) -> None:
    keep(sqlite_archive, draft("甲。"))
    file_of(sqlite_archive).unlink()
    shutil.copy(empty_home / DATABASE_FILE, file_of(sqlite_archive))
    with pytest.raises(ArchiveUnavailable, match=r"换成了另一个.*重新启动"):
        sqlite_archive.revision()


def test_a_full_disk_keeps_what_was_kept(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("甲。"))
    full = "PRAGMA max_page_count = 1"  # SQLite then behaves as on a disk without room
    sqlite_archive.database.close()
    sa.event.listen(
        sqlite_archive.database.engine, "connect", lambda connection, _: connection.execute(full)
    )
    with pytest.raises(ArchiveUnavailable, match=r"磁盘已满.*腾出"):
        keep(sqlite_archive, *(draft(f"第{n}篇。" * 500) for n in range(50)))
    assert [a.content.text for a in sqlite_archive.articles.iterate()] == ["甲。"]


def test_a_writer_who_never_ends_is_not_waited_for_without_end(
    archive_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 1)
    with Archive.open(archive_url) as archive, Archive.open(archive_url) as other:
        with (
            archive.database.write("editor"),
            pytest.raises(ArchiveUnavailable, match=r"正忙.*稍候"),
        ):
            keep(other, draft("甲。"))
        keep(other, draft("甲。"))


@pytest.mark.parametrize("content", [b"not a database at all" * 99, b"SQLite format 3\x00" * 99])
def test_a_file_that_is_no_database_is_not_touched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(content)
    with pytest.raises(ArchiveUnavailable, match=r"文库文件已损坏.*备份"):
        Archive.open(home=tmp_path)
    assert (tmp_path / DATABASE_FILE).read_bytes() == content


def test_a_damaged_file_is_told_when_it_is_read(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *(draft(f"第{n}篇。" * 200) for n in range(50)))
    home = sqlite_archive.home
    sqlite_archive.close()
    file = home / DATABASE_FILE
    content = bytearray(file.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    file.write_bytes(content)
    with pytest.raises(ArchiveUnavailable, match="备份"), Archive.open(home=home) as archive:
        list(archive.articles.iterate())


def use_as_nobody(home: Path, *events: Callable[[], object]) -> list[str]:
    """Opens the archive in a process without special rights.

    Returns:
        How many articles that process sees, at first and after each of the events, and at last
        what it is told when it writes; less if it cannot even read.
    """
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            with Archive.open(home=home) as archive:
                for _ in range(1 + len(events)):
                    theirs.send(str(archive.articles.count()).encode())
                    theirs.recv(100)
                archive.tags.put_on(1, "路")
        except SixueError as error:
            theirs.send(f"{type(error).__name__} {error}".encode())
        finally:
            os._exit(0)
    theirs.close()
    said = []
    waiting = iter(events)
    while answer := ours.recv(1000).decode():
        said.append(answer)
        next(waiting, int)()
        if answer.isdigit():
            ours.send(b"go on")
    ours.close()
    os.wait()
    return said


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach."""
    with tempfile.TemporaryDirectory(prefix="sixue-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.mark.parametrize("place", [".", "data"])
def test_a_folder_that_cannot_be_written_is_told(open_folder: Path, place: str) -> None:
    open_folder.chmod(0o555)
    (told,) = use_as_nobody(open_folder / place)
    assert told.startswith("ArchiveReadOnly 文库不能写入")
    assert str(open_folder) in told


def test_an_archive_on_a_read_only_disk_can_be_read(open_folder: Path) -> None:
    file = open_folder / DATABASE_FILE
    with Archive.open(home=open_folder) as archive:
        keep(archive, draft("甲。"), draft("乙。"))
    before = file.read_bytes()
    file.chmod(0o444)
    open_folder.chmod(0o555)
    count, told = use_as_nobody(open_folder)
    assert count == "2"
    assert told.startswith("ArchiveReadOnly 文库不能写入")
    assert file.read_bytes() == before


def test_who_may_only_read_sees_what_others_write(open_folder: Path) -> None:
    file = open_folder / DATABASE_FILE
    Archive.open(home=open_folder).close()
    opened: list[Archive] = []

    def write() -> None:
        open_folder.chmod(0o755)
        file.chmod(0o644)
        opened.append(Archive.open(home=open_folder))
        keep(opened[0], draft("甲。"))

    file.chmod(0o444)
    open_folder.chmod(0o555)
    *counts, told = use_as_nobody(
        open_folder, write, lambda: keep(opened[0], draft("乙。")), lambda: opened[0].close()
    )
    assert counts == ["0", "1", "2", "2"]
    assert told.startswith("ArchiveReadOnly 文库不能写入")


def test_a_server_that_allows_only_reading_is_told(empty_postgresql: str) -> None:
    with raw_engine(empty_postgresql).begin() as connection:
        connection.execute(sa.text("CREATE ROLE guest LOGIN"))
        connection.execute(sa.text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest"))
    address = sa.make_url(empty_postgresql).set(username="guest")
    with Archive.open(address.render_as_string(hide_password=False)) as archive:
        assert archive.articles.count() == 0
        with pytest.raises(ArchiveReadOnly, match="文库不能写入：数据库服务器"):
            keep(archive, draft())


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(ArchiveUnavailable, match=r"连不上数据库服务器.*SIXUE_DATABASE_URL") as told:
        Archive.open("postgresql://somebody:secret@127.0.0.1:1/library")
    assert "secret" not in str(told.value)


def test_a_database_that_is_not_there_is_told(postgresql_template: sa.Engine) -> None:
    url = postgresql_template.url.set(database="nowhere", drivername="postgres")
    with pytest.raises(ArchiveUnavailable, match="没有这个数据库"):
        Archive.open(url.render_as_string(hide_password=False))


def test_sqlite_is_set_to_lose_nothing(sqlite_archive: Archive) -> None:
    with sqlite_archive.database.read() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 1000 * database.LOCK_SECONDS,
    }
    assert sqlite3.sqlite_version_info >= (3, 35), "UPDATE … RETURNING"
