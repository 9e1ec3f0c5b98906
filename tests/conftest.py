"""What all tests share: empty archives on both databases, made in milliseconds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from corpus.archive import DATABASE_FILE, HOME_VARIABLE, URL_VARIABLE, Archive
from corpus.drop_folder import DROP_VARIABLE
from corpus.mailbox_address import MAILBOX_VARIABLE
from tests.postgresql import server

NUMBERS = count(1)

# How long an example takes says more about the machine than about the code. Builds try the same
# examples each time, so that one fails for what was changed; whoever runs the tests tries new ones.
settings.register_profile("unhurried", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("unhurried")


class OneBrowserAtATime(LoadScopeScheduling):
    """Modules go to whoever is free; all browser tests form one lot, which is dealt out first.

    Two browsers with a server each starve a machine of two cores. (xdist's own groups,
    `--dist=loadgroup`, are lost on pytest 9.2.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/e2e/") else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneBrowserAtATime:
    return OneBrowserAtATime(config, log)


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever a test opens by default lies in its own folder."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    for name in (URL_VARIABLE, MAILBOX_VARIABLE, DROP_VARIABLE):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty archive, to be copied."""
    home = tmp_path_factory.mktemp("empty") / "home"
    Archive.open(home=home).close()
    return home


@pytest.fixture(scope="session")
def postgresql() -> Iterator[sa.Engine]:
    """A server with the database `empty`, an empty archive, as a template."""
    with server() as address:
        url = sa.make_url(address).set(drivername="postgresql+psycopg")
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.execute(sa.text("CREATE DATABASE empty"))
        yield engine


@pytest.fixture(scope="session")
def postgresql_template(
    postgresql: sa.Engine, tmp_path_factory: pytest.TempPathFactory
) -> sa.Engine:
    """The server whose database `empty` holds an empty archive."""
    address = postgresql.url.set(database="empty").render_as_string(hide_password=False)
    Archive.open(address, home=tmp_path_factory.mktemp("template")).close()
    return postgresql


@pytest.fixture
def empty_postgresql(postgresql_template: sa.Engine) -> Iterator[str]:
    """The address of an empty archive on PostgreSQL."""
    name = f"archive_{next(NUMBERS)}"
    with postgresql_template.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE empty"))
        yield postgresql_template.url.set(database=name, drivername="postgresql").render_as_string(
            hide_password=False
        )
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def empty_sqlite(empty_home: Path, tmp_path: Path) -> str:
    """The address of an empty archive in an SQLite file."""
    home = tmp_path / "home"
    shutil.copytree(empty_home, home)
    return f"sqlite:///{home / DATABASE_FILE}"


@pytest.fixture(params=["sqlite", "postgresql"])
def archive_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty archive, on each database in turn."""
    return str(request.getfixturevalue(f"empty_{request.param}"))


@pytest.fixture
def archive(archive_url: str, tmp_path: Path) -> Iterator[Archive]:
    """An empty archive, on each database in turn."""
    with Archive.open(archive_url, home=tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def sqlite_archive(empty_sqlite: str, tmp_path: Path) -> Iterator[Archive]:
    """An empty archive in an SQLite file, for tests to which the database does not matter."""
    with Archive.open(empty_sqlite, home=tmp_path / "home") as opened:
        yield opened
