"""The search box, with its note on how to write a query."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.parts.selection import LONGEST_QUERY, Selection, to_url

PENDING = "pending_query"

WAYS = (
    ("共同富裕", "含有这个词的文章，最切题的排在前面"),
    ("共同富裕 山区", "空格隔开几个词，都出现的排在前面"),
    ("“乡村治理”", "加引号，整句照原样出现"),
    ("富裕 -城市", "减号后面的词不能出现"),
    ("标题:创业", "只看标题；同样可以写 作者: 来源: 栏目: 标签:"),
    ("年:2019-2021", "只看这几年"),
)


def search_box(selection: Selection) -> None:
    """The box of the search page; Enter changes the query and keeps the filters."""
    st.session_state["q"] = selection.query
    _draw(_ask, selection)


def front_search_box() -> bool:
    """The box of the front page; Enter leads to the search page."""
    return _draw(_remember, Selection())


def _draw(on_change, selection: Selection) -> None:
    with st.container(key="searchbox", horizontal=True, wrap=False, gap="small"):
        st.text_input(
            "检索",
            key="q",
            type="search",
            max_chars=LONGEST_QUERY,
            placeholder="输入要找的词，例如：共同富裕",
            icon=":material/search:",
            label_visibility="collapsed",
            on_change=on_change,
            args=(selection,),
        )
        with st.popover("写法", type="tertiary", help="检索词的写法"):
            rows = "".join(f"<tr><td><code>{a}</code></td><td>{b}</td></tr>" for a, b in WAYS)
            st.html(f'<table class="sx-ways">{rows}</table>')


def _ask(selection: Selection) -> None:
    to_url(replace(selection, query=st.session_state["q"].strip(), page=1))


def _remember(_selection: Selection) -> None:
    st.session_state[PENDING] = st.session_state["q"].strip()


def asked() -> str | None:
    """The query just entered on the front page, once; None if nothing was."""
    query: str | None = st.session_state.pop(PENDING, None)
    return query
