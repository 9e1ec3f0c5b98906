"""阅读: one article, set for reading, with what belongs to it."""

from __future__ import annotations

import streamlit as st

from corpus.article import Article
from corpus.errors import ArticleNotFound
from nlp.keywords import Keyword
from pages.parts import basket, keyword_parts, queries
from pages.parts.article_text import article_html, contents
from pages.parts.errors import attempt, calm, say
from pages.parts.literal import as_html, as_label
from pages.parts.resources import open_archive
from pages.parts.selection import Selection, from_url, keep_param, number, word_params
from pages.parts.tagging import tag_editor
from pages.parts.trash import show_undo, trash

KEYWORDS = 12
SIMILAR = 5
BEGINNING = 24
"""Characters that stand for a paragraph in a list."""


def main() -> None:
    """Draws the page."""
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
    _article(article, selection)
    basket.bar()


def _choose() -> None:
    st.html(
        '<div class="sx-empty"><h3>还没有选定文章</h3>'
        "<p>从检索结果或首页的最新文章里点开一篇，就会在这里排好版。</p></div>"
    )
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
    at_revision = queries.revision()
    left, middle, right = st.columns([1.1, 3.4, 1.5], gap="large")
    with left, st.container(key="read-left"):
        _position(article, selection, at_revision)
        st.html(contents(content.paragraphs) or "<div></div>")
    with middle, st.container(key="read-middle"):
        st.html(article_html(content, open_archive().search.understand(selection.query)))
        _footnote(article)
    with right, st.container(key="read-right", gap="medium"), calm():
        basket.toggle(article.id, content.title, key="read-basket")
        found = queries.keywords(at_revision, article.id, KEYWORDS)
        terms = [keyword.term for keyword in found]
        _keywords(article, found)
        tag_editor(article, terms, [use.name for use in queries.all_tags(at_revision)])
        _similar(article, at_revision)
        _passages(article)


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


def _keywords(article: Article, found: list[Keyword]) -> None:
    if not found:
        return
    with st.container(key="read-why-words", gap="xsmall"):
        with st.container(key="read-keywords", gap=None):
            st.html('<p class="sx-rail">关键词</p>')
            with st.container(key="words-read", horizontal=True, gap="xsmall"):
                for term in (keyword.term for keyword in found):
                    st.page_link("search.py", label=as_label(term), query_params=word_params(term))
        keyword_parts.ask_why(article, found)


def _similar(article: Article, at_revision: int) -> None:
    found = queries.similar(at_revision, article.id, SIMILAR)
    if not found:
        return
    with st.container(key="read-similar", gap=None):
        st.html('<p class="sx-rail">相近的文章</p>')
        for other in found:
            st.page_link(
                "read.py",
                label=as_label(other.title),
                query_params={"article": str(other.article_id)},
            )


def _passages(article: Article) -> None:
    """The paragraphs, each leading to what says the like in other articles."""
    popover = st.popover(
        "相近的段落", key="read-passages", icon=":material/join_inner:", on_change="rerun"
    )
    if not popover.open:
        return
    with popover, st.container(key="read-passage-list", gap=None):
        st.caption("选一段，找出别的文章里意思相近的段落：")
        for number, paragraph in enumerate(article.content.paragraphs):
            if paragraph.kind == "paragraph":
                text = paragraph.text
                shown = text if len(text) <= BEGINNING else f"{text[:BEGINNING]}…"
                like = {"like": f"{article.id}-{number}"}
                st.page_link("search.py", label=as_label(shown), query_params=like)


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
        st.button(
            "移入回收站",
            key="read-trash",
            type="tertiary",
            icon=":material/delete:",
            on_click=attempt,
            args=(trash, article.id, article.content.title),
        )


main()
