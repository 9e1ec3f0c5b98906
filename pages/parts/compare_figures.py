"""The figures of compared articles, indicator by indicator, and what they share word for word."""

from __future__ import annotations

from functools import partial

import streamlit as st

from corpus.comparing import ArticleComparison, PairReuse, SameFigure
from corpus.comparison_files import RUN_NAMES
from corpus.comparison_summary import NAMES
from pages.parts.board_renewal import offer
from pages.parts.compare_exhibits import of_figures
from pages.parts.figure_parts import changed, moved
from pages.parts.literal import as_html

SHOWN = 40
RUNS_SHOWN = 12


def figures(found: ArticleComparison) -> None:
    """One table: a row an indicator, a column an article; what differs is said."""
    with st.container(key="head-figures", horizontal=True, vertical_alignment="bottom"):
        st.html('<h2 class="sx-section">数字</h2>')
        if found.figures:
            offer("figures", partial(of_figures, found))
    if not found.figures:
        st.caption("这几篇里没有带指标的数字。")
        return
    both = sum(len(same.articles) > 1 for same in found.figures)
    st.caption(
        f"共 {len(found.figures)} 项指标，"
        + (f"{both} 项有两篇以上给出。" if both else "各项都只有一篇给出。")
    )
    names = NAMES[: len(found.articles)]
    heads = "".join(f"<th>{name}</th>" for name in ("指标", *names))
    rows = "".join(_row(same, len(names)) for same in found.figures[:SHOWN])
    st.html(
        '<div class="sx-wide"><table class="sx-figures-table">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    if len(found.figures) > SHOWN:
        st.caption(f"其余 {len(found.figures) - SHOWN} 项在导出的表格里。")


def _row(same: SameFigure, articles: int) -> str:
    indicator = same.figures[0][1].indicator
    warning = '<br><span class="sx-conflict">数字不一致</span>' if same.conflicting else ""
    cells = []
    for place in range(articles):
        lines = []
        for article, figure in same.figures:
            if article == place:
                facts = "　".join(filter(None, (changed(figure), figure.year, figure.place)))
                said = as_html(moved(figure))
                lines.append(f'{said}<br><span class="sx-by">{as_html(facts)}</span>')
        name = f'data-name="{NAMES[place]}"' if lines else 'class="sx-none"'
        cells.append(f"<td {name}>{'<br>'.join(lines) or '—'}</td>")
    return f"<tr><td>{as_html(indicator)}{warning}</td>{''.join(cells)}</tr>"


def reuse(found: ArticleComparison) -> None:
    """Passages that two articles share word for word; quotations and set phrases are told apart."""
    pairs = [pair for pair in found.reuse if pair.runs]
    if not pairs:
        return
    st.html('<h2 class="sx-section">相同的文字</h2>')
    for pair in pairs:
        _pair(found, pair)


def _pair(found: ArticleComparison, pair: PairReuse) -> None:
    text = found.articles[pair.one].content.text
    share = pair.copied / max(len(text), 1)
    names = f"{NAMES[pair.one]}与{NAMES[pair.other]}"
    copied = f"相同的文字有 {pair.copied:,} 字，占{NAMES[pair.one]}的 {share:.0%}"
    st.html(
        f'<p class="sx-about">{names}：{copied if pair.copied else "只有引语和通用提法相同"}'
        "<span>　引语和许多文章都用的提法另作标注，不算照抄</span></p>"
    )
    runs = sorted(pair.runs, key=lambda run: (run.kind != "reuse", run.a[0] - run.a[1]))
    items = "".join(
        f'<li><span class="sx-role">{RUN_NAMES[run.kind]}</span> '
        f"{as_html(text[slice(*run.a)])}</li>"
        for run in runs[:RUNS_SHOWN]
    )
    more = len(runs) - RUNS_SHOWN
    st.html(f'<ul class="sx-runs">{items}</ul>' + (f"<p>还有 {more} 处</p>" if more > 0 else ""))
