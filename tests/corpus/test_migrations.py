"""Archives of every older version are upgraded in place, and nothing in them is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from corpus import migrations
from corpus.archive import DATABASE_FILE, Archive
from corpus.integrity import check
from corpus.schema import metadata
from tests.articles import draft, keep
from tests.corpus.pages import PAGE

FIRST_TABLES = ("sources", "articles", "tags", "article_tags", "history")


def engine_of(url: str) -> sa.Engine:
    place = sa.make_url(url)
    if place.drivername == "postgresql":
        place = place.set(drivername="postgresql+psycopg")
    return sa.create_engine(place, poolclass=sa.NullPool)


def migrate(engine: sa.Engine, target: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.HOME))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)


def rows(engine: sa.Engine, table: str) -> list[dict[str, Any]]:
    reflected = sa.Table(table, sa.MetaData(), autoload_with=engine)
    order = reflected.primary_key.columns
    with engine.connect() as connection:
        query = sa.select(reflected).order_by(*order)
        return [dict(row) for row in connection.execute(query).mappings()]


def copy_into(old: sa.Engine, new: sa.Engine) -> None:
    """Fills an archive of the first version with what one of today holds."""
    (state,) = rows(new, "archive_state")
    with old.begin() as connection:
        for name in FIRST_TABLES:
            table = sa.Table(name, sa.MetaData(), autoload_with=old)
            for row in rows(new, name):
                known = {k: v for k, v in row.items() if k in table.columns}
                if name == "history":
                    del known["id"]
                connection.execute(sa.insert(table).values(known))
        table = sa.Table("archive_state", sa.MetaData(), autoload_with=old)
        values = {name: state[name] for name in state if name in table.columns}
        connection.execute(sa.update(table).values(values))


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database at the first migration, without articles."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'old' / DATABASE_FILE}"
        (tmp_path / "old").mkdir()
        migrate(engine_of(url), "0001")
        yield url
        return
    server: sa.Engine = request.getfixturevalue("postgresql")
    with server.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE old"))
        url = server.url.set(database="old").render_as_string(hide_password=False)
        migrate(engine_of(url), "0001")
        yield url
        connection.execute(sa.text("DROP DATABASE old WITH (FORCE)"))


def test_an_archive_of_the_first_version_is_upgraded_in_place(
    old_url: str, sqlite_archive: Archive, tmp_path: Path
) -> None:
    sqlite_archive.imports.run([("第6版.txt", PAGE.encode())])
    (first,) = keep(sqlite_archive, draft("共富路修到村口。", tags=("路",)))
    sqlite_archive.articles.update(first, expected_revision=2, title="改过的")
    sqlite_archive.articles.trash([1])
    old = engine_of(old_url)
    copy_into(old, sqlite_archive.database.engine)
    before = {name: rows(old, name) for name in FIRST_TABLES}
    identity = sqlite_archive.identity()

    with Archive.open(old_url, home=tmp_path / "old") as archive:
        assert (archive.identity(), archive.revision()) == (identity, 4)
        now = {name: rows(old, name) for name in FIRST_TABLES}
        for name, table in before.items():
            assert [
                {k: row[k] for k in was} for was, row in zip(table, now[name], strict=True)
            ] == (table)
        assert archive.history.recent() == sqlite_archive.history.recent()
        assert check(archive) == []
        assert archive.variants.all() == archive.saved_searches.all() == []
        assert archive.variants.add("共同富裕", ["共富"]).id == 1
        assert archive.saved_searches.save("路", "search", "q=1").id == 1
        assert keep(archive, draft("又一篇。")) == [first + 1]
        assert check(archive) == []
        with archive.database.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []
    with Archive.open(old_url, home=tmp_path / "old") as again:
        assert again.revision() == 7
