"""What one does on each page, in one sentence: the one place where it is written."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from pages.parts.literal import as_html


class Guide(NamedTuple):
    """What a newcomer is told about a page.

    Attributes:
        sentence: What one does there.
        after: Where one goes from there: the file of a page and what one does there then.
        keys: The keys that work there and what they do.
    """

    sentence: str
    after: tuple[str, str]
    keys: tuple[tuple[str, str], ...] = ()


_SPLITTING = (
    ("↑ ↓", "选一行"),
    ("N", "从这一行另起一篇"),
    ("M", "并入上一篇"),
    ("T A H P", "标题、作者、小标题、正文"),
    ("Ctrl Z", "撤销，加 Shift 重做"),
    ("Alt ↑ ↓", "移动一篇的开头"),
)

GUIDE = {
    "home.py": Guide(
        "从这里开始：输入一个词去检索，或者点最新的文章和主题词。",
        ("search.py", "去检索全部文章"),
        (("回车", "检索"),),
    ),
    "search.py": Guide(
        "输入词语找文章，再用标签、作者、来源、年份缩小范围；换到“段落”，直接看含有它的段落。",
        ("concordance.py", "看一个词的每一处用例"),
        (("回车", "检索"),),
    ),
    "concordance.py": Guide(
        "看一个词的每一处用例：左右常和什么搭配，历年用得多还是少。",
        ("formulations.py", "看一个提法从何而来"),
        (("回车", "查看"),),
    ),
    "themes.py": Guide(
        "看文库归出了哪些主题：各占多少、由哪些词组成、历年怎样变化。",
        ("theme_cards.py", "自己定一个主题"),
    ),
    "theme_cards.py": Guide(
        "自己定一个主题：写下几个词，看哪些句子证明它，哪些文章没有谈到它。",
        ("coverage.py", "看谁写过这些主题"),
    ),
    "coverage.py": Guide(
        "看每位作者、每个来源、每一年写过哪些主题；空格就是还没有人写的。",
        ("contrast.py", "比较两组文章的用词"),
    ),
    "formulations.py": Guide(
        "追一个提法：何时首见，谁在用，常和哪些提法结伴。",
        ("registers.py", "核对引用的话"),
    ),
    "registers.py": Guide(
        "核对文章提到的文献、引用的话和数据，看别的文章怎么引。",
        ("themes.py", "看文库的主题"),
    ),
    "contrast.py": Guide(
        "选甲、乙两组文章，看甲方用得明显更多的是哪些词。",
        ("compare.py", "把几篇文章并排对比"),
    ),
    "compare.py": Guide(
        "把二至四篇文章并排放在一起，看哪里相近、哪里不同。",
        ("boards.py", "把图收进专题板"),
    ),
    "notes.py": Guide(
        "看自己写的笔记和大家分享的笔记，可以检索，也可以导出。",
        ("reading_lists.py", "把文章编成书单"),
    ),
    "reading_lists.py": Guide(
        "把几篇文章排好次序、写上附言，把网址发给别人一起读。",
        ("boards.py", "把要讲的收进专题板"),
    ),
    "boards.py": Guide(
        "把图、段落和数据收成一个专题，给大家放映，或者做成幻灯片。",
        ("themes.py", "去找可以收进来的图"),
        (
            ("→ ←", "放映时下一页、上一页"),
            ("N", "放映时看讲稿"),
            ("D", "放映时换明暗"),
            ("F", "放映时全屏"),
        ),
    ),
    "vocabulary.py": Guide(
        "看文库有哪些标签、怎样分层；点一个标签，看它的说明、别名和文章。",
        ("dictionary.py", "看文库怎样切词"),
        (("↑ ↓", "选标签"), ("→ ←", "展开、收起下级"), ("回车", "打开"), ("Esc", "清空查找")),
    ),
    "dictionary.py": Guide(
        "告诉文库哪些是词、哪些不统计、哪些说法算同一个词。",
        ("concordance.py", "看一个词怎样被用"),
    ),
    "submissions.py": Guide(
        "交一篇稿件；编辑在这里收稿，核对切分以后采用或者退回。",
        ("search.py", "去检索已经入库的文章"),
        _SPLITTING,
    ),
    "read.py": Guide(
        "读一篇文章：选中文字可以标颜色、写笔记，旁边有提要、数据和相近的文章。",
        ("compare.py", "和别的文章并排对比"),
        (("Esc", "收起选字的菜单"),),
    ),
    "tagging.py": Guide(
        "给文章加标签：建议和理由列在旁边，一篇接一篇，按数字键就采用。",
        ("vocabulary.py", "整理词表"),
        (
            ("1–9", "采用这一条建议，加 Shift 不采用"),
            ("N P", "下一篇、上一篇"),
            ("E", "看下一条建议的理由"),
            ("Z", "撤销"),
            ("/", "到标签框"),
            ("?", "全部按键"),
        ),
    ),
    "importing.py": Guide(
        "上传文件，核对每一篇从哪里开始、到哪里结束，再存入文库。",
        ("tagging.py", "给新文章加标签"),
        _SPLITTING,
    ),
    "history.py": Guide(
        "看谁在什么时候改了什么；改错了，就在这里撤销。",
        ("search.py", "去检索文章"),
    ),
    "members.py": Guide(
        "定下谁是读者、编辑和管理员。",
        ("history.py", "看大家改了什么"),
    ),
}
"""By file of `pages`; the order is that of the navigation."""


def strip(page: str) -> None:
    """Draws the sentence of a page for whoever has not put it away (`static/guide.js`).

    Args:
        page: File of the page.
    """
    st.html(
        f'<div class="sx-guide" data-page="{page}" role="note"><p>{as_html(GUIDE[page].sentence)}'
        '</p><span><button type="button" name="seen">知道了</button>'
        '<button type="button" name="never">不再提示</button></span></div>'
    )


def button(page: str) -> None:
    """Draws the same sentence behind a button, with the keys of the page and the way on.

    Args:
        page: File of the page.
    """
    guide = GUIDE[page]
    keys = "".join(
        f"<tr><td><kbd>{as_html(key)}</kbd></td><td>{as_html(told)}</td></tr>"
        for key, told in guide.keys
    )
    table = f'<table class="sx-ways">{keys}</table>' if keys else ""
    file, label = guide.after
    with st.popover("说明", key="guide", type="tertiary", icon=":material/help:"):
        st.html(f'<p class="sx-told">{as_html(guide.sentence)}</p>{table}')
        st.page_link(file, label=f"接下来：{label}", icon=":material/arrow_forward:")
