"""The articles of a reading list: in their order, moved, remarked on, taken out, added."""

from __future__ import annotations

import streamlit as st

from corpus.article import Article
from corpus.reading_list_export import reading_minutes
from corpus.reading_lists import LONGEST_REMARK, MOST_ARTICLES, ReadingList
from pages.parts import queries
from pages.parts.article_finder import find_article
from pages.parts.article_text import byline
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.literal import as_html, as_label
from pages.parts.paging import first_shown, turn
from pages.parts.resources import may, open_archive
from pages.parts.trash import undo_button

PER_PAGE = 25
MOST_TRASHED = 1000


def items(one: ReadingList, known: dict[int, Article]) -> None:
    """Draws the articles of a list.

    Args:
        one: The list.
        known: Its articles as far as they are kept, by id.
    """
    if not one.articles:
        empty("书单里还没有文章", "在下面检索，把文章加进来；也可以在阅读页点“加入书单”。")
        return
    key = f"list-page-{one.id}"
    first = first_shown(len(one.articles), PER_PAGE, key)
    for place in range(first, min(first + PER_PAGE, len(one.articles))):
        article_id = one.articles[place]
        with st.container(key=f"list-item-{article_id}", gap="xsmall"):
            if article_id in known:
                _item(one, place, known[article_id])
            else:
                _gone(one, place)
    turn(len(one.articles), PER_PAGE, key)


def _item(one: ReadingList, place: int, article: Article) -> None:
    content = article.content
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.html(f'<span class="sx-place">{place + 1}</span>', width="content")
        st.page_link(
            "read.py",
            label=as_label(content.title),
            query_params={"article": str(article.id)},
            width="stretch",
        )
    minutes = reading_minutes(content)
    said = byline(content.authors, content.source, f"约 {minutes} 分钟", content.published)
    remark = one.notes.get(article.id, "")
    st.html(said + (f'<p class="sx-remark">{as_html(remark)}</p>' if remark else ""))
    if not may("reader"):
        return
    with st.container(
        key=f"list-acts-{article.id}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        _arrows(one, place)
        _remark(one, article.id, remark)
        _take_button(one, article.id)


def _gone(one: ReadingList, place: int) -> None:
    """An article in the trash keeps its place; it can be put back or taken out."""
    article_id = one.articles[place]
    title = dict(queries.trashed(queries.revision(), MOST_TRASHED)).get(article_id)
    named = f"《{title}》" if title else f"编号 {article_id} 的文章"
    st.html(
        f'<p><span class="sx-place">{place + 1}</span>'
        f'<span class="sx-gone">{as_html(named)}</span>'
        '<small class="sx-n">已移入回收站，放回文库后仍在这里</small></p>'
    )
    if not may("reader"):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        undo_button(article_id)
        _arrows(one, place)
        _take_button(one, article_id)


def _arrows(one: ReadingList, place: int) -> None:
    article_id = one.articles[place]
    for name, icon, to, end in (
        ("上移", ":material/arrow_upward:", place - 1, place == 0),
        ("下移", ":material/arrow_downward:", place + 1, place == len(one.articles) - 1),
    ):
        st.button(
            name,
            key=f"list-{'up' if to < place else 'down'}-{article_id}",
            type="tertiary",
            icon=icon,
            disabled=end,
            on_click=attempt,
            args=(_move, one.id, article_id, to),
        )


def _take_button(one: ReadingList, article_id: int) -> None:
    st.button(
        "移出",
        key=f"list-take-{article_id}",
        type="tertiary",
        icon=":material/close:",
        on_click=attempt,
        args=(_take, one.id, article_id),
    )


def _move(list_id: int, article_id: int, place: int) -> None:
    open_archive().reading_lists.move(list_id, article_id, place)


def _take(list_id: int, article_id: int) -> None:
    open_archive().reading_lists.take(list_id, article_id)


def _add(list_id: int, article_id: int) -> None:
    open_archive().reading_lists.add(list_id, article_id)


def _remark(one: ReadingList, article_id: int, remark: str) -> None:
    key = f"list-remark-{article_id}"
    popover = st.popover(
        "改附言" if remark else "写附言",
        key=key,
        type="tertiary",
        icon=":material/edit:",
        on_change="rerun",
    )
    if not popover.open:
        return
    field = f"list-remark-text-{article_id}-{one.revision}"
    with popover, st.form(f"{key}-form", border=False):
        st.text_area("附言", remark, key=field, max_chars=LONGEST_REMARK)
        st.form_submit_button(
            "保存附言",
            key=f"list-remark-keep-{article_id}",
            type="primary",
            on_click=attempt,
            args=(_keep_remark, one.id, article_id, field, key),
        )


def _keep_remark(list_id: int, article_id: int, field: str, popover: str) -> None:
    open_archive().reading_lists.remark(list_id, article_id, st.session_state[field])
    st.session_state[popover] = False


def choose(one: ReadingList) -> None:
    """The box in which another article is looked for, and what was found."""
    if len(one.articles) >= MOST_ARTICLES:
        st.caption(f"书单已满 {MOST_ARTICLES} 篇。移出几篇后可以再加。")
        return
    find_article("加一篇文章", one.articles, key="list-query", on_pick=_add, args=(one.id,))
