"""The router: the frame around every page, and nothing that costs time."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st

from corpus.actor import Role
from corpus.errors import SixueError
from pages.parts import board_renewal
from pages.parts.account import account
from pages.parts.addresses import ADDRESSES
from pages.parts.errors import calm, show_pending
from pages.parts.resources import may

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"

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


READING = [
    st.Page(
        "home.py",
        title="首页",
        icon=":material/home:",
        default=True,
        help="文库里有什么：篇数、最新文章、主题词",
    ),
    st.Page(
        "search.py",
        title="检索",
        icon=":material/search:",
        url_path=ADDRESSES["search.py"],
        help="按词、作者、来源、年份查找文章",
    ),
    st.Page(
        "concordance.py",
        title="语境",
        icon=":material/format_align_center:",
        url_path=ADDRESSES["concordance.py"],
        help="一个词的每一处用例、搭配和历年词频",
    ),
    st.Page(
        "themes.py",
        title="主题",
        icon=":material/hub:",
        url_path=ADDRESSES["themes.py"],
        help="文库的主题、词云和历年变化",
    ),
    st.Page(
        "theme_cards.py",
        title="主题卡",
        icon=":material/style:",
        url_path=ADDRESSES["theme_cards.py"],
        help="自己定的主题：证明它的句子，没有谈到它的文章",
    ),
    st.Page(
        "coverage.py",
        title="覆盖",
        icon=":material/grid_on:",
        url_path=ADDRESSES["coverage.py"],
        help="每位作者、每个来源、每一年谈到了哪些主题，哪些还没有",
    ),
    st.Page(
        "formulations.py",
        title="提法",
        icon=":material/timeline:",
        url_path=ADDRESSES["formulations.py"],
        help="一个提法何时首见、谁在用、与谁结伴",
    ),
    st.Page(
        "registers.py",
        title="引据",
        icon=":material/format_quote:",
        url_path=ADDRESSES["registers.py"],
        help="文章提到的文献、引用的话和数据，可以核对",
    ),
    st.Page(
        "contrast.py",
        title="差异",
        icon=":material/balance:",
        url_path=ADDRESSES["contrast.py"],
        help="一组文章与另一组相比，用得明显更多的词",
    ),
    st.Page(
        "compare.py",
        title="对比",
        icon=":material/compare:",
        url_path=ADDRESSES["compare.py"],
        help="并排比较二至四篇文章",
    ),
    st.Page(
        "notes.py",
        title="笔记",
        icon=":material/edit_note:",
        url_path=ADDRESSES["notes.py"],
        help="自己写的笔记，和大家分享的笔记",
    ),
    st.Page(
        "reading_lists.py",
        title="书单",
        icon=":material/list_alt:",
        url_path=ADDRESSES["reading_lists.py"],
        help="按次序一起读的几篇文章，每篇可以写附言",
    ),
    st.Page(
        "boards.py",
        title="专题板",
        icon=":material/co_present:",
        url_path=ADDRESSES["boards.py"],
        help="把图、段落和数据收在一起，给大家放映，做成幻灯片",
    ),
    st.Page(
        "vocabulary.py",
        title="词表",
        icon=":material/sell:",
        url_path=ADDRESSES["vocabulary.py"],
        help="文库的标签：层级、别名、旧提法，用了多少篇",
    ),
    st.Page(
        "dictionary.py",
        title="词典",
        icon=":material/menu_book:",
        url_path=ADDRESSES["dictionary.py"],
        help="文库自己的词、停用词和同义词，怎样切词、怎样统计",
    ),
    st.Page(
        "submissions.py",
        title="投稿",
        icon=":material/inbox:",
        url_path=ADDRESSES["submissions.py"],
        help="投稿、收稿，核对切分后采用或退回",
    ),
    st.Page(
        "read.py",
        title="阅读",
        url_path=ADDRESSES["read.py"],
        visibility="hidden",
        help="阅读一篇文章：?article=编号",
    ),
]
DESK = [
    st.Page(
        "tagging.py",
        title="标引",
        icon=":material/sell:",
        url_path=ADDRESSES["tagging.py"],
        visibility=_shown_to("editor"),
        help="给文章加标签：逐篇有建议和理由，批量、核对、缺口和成绩",
    ),
    st.Page(
        "importing.py",
        title="导入",
        icon=":material/upload_file:",
        url_path=ADDRESSES["importing.py"],
        visibility=_shown_to("editor"),
        help="上传文件，核对切分后入库",
    ),
    st.Page(
        "history.py",
        title="历史",
        icon=":material/history:",
        url_path=ADDRESSES["history.py"],
        visibility=_shown_to("editor"),
        help="谁在什么时候改了什么，都可以撤销",
    ),
    st.Page(
        "members.py",
        title="成员",
        url_path=ADDRESSES["members.py"],
        icon=":material/group:",
        visibility=_shown_to("admin"),
        help="谁是读者、编辑和管理员",
    ),
]

page = st.navigation({"": READING, "编辑台": DESK}, position="top")
st.set_page_config(page_title=f"{page.title} · 思学")
st.session_state["previous_page"] = st.session_state.get("current_page", "")
st.session_state["current_page"] = page.url_path
with calm():
    account()
show_pending()
with calm():
    board_renewal.told()
    page.run()
