"""What databases and disks complain about, translated for the person in front of it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy.exc

from corpus.errors import ArchiveReadOnly, ArchiveUnavailable

_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class ArchiveDamaged(ArchiveUnavailable):
    """The database file is not one, or not whole."""


def moved_away(file: Path) -> ArchiveUnavailable:
    """The file the archive was opened from is not there any more, or another one is."""
    if file.exists():
        return ArchiveUnavailable(
            f"文库文件在运行中被换成了另一个：{file}", "请重新启动思学，再继续。"
        )
    return ArchiveUnavailable(
        f"文库文件不见了，数据文件夹可能被移动或删除：{file}",
        "请把它放回原处再试；若确实不要了，重新启动思学会建立一个空文库。",
    )


def busy() -> ArchiveUnavailable:
    """Somebody else holds the write lock for too long."""
    return ArchiveUnavailable("文库正忙，另一个程序一直在写入。", "请稍候再试。")


def read_only(place: str) -> ArchiveReadOnly:
    """Writing is not allowed."""
    return ArchiveReadOnly(
        f"文库不能写入：{place}", "请检查磁盘是否只读、当前用户是否有写入这个文件夹的权限。"
    )


def full() -> ArchiveUnavailable:
    """No room is left."""
    return ArchiveUnavailable(
        "磁盘已满，这一步没有保存。", "请腾出磁盘空间后再试；此前保存的内容都在。"
    )


def is_read_only(error: sqlite3.Error, file: Path) -> bool:
    """True if SQLite complains that it may not write the file or beside it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in _READ_ONLY or (code == sqlite3.SQLITE_CANTOPEN and file.parent.is_dir())


def _sqlite_trouble(error: sqlite3.Error, file: Path) -> ArchiveUnavailable:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if is_read_only(error, file):
        return read_only(str(file.parent))
    if code in _BUSY:
        return busy()
    # Torn pages may look whole to the engine and hold no text, or no JSON.
    torn = any(sign in str(error) for sign in ("Could not decode", "malformed JSON"))
    if code in _DAMAGED or torn:
        return ArchiveDamaged(
            f"文库文件已损坏，或者不是思学的文库：{file}", "请用备份恢复这个文件，再重新启动思学。"
        )
    if code == sqlite3.SQLITE_FULL:
        return full()
    if code == sqlite3.SQLITE_CANTOPEN:
        return moved_away(file)
    if code == sqlite3.SQLITE_IOERR:
        return ArchiveUnavailable(
            f"读写文库文件时磁盘出错：{file}", "请检查磁盘是否正常、是否还有空间，然后再试。"
        )
    return ArchiveUnavailable(
        f"文库数据库出错（{error}）。", "请再试一次；如果仍然出错，请运行 python -m corpus check。"
    )


def unreachable() -> ArchiveUnavailable:
    """No connection to the server, or not any more."""
    return ArchiveUnavailable(
        "连不上数据库服务器。", "请确认它正在运行，并检查环境变量 SIXUE_DATABASE_URL。"
    )


def _refused_connection(words: str) -> ArchiveUnavailable:
    """A failed login carries no code, only words, in the language of the server."""
    if "password" in words or "密码" in words or "role" in words:
        return ArchiveUnavailable(
            "数据库服务器不接受这个用户名或密码。", "请检查环境变量 SIXUE_DATABASE_URL。"
        )
    if "database" in words and ("not exist" in words or "不存在" in words):
        return ArchiveUnavailable(
            "数据库服务器上没有这个数据库。", "请先建立它，或检查环境变量 SIXUE_DATABASE_URL。"
        )
    return unreachable()


def _postgresql_trouble(error: BaseException | None) -> ArchiveUnavailable:
    state = getattr(error, "sqlstate", None) or ""
    if state == "25006" or state == "42501":
        return read_only("数据库服务器")
    if state in {"55P03", "40P01"}:
        return busy()
    if state == "53100":
        return full()
    if not state:
        return _refused_connection(str(error))
    if state.startswith(("08", "57P", "53")):
        return unreachable()
    return ArchiveUnavailable(
        f"数据库出错（{state}）。", "请再试一次；如果仍然出错，请运行 python -m corpus check。"
    )


def disk_trouble(error: OSError, place: Path) -> ArchiveUnavailable:
    """The file system refused."""
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return read_only(str(place))
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return full()
    return ArchiveUnavailable(
        f"打不开数据文件夹：{place}（{error.strerror}）", "请检查这个路径，或换一个数据文件夹。"
    )


@contextmanager
def translated(file: Path | None) -> Iterator[None]:
    """The one door: nothing of the database's own errors gets past it.

    Args:
        file: The SQLite file; None for PostgreSQL.

    Raises:
        ArchiveUnavailable: Instead of any error of the database or its driver.
    """
    try:
        yield
    except sqlite3.Error as error:
        assert file is not None
        raise _sqlite_trouble(error, file) from error
    except sqlalchemy.exc.DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error) and file:
            raise _sqlite_trouble(error.orig, file) from error
        raise _postgresql_trouble(error.orig) from error
    except sqlalchemy.exc.TimeoutError as error:
        raise busy() from error
