"""成员: an admin says who is who; nobody else sees an address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from tests.pages.conftest import Open, shown

AUTH = {"auth": {"redirect_uri": "https://sixue.example.cn/oauth2callback"}}


def roles(home: Path) -> dict[str, str]:
    with Archive.open(home=home) as archive:
        return {member.name: member.role for member in archive.members.all()}


def add(home: Path, **members: Any) -> None:
    with Archive.open(home=home) as archive:
        for name, role in members.items():
            archive.members.put(f"{name}@example.cn", role)


def test_members_are_added_changed_removed_and_taken_back(visit: Open, library: Path) -> None:
    app = visit("members.py")
    assert "还没有设置登录，这些角色现在不起作用" in shown(app)
    app.text_input(key="member-email").set_value("Lin@example.cn")
    app.button_group(key="member-role").set_value("admin")
    app.text_input(key="member-note").set_value("林晓 <b>")
    app.button(key="member-add").click().run()
    assert "lin@example.cn 现在是管理员。" in shown(app)
    assert "林晓 <b>" in shown(app)
    assert "唯一的管理员" in shown(app)
    assert app.selectbox(key="member-role-1").disabled
    add(library, chen="reader")
    app.run()
    app.selectbox(key="member-role-2").set_value("admin").run()
    assert roles(library) == {"lin@example.cn": "admin", "chen@example.cn": "admin"}
    assert "唯一的管理员" not in shown(app)
    app.button(key="member-remove-1").click().run()
    assert roles(library) == {"chen@example.cn": "admin"}
    app.button(key="member-undo").click().run()
    assert roles(library) == {"lin@example.cn": "admin", "chen@example.cn": "admin"}


def test_a_wrong_address_is_refused_with_a_remedy(visit: Open, library: Path) -> None:
    app = visit("members.py")
    app.text_input(key="member-email").set_value("林晓")
    app.button(key="member-add").click().run()
    assert "不是电子邮箱地址" in shown(app)
    assert roles(library) == {}


@pytest.fixture
def as_member() -> Any:
    """Opens the page of somebody who has logged in."""

    def open_page(visit: Open, page: str, **claims: Any) -> AppTest:
        app = visit()
        app.secrets.update(AUTH)
        app.user = claims
        app.run()
        app.switch_page(page)
        return app.run()

    return open_page


PROVED = {"is_logged_in": True, "email_verified": True, "iat": 4e9, "name": "某人"}


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({}, "访客"),
        ({**PROVED, "email": "chen@example.cn"}, "读者"),
        ({**PROVED, "email": "zhou@example.cn"}, "编辑"),
        ({**PROVED, "email": "lin@example.cn", "email_verified": False}, "访客"),
        ({**PROVED, "email": "lin@example.cn", "is_logged_in": False}, "访客"),
        ({**PROVED, "email": "lin@example.cn", "iat": 1e9}, "访客"),
    ],
)
def test_whoever_is_no_admin_sees_no_member(
    visit: Open, library: Path, as_member: Any, claims: dict[str, Any], role: str
) -> None:
    add(library, lin="admin", zhou="editor")
    said = shown(as_member(visit, "members.py", **claims))
    assert f"这项操作需要管理员权限，您现在是{role}。" in said
    assert "lin@example.cn" not in said.replace(claims.get("email", "-"), "")


def test_an_admin_who_has_logged_in_sees_them(visit: Open, library: Path, as_member: Any) -> None:
    add(library, lin="admin", zhou="editor")
    app = as_member(visit, "members.py", **{**PROVED, "email": "LIN@example.cn"})
    assert "zhou@example.cn" in shown(app)
    assert "不起作用" not in shown(app)
