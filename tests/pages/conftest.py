"""Pages run as a visitor's session runs them, on a small library of their own."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from pages.parts.literal import WORD_JOINER
from tests.articles import draft, prepared

FRAME = Path(__file__).resolve().parents[2] / "pages" / "frame.py"
PATIENCE = 60

PROVED = {"is_logged_in": True, "email_verified": True, "iat": 4e9, "name": "某人"}
"""What a provider says of somebody whose address it has verified."""

Open = Callable[..., AppTest]
AsMember = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _main_module() -> Iterator[None]:
    """A page runs as `__main__`; tests that start processes need the real one back."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


ARTICLES = (
    draft(
        "# 路修到了村口\n北岭村的公路通了，竹笋当天运到县城，村民的收入涨了三成。\n"
        "# 收入怎样稳住\n合作社统一收购，基础设施和产业一起规划，共同富裕才走得远。",
        "公路通到竹林边",
        authors=("周青",),
        affiliation="县委党校讲师",
        source="青川日报",
        column="调研",
        published=date(2021, 5, 4),
        tags=("基础设施",),
    ),
    draft(
        "返乡的年轻人在镇上办起竹椅厂，创业贷款帮他们买下第一台机床。\n"
        "创业不易，共同富裕更要有人带头。",
        "返乡创业的第一台机床",
        authors=("李禾", "周青"),
        source="青川日报",
        column="调研",
        published=date(2022, 8, 9),
        tags=("创业",),
    ),
    draft(
        "老年食堂开张一年，三餐八元。账算得清，食堂才办得久。",
        "食堂的三本账",
        authors=("王田",),
        source="山水学刊",
        published=date(2023, 3, 1),
    ),
)


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the articles above, indexed, to be copied."""
    home = tmp_path_factory.mktemp("filled") / "home"
    with Archive.open(home=home) as archive:
        list(archive.imports.keep(prepared(ARTICLES)))
        archive.index.catch_up()
    return home


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    """Each test is a process of its own, as far as caches go."""
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture(autouse=True)
def _few_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show themes however well they were found; a thousand random starts take a second."""
    monkeypatch.setattr("nlp.concepts._MOST_STARTS", 50)


@pytest.fixture(scope="session", autouse=True)
def _installed_once() -> Iterator[None]:
    """Every AppTest reads what all installed packages say of themselves; once is enough."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: list(found))
        yield


@pytest.fixture
def library(filled_home: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own with the articles above."""
    return Path(shutil.copytree(filled_home, tmp_path / "home"))


@pytest.fixture
def visit() -> Open:
    """Opens a page: `visit("search.py", q="富裕")`, as from a bookmark."""

    def open_page(page: str = "home.py", /, **params: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(FRAME), default_timeout=PATIENCE)
        if page != "home.py":
            app.run()
            app.switch_page(page)
        for name, value in params.items():
            app.query_params[name] = value
        app.run()
        return app

    return open_page


@pytest.fixture
def as_member(visit: Open) -> AsMember:
    """Opens a page of a group, with a login, as whoever these claims are of; nobody without any."""

    def open_page(page: str, claims: dict[str, object], **params: str) -> AppTest:
        app = visit()
        app.secrets["auth"] = {"redirect_uri": "https://sixue.example.cn/oauth2callback"}
        app.user = claims
        app.run()
        app.switch_page(page)
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()

    return open_page


def shown(app: AppTest) -> str:
    """Everything a page says, as one text without markup."""
    assert not app.exception, [e.value for e in app.exception]
    html = "\n".join(unescape(re.sub(r"<[^>]+>", "\n", h.proto.body)) for h in app.get("html"))
    told = [*app.markdown, *app.error, *app.info, *app.warning, *app.caption]
    links = [link.proto.label for link in app.get("page_link")]
    plain = "\n".join([html, *(str(one.value) for one in told), *links])
    return plain.replace("\\", "").replace(WORD_JOINER, "")


def titles(app: AppTest) -> list[str]:
    """The titles of the articles a page lists, in order."""
    pieces = (h.proto.body for h in app.get("html"))
    found = [re.search(r'sx-hit-title">(.*)</h3>', piece) for piece in pieces]
    return [unescape(re.sub("<[^>]+>", "", m[1])) for m in found if m]


def links(app: AppTest) -> dict[str, str]:
    """Where the links of a page lead: label to parameters."""
    return {
        link.proto.label: unquote_plus(link.proto.query_string) for link in app.get("page_link")
    }
