"""Paragraphs as results: those that answer a query, and those like another one."""

from __future__ import annotations

import streamlit as st

from corpus.errors import SixueError
from corpus.passage_search import PassageResult
from nlp.roles import ROLE_NAMES, ROLES, Role
from pages.parts import queries
from pages.parts.empty import empty
from pages.parts.errors import show
from pages.parts.literal import as_html, as_label
from pages.parts.resources import open_archive
from pages.parts.results import passage
from pages.parts.selection import Selection, number

Place = tuple[int, int]
_ROLES, _PARAM = "passage-roles", "role"


def passage_list(selection: Selection) -> PassageResult:
    """Draws the paragraphs in which most of the words stand.

    Args:
        selection: What is looked for.

    Returns:
        What was drawn.
    """
    found = queries.passages(queries.revision(), selection, _roles())
    for hit in found.hits:
        passage(hit, selection)
    return found


def roles_in_url() -> tuple[Role, ...]:
    """The roles the address keeps paragraphs to."""
    return tuple(role for role in ROLES if role in st.query_params.get_all(_PARAM))


def _roles() -> tuple[Role, ...]:
    """What the paragraphs are to do in their articles; anything if nothing is chosen."""
    st.session_state[_ROLES] = list(roles_in_url())
    chosen = st.pills(
        "段落的作用",
        list(ROLES),
        key=_ROLES,
        selection_mode="multi",
        format_func=ROLE_NAMES.__getitem__,
        help="只看在文中起这种作用的段落：背景、问题、做法、成效、启示对策",
        on_change=_keep_roles,
    )
    return tuple(chosen)


def _keep_roles() -> None:
    st.query_params.pop("page", None)
    st.query_params[_PARAM] = st.session_state[_ROLES]


def place_in_url() -> Place | None:
    """The paragraph that others are looked for to be like; None if the address names none."""
    article, _, paragraph = st.query_params.get("like", "").partition("-")
    numbers = number(article), number(paragraph)
    return None if None in numbers else (numbers[0] or 0, numbers[1] or 0)


def alike(place: Place) -> None:
    """Draws a paragraph and those like it.

    Args:
        place: Article and number of the paragraph.
    """
    try:
        text = open_archive().passages.passage(*place)
        title = open_archive().articles.get(place[0]).content.title
        found = queries.passages_like(queries.revision(), *place)
    except SixueError as error:
        show(error)
        st.page_link("search.py", label="去检索", icon=":material/search:")
        return
    st.html('<h2 class="sx-section">与这一段相近的段落</h2>')
    with st.container(key="like-what", gap=None):
        st.html(f'<blockquote class="sx-passage">{as_html(text)}</blockquote>')
        params = {"article": str(place[0])}
        st.page_link("read.py", label=as_label(f"《{title}》"), query_params=params)
    if not found.hits:
        empty("", "文库里没有与它相近的段落。")
        return
    st.html(
        f'<p class="sx-count"><b>{found.total:,}</b> 段'
        "<span>按共有的少见词排列，共有的词已标出</span></p>"
    )
    for hit in found.hits:
        passage(hit, Selection())
