"""Brings a database to the newest form of the tables.

A migration is a file `versions/NNNN_what.py` whose revision is "NNNN"; the largest number is the
newest. Migrations say in full what they create and never look at `corpus.schema`, which moves on.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from corpus.errors import ArchiveTooNew, ArchiveUnavailable

HOME = Path(__file__).parent
KNOWN = tuple(sorted(p.name[:4] for p in (HOME / "versions").glob("[0-9][0-9][0-9][0-9]_*.py")))
NEWEST = KNOWN[-1]


def version(connection: Connection) -> str | None:
    """The migration a database stands at; None for an empty one.

    Raises:
        ArchiveTooNew: A newer version of the project has written this database.
        ArchiveUnavailable: There are tables, but not ours.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables or "archive_state" not in tables:
        raise ArchiveUnavailable(
            "这个数据库里已有别的数据，不是思学的文库。", "请换一个空的数据库或另一个数据文件夹。"
        )
    found = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    if found not in KNOWN:
        raise ArchiveTooNew(
            "文库是用更新版本的思学建立的，当前版本打不开它。",
            "请升级思学后再打开；文库内容没有改动。",
        )
    return found


def upgrade(connection: Connection) -> None:
    """Runs the missing migrations inside the transaction of this connection.

    The caller holds a lock that keeps other processes from doing the same.
    """
    from alembic import command  # only a new or old database pays for loading Alembic
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HOME).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
