"""The router: the frame around every page, and nothing that costs time."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from corpus.actor import Role
from corpus.errors import SixueError
from pages.parts import board_renewal, guide
from pages.parts.access import access, unseen_heading
from pages.parts.account import account
from pages.parts.addresses import ADDRESSES
from pages.parts.errors import calm, show_pending
from pages.parts.guide import GUIDE
from pages.parts.resources import may
from pages.parts.selection import confirm_address

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"
HEADED = frozenset(("", "read"))
"""Pages that begin with a heading of their own."""

# First of all: without an icon of its own each page would fetch its symbol from a foreign host.
st.set_page_config(page_title="思学", page_icon=STATIC / "favicon.svg", layout="wide")
st.logo(STATIC / "logo.svg", size="large")
st.html(STATIC / "look.css")


def _shown_to(needs: Role) -> Literal["visible", "hidden"]:
    """Whether a page is offered to whoever is there; by its address it answers for itself."""
    try:
        return "visible" if may(needs) else "hidden"
    except SixueError:
        return "visible"  # the archive cannot be opened, as the page will say


def _page(
    file: str, title: str, icon: str | None = None, needs: Role | None = None, **more: Any
) -> st.Page:
    """A page as the navigation shows it."""
    return st.Page(
        file,
        title=title,
        icon=icon and f":material/{icon}:",
        url_path=ADDRESSES[file] or None,
        help=GUIDE[file].sentence,
        **({"visibility": _shown_to(needs)} if needs else {}),
        **more,
    )


def _grouped() -> str:
    """Sets the groups apart in the bar, and names them in the list of a telephone."""
    rules = ""
    for name, (first, *_) in READING.items():
        link = f'a[href$="/{first.url_path}"]'
        of_list = f'[data-testid="stSidebarNavItems"] li:has({link})'
        rules += f'{of_list} {{ grid-column: 1 }} {of_list}::before {{ content: "{name}" }}'
        if not first.url_path:
            continue
        rules += f".rc-overflow-item:has({link}) {{ border-left: 1px solid var(--sx-line) }}"
    return f"<style>{rules}</style>"


# The groups are ours: Streamlit's own would each hide their pages behind a menu.
READING = {
    "文章": [
        _page("home.py", "首页", "home", default=True),
        _page("search.py", "检索", "search"),
        _page("concordance.py", "语境", "format_align_center"),
    ],
    "分析": [
        _page("themes.py", "主题", "hub"),
        _page("theme_cards.py", "主题卡", "style"),
        _page("coverage.py", "覆盖", "grid_on"),
        _page("formulations.py", "提法", "timeline"),
        _page("registers.py", "引据", "format_quote"),
        _page("contrast.py", "差异", "balance"),
        _page("compare.py", "对比", "compare"),
    ],
    "讲台": [
        _page("notes.py", "笔记", "edit_note"),
        _page("reading_lists.py", "书单", "list_alt"),
        _page("boards.py", "专题板", "co_present"),
    ],
    "文库": [
        _page("vocabulary.py", "词表", "account_tree"),
        _page("dictionary.py", "词典", "menu_book"),
        _page("submissions.py", "投稿", "inbox"),
    ],
}
HIDDEN = [_page("read.py", "阅读", visibility="hidden")]
DESK = [
    _page("tagging.py", "标引", "sell", "editor"),
    _page("importing.py", "导入", "upload_file", "editor"),
    _page("history.py", "历史", "history", "editor"),
    _page("members.py", "成员", "group", "admin"),
]
FILES = {ADDRESSES[file]: file for file in ADDRESSES}

page = st.navigation(
    {"": [*chain.from_iterable(READING.values()), *HIDDEN], "编辑台": DESK},
    position="top",
    expanded=True,
)
st.set_page_config(page_title=f"{page.title} · 思学")
access()
if page.url_path not in HEADED:
    unseen_heading(page.title)
came_from = st.session_state.get("current_page")
st.session_state["previous_page"] = came_from or ""
st.session_state["current_page"] = page.url_path
here = FILES[page.url_path]
st.html(_grouped())
with st.container(key="corner", horizontal=True, width="content", gap="small"):
    guide.button(here)
    with calm():
        account()
guide.strip(here)
show_pending()
with calm():
    board_renewal.told()
    page.run()
    if came_from not in (None, page.url_path):
        confirm_address()
