"""The words of compared articles: keywords shared and weighed differently, own ones, phrases."""

from __future__ import annotations

import streamlit as st

from corpus.comparing import ArticleComparison, WordUse
from corpus.comparison_summary import NAMES
from corpus.plot import Dot, Plot
from pages.parts import figure
from pages.parts.compare_card import card_of, colours_of, key_of, named
from pages.parts.figure import Figure
from pages.parts.literal import as_html, as_label
from pages.parts.theme_parts import words

FORMULATIONS_SHOWN = 20


def shared(found: ArticleComparison) -> None:
    """The keywords of more than one article, and how much each makes of them."""
    uses = sorted(found.shared, key=lambda use: min(use.rates) - max(use.rates))
    given = [
        Dot(use.term, name, rate, f"{rate:g}（{count} 次）")
        for use in uses
        for name, rate, count in zip(NAMES, use.rates, use.counts, strict=False)
    ]

    described = Figure(
        name="shared",
        title="共有的关键词，轻重不同",
        plot=Plot.of("dots", given, unit="每千字次数", colours=colours_of(found)),
        columns=("关键词", "文章", "每千字次数", "次数"),
        rows=[
            (use.term, named(name, found), rate, count)
            for use in uses
            for name, rate, count in zip(NAMES, use.rates, use.counts, strict=False)
        ],
        card=card_of(found),
        alt="共有的关键词在各篇里每千字出现的次数，相差最大的在前："
        + "、".join(use.term for use in uses),
    )
    if not uses:
        st.html('<h2 class="sx-section">共有的关键词</h2>')
        st.caption("这几篇没有共同的关键词。")
        return
    figure.head(described)
    figure.chart(described.on_screen(), key_of("shared", found), described.alt)
    figure.legend(colours_of(found))
    st.caption("一行一个词，点是各篇每千字用它多少次；相差最大的排在最前。点词可以检索：")
    words("shared", [use.term for use in uses], {})
    figure.foot(described)


def own(found: ArticleComparison) -> None:
    """The keywords of one article alone."""
    st.html('<h2 class="sx-section">各篇独有的关键词</h2>')
    columns = st.columns(len(found.articles), gap="medium")
    for name, article, terms, column in zip(
        NAMES, found.articles, found.own, columns, strict=False
    ):
        with column:
            st.html(
                f'<p class="sx-rail"><span class="sx-letter">{name}</span> '
                f"{as_html(article.content.title)}</p>"
            )
            if terms:
                words(f"own-{article.id}", list(terms), {})
            else:
                st.caption("没有只在这一篇里出现的关键词。")


def formulations(found: ArticleComparison) -> None:
    """Who uses which set phrase: all, some, one."""
    st.html('<h2 class="sx-section">提法</h2>')
    if not found.formulations:
        st.caption("这几篇里没有收入词典的提法，也没有引号里的提法。")
        return
    for place, (title, uses) in enumerate(_by_user(found).items()):
        with st.container(
            key=f"formulations-{place}",
            horizontal=True,
            gap="xsmall",
            vertical_alignment="center",
        ):
            st.html(f'<p class="sx-rail">{as_html(title)}</p>', width="content")
            for use in uses[:FORMULATIONS_SHOWN]:
                times = "·".join(map(str, use.counts)) if use.holders > 1 else str(sum(use.counts))
                st.page_link(
                    "formulations.py",
                    label=f"{as_label(use.term)} {times}",
                    query_params={"phrase": use.term},
                )


def _by_user(found: ArticleComparison) -> dict[str, list[WordUse]]:
    """The formulations of all, of some, and of each article alone; without empty groups."""
    count = len(found.articles)
    groups: dict[str, list[WordUse]] = {}
    everyone = "两篇都用" if count == 2 else f"{count} 篇都用"
    for use in found.formulations:
        if use.holders == count:
            title = everyone
        elif use.holders > 1:
            title = "几篇在用"
        else:
            title = f"只有{NAMES[next(n for n, times in enumerate(use.counts) if times)]}用"
        groups.setdefault(title, []).append(use)
    order = [everyone, "几篇在用", *(f"只有{name}用" for name in NAMES)]
    return {title: groups[title] for title in order if title in groups}
