"""The box in which an article is looked for to be put somewhere, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

import streamlit as st

from pages.parts import queries
from pages.parts.errors import attempt
from pages.parts.literal import as_html
from pages.parts.selection import Selection

SHOWN = 6


def find_article(
    label: str,
    taken: Container[int],
    *,
    key: str,
    on_pick: Callable[..., object],
    args: tuple[Any, ...] = (),
) -> None:
    """Draws the box and, below it, the first articles found, each with a button that picks it.

    Args:
        label: Of the box.
        taken: Ids of articles that are not offered.
        key: Of the box.
        on_pick: Called with `args` and the id of the article that was picked.
        args: What comes before the id.
    """
    query = st.text_input(
        label,
        key=key,
        type="search",
        max_chars=200,
        placeholder="输入标题、作者或正文里的词，例如：共同富裕",
        icon=":material/search:",
    )
    if not query.strip():
        return
    found = queries.search(queries.revision(), Selection(query.strip())).result
    hits = [hit for hit in found.hits if hit.article_id not in taken][:SHOWN]
    if not hits:
        st.caption("没有找到别的文章。请换一个更短、更常用的词。")
    for hit in hits:
        with st.container(
            key=f"found-{hit.article_id}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            st.button(
                "加入",
                key=f"add-{hit.article_id}",
                icon=":material/add:",
                on_click=attempt,
                args=(on_pick, *args, hit.article_id),
            )
            about = "、".join(hit.authors)
            when = f"{hit.published.year} 年" if hit.published else ""
            st.html(
                f'<p class="sx-found">{as_html(hit.title)}'
                f"<span>{as_html('　'.join(p for p in (about, when) if p))}</span></p>"
            )
