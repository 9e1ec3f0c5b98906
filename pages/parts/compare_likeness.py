"""How alike compared articles are, and what themes they are made of."""

from __future__ import annotations

import streamlit as st

from corpus.comparing import ArticleComparison
from corpus.comparison_summary import NAMES
from corpus.exhibit import Card
from corpus.plot import Cell, Part, Plot
from pages.parts import figure, queries
from pages.parts.compare_card import card_of, key_of, named
from pages.parts.figure import Figure
from pages.parts.jobs import Job
from pages.parts.theme_queries import SEED, library_themes

PATIENCE = 3.0


def likeness(found: ArticleComparison) -> None:
    """How alike each two articles are in their words."""
    names = NAMES[: len(found.articles)]
    cells = [
        (one, other, found.similarity[i][j])
        for i, one in enumerate(names)
        for j, other in enumerate(names)
    ]

    described = Figure(
        name="likeness",
        title="相似度",
        plot=Plot.of("heat", [_cell(*c, f"{c[2]:.0%}") for c in cells], unit="相似度", top=1.0),
        columns=("文章", "文章", "相似度"),
        rows=[(named(a, found), named(b, found), round(v, 4)) for a, b, v in cells],
        card=card_of(found),
        alt="；".join(f"{a}与{b} {v:.0%}" for a, b, v in cells if names.index(a) < names.index(b)),
    )
    figure.head(described)
    if len(found.articles) == 2:
        st.html(
            f'<p class="sx-likeness"><b>{found.similarity[0][1]:.0%}</b>'
            "<span>用词越接近，数值越高；100% 表示用词完全相同。</span></p>"
        )
    else:
        figure.chart(described.on_screen(), key_of("likeness", found), described.alt)
        st.caption("用词越接近，数值越高；100% 表示用词完全相同。")
    figure.foot(described)


def mix(found: ArticleComparison) -> None:
    """The themes of the library in each article."""
    themes = library_themes(PATIENCE)
    if isinstance(themes, Job):
        _wait_for(themes)
        return
    parts = [
        Part(name, theme.label, share, theme.colour)
        for name, article in zip(NAMES, found.articles, strict=False)
        for theme, share in zip(themes.themes, themes.of_article(article.id), strict=False)
        if share >= 0.005
    ]
    if not parts:
        st.html('<h2 class="sx-section">主题构成</h2>')
        st.caption("文库的文字太少，还看不出主题。")
        return

    described = Figure(
        name="mix",
        title="主题构成",
        plot=Plot.of("shares", parts),
        columns=("文章", "主题", "占比"),
        rows=[(named(p.row, found), p.series, round(p.value, 4)) for p in parts],
        card=Card(
            len(found.articles),
            themes.revision,
            "主题按全库计算",
            SEED,
            queries.dictionary_version(themes.revision),
            period=queries.period_of(article.id for article in found.articles),
        ),
        alt="；".join(f"{p.row}：{p.series} {p.value:.0%}" for p in parts if p.value >= 0.1),
    )
    figure.head(described)
    figure.chart(described.on_screen(), key_of("mix", found), described.alt)
    figure.legend({part.series: part.colour for part in parts})
    figure.foot(described)


@st.fragment(run_every=1.0)
def _wait_for(job: Job) -> None:
    st.info("正在计算全库的主题……", icon="spinner")
    if job.state != "running":
        st.rerun(scope="app")


def _cell(row: str, column: str, value: float, text: str) -> Cell:
    return Cell(row, column, value, text, f"{row}{column}")
