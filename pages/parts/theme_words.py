"""The words of a theme by relevance, with a slider between what it says most and it alone says."""

from __future__ import annotations

import numpy as np
import streamlit as st

from corpus.plot import Bar, Plot
from pages.parts import figure, theme_parts
from pages.parts.figure import Figure
from pages.parts.literal import as_html
from pages.parts.selection import Selection
from pages.parts.theme_queries import Theme, ThemeMap

SHOWN = 25
_SLIDER, _TOPIC = "theme-lambda", "theme-of-words"


def show(themes: ThemeMap, selection: Selection) -> None:
    """Draws the words of the chosen theme."""
    place = theme_parts.chosen(themes)
    st.session_state[_TOPIC] = place
    st.pills(
        "主题",
        range(len(themes.themes)),
        key=_TOPIC,
        required=True,
        format_func=lambda index: themes.themes[index].label,
        on_change=_choose,
        label_visibility="collapsed",
    )
    theme = themes.themes[place]
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.session_state.setdefault(_SLIDER, theme_parts.balance())
        balance = st.slider(
            "λ：左边是只有这个主题才说的词，右边是它说得最多的词",
            0.0,
            1.0,
            step=0.05,
            key=_SLIDER,
            on_change=_slide,
        )
        clicked = _chart(themes, theme, balance, selection)
    with right:
        st.html(f'<h2 class="sx-section">{as_html(theme.label)}</h2>')
        if clicked:
            theme_parts.sentences(clicked, selection)
        else:
            st.caption("点一个词，这里列出它的句子。")


def _choose() -> None:
    st.query_params["topic"] = str(st.session_state[_TOPIC])


def _slide() -> None:
    st.query_params["lambda"] = str(round(st.session_state[_SLIDER] * 100))


def _chart(themes: ThemeMap, theme: Theme, balance: float, selection: Selection) -> str | None:
    model = themes.found.model
    words = model.words(theme.index, balance, SHOWN)
    written = {model.segmenter.names.get(term, term): i for i, term in enumerate(model.terms)}
    inside = model.counts[theme.index]
    whole = np.maximum(model.counts.sum(axis=0), 1e-9)
    shares = {w: float(inside[written[w]] / whole[written[w]]) for w, _ in words if w in written}

    described = Figure(
        name="words",
        title=f"主题词：{theme.label}",
        plot=Plot.of(
            "bars", [Bar(word, weight, theme.colour) for word, weight in words], unit="相关度"
        ),
        columns=("词", "相关度", "在这个主题里的次数", "占全部次数的比例"),
        rows=[
            (w, weight, round(float(inside[written[w]]), 1), round(shares.get(w, 0.0), 3))
            for w, weight in words
            if w in written
        ],
        card=theme_parts.card(themes, selection, f"λ = {balance:g}"),
        alt="主题词：" + "、".join(word for word, _ in words),
    )
    figure.head(described)
    picked = figure.chart_to_pick(
        described.on_screen("word"),
        theme_parts.key(themes, f"words-{theme.index}-{balance}"),
        described.alt,
        "word",
    )
    figure.foot(described)
    return picked["id"] if picked else None
