"""主题卡: themes made of words, with the sentences that prove them and who is silent."""

from __future__ import annotations

import streamlit as st

from corpus.theme_cards import ThemeCard
from pages.parts import basket, card_parts, card_queries, queries
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.figure import STATIC
from pages.parts.literal import as_html, as_label
from pages.parts.resources import may, open_archive
from pages.parts.selection import number

LONGEST = 60
MOST_GIVEN = 20
_NAME, _WORDS = "card-new-name", "card-new-words"


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    st.html('<h2 class="sx-section">主题卡</h2>')
    revision = queries.revision()
    cards = card_queries.cards(revision)
    card_parts.show_undo()
    chosen = _chosen(cards)
    if cards:
        _list(cards, chosen)
    if may("editor"):
        _new(first=not cards)
    elif not cards:
        empty("还没有主题卡")
    if chosen is not None:
        card_parts.show(chosen)
    basket.bar()


def _chosen(cards: list[ThemeCard]) -> ThemeCard | None:
    given = number(st.query_params.get("card", ""))
    return next((card for card in cards if card.id == given), None)


def _list(cards: list[ThemeCard], chosen: ThemeCard | None) -> None:
    with st.container(key="card-list", horizontal=True, gap="small"):
        for card in cards:
            st.button(
                as_label(card.name),
                key=f"card-open-{card.id}",
                type="primary" if card == chosen else "secondary",
                help=as_label("、".join(card.words[:8])),
                on_click=_open,
                args=(card.id,),
            )
    if chosen is None:
        revision = queries.revision()
        rows = []
        for card in cards:
            touching = len(card_queries.touched(revision, card.words, 1))
            words = "、".join(card.words[:8])
            rows.append(
                f"<tr><td>{card_parts.badge(card)}</td><td>{as_html(words)}</td>"
                f"<td>{touching:,} 篇谈到</td></tr>"
            )
        st.html(f'<table class="sx-changes"><tbody>{"".join(rows)}</tbody></table>')


def _open(card_id: int) -> None:
    st.query_params.from_dict({"card": str(card_id)})


def _new(*, first: bool) -> None:
    given = [w[:LONGEST] for w in st.query_params.get_all("word") if w.strip()][:MOST_GIVEN]
    name = st.query_params.get("name", "")[:LONGEST]
    if first and not given:
        empty(
            "还没有主题卡",
            "一张主题卡是几个词：它列出证明这个主题的句子、谈到它的文章，和还没有谈到它的文章。在下面写，或从“主题”页的一个主题做起。",
        )
    with st.expander(
        "新建主题卡", key="card-new", icon=":material/add:", expanded=bool(given) or first
    ):
        if given and st.session_state.get("card-given") != (name, given):
            st.session_state["card-given"] = (name, given)
            st.session_state[_NAME], st.session_state[_WORDS] = name, list(given)
        st.text_input("名称", key=_NAME, placeholder="例如：富民增收")
        st.multiselect(
            "主题的词",
            st.session_state.get(_WORDS, []),
            key=_WORDS,
            accept_new_options=True,
            placeholder="写一个词，回车加入",
        )
        st.button(
            "建卡",
            key="card-create",
            type="primary",
            icon=":material/check:",
            on_click=attempt,
            args=(_create,),
        )


def _create() -> None:
    words = st.session_state[_WORDS]
    name = st.session_state[_NAME].strip() or (words[0] if words else "")
    card = open_archive().theme_cards.create(name, words)
    st.session_state[_NAME], st.session_state[_WORDS] = "", []
    st.session_state.pop("card-given", None)
    st.query_params.from_dict({"card": str(card.id)})


main()
