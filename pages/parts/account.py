"""Who is there, in the corner of every page: to log in, to log out, or why one can only read."""

from __future__ import annotations

import streamlit as st

from corpus.actor import ROLE_NAMES, Actor
from corpus.errors import SixueError
from pages.parts.errors import attempt
from pages.parts.literal import as_label
from pages.parts.resources import open_archive
from pages.parts.visitor import has_login, is_logged_in


def account() -> None:
    """Draws who is there; nothing if the archive cannot be opened, as the page will say."""
    try:
        actor = open_archive().actor
    except SixueError:
        return
    with st.container(key="account", width="content"):
        if actor.email is None and not has_login():
            _without_login(actor)
        elif actor.email is None and not is_logged_in():
            login_button("account-login")
        else:
            _person(actor)


def login_button(key: str) -> None:
    """Draws the way to the login."""
    st.button(
        "登录",
        key=key,
        type="tertiary",
        icon=":material/login:",
        on_click=attempt,
        args=(st.login,),
    )


def _without_login(actor: Actor) -> None:
    if actor.role == "visitor":
        st.html('<span class="sx-account">只读：还没有设置登录</span>')
        return
    with st.popover(actor.name, type="tertiary", icon=":material/computer:"):
        st.caption("没有设置登录：在这台机器上打开的人都是管理员，从别处打开的人只能阅读。")
        _members()


def _person(actor: Actor) -> None:
    unproved = actor.email is None
    name = "不能确认身份" if unproved else f"{as_label(actor.name)} · {ROLE_NAMES[actor.role]}"
    with st.popover(name, type="tertiary", icon=":material/person:"):
        if unproved:
            st.caption(
                "登录服务没有确认过您的邮箱，或者登录已经过期，所以只能阅读。"
                "请退出后重新登录，或者请管理员检查登录服务。"
            )
        else:
            st.caption(as_label(str(actor.email)))
        if actor.may("admin"):
            _members()
        st.button(
            "退出",
            key="account-logout",
            type="tertiary",
            icon=":material/logout:",
            on_click=st.logout,
        )


def _members() -> None:
    st.page_link("members.py", label="成员和角色", icon=":material/group:")
