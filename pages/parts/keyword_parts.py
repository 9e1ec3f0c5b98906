"""Keywords as a chart; a click says why one is a keyword, and shows its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from corpus.article import Article
from corpus.exhibit import Card
from corpus.keywords import Method
from corpus.plot import Bar, Plot
from nlp.keywords import Keyword
from pages.parts import figure, kwic_list, plots, queries, theme_parts
from pages.parts.diverging_chart import diverging_bars
from pages.parts.figure import Figure
from pages.parts.filters import said
from pages.parts.literal import as_html, as_label
from pages.parts.palette import ACCENT, NEUTRAL
from pages.parts.selection import Selection
from pages.parts.theme_queries import selection_keywords

SHOWN = 16
SENTENCES = 3
PARTS: Mapping[str, tuple[str, str]] = {
    "frequency": ("词频", "在文章里反复出现"),
    "rarity": ("稀有", "别的文章里少见"),
    "title": ("标题", "写在标题里"),
    "position": ("位置", "越靠后减得越多"),
    "spread": ("分布", "散在许多段落"),
    "shape": ("词形", "长短和词性像不像关键词"),
    "cohesion": ("凝固", "几个字总连在一起"),
    "independence": ("独立", "不只是长词的一部分"),
    "novelty": ("新意", "更靠前的词说过的，减分"),
}
METHODS: Mapping[Method, str] = {"sixue": "思学", "tfidf": "TF-IDF", "textrank": "TextRank"}
_SCORES: Mapping[Method, str] = {
    "sixue": "编辑会选它作关键词的把握",
    "tfidf": "在一篇里的词频乘以它在汉语里的稀有程度，不是把握",
    "textrank": "同一篇里常在它近旁的词给它的票，不是把握",
}
_METHOD = "keyword-method"
_SMALL = 0.01


def selection_chart(at_revision: int, selection: Selection) -> None:
    """The keywords of the selected articles; a click shows why, and the sentences."""
    method = _method()
    found = selection_keywords(at_revision, selection, SHOWN, method)
    if not found.keywords:
        st.caption("没有找到关键词。")
        return

    filters = said(selection)
    sampled = (
        (f"从 {found.selected:,} 篇里抽取 {found.looked_at:,} 篇",)
        if found.selected > found.looked_at
        else ()
    )
    described = Figure(
        name="keywords",
        title="关键词",
        plot=Plot.of(
            "bars", [Bar(k.term, k.score) for k in found.keywords], unit="得分", form=".3f"
        ),
        columns=("关键词", "得分", "出现次数", "篇数"),
        rows=[
            (k.term, round(k.score, 4), k.count, int(k.parts["articles"])) for k in found.keywords
        ],
        card=Card(
            found.looked_at,
            at_revision,
            f"筛选：{filters}" if filters else "未筛选",
            dictionary=queries.dictionary_version(at_revision),
            settings=(f"方法：{METHODS[method]}", *sampled),
            period=queries.period(at_revision, selection),
        ),
        alt="关键词：" + "、".join(k.term for k in found.keywords),
    )
    figure.head(described)
    _switch(method)
    words = "".join(k.term for k in found.keywords)
    picked = figure.chart_to_pick(
        described.on_screen("keyword"),
        f"keywords-{method}-{at_revision}-{abs(hash(words)) % 10**8}",
        described.alt,
        "keyword",
    )
    figure.foot(described)
    if not picked:
        st.caption(f"得分是各篇的平均：{_SCORES[method]}。点一个词，看它的句子。")
        return
    chosen = next((k for k in found.keywords if k.term == picked["id"]), None)
    if chosen is not None:
        st.caption(
            f"“{chosen.term}”是 {int(chosen.parts['articles']):,} 篇的关键词，"
            f"在这些文章里共出现 {chosen.count:,} 次。"
        )
        theme_parts.sentences(chosen.term, selection)


def _method() -> Method:
    given = st.query_params.get("method", "")
    return next((method for method in METHODS if method == given), "sixue")


def _switch(method: Method) -> None:
    """Which method finds the keywords: ours, or one to set beside it."""
    st.session_state[_METHOD] = method
    st.segmented_control(
        "方法",
        list(METHODS),
        key=_METHOD,
        format_func=METHODS.__getitem__,
        required=True,
        on_change=_choose_method,
    )


def _choose_method() -> None:
    chosen = st.session_state[_METHOD]
    if chosen == "sixue":
        st.query_params.pop("method", None)
    else:
        st.query_params["method"] = chosen


def ask_why(article: Article, keywords: Sequence[Keyword]) -> None:
    """Says on demand why words are keywords of an article, and where they stand in it."""
    popover = st.popover(
        "为什么是这些词",
        key="read-why",
        type="tertiary",
        icon=":material/help:",
        on_change="rerun",
    )
    if not popover.open:
        return
    terms = {keyword.term: keyword for keyword in keywords}
    with popover, st.container(key="read-why-body", gap="small"):
        chosen = st.selectbox("关键词", list(terms), key="why-term", format_func=as_label)
        why(terms[chosen])
        st.html('<p class="sx-rail">在这篇文章里</p>')
        kwic_list.lines(chosen, [article.id], {}, SENTENCES)


def why(keyword: Keyword) -> None:
    """What the score of one keyword of an article is made of."""
    parts = {
        name: value
        for name, value in keyword.parts.items()
        if name in PARTS and abs(value) >= _SMALL
    }
    st.html(
        f'<p class="sx-lead"><b>{as_html(keyword.term)}</b>：把握 {keyword.score:.0%}，'
        f"在文章里出现 {keyword.count:,} 次。</p>"
    )
    bars = [
        Bar(PARTS[name][0], value, ACCENT if value > 0 else NEUTRAL)
        for name, value in sorted(parts.items(), key=lambda entry: -entry[1])
    ]
    drawn = diverging_bars(bars, figure.screen_look(), unit="加减分（对数几率）")
    figure.chart(
        plots.described(drawn), f"why-{abs(hash(keyword.term)) % 10**8}", f"{keyword.term}的得分"
    )
    told = "；".join(f"{PARTS[name][0]}：{PARTS[name][1]}" for name in parts)
    st.caption(f"向右加分，向左减分。{told}。")
