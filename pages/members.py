"""成员: who is a reader, an editor, an admin."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from corpus.actor import ROLE_NAMES, Role
from corpus.members import Member
from pages.parts.errors import attempt
from pages.parts.figure import STATIC
from pages.parts.literal import as_html
from pages.parts.resources import open_archive, stop_unless
from pages.parts.undo_bar import remember, undo_bar
from pages.parts.visitor import has_login

ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role != "visitor")
LONGEST_NOTE = 100
_CHANGED = "member-changed"
_EMAIL, _ROLE, _NOTE = "member-email", "member-role", "member-note"


def main() -> None:
    """Draws the page."""
    stop_unless("admin")
    st.html(STATIC / "analysis.css")
    members = open_archive().members.all()
    with st.container(key="members"):
        st.html(
            f'<h2 class="sx-section">成员<small>{len(members)} 位</small></h2>'
            '<p class="sx-lead">读者可以记笔记、编书单、存检索、投稿；编辑可以导入、修改文章、'
            "标签和词典；管理员还可以给别人角色。能登录但不在这里的人是读者。</p>"
        )
        if not has_login():
            st.html(
                '<p class="sx-notice">还没有设置登录，这些角色现在不起作用：在这台机器上打开的人都'
                "是管理员，从别处打开的人只能阅读。怎样设置登录，见 README。</p>"
            )
        undo_bar(
            _CHANGED,
            lambda member: open_archive().members.undo(member),
            key="member-undo",
            label="撤销",
            icon=":material/group:",
        )
        admins = [member for member in members if member.role == "admin"]
        for member in members:
            _row(member, only=admins == [member])
        _new(empty=not members)


def _row(member: Member, *, only: bool) -> None:
    with st.container(
        key=f"member-{member.id}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        day = member.changed_at.astimezone().strftime("%Y-%m-%d")
        facts = [member.note, f"{member.actor} {day} 所改"]
        if only:
            facts.append("唯一的管理员：先让另一位当管理员，才能改动")
        said = "".join(f"<span>{as_html(fact)}</span>" for fact in facts if fact)
        st.html(f'<b>{as_html(member.name)}</b><p class="sx-meta">{said}</p>', width="stretch")
        key = f"member-role-{member.id}"
        st.session_state[key] = member.role
        st.selectbox(
            f"{member.name} 的角色",
            ROLES,
            key=key,
            format_func=ROLE_NAMES.__getitem__,
            label_visibility="collapsed",
            width=130,
            disabled=only,
            on_change=attempt,
            args=(_change, member),
        )
        st.button(
            "取消角色",
            key=f"member-remove-{member.id}",
            type="tertiary",
            icon=":material/person_remove:",
            disabled=only,
            on_click=attempt,
            args=(_remove, member),
        )


def _new(*, empty: bool) -> None:
    with (
        st.expander("添加成员", key="member-new", icon=":material/add:", expanded=empty),
        st.form("member-form", border=False),
    ):
        st.text_input("电子邮箱（登录时用的）", key=_EMAIL, placeholder="姓名@单位.cn")
        st.segmented_control(
            "角色",
            ROLES,
            default="editor",
            key=_ROLE,
            format_func=ROLE_NAMES.__getitem__,
            required=True,
        )
        st.text_input("备注（可不写）", key=_NOTE, max_chars=LONGEST_NOTE)
        st.form_submit_button(
            "添加", key="member-add", type="primary", on_click=attempt, args=(_add,)
        )


def _add() -> None:
    email, role = st.session_state[_EMAIL] or "", st.session_state[_ROLE]
    made = open_archive().members.put(email, role, st.session_state[_NOTE] or "")
    remember(_CHANGED, made.id, f"{made.name} 现在是{ROLE_NAMES[made.role]}。")
    st.session_state[_EMAIL] = st.session_state[_NOTE] = ""


def _change(member: Member) -> None:
    role: Role = st.session_state[f"member-role-{member.id}"]
    open_archive().members.put(member.name, role, member.note)
    remember(_CHANGED, member.id, f"{member.name} 现在是{ROLE_NAMES[role]}。")


def _remove(member: Member) -> None:
    open_archive().members.remove(member.name)
    remember(_CHANGED, member.id, f"{member.name} 不再有角色，登录后是读者。")


main()
