"""Tags of one article: put on, taken off, suggested."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.article import Article
from pages.parts.errors import attempt
from pages.parts.literal import as_html, as_label
from pages.parts.resources import may, open_archive

SUGGESTED = 6


def tag_editor(article: Article, terms: Sequence[str], library: Sequence[str]) -> None:
    """A field with the article's tags, and suggestions below it.

    Args:
        article: The article.
        terms: Its keywords, offered as tags.
        library: Tags the library uses, offered as tags.
    """
    worn = list(article.content.tags)
    if not may("editor"):
        if worn:
            st.html(f'<p class="sx-rail">标签</p><p class="sx-by">{as_html("、".join(worn))}</p>')
        return
    key = f"tags-{article.id}"
    st.session_state[key] = worn
    with st.container(key="read-tags", gap="xsmall"):
        st.html('<p class="sx-rail">标签</p>')
        st.multiselect(
            "标签",
            list(dict.fromkeys([*worn, *library, *terms])),
            key=key,
            accept_new_options=True,
            placeholder="选一个，或输入新标签后回车",
            label_visibility="collapsed",
            select_all=False,
            on_change=_change,
            args=(article.id, worn, key),
        )
        offered = [term for term in terms if term not in worn][:SUGGESTED]
        if offered:
            with st.container(key="tag-offers", horizontal=True, gap="xsmall"):
                for term in offered:
                    st.button(
                        as_label(term),
                        key=f"offer-{article.id}-{term}",
                        icon=":material/add:",
                        help="加为标签",
                        on_click=attempt,
                        args=(_put_on, article.id, term),
                    )


def _change(article_id: int, worn: list[str], key: str) -> None:
    chosen: list[str] = st.session_state[key]
    for name in chosen:
        if name not in worn:
            attempt(_put_on, article_id, name)
    for name in worn:
        if name not in chosen:
            attempt(_take_off, article_id, name)


def _put_on(article_id: int, name: str) -> None:
    open_archive().tags.put_on(article_id, name)


def _take_off(article_id: int, name: str) -> None:
    open_archive().tags.take_off(article_id, name)
