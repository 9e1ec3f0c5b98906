"""The 核对 view of the tagging page: like articles that are tagged differently."""

from __future__ import annotations

import streamlit as st

from corpus.tag_audit import Inconsistency
from pages.parts import tagging_queries
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.jobs import Job
from pages.parts.literal import as_html, as_label
from pages.parts.paging import first_shown, turn
from pages.parts.resources import open_archive
from pages.parts.waiting import wait_for

PER_PAGE = 20
PATIENCE = 3.0
_PAGE = "audit-page"


def show() -> None:
    """Draws the view."""
    st.html(
        '<p class="sx-lead">内容相近、标签却不一样的文章，最可疑的排在前面：'
        "多半是其中一篇漏了标签，也可能是另一篇标错了。</p>"
    )
    if open_archive().tag_training.learnt() is None:
        empty("还没有学习过", "先在“成绩”里让它从已有的标签学一次，才知道哪些文章相近。")
        return
    found = tagging_queries.inconsistencies(PATIENCE)
    if isinstance(found, Job):
        wait_for(found, "正在核对")
        return
    if not found:
        empty("", "相近的文章，标签都一致。")
        return
    st.html(f'<p class="sx-count"><b>{len(found):,}</b> 处不一致</p>')
    start = first_shown(len(found), PER_PAGE, _PAGE)
    for one in found[start : start + PER_PAGE]:
        _row(one)
    turn(len(found), PER_PAGE, _PAGE)


def _row(one: Inconsistency) -> None:
    key = f"differ-{one.bearing}-{one.lacking}-{one.tag}"
    with st.container(key=key, gap="xsmall"):
        st.html(
            f'<p class="sx-pair"><b>{as_html(one.tag)}</b>'
            f'<small class="sx-n">相近 {one.similarity:.0%}　把握 {one.score:.2f}</small></p>'
        )
        for article, title, bears in (
            (one.bearing, one.bearing_title, True),
            (one.lacking, one.lacking_title, False),
        ):
            st.page_link(
                "read.py",
                label=f"{'有' if bears else '无'}　{as_label(title)}",
                query_params={"article": str(article)},
            )
        with st.container(
            key=f"{key}-do", horizontal=True, vertical_alignment="center", gap="small"
        ):
            for label, action, icon in (
                ("补上", "put_on", ":material/add:"),
                ("不必补", "refuse", ":material/close:"),
                ("从前一篇取下", "take_off", ":material/remove:"),
            ):
                st.button(
                    label,
                    key=f"{key}-{action}",
                    type="tertiary",
                    icon=icon,
                    on_click=attempt,
                    args=(_decide, one, action),
                )
            st.page_link(
                "compare.py",
                label="并排对比",
                icon=":material/compare:",
                query_params={"articles": f"{one.bearing},{one.lacking}"},
            )


def _decide(one: Inconsistency, action: str) -> None:
    archive = open_archive()
    if action == "put_on":
        archive.tags.put_on(one.lacking, one.tag)
    elif action == "take_off":
        archive.tags.take_off(one.bearing, one.tag)
    else:
        archive.tagging.refuse(one.lacking, one.tag)
