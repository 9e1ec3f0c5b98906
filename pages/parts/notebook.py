"""The notes of a reader, or those that are shared, article by article.

Notes are written beside the archive, whose revision knows nothing of them: they are asked for anew
in every run.
"""

from __future__ import annotations

from itertools import groupby
from typing import Literal

import streamlit as st

from corpus.article import Article
from corpus.note_export import COLUMNS, note_rows, notes_as_text
from corpus.note_search import narrowed
from corpus.notes import LONGEST_NAME, NAMELESS, Note
from corpus.tables import csv_bytes
from pages.parts.article_text import byline
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.literal import as_label
from pages.parts.note_card import note_card, place_of, show_undo
from pages.parts.paging import first_shown, turn
from pages.parts.resources import may, open_archive

View = Literal["mine", "shared"]

PER_PAGE = 30
LONGEST_QUERY = 100
_NAME, _QUERY = "notes-name", "notes-query"


def show(view: View) -> None:
    """Draws the notes of a view."""
    if may("reader"):
        _name()
    show_undo()
    notes = open_archive().notes
    found = notes.own() if view == "mine" else notes.shared()
    if not found:
        _nothing(view)
        return
    query = _search()
    if query:
        contents = open_archive().articles.contents({note.article_id for note in found})
        found = narrowed(found, {i: content.title for i, content in contents.items()}, query)
    if not found:
        st.caption("没有含有这些词的笔记。请换一个更短的词，或者清空搜索框。")
        return
    found = _by_article(found)
    with st.container(horizontal=True, vertical_alignment="center"):
        articles = len({note.article_id for note in found})
        said = f"<b>{len(found):,}</b> 条笔记，写在 <b>{articles:,}</b> 篇文章上"
        st.html(f'<p class="sx-count">{said}</p>', width="stretch")
        _export(found, view)
    key = f"notes-page-{view}"
    first = first_shown(len(found), PER_PAGE, key)
    _list(found[first : first + PER_PAGE], open_archive().actor.reader)
    turn(len(found), PER_PAGE, key)


def _name() -> None:
    """Says, and lets one change, under which name one shares."""
    name = open_archive().notes.reader_name() or ""
    shown = as_label(name) if name else "未署名"
    popover = st.popover(
        f"名字：{shown}",
        key="notes-who",
        type="tertiary",
        icon=":material/person:",
        on_change="rerun",
    )
    if not popover.open:
        return
    with popover, st.form("notes-name-form", border=False):
        st.session_state.setdefault(_NAME, name)
        st.text_input("名字", key=_NAME, max_chars=LONGEST_NAME, placeholder=NAMELESS)
        st.caption(f"分享的笔记署这个名字；不写就署“{NAMELESS}”。")
        st.form_submit_button(
            "保存", key="notes-name-keep", type="primary", on_click=attempt, args=(_call,)
        )


def _call() -> None:
    open_archive().notes.name_reader(st.session_state[_NAME])
    st.session_state.pop(_NAME)
    st.session_state["notes-who"] = False


def _nothing(view: View) -> None:
    if view == "mine":
        head, lead = "还没有笔记", "在阅读页选中文字就能写笔记，也可以只标一种颜色。"
        more = "写下的笔记只有您自己看得见，除非您把它分享给大家。"
    else:
        head, lead = "还没有人分享笔记", "在阅读页选中文字就能写笔记，"
        more = "写的时候或写完以后选“分享给大家”，就会列在这里。"
    empty(head, lead + more)
    with st.container(horizontal=True):
        st.page_link("search.py", label="去检索文章", icon=":material/search:")
        st.page_link("home.py", label="首页", icon=":material/home:")


def _search() -> str:
    query = st.query_params.get("q", "").strip()[:LONGEST_QUERY]
    st.session_state[_QUERY] = query
    st.text_input(
        "搜索笔记",
        key=_QUERY,
        type="search",
        max_chars=LONGEST_QUERY,
        label_visibility="collapsed",
        placeholder="引文、笔记、文章标题或名字里的词",
        icon=":material/search:",
        on_change=_ask,
    )
    return query


def _ask() -> None:
    query = (st.session_state[_QUERY] or "").strip()
    if query:
        st.query_params["q"] = query
    else:
        st.query_params.pop("q", None)


def _by_article(notes: list[Note]) -> list[Note]:
    """The notes article by article as these are first named, within one in its order."""
    order: dict[int, int] = {}
    for note in notes:
        order.setdefault(note.article_id, len(order))

    def place(note: Note) -> tuple[int, ...]:
        at = (note.anchor.paragraph, note.anchor.start) if note.anchor else (-1, 0)
        return (order[note.article_id], *at, note.id)

    return sorted(notes, key=place)


def _export(notes: list[Note], view: View) -> None:
    popover = st.popover(
        "导出", key="notes-export", type="tertiary", icon=":material/download:", on_change="rerun"
    )
    if not popover.open:
        return
    name = "我的笔记" if view == "mine" else "分享的笔记"

    def articles() -> list[Article]:
        return open_archive().articles.find({note.article_id for note in notes})

    with popover:
        st.caption(f"导出这里列出的 {len(notes):,} 条（不只是这一页）。")
        st.download_button(
            "Markdown 文档",
            lambda: notes_as_text(notes, articles()).encode(),
            file_name=f"{name}.md",
            mime="text/markdown",
            key="notes-md",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            "CSV 表格",
            lambda: csv_bytes(COLUMNS, note_rows(notes, articles())),
            file_name=f"{name}.csv",
            mime="text/csv",
            key="notes-csv",
            on_click="ignore",
            width="stretch",
        )


def _list(notes: list[Note], reader: str) -> None:
    articles = {a.id: a for a in open_archive().articles.find({n.article_id for n in notes})}
    for article_id, its_notes in groupby(notes, key=lambda note: note.article_id):
        if article_id in articles:
            _chapter(articles[article_id], list(its_notes), reader)


def _chapter(article: Article, notes: list[Note], reader: str) -> None:
    content = article.content
    paragraphs = [paragraph.text for paragraph in content.paragraphs]
    with st.container(key=f"notes-on-{article.id}", gap="small"):
        with st.container(gap=None):
            first = place_of(notes[0], paragraphs)
            st.page_link(
                "read.py",
                label=as_label(content.title),
                query_params={"article": str(article.id), **first},
            )
            st.html(byline(content.authors, content.source, None, content.published))
        for note in notes:
            note_card(note, paragraphs, own=note.reader == reader)
