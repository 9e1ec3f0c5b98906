"""Tags of one article: put on, taken off, suggested."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.article import Article
from corpus.tagging import TagSuggestion
from pages.parts.errors import attempt
from pages.parts.literal import as_label, shortened
from pages.parts.resources import may, open_archive

SUGGESTED = 6
REASONS = 4


def tag_editor(article: Article, terms: Sequence[str], library: Sequence[str]) -> None:
    """A field with the article's tags, and suggestions below it; others see the tags alone.

    Args:
        article: The article.
        terms: Its keywords, offered as tags where nothing is suggested.
        library: Tags the library uses, offered as tags.
    """
    worn = list(article.content.tags)
    if not may("editor"):
        _shown(worn)
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
        offered = _offers(article.id) or {
            term: "文中的关键词，还不是标签" for term in terms if term not in worn
        }
        if offered:
            with st.container(key="tag-offers", horizontal=True, gap="xsmall"):
                for name, why in list(offered.items())[:SUGGESTED]:
                    st.button(
                        as_label(name),
                        key=f"offer-{article.id}-{name}",
                        icon=":material/add:",
                        help=as_label(why),
                        on_click=attempt,
                        args=(_put_on, article.id, name),
                    )


def _offers(article_id: int) -> dict[str, str]:
    """Suggested tags, each with its reason in a line."""
    found = open_archive().tagging.suggest(article_id, limit=SUGGESTED)
    return {one.name: reason(one) for one in found}


def reason(one: TagSuggestion) -> str:
    """Why a tag is suggested, in a line of plain text."""
    why = one.why
    told = [f"把握 {why.score:.2f}"]
    if why.names:
        told.append("文中有它的名称或别名")
    elif why.words:
        told.append(f"依据：{'、'.join(word.text for word in why.words[:REASONS])}")
    if one.similar:
        told.append(f"相近的《{shortened(one.similar[0].title, 20)}》带着它")
    return "；".join(told)


def _shown(worn: Sequence[str]) -> None:
    """The tags for whoever may not change them, each leading to its articles."""
    if not worn:
        return
    with st.container(key="read-tags", gap="xsmall"):
        st.html('<p class="sx-rail">标签</p>')
        with st.container(key="words-tags", horizontal=True, gap="xsmall"):
            for name in worn:
                st.page_link("search.py", label=as_label(name), query_params={"tags": name})


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
