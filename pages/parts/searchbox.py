"""The search box: what is typed is looked for at once, and words of the library are offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from corpus.suggestions import Suggestion
from pages.parts import queries
from pages.parts.literal import as_label
from pages.parts.selection import LONGEST_QUERY, Selection, to_url

PENDING = "pending_query"
_BOX = "q"
_TYPED = "typed_query"
OFFERED = 8
KINDS = {"author": "作者", "source": "来源", "tag": "标签", "column": "栏目"}

WAYS = (
    ("共同富裕", "含有这个词的文章，最切题的排在前面；整句提问也可以"),
    ("共同富裕 山区", "空格隔开几个词，都出现的排在前面"),
    ("gtfy", "拼音或拼音首字母，从提示里选词"),
    ("“乡村治理”", "加引号，照原样出现，不找同义词"),
    ("“产业 增收”~10", "两个词前后相隔不超过 10 个字"),
    ("富裕 -城市", "减号后面的词不能出现"),
    ("增收 OR 致富", "有其中一个就行；也可以写“或”"),
    ("(教育 OR 医疗) 乡村", "括号分组；括号里并列的词须同时出现"),
    ("富民*", "以“富民”开头的词排在前面"),
    ("标题:创业", "只看标题；同样可以写 作者: 来源: 栏目: 标签:"),
    ("年:2019-2021", "只看这几年；年:2019.. 表示 2019 年以后"),
    ("日期:2021-03..2021-06", "只看这段日期"),
)


def plain_box(
    key: str, selection: Selection, placeholder: str, look_for: Callable[[Selection, str], object]
) -> None:
    """A box for the query of a selection; another one is looked for once Enter is pressed.

    Args:
        key: Of the box.
        selection: What is looked for now; the box follows it.
        placeholder: What stands in the empty box.
        look_for: Called in a callback with the selection and what was typed.
    """
    if st.session_state.get(key) != selection.query:
        st.session_state[key] = selection.query
    st.text_input(
        "检索",
        key=key,
        type="search",
        placeholder=placeholder,
        icon=":material/search:",
        label_visibility="collapsed",
        on_change=lambda: look_for(selection, st.session_state[key].strip()),
    )


def search_box(selection: Selection, *, live: bool = True) -> None:
    """The box of a page of results; what is typed changes the query and keeps the filters.

    Letters that are pinyin of words of the library change nothing until one of them is chosen.

    Args:
        selection: What is looked for now.
        live: True to look at each pause in typing; False for pages that cost more, which wait
            for Enter.
    """
    typed = _typed(selection)
    wanted = selection.query if typed is None else typed
    # Only when the address says something else: what is being typed right now must stay.
    if st.session_state.get(_BOX) != wanted:
        st.session_state[_BOX] = wanted
    _draw(_ask, selection, live=live)
    if typed:
        _offer(selection, typed)


def front_search_box() -> None:
    """The box of the front page; Enter leads to the search page."""
    _draw(_remember, Selection(), live=False)


def _draw(on_change: Callable[[Selection], None], selection: Selection, *, live: bool) -> None:
    with st.container(key="searchbox", horizontal=True, wrap=False, gap="small"):
        st.text_input(
            "检索",
            key=_BOX,
            type="search",
            max_chars=LONGEST_QUERY,
            placeholder="输入要找的词或拼音首字母",
            icon=":material/search:",
            label_visibility="collapsed",
            on_change=on_change,
            args=(selection,),
            live=live,
        )
        with st.popover("写法", type="tertiary", help="检索词的写法"):
            rows = "".join(f"<tr><td><code>{a}</code></td><td>{b}</td></tr>" for a, b in WAYS)
            st.html(f'<table class="sx-ways">{rows}</table>')


def _typed(selection: Selection) -> str | None:
    """What was typed last, as long as the address is still the one it was typed at."""
    typed, query = st.session_state.get(_TYPED, (None, None))
    return typed if query == selection.query else None


def _ask(selection: Selection) -> None:
    # As it stands in the box, for a space at the end may be the beginning of another word.
    box = st.session_state[_BOX]
    typed = box.strip()
    offers = queries.suggestions(typed, OFFERED)
    as_pinyin = offers and all(offer.typed_as != "text" for offer in offers)
    if as_pinyin and not queries.stands(typed):
        st.session_state[_TYPED] = (box, selection.query)
    else:
        _look_for(selection, typed)
        st.session_state[_TYPED] = (box, typed)


def _look_for(selection: Selection, query: str) -> None:
    to_url(replace(selection, query=query, page=1))


def _offer(selection: Selection, typed: str) -> None:
    """Words of the library that what was typed may become, to be chosen."""
    typed = typed.strip()
    found = queries.suggestions(typed, OFFERED)
    offers = {offer.query: offer for offer in found if offer.query != selection.query}
    if not offers:
        return
    choices = list(offers)
    if typed != selection.query:
        choices.append(typed)
    with st.container(key="offers"):
        key = f"offer-{typed}"
        st.pills(
            "提示的词",
            choices,
            key=key,
            format_func=lambda query: _label(offers.get(query), query),
            label_visibility="collapsed",
            on_change=_take,
            args=(selection, key),
        )


def _label(offer: Suggestion | None, query: str) -> str:
    if offer is None:
        return f"直接查找“{as_label(query)}”"
    kind = KINDS.get(offer.kind, "")
    return f"{as_label(offer.text)} :gray[{kind} {offer.articles:,}]"


def _take(selection: Selection, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        _look_for(selection, chosen)
        st.session_state.pop(_TYPED, None)


def proposals(selection: Selection, meant: Sequence[tuple[str, str, int]]) -> None:
    """Other queries that a reader of few results may have meant.

    Args:
        selection: What was looked for.
        meant: The words put in place of others, the whole query with them, and in how many
            articles they stand.
    """
    with st.container(key="words-proposals", horizontal=True, vertical_alignment="center"):
        st.html('<p class="sx-proposals">你是不是要找：</p>', width="content")
        for text, query, articles in meant:
            st.page_link(
                "search.py",
                label=f"{as_label(text)} :gray[{articles:,} 篇]",
                query_params=replace(selection, query=query, page=1).params(),
            )


def _remember(_selection: Selection) -> None:
    st.session_state[PENDING] = st.session_state[_BOX].strip()


def asked() -> str | None:
    """The query just entered on the front page, once; None if nothing was."""
    query: str | None = st.session_state.pop(PENDING, None)
    return query
