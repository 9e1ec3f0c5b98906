"""How far themes can be trusted: how stable they are, and how many there should be."""

from __future__ import annotations

import streamlit as st

from corpus.plot import Plot, YearPart
from pages.parts import figure, theme_parts
from pages.parts.figure import Figure
from pages.parts.jobs import Job
from pages.parts.literal import as_label
from pages.parts.palette import PALETTE
from pages.parts.selection import Selection
from pages.parts.theme_queries import STARTS, ThemeMap, advice, advised, steadiness

PATIENCE = 0.5
STEADY, SHAKY = 0.7, 0.45
FEW = 12
"""With fewer articles themes are called clues, whatever is measured."""


def stability(themes: ThemeMap) -> None:
    """Says in plain words how stable the themes are."""
    found = steadiness(themes, PATIENCE)
    if found is None:
        return
    if isinstance(found, Job):
        _wait_for(found, "正在看主题稳不稳……")
        return
    steady = sum(value >= STEADY for value in found.topics)
    shaky = [
        theme.label
        for theme, value in zip(themes.themes, found.topics, strict=True)
        if value < SHAKY
    ]
    told = (
        f"每次换一部分文章、换随机起点，重找 {STARTS} 次："
        f"{len(themes.themes)} 个主题里有 {steady} 个每次都找得到"
    )
    if shaky:
        told += f"；“{'”“'.join(shaky)}”不稳，换几篇文章就会变"
    if len(themes.articles) < FEW:
        told += f"。只有 {len(themes.articles)} 篇文章，主题请当作线索，不要当作结论"
    st.caption(as_label(f"{told}。"), help="稳：重找时用词的相似度平均在 0.7 以上")


def ask(selection: Selection) -> None:
    """The button that asks how many themes there should be, and its answer."""
    if not advised(selection):
        st.button(
            "建议主题数",
            key="theme-advice",
            type="tertiary",
            icon=":material/tune:",
            help="试几种主题数，比较主题词的连贯和主题的稳定",
            on_click=_ask,
            args=(selection,),
        )


def _ask(selection: Selection) -> None:
    advice(selection, 0.0)


def answer(selection: Selection, themes: ThemeMap) -> None:
    """What was tried, once somebody has asked."""
    if not advised(selection):
        return
    found = advice(selection, PATIENCE)
    if isinstance(found, Job):
        _wait_for(found, "正在试几种主题数……")
        return
    measures = (("连贯", PALETTE[0]), ("稳定", PALETTE[2]))
    parts = [
        YearPart(trial.count, name, value, tone)
        for trial in found.trials
        for (name, tone), value in zip(measures, (trial.coherence, trial.stability), strict=True)
    ]

    described = Figure(
        name="advice",
        title=f"建议 {found.count} 个主题",
        plot=Plot.of("curves", parts, series="指标"),
        columns=("主题数", "连贯（NPMI）", "多样", "稳定"),
        rows=[
            (t.count, round(t.coherence, 3), round(t.diversity, 3), round(t.stability, 3))
            for t in found.trials
        ],
        card=theme_parts.card(themes, selection),
        alt=f"建议 {found.count} 个主题",
    )
    with st.container(key="theme-advised", border=True):
        figure.head(described)
        figure.legend(dict(measures))
        figure.chart(described.on_screen(), f"advice-{themes.revision}", described.alt)
        st.caption(
            "连贯：一个主题的词是否常在同一段里出现；稳定：换随机起点和部分文章，主题是否还在。"
            "建议的是两者与主题词多样性之积最高的主题数。"
        )
        figure.foot(described)
        st.button(
            f"就用 {found.count} 个",
            key="theme-advice-take",
            icon=":material/check:",
            on_click=_take,
            args=(found.count,),
        )


def _take(count: int) -> None:
    st.query_params["topics"] = str(count)
    st.query_params.pop("topic", None)


@st.fragment(run_every=1.0)
def _wait_for(job: Job, told: str) -> None:
    st.caption(f"{told}{job.note}")
    if job.state != "running":
        st.rerun(scope="app")
