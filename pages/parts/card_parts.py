"""A theme card on the page: its words, its evidence, and who says nothing of it."""

from __future__ import annotations

import streamlit as st

from corpus.named_items import ItemNotFound
from corpus.tables import csv_bytes
from corpus.theme_cards import ThemeCard
from corpus.theme_evidence import Evidence
from pages.parts import article_list, card_queries, queries
from pages.parts.article_text import chinese_date
from pages.parts.errors import attempt
from pages.parts.figure import is_dark
from pages.parts.literal import as_html, as_label
from pages.parts.palette import PALETTE, colour, ink
from pages.parts.resources import may, open_archive
from pages.parts.selection import word_params
from pages.parts.undo_bar import remember, undo_bar

_NAME, _WORDS, _NOTE, _SLOT = "card-name", "card-words", "card-note", "card-slot"
_REMOVED = "card-removed"


def show(card: ThemeCard) -> None:
    """Draws one card."""
    found = card_queries.proofs(queries.revision(), card.words)
    _head(card, found)
    if may("editor"):
        _edit(card)
    if not found.touching:
        st.info("文库里还没有文章谈到这些词。可以换几个词，或等新文章入库。")
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _sentences(card, found)
    with right:
        _words(found)
        _articles(card, found)


def _head(card: ThemeCard, found: Evidence) -> None:
    total = len(found.touching) + len(found.silent)
    with st.container(key="card-head", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.html(
            f'<h2 class="sx-section" style="border-color:{colour(card.slot)}">{as_html(card.name)}'
            f"<small>{len(found.touching):,} / {total:,} 篇谈到</small></h2>",
            width="stretch",
        )
        st.download_button(
            "导出",
            lambda: _as_csv(card, found),
            file_name=f"主题卡-{card.name}.csv",
            mime="text/csv",
            key="card-export",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )
        if may("editor"):
            _undo_and_remove(card)
    if card.note:
        st.html(f'<p class="sx-lead">{as_html(card.note)}</p>')


def _undo_and_remove(card: ThemeCard) -> None:
    st.button(
        "撤销",
        key="card-undo",
        type="tertiary",
        icon=":material/undo:",
        help="撤销这张卡的上一次修改",
        on_click=attempt,
        args=(_undo, card.id),
    )
    st.button(
        "删除",
        key="card-remove",
        type="tertiary",
        icon=":material/delete:",
        on_click=attempt,
        args=(_remove, card),
    )


def _edit(card: ThemeCard) -> None:
    words = f"{_WORDS}-{card.id}"
    st.session_state[words] = list(card.words)
    st.multiselect(
        "主题的词",
        list(card.words),
        key=words,
        accept_new_options=True,
        placeholder="写一个词，回车加入",
        on_change=attempt,
        args=(_keep_words, card, words),
    )
    with (
        st.popover("名称、说明和颜色", type="tertiary", icon=":material/edit:"),
        st.form(f"card-form-{card.id}-{card.revision}", border=False),
    ):
        st.text_input("名称", card.name, key=f"{_NAME}-{card.id}-{card.revision}")
        st.text_area("说明", card.note, key=f"{_NOTE}-{card.id}-{card.revision}")
        st.selectbox(
            "颜色",
            range(len(PALETTE)),
            index=card.slot if card.slot < len(PALETTE) else 0,
            key=f"{_SLOT}-{card.id}-{card.revision}",
            format_func=lambda slot: f"第 {slot + 1} 色",
        )
        st.form_submit_button("保存修改", type="primary", on_click=attempt, args=(_keep_rest, card))


def _keep_words(card: ThemeCard, key: str) -> None:
    open_archive().theme_cards.change(
        card.id, words=st.session_state[key], expected_revision=card.revision
    )


def _keep_rest(card: ThemeCard) -> None:
    tail = f"{card.id}-{card.revision}"
    open_archive().theme_cards.change(
        card.id,
        name=st.session_state[f"{_NAME}-{tail}"],
        note=st.session_state[f"{_NOTE}-{tail}"],
        slot=st.session_state[f"{_SLOT}-{tail}"],
        expected_revision=card.revision,
    )


def _undo(card_id: int) -> None:
    if open_archive().theme_cards.undo(card_id) is None:
        st.query_params.from_dict({})


def _remove(card: ThemeCard) -> None:
    open_archive().theme_cards.remove(card.id)
    remember(_REMOVED, card.id, f"已删除主题卡“{card.name}”。")
    st.query_params.from_dict({})


def show_undo() -> None:
    """Says which card this visitor has just removed, with the way back."""
    undo_bar(_REMOVED, _restore, key="card-restore")


def _restore(card_id: int) -> None:
    if open_archive().theme_cards.undo(card_id) is None:
        raise ItemNotFound("这张主题卡放不回去。", "请重新建一张。")
    st.query_params.from_dict({"card": str(card_id)})


def _sentences(card: ThemeCard, found: Evidence) -> None:
    st.html('<p class="sx-rail">证明它的句子</p>')
    for place, proof in enumerate(found.sentences):
        text = as_html(proof.text, proof.spans)
        st.html(
            f'<blockquote class="sx-passage" style="border-color:{colour(card.slot)}">'
            f"{text}</blockquote>"
        )
        day = f"{chinese_date(proof.published)}　" if proof.published else ""
        with st.container(key=f"passage-of-card-{place}"):
            st.page_link(
                "read.py",
                label=f"——{day}{as_label(proof.title)}",
                query_params={**word_params(proof.words[0]), "article": str(proof.article_id)},
            )


def _words(found: Evidence) -> None:
    st.html('<p class="sx-rail">每个词</p>')
    rows = "".join(
        f"<tr><td>{as_html(word)}</td><td>{times:,} 次</td><td>{articles:,} 篇</td></tr>"
        for word, (times, articles) in found.words.items()
    )
    st.html(f'<table class="sx-changes"><tbody>{rows}</tbody></table>')


def _articles(card: ThemeCard, found: Evidence) -> None:
    talking, silent = st.tabs(
        [f"谈到的 {len(found.touching):,} 篇", f"没有谈到的 {len(found.silent):,} 篇"]
    )
    with talking:
        facts = {article: f"{times:,} 处" for article, times in found.touching.items()}
        params = word_params(card.words[0])
        article_list.articles(list(facts), name="card-talking", facts=facts, params=params)
    with silent:
        if not found.silent:
            st.caption("每一篇都谈到了。")
        article_list.articles(found.silent, name="card-silent", params={})


def _as_csv(card: ThemeCard, found: Evidence) -> bytes:
    rows = [
        (card.name, "、".join(p.words), p.text, p.title, p.published, p.article_id)
        for p in found.sentences
    ]
    return csv_bytes(("主题", "词", "句子", "文章", "日期", "文章编号"), rows)


def badge(card: ThemeCard) -> str:
    """The name of a card in its colour, as HTML."""
    tone = ink(colour(card.slot), dark=is_dark())
    return f'<b style="color:{tone}">{as_html(card.name)}</b>'
