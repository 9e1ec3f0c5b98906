"""Tags of one article: put on, taken off, suggested."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.article import Article
from corpus.tagging import TagSuggestion
from corpus.tags import fold_tag
from pages.parts import queries, tag_queries
from pages.parts.errors import attempt
from pages.parts.literal import as_label, shortened
from pages.parts.resources import may, open_archive
from pages.parts.tag_picker import tag_picker

SUGGESTED = 6
REASONS = 4


def tag_editor(article: Article, terms: Sequence[str]) -> None:
    """A field with the article's tags, and suggestions below it; others see the tags alone.

    Args:
        article: The article.
        terms: Its keywords, offered as tags where nothing is suggested.
    """
    worn = article.content.tags
    if not may("editor"):
        _shown(worn)
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
                        args=(put_on, article.id, name),
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


def put_on(article_id: int, name: str) -> None:
    """Puts a tag on, and says so if the name leads to another one."""
    spelling = open_archive().tags.put_on(article_id, name)
    if fold_tag(spelling) != fold_tag(name):
        st.toast(f"“{as_label(name)}”是“{as_label(spelling)}”的别名，加上的是后者。")


def take_off(article_id: int, name: str) -> None:
    """Takes a tag off."""
    open_archive().tags.take_off(article_id, name)
