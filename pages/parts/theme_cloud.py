"""The words of all themes as a cloud, in a shape that the reader chooses."""

from __future__ import annotations

import streamlit as st

from corpus.plot import Plot, Word
from pages.parts import cloud, figure, plots
from pages.parts.cloud_shapes import SHAPES
from pages.parts.figure import Figure
from pages.parts.paging import choice
from pages.parts.selection import Selection
from pages.parts.theme_parts import card, key, sentences
from pages.parts.theme_queries import SEED, ThemeMap

WORDS_EACH = 14
LARGE = 640
_SHAPE = "cloud-shape"


def show(themes: ThemeMap, selection: Selection) -> None:
    """The words of all themes, in the colours of their themes; a click shows its sentences."""
    shown = _words(themes)
    shape = st.query_params.get("shape", "")
    shape = shape if shape in SHAPES else ""
    theme_of = {t.colour: t.label for t in themes.themes}
    described = Figure(
        name="cloud",
        title="词云",
        plot=Plot.of("cloud", shown, unit="权重", height=LARGE, seed=SEED, shape=shape),
        columns=("词语", "权重", "主题"),
        rows=[(w.text, round(w.weight, 4), theme_of.get(w.colour, "")) for w in shown],
        card=card(themes, selection),
        alt="词云，字越大权重越高：" + "、".join(w.text for w in shown[:20]),
    )
    figure.head(described)
    choice("形状", SHAPES, shape, key=_SHAPE, on_change=_change)
    clicked = None
    for name in ("wide", "narrow"):
        with st.container(key=f"cloud-{name}"):
            drawn = plots.described(
                cloud.chart(
                    shown,
                    cloud.frame_of(shape, narrow=name == "narrow"),
                    figure.screen_look(),
                    seed=SEED,
                    shape=shape,
                    pick="word",
                )
            )
            picked = figure.chart_to_pick(
                drawn, key(themes, f"cloud-{name}-{shape}"), described.alt, "word"
            )
            clicked = picked["text"] if picked else clicked
    figure.foot(described)
    if clicked:
        sentences(clicked, selection)
    else:
        st.caption("点一个词，看它的句子。")


def _change() -> None:
    if st.session_state[_SHAPE]:
        st.query_params["shape"] = st.session_state[_SHAPE]
    else:
        st.query_params.pop("shape", None)


def _words(themes: ThemeMap) -> list[Word]:
    best: dict[str, Word] = {}
    for theme in themes.themes:
        top = max((weight for _, weight in theme.words), default=1.0) or 1.0
        for word, weight in theme.words[:WORDS_EACH]:
            # Relevance of different themes has no common measure, but share and rank have.
            value = weight / top * theme.share
            if word not in best or best[word].weight < value:
                best[word] = Word(word, value, theme.colour)
    return sorted(best.values(), key=lambda word: -word.weight)
