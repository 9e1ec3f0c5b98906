"""Login by a real provider on this machine: who comes in, as whom, and who does not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import Browser, Page, expect

from corpus.archive import Archive
from corpus.samples import sample_files
from pages.parts.reader_cookie import COOKIE as READER_COOKIE
from tests.articles import read_by
from tests.e2e.server import ROOT, free_port, serving
from tests.e2e.wire import answered

COOKIE = "_streamlit_user"
SECRET = "a secret of the tests, long enough to sign with"
EDITOR = {"email": "lin@example.cn", "email_verified": True, "name": "林晓"}
ADMIN = {"email": "zhou@example.cn", "email_verified": True, "name": "周远"}
READER = {"email": "chen@example.cn", "email_verified": True, "name": "陈穗"}
UNVERIFIED = {"email": "zhou@example.cn", "email_verified": False, "name": "冒名者"}
PEOPLE = {"lin": EDITOR, "zhou": ADMIN, "chen": READER, "mallory": UNVERIFIED}
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{secret}"
client_id = "sixue"
client_secret = "of the client"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
IMPORT = re.compile("导入$")


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an OpenID provider that knows PEOPLE."""
    port = free_port()
    log = tmp_path_factory.mktemp("provider") / "log"
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.provider", str(port), json.dumps(PEOPLE)],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"{address}/.well-known/openid-configuration", log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str, log: Path) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text(errors="replace"))


@pytest.fixture(scope="module")
def group_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of a group with an admin and an editor."""
    home = tmp_path_factory.mktemp("group") / "home"
    with Archive.open(home=home) as archive:
        archive.imports.run(sample_files())
        archive.index.catch_up()
        archive.members.put(str(ADMIN["email"]), "admin")
        archive.members.put(str(EDITOR["email"]), "editor")
    return home


@pytest.fixture(scope="module")
def group(group_home: Path, provider: str) -> Iterator[str]:
    """The app of the group, with a login."""
    secrets = SECRETS.format(secret=SECRET, provider=provider)
    (group_home.parent / "secrets.toml").write_text(secrets)
    with serving(group_home) as address:
        yield address


def log_in(page: Page, address: str, who: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("button", name=who, exact=True).click()
    expect(page.locator(".st-key-account")).to_be_visible()


def cookie(address: str, secret: str = SECRET, age: float = 0, **claims: Any) -> dict[str, str]:
    """The cookie of a login that was so many seconds ago, as Streamlit would have signed it."""
    said = {
        **EDITOR,
        "iat": int(time.time() - age),
        "origin": address,
        "is_logged_in": True,
        "provider": "default",
        **claims,
    }
    signer = URLSafeTimedSerializer(secret, salt=COOKIE)
    maker = signer.make_signer(COOKIE)
    maker.get_timestamp = lambda: int(time.time() - age)  # type: ignore[method-assign]
    signer.make_signer = lambda salt=None: maker  # type: ignore[method-assign]
    return {COOKIE: str(signer.dumps(json.dumps(said)))}


def test_whoever_logs_in_is_named_and_sees_what_they_may_do(page: Page, group: str) -> None:
    page.goto(f"{group}/import")
    expect(page.get_by_text("这项操作需要编辑权限，您现在是访客。")).to_be_visible()
    expect(page.get_by_text("请先登录。")).to_be_visible()
    expect(page.get_by_test_id("stTopNavLink").filter(has_text=IMPORT)).to_have_count(0)
    log_in(page, group, "lin")
    expect(page.get_by_role("button", name="林晓 · 编辑")).to_be_visible()
    page.get_by_test_id("stTopNavLink").filter(has_text=IMPORT).click()
    expect(page.get_by_text("把文件拖到这里")).to_be_visible()
    page.goto(f"{group}/members")
    expect(page.get_by_text("这项操作需要管理员权限，您现在是编辑。")).to_be_visible()
    expect(page.get_by_test_id("stMain")).not_to_contain_text("zhou@example.cn")

    page.get_by_role("button", name="林晓 · 编辑").click()
    page.get_by_role("button", name="退出").click()
    page.get_by_role(
        "button", name=re.compile("sign out|end session|confirm|yes|log", re.I)
    ).click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stTopNavLink").filter(has_text=IMPORT)).to_have_count(0)


def test_a_reader_gets_no_editing_anywhere(page: Page, group: str) -> None:
    log_in(page, group, "chen")
    expect(page.get_by_role("button", name="陈穗 · 读者")).to_be_visible()
    page.goto(f"{group}/read?article=1")
    expect(page.get_by_text("加入书单")).to_be_visible()
    expect(page.get_by_text("移入回收站")).to_have_count(0)
    expect(page.get_by_role("combobox", name="标签")).to_have_count(0)
    page.goto(f"{group}/import")
    expect(page.get_by_text("这项操作需要编辑权限，您现在是读者。")).to_be_visible()
    page.goto(f"{group}/dictionary")
    expect(page.get_by_text("文库自己的词：")).to_be_visible()
    expect(page.get_by_text("加一个词，回车加入")).to_have_count(0)
    page.goto(f"{group}/dictionary?view=changes")
    expect(page.get_by_text("文库自己的词：")).to_be_visible()


def test_a_role_given_or_taken_is_there_at_the_next_click(
    page: Page, browser: Browser, browser_context_args: dict[str, Any], group: str
) -> None:
    settings = {k: v for k, v in browser_context_args.items() if k != "base_url"}
    context = browser.new_context(**settings)
    editors = context.new_page()
    log_in(editors, group, "lin")
    editors.goto(f"{group}/read?article=1")
    expect(editors.get_by_role("button", name="移入回收站")).to_be_visible()

    log_in(page, group, "zhou")
    page.get_by_role("button", name="周远 · 管理员").click()
    page.get_by_role("link", name="成员和角色").click()
    expect(page.get_by_text("唯一的管理员")).to_be_visible()
    page.get_by_role("combobox", name=re.compile("lin@example.cn")).click()
    page.get_by_role("option", name="读者").click()
    expect(page.get_by_text("lin@example.cn 现在是读者。")).to_be_visible()

    editors.get_by_role("button", name="移入回收站").click()
    expect(editors.get_by_text("这项操作需要编辑权限，您现在是读者。")).to_be_visible()
    expect(editors.get_by_role("button", name="林晓 · 读者")).to_be_visible()
    expect(editors.get_by_role("button", name="移入回收站")).to_have_count(0)

    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("lin@example.cn 现在是读者。")).to_have_count(0)
    editors.reload()
    expect(editors.get_by_role("button", name="移入回收站")).to_be_visible()
    context.close()


def test_notes_follow_their_writer_from_browser_to_browser(
    browser: Browser, browser_context_args: dict[str, Any], group: str, group_home: Path
) -> None:
    with Archive.open(home=group_home) as archive:
        writer = archive.members.actor_of(str(READER["email"]))
        archive.acting_as(writer).notes.add(1, None, "陈穗自己的话")
        word = "a-word-that-owns-notes-elsewhere"
        owner = sha256(word.encode()).hexdigest()
        read_by(owner, archive).notes.add(1, None, "登录以前的话")
    settings = {k: v for k, v in browser_context_args.items() if k != "base_url"}
    for who, sees in (("chen", "陈穗自己的话"), ("chen", "陈穗自己的话"), ("lin", "还没有笔记")):
        context = browser.new_context(**settings)
        # The cookie that owns notes where there is no login owns none here.
        context.add_cookies([{"name": READER_COOKIE, "value": word, "url": group}])
        page = context.new_page()
        log_in(page, group, who)
        page.goto(f"{group}/notes")
        expect(page.get_by_text(sees)).to_be_visible()
        expect(page.get_by_text("陈穗自己的话")).to_have_count(int(who == "chen"))
        expect(page.get_by_text("登录以前的话")).to_have_count(0)
        context.close()


def test_an_address_nobody_has_verified_gives_no_role(page: Page, group: str) -> None:
    log_in(page, group, "mallory")
    expect(page.get_by_role("button", name="不能确认身份")).to_be_visible()
    page.goto(f"{group}/members")
    expect(page.get_by_text("这项操作需要管理员权限，您现在是访客。")).to_be_visible()


MONTH = 31 * 24 * 3600


def test_a_cookie_of_the_login_is_believed(group: str) -> None:
    said = answered(group, "import", cookies=cookie(group))
    assert "林晓 · 编辑" in said
    assert "权限" not in said


@pytest.mark.parametrize(
    "bad",
    [
        lambda address: {},
        lambda address: {COOKIE: ""},
        lambda address: {COOKIE: "x.y.z"},
        lambda address: cookie(address, secret="another secret, as long as the right one"),
        lambda address: cookie(address, secret=""),
        lambda address: cookie(address, age=MONTH + 2 * 24 * 3600),
        lambda address: cookie("https://elsewhere.example"),
        lambda address: {"_streamlit_user_tokens": cookie(address)[COOKIE]},
        lambda address: {COOKIE: cookie(address)[COOKIE][:-1]},
        lambda address: cookie(address, is_logged_in=False),
        lambda address: cookie(address, email_verified=False),
        lambda address: cookie(address, email_verified=None),
        lambda address: cookie(address, iat=time.time() - MONTH),
        lambda address: cookie(address, iat=None),
        lambda address: cookie(address, email=""),
        lambda address: {"sixue_reader": "x" * 32},
    ],
    ids=[
        *("missing", "empty", "nonsense", "forged", "forged-empty-secret", "expired", "elsewhere"),
        *("other-cookie", "shortened", "logged-out", "unverified", "verified-unsaid", "old-login"),
        *("undated-login", "no-address", "reader-cookie-only"),
    ],
)
def test_whoever_has_no_good_cookie_is_a_visitor(group: str, bad: Any) -> None:
    said = answered(group, "import", cookies=bad(group))
    assert "这项操作需要编辑权限，您现在是访客。" in said
    assert "把文件拖到这里" not in said
    assert "林晓 · 编辑" not in said


def test_without_a_page_of_ours_a_good_cookie_is_not_read(group: str) -> None:
    """Another site cannot use the visitor's cookie: the websocket does not open for it."""
    with pytest.raises(Exception, match=r"403"):
        answered(group, "import", cookies=cookie(group), origin="https://elsewhere.example")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app without a login on every address of the machine."""
    home = tmp_path_factory.mktemp("public") / "home"
    Archive.open(home=home).close()
    options = ("--server.address=0.0.0.0", "--server.allowedHosts=*")
    with serving(home, options=options) as address:
        yield address


def test_a_public_server_without_a_login_can_only_be_read(page: Page, public: str) -> None:
    page.goto(public)
    expect(page.get_by_text("只读：还没有设置登录")).to_be_visible()
    expect(page.get_by_role("button", name="载入示例文库")).to_have_count(0)
    page.goto(f"{public}/import")
    expect(page.get_by_text("这里还没有设置登录，只能阅读。")).to_be_visible()
    page.goto(f"{public}/members")
    expect(page.get_by_text("这里还没有设置登录，只能阅读。")).to_be_visible()


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app without a login on the machine alone, behind whatever stands before it."""
    home = tmp_path_factory.mktemp("named") / "home"
    Archive.open(home=home).close()
    options = ("--server.allowedHosts=*", "--server.enableCORS=false")
    with serving(home, options=options) as address:
        yield address


def test_on_the_machine_itself_nobody_need_log_in(named: str) -> None:
    for host in (None, f"localhost:{named.rpartition(':')[2]}"):
        said = answered(named, "import", host=host)
        assert "把文件拖到这里" in said
        assert "只读" not in said


@pytest.mark.parametrize(
    "how",
    [
        {"host": "sixue.example.cn"},
        {"host": "192.168.1.20:8501"},
        {"origin": "https://sixue.example.cn"},
        {"headers": {"X-Forwarded-For": "203.0.113.9"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"Forwarded": "for=203.0.113.9"}},
        {"headers": {"X-Real-IP": "203.0.113.9"}},
        {"headers": {"Via": "1.1 proxy"}},
    ],
    ids=lambda how: "-".join(str(part) for part in how.values()),
)
def test_whoever_comes_from_elsewhere_can_only_read(named: str, how: dict[str, Any]) -> None:
    said = answered(named, "import", **how)
    assert "只读：还没有设置登录" in said
    assert "把文件拖到这里" not in said
