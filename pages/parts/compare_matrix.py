"""How alike the articles of a selection are, each with each; a click compares two."""

from __future__ import annotations

import streamlit as st

from corpus.exhibit import Card
from corpus.plot import Cell, Plot
from pages.parts import figure, queries
from pages.parts.comparison_queries import similarity
from pages.parts.empty import empty
from pages.parts.figure import Figure
from pages.parts.filters import said
from pages.parts.literal import as_label
from pages.parts.selection import Selection

MOST = 24
FEW, MANY = 6, 12
PAIRS = 8
SHORT = 14
_PICK = "pair"


def matrix(selection: Selection) -> None:
    """Draws the matrix.

    Args:
        selection: Which articles; the first ones of many in their order.
    """
    revision = queries.revision()
    total, articles, values = similarity(revision, selection, MOST)
    st.page_link("compare.py", label="选两到四篇对比", icon=":material/arrow_back:")
    if len(articles) < 2:
        empty("不足两篇，没有可比的", "请放宽检索条件，或先导入文章。")
        return
    names = [f"{n} {_short(title)}" for n, (_, title) in enumerate(articles, 1)]
    cells = [
        Cell(names[i], str(j + 1), values[i][j], f"{values[i][j]:.0%}", f"{one[0]},{other[0]}")
        if i != j
        else Cell(names[i], str(j + 1), 0.0, "—", "")
        for i, one in enumerate(articles)
        for j, other in enumerate(articles)
    ]

    pairs = sorted(
        ((values[i][j], i, j) for i in range(len(articles)) for j in range(i)), reverse=True
    )
    shown = Figure(
        name="matrix",
        title="相似度矩阵",
        plot=Plot.of("heat", cells, unit="相似度", row="文章"),
        columns=("文章", "文章", "相似度"),
        rows=[(articles[i][1], articles[j][1], value) for value, i, j in pairs],
        card=Card(
            len(articles),
            revision,
            f"筛选：{said(selection)}" if selection else "未筛选",
            dictionary=queries.dictionary_version(revision),
            period=queries.period_of(article_id for article_id, _ in articles),
        ),
        alt="最相近的：" + "；".join(_pair(articles, *pair) for pair in pairs[:3]),
    )
    figure.head(shown)
    order = "最相关" if selection.query and selection.sort == "relevance" else "最新"
    if total > len(articles):
        st.caption(f"共 {total:,} 篇，这里是{order}的 {len(articles)} 篇；缩小范围可看别的。")
    st.caption("颜色越深，用词越接近。点一格，并排对比那两篇。")
    # The more columns, the wider on a phone, where the chart is moved sideways in its own box.
    width = "matrix" if len(articles) > MANY else "pairs"
    with st.container(key=f"heat-{width}" if len(articles) > FEW else width):
        drawn = shown.on_screen(_PICK)
        picked = figure.chart_to_leave_by(drawn, f"matrix-{revision}", shown.alt, _PICK)
    figure.foot(shown)
    if picked and picked.get("id"):
        st.switch_page("compare.py", query_params={"articles": str(picked["id"])})
    _nearest(articles, pairs)


def _nearest(articles: tuple[tuple[int, str], ...], pairs: list[tuple[float, int, int]]) -> None:
    """The most alike pairs as links, for keyboards and telephones."""
    with st.container(key="nearest-pairs", gap=None):
        st.html('<p class="sx-rail">最相近的几对</p>')
        for value, i, j in pairs[:PAIRS]:
            st.page_link(
                "compare.py",
                label=as_label(f"{value:.0%}　{_short(articles[j][1])} ↔ {_short(articles[i][1])}"),
                query_params={"articles": f"{articles[j][0]},{articles[i][0]}"},
            )


def _pair(articles: tuple[tuple[int, str], ...], value: float, i: int, j: int) -> str:
    return f"{articles[j][1]}与{articles[i][1]} {value:.0%}"


def _short(title: str) -> str:
    return title if len(title) <= SHORT else f"{title[:SHORT]}…"
