"""Why a tag is suggested to an article, or is not: asked for any tag of the vocabulary."""

from __future__ import annotations

import streamlit as st

from corpus.tagging import TagExplained
from pages.parts import queries
from pages.parts.literal import as_html
from pages.parts.resources import open_archive

_WORDS = 8


def ask_why(article_id: int) -> None:
    """Draws a way to ask why some tag is not suggested to an article."""
    asking = st.expander(
        "为什么没有建议某个标签", key=f"why-not-{article_id}", on_change="rerun", icon=None
    )
    if not asking.open:
        return
    with asking:
        name = st.selectbox(
            "哪个标签",
            [use.name for use in queries.all_tags(queries.revision())],
            index=None,
            key=f"why-tag-{article_id}",
            placeholder="选一个标签",
            label_visibility="collapsed",
        )
        if name:
            st.html(explained_html(open_archive().tagging.explain(article_id, name)))


def explained_html(told: TagExplained) -> str:
    """What speaks for and against a tag, in plain words."""
    why, support = told.suggestion.why, told.told.support
    reached = "达到" if why.suggested else "没有达到"
    lines = [f"把握 {why.score:.2f}，{reached}建议它的门槛 {why.threshold:.2f}。"]
    if told.refused:
        lines.append("有人说过这一篇不要这个标签，所以不再建议。")
    if not support:
        lines.append("还没有学过带这个标签的文章，只看文中有没有它的名称或别名。")
    else:
        lines.append(f"学过 {support:,} 篇带这个标签的文章。")
    if not why.names:
        lines.append("文中没有它的名称和别名。")
    for label, words in (
        ("文中支持它的词", [word.text for word in why.words]),
        ("文中不支持它的词", [word.text for word in told.told.against]),
        ("带这个标签的文章常有、这一篇没有的词", list(told.told.missing)),
    ):
        if words:
            lines.append(f"{label}：{'、'.join(words[:_WORDS])}。")
    return "".join(f'<p class="sx-why">{as_html(line)}</p>' for line in lines)
