"""Tags of one article: put on, taken off, suggested."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.article import Article
from corpus.tags import fold_tag
from pages.parts import queries, tag_queries
from pages.parts.errors import attempt
from pages.parts.literal import as_html, as_label
from pages.parts.resources import may, open_archive
from pages.parts.tag_picker import tag_picker

SUGGESTED = 6


def tag_editor(article: Article, terms: Sequence[str]) -> None:
    """A field with the article's tags, and suggestions below it.

    Args:
        article: The article.
        terms: Its keywords, offered as tags.
    """
    worn = article.content.tags
    if not may("editor"):
        if worn:
            st.html(f'<p class="sx-rail">标签</p><p class="sx-by">{as_html("、".join(worn))}</p>')
        return
    with st.container(key="read-tags", gap="xsmall"):
        st.html('<p class="sx-rail">标签</p>')
        tag_picker(
            f"tags-{article.id}",
            worn,
            tag_queries.tag_candidates(queries.revision()),
            lambda name: attempt(put_on, article.id, name),
            lambda name: attempt(take_off, article.id, name),
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
                        args=(put_on, article.id, term),
                    )


def put_on(article_id: int, name: str) -> None:
    """Puts a tag on, and says so if the name leads to another one."""
    spelling = open_archive().tags.put_on(article_id, name)
    if fold_tag(spelling) != fold_tag(name):
        st.toast(f"“{as_label(name)}”是“{as_label(spelling)}”的别名，加上的是后者。")


def take_off(article_id: int, name: str) -> None:
    """Takes a tag off."""
    open_archive().tags.take_off(article_id, name)
