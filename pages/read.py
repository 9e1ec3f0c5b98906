"""阅读: one article, set for reading, with what belongs to it."""

from __future__ import annotations

import streamlit as st

from corpus.article import Article
from corpus.errors import ArticleNotFound
from pages.parts import article_editor, basket, note_parts, queries, reading_queries
from pages.parts.access import unseen_heading
from pages.parts.article_text import article_html
from pages.parts.empty import empty
from pages.parts.errors import attempt, calm, say
from pages.parts.figure import STATIC
from pages.parts.literal import as_html, as_label
from pages.parts.outline_parts import claim_anchor, outline_html
from pages.parts.reading_dress import dress_of, strips
from pages.parts.reading_rail import rail
from pages.parts.resources import may, open_archive
from pages.parts.selection import Selection, from_url, keep_param, number
from pages.parts.theme_queries import Theme, themes_at_hand
from pages.parts.trash import show_undo, trash

PATIENCE = 1.5
"""Seconds to wait for the themes of the library; without them the article has no strip."""


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "reading.css")
    selection = from_url()
    wanted = st.query_params.get("article", "")
    if not wanted:
        _choose()
        return
    article_id = number(wanted)
    if article_id is None:
        say(f"“{wanted[:40]}”不是文章编号。", "请从检索结果或首页打开文章。")
        _ways_out(selection)
        return
    keep_param("article", wanted)
    try:
        article = open_archive().articles.get(article_id)
    except ArticleNotFound as error:
        if not show_undo(article_id):
            say(error.problem, error.remedy)
        _ways_out(selection)
        return
    if st.query_params.get("edit") and may("editor"):
        unseen_heading("阅读")
        article_editor.show(article)
        return
    article_editor.unsaved_notice(article_id)
    _article(article, selection)
    basket.bar()


def _choose() -> None:
    unseen_heading("阅读")
    empty("还没有选定文章", "从检索结果或首页的最新文章里点开一篇，就会在这里排好版。")
    _ways_out(Selection())


def _ways_out(selection: Selection) -> None:
    with st.container(horizontal=True):
        st.page_link(
            "search.py",
            label="回到检索结果" if selection else "去检索",
            icon=":material/search:",
            query_params=selection.params(),
        )
        st.page_link("home.py", label="首页", icon=":material/home:")


def _article(article: Article, selection: Selection) -> None:
    content = article.content
    anatomy = reading_queries.anatomy(queries.revision(), article.id)
    found = note_parts.notes_of(article.id)
    themes = _themes(article)
    left, middle, right = st.columns([1.2, 3.4, 1.6], gap="large")
    with left, st.container(key="read-left"):
        _position(article, selection, queries.revision())
        st.html(outline_html(anatomy, "提纲", claim_anchor) + strips(themes) or "<div></div>")
    with middle, st.container(key="read-middle"):
        query = open_archive().search.understand(selection.query)
        dress = dress_of(anatomy, themes, found, open_archive().actor.reader)
        st.html(article_html(content, query, dress))
        _footnote(article)
    with right, st.container(key="read-right", gap="medium"), calm():
        rail(article, anatomy, themes, found)


def _themes(article: Article) -> tuple[Theme | None, ...]:
    """The theme of each paragraph; none as long as those of the library are not known."""
    themes = themes_at_hand(PATIENCE)
    return () if themes is None else reading_queries.paragraph_themes(article.id, themes)


def _position(article: Article, selection: Selection, at_revision: int) -> None:
    """Where the article stands in the list it was found in."""
    at = number(st.query_params.get("at", ""))
    if at is None:
        return
    around = queries.neighbours(at_revision, selection, at)
    with st.container(key="read-position", horizontal=True, gap="small"):
        st.page_link(
            "search.py",
            label="返回检索结果",
            icon=":material/arrow_back:",
            query_params=selection.params(),
        )
        if around.get(at, (0, ""))[0] == article.id:
            _neighbour("上一篇", ":material/chevron_left:", at - 1, around, selection)
            _neighbour("下一篇", ":material/chevron_right:", at + 1, around, selection)


def _neighbour(
    name: str, icon: str, rank: int, around: dict[int, tuple[int, str]], selection: Selection
) -> None:
    if rank not in around:
        return
    article_id, title = around[rank]
    place = {"article": str(article_id), "at": str(rank)}
    st.page_link(
        "read.py",
        label=name,
        icon=icon,
        help=as_label(title),
        query_params={**selection.params(), **place},
    )


def _footnote(article: Article) -> None:
    origin = open_archive().sources.get(article.source_id)
    kept = article.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
    changed = article.changed_at.astimezone().strftime("%Y-%m-%d %H:%M")
    note = f"文章编号 {article.id}　来自文件 {origin.name}　{kept} 入库"
    if article.changed_at != article.created_at:
        note += f"　{changed} 修改"
    note += f"　文库版本 {article.revision}"
    with st.container(key="read-foot", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="sx-footnote">{as_html(note)}</p>')
        if not may("editor"):
            return
        st.page_link(
            "history.py",
            label="修改记录",
            icon=":material/history:",
            query_params={"article": str(article.id)},
        )
        st.button(
            "修改文章",
            key="read-edit",
            type="tertiary",
            icon=":material/edit:",
            on_click=article_editor.open_editor,
        )
        st.button(
            "移入回收站",
            key="read-trash",
            type="tertiary",
            icon=":material/delete:",
            on_click=attempt,
            args=(trash, article.id, article.content.title),
        )


main()
