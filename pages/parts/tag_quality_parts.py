"""The 成绩 view of the tagging page: how good suggestions are, how that grew, what is wanting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from corpus.tag_scores import Scores
from corpus.tag_training import Learnt
from nlp.tagging import LabelQuality, Overall, TagQuality
from pages.parts import tagging_queries
from pages.parts.charts import lettered
from pages.parts.empty import empty
from pages.parts.errors import show as show_error
from pages.parts.figure import chart, screen_look
from pages.parts.growth_chart import GrowthPart, growth
from pages.parts.literal import as_html
from pages.parts.palette import ACCENT, NEUTRAL, PALETTE
from pages.parts.resources import open_archive
from pages.parts.waiting import wait_for

FEWEST = 20
"""With fewer examples figures are luck."""
WANTING = 30
SHOWN_TRAININGS = 30


def show() -> None:
    """Draws the view."""
    archive = open_archive()
    learnt = archive.tag_training.learnt()
    _training(learnt)
    if learnt is None:
        empty(
            "还没有学习过",
            "现在的建议只看文中有没有标签的名称和别名。给几篇文章加上标签，再点“现在学习”，建议就会从它们学起。",
        )
        return
    quality = learnt.model.quality
    if quality.examples < FEWEST:
        st.html(
            f'<p class="sx-notice">带标签的文章只有 {quality.examples} 篇，'
            "下面的数字多半是运气，还看不出建议准不准。标到几十篇以后再看。</p>"
        )
    _overall(quality)
    names = archive.tag_training.current().names
    _wanting(quality, names)
    _growth(archive.tagging.grown())
    _table(quality, names)


def _training(learnt: Learnt | None) -> None:
    """When it was learnt last, and the way to learn again."""
    job = tagging_queries.training()
    if job is not None and job.state == "running":
        wait_for(job, "正在学习，建议照常可用")
        return
    if job is not None and job.error is not None:
        show_error(job.error)
    changed = open_archive().tag_training.changed()
    with st.container(
        key="tag-training", horizontal=True, vertical_alignment="center", gap="small"
    ):
        if learnt is not None:
            at = learnt.at.astimezone().strftime("%Y-%m-%d %H:%M")
            st.html(
                f'<p class="sx-progress">上次学习 {at}，从 <b>{learnt.articles:,}</b> 篇学起；'
                f"此后又有 <b>{changed:,}</b> 篇改过标签</p>",
                width="content",
            )
        else:
            st.html(f'<p class="sx-progress">有 <b>{changed:,}</b> 篇带着标签</p>', width="content")
        st.button(
            "现在学习",
            key="tag-train",
            icon=":material/school:",
            help="在后台进行，不妨碍别的页面；标得多了也会自己开始",
            disabled=not changed and learnt is not None,
            on_click=tagging_queries.train,
        )


def _overall(quality: TagQuality) -> None:
    rows = "".join(
        f"<tr><td>{name}</td>"
        + "".join(f"<td>{value:.2f}</td>" for value in _figures(one))
        + "</tr>"
        for name, one in (
            ("标签建议", quality.ours),
            ("总给最常见的标签", quality.frequent),
            ("见到名称就给", quality.keyword),
        )
    )
    names = ("精确率", "召回率", "F1", "各标签平均 F1")
    heads = "<td></td>" + "".join(f'<th scope="col">{name}</th>' for name in names)
    st.html(
        f'<p class="sx-lead">用没有学过的文章来考，共 {quality.examples:,} 篇。'
        "精确率：建议的有几成对；召回率：该有的标签有几成被建议到；F1 是两者的折中，满分 1。</p>"
        f'<table class="sx-figures-table"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _figures(one: Overall) -> tuple[float, float, float, float]:
    return one.micro.precision, one.micro.recall, one.micro.f1, one.macro.f1


def _wanting(quality: TagQuality, names: Mapping[str, str]) -> None:
    wanting = [one for one in quality.wanting() if one.key in names and one.support]
    if not wanting:
        return
    told = "".join(
        f'<span>{as_html(names[one.key])}<small class="sx-n">{one.support} 篇</small></span>'
        for one in wanting[:WANTING]
    )
    more = f"<span>……共 {len(wanting):,} 个</span>" if len(wanting) > WANTING else ""
    st.html(f'<p class="sx-rail">还要多标几篇的标签</p><p class="sx-group">{told}{more}</p>')


def _growth(grown: Sequence[Scores]) -> None:
    if len(grown) < 2:
        return
    parts = []
    first = max(0, len(grown) - SHOWN_TRAININGS)
    for number, scores in enumerate(grown[first:], 1):
        at = scores.at.astimezone().strftime("%m-%d %H:%M")
        label = f"{at}，{scores.articles:,} 篇"
        for series, colour, overall in (
            ("标签建议", ACCENT, scores.ours),
            ("见到名称就给", PALETTE[0], scores.keyword),
            ("总给最常见的", NEUTRAL, scores.frequent),
        ):
            parts.append(GrowthPart(number, label, series, overall.micro.f1, colour))
    st.html('<p class="sx-rail">一次次学习，F1 怎样变化</p>')
    look = replace(screen_look(), legend=True, legend_columns=3)
    last = grown[-1]
    chart(
        lettered(growth(parts, look, unit="F1"), look),
        "tag-growth",
        f"{len(grown)} 次学习的 F1，最近一次 {last.ours.micro.f1:.2f}",
    )


def _table(quality: TagQuality, names: Mapping[str, str]) -> None:
    st.html('<p class="sx-rail">每个标签</p>')
    known = [one for one in quality.labels if one.key in names and one.support]
    known.sort(key=lambda one: (-one.support, one.key))
    if not known:
        st.caption("学习时还没有哪个标签有文章。")
        return
    st.dataframe(
        [_row(one, names[one.key]) for one in known],
        key="tag-quality",
        hide_index=True,
        alt="每个标签的篇数、精确率、召回率和 F1",
        column_config={
            "篇数": st.column_config.NumberColumn(width="small"),
            "不要": st.column_config.NumberColumn(width="small", help="编辑说过不要它的篇数"),
            **{
                head: st.column_config.NumberColumn(format="%.2f", width="small")
                for head in ("精确率", "召回率", "只看名称", "总给常见")
            },
            "F1": st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f"),
            "要多标": st.column_config.CheckboxColumn(width="small"),
        },
    )


def _row(one: LabelQuality, name: str) -> dict[str, object]:
    return {
        "标签": name,
        "篇数": one.support,
        "F1": one.ours.f1,
        "精确率": one.ours.precision,
        "召回率": one.ours.recall,
        "只看名称": one.keyword.f1,
        "总给常见": one.frequent.f1,
        "不要": one.refused,
        "要多标": one.wanting,
    }
