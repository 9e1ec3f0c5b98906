"""A list of articles by their titles, with a fact beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.parts.article_text import chinese_date
from pages.parts.literal import as_html, as_label
from pages.parts.resources import open_archive
from pages.parts.selection import Params

PER_PAGE = 15


def articles(
    ids: Sequence[int], *, name: str, facts: Mapping[int, str] | None = None, params: Params
) -> None:
    """Draws titles that lead to the articles, page by page.

    Args:
        ids: The articles, in order.
        name: Of the list, for keys.
        facts: What is said beside each.
        params: What the links carry.
    """
    last = max(1, -(-len(ids) // PER_PAGE))
    page = min(st.session_state.get(f"{name}-page", 1), last)
    some = ids[(page - 1) * PER_PAGE : page * PER_PAGE]
    for article in open_archive().articles.find(some):
        draft = article.content
        day = chinese_date(draft.published) if draft.published else ""
        fact = (facts or {}).get(article.id, "")
        with st.container(
            key=f"{name}-{article.id}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            st.page_link(
                "read.py",
                label=as_label(draft.title),
                query_params={**params, "article": str(article.id)},
                width="content",
            )
            pieces = [piece for piece in (fact, "、".join(draft.authors), day) if piece]
            st.html(
                "".join(f'<small class="sx-n">{as_html(piece)}</small>' for piece in pieces),
                width="content",
            )
    if last > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(last, key=f"{name}-page")
