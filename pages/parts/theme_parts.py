"""The overview of the theme page: the shares, and what one theme says."""

from __future__ import annotations

import streamlit as st

from corpus.article import Article
from corpus.exhibit import Card
from corpus.plot import Bar, Plot
from nlp.topic_words import RELEVANCE
from pages.parts import figure, kwic_list, queries
from pages.parts.figure import Figure
from pages.parts.filters import said
from pages.parts.links import card_link
from pages.parts.literal import as_html, as_label, marks_of
from pages.parts.resources import open_archive
from pages.parts.selection import Params, Selection, number, word_params
from pages.parts.theme_queries import SEED, Theme, ThemeMap

ARTICLES_SHOWN = 6
EXAMPLES_SHOWN = 3
WORDS_SHOWN = 14
LABEL_WORDS = 5
SENTENCES = 5


def card(themes: ThemeMap, selection: Selection, *settings: str) -> Card:
    """The small print of a chart of themes."""
    filters = said(selection)
    named = f"主题集“{themes.set.name}”" if themes.set else f"{len(themes.themes)} 个主题"
    return Card(
        len(themes.articles),
        themes.revision,
        f"筛选：{filters}" if filters else "未筛选",
        None if themes.set else SEED,
        queries.dictionary_version(themes.revision),
        (named, *settings),
        (min(themes.years), max(themes.years)) if themes.years else None,
    )


def key(themes: ThemeMap, name: str) -> str:
    """Another key for other themes, so that no old click is taken for one on these."""
    words = "".join(f"{t.label}{t.slot}{t.words[0][0] if t.words else ''}" for t in themes.themes)
    return f"{name}-{themes.revision}-{abs(hash(words)) % 10**8}"


def theme_bars(themes: ThemeMap, selection: Selection) -> int:
    """The shares of the themes; gives the place of the one that is chosen."""
    described = Figure(
        name="themes",
        title="主题分布",
        plot=Plot.of(
            "labelled_bars",
            [Bar(_bar_label(t), t.share, t.colour, str(t.index)) for t in themes.themes],
            unit="占比",
            share=True,
        ),
        columns=("主题", "名称", "占比", "主题词", "相关度"),
        rows=[
            (t.index + 1, t.label, round(t.share, 4), word, round(weight, 4))
            for t in themes.themes
            for word, weight in t.words
        ],
        card=card(themes, selection),
        alt="主题占比：" + "；".join(f"{t.label} {t.share:.0%}" for t in themes.themes),
    )
    figure.head(described)
    picked = figure.chart_to_pick(
        described.on_screen("topic"), key(themes, "themes"), described.alt, "topic"
    )
    figure.foot(described)
    return _chosen(themes, picked)


def _bar_label(theme: Theme) -> str:
    words = "　".join(word for word, _ in theme.words[:LABEL_WORDS])
    return f"{theme.name}：{words}" if theme.name else words


def _chosen(themes: ThemeMap, picked: dict[str, str] | None) -> int:
    """The theme that was clicked, or the one of the URL, or the first."""
    given = picked["id"] if picked else st.query_params.get("topic", "0")
    if picked and st.query_params.get("topic") != given:
        st.query_params["topic"] = given
    return chosen(themes)


def chosen(themes: ThemeMap) -> int:
    """The theme of the URL, or the first."""
    index = number(st.query_params.get("topic", "0")) or 0
    return index if index < len(themes.themes) else 0


def one_theme(themes: ThemeMap, theme: Theme, params: Params) -> None:
    """What one theme says: its words, its articles, its passages."""
    st.html(
        f'<h2 class="sx-section" style="border-color:{theme.colour}">'
        f"{as_html(theme.label)}<small>占 {theme.share:.0%}</small></h2>"
    )
    words("theme", [word for word, _ in theme.words[:WORDS_SHOWN]], params)
    shares = themes.strongest(theme.index, ARTICLES_SHOWN)
    ids = [i for i, _ in shares] + [e.article_id for e in theme.examples]
    articles = {a.id: a for a in open_archive().articles.find(ids)}
    st.html('<p class="sx-rail">占比高的文章</p>')
    for article_id, share in shares:
        if article_id in articles:
            _article_share(articles[article_id], share, theme.colour, params)
    st.html('<p class="sx-rail">最有代表性的段落</p>')
    listed = queries.variants(themes.revision)
    terms = [form for word, _ in theme.words for form in listed.spellings(word)]
    for place, example in enumerate(theme.examples[:EXAMPLES_SHOWN]):
        if example.article_id not in articles:
            continue
        text = as_html(example.text, marks_of(terms, example.text))
        st.html(f'<blockquote class="sx-passage">{text}</blockquote>')
        with st.container(key=f"passage-of-{place}"):
            article_link(articles[example.article_id], params, prefix="——")
    with st.container(horizontal=True, gap="small"):
        leading = [word for word, _ in theme.words[:8]]
        card_link("做成主题卡", name=theme.label[:30], word=leading)
        st.page_link(
            "coverage.py",
            label="看谁写过",
            icon=":material/grid_on:",
            query_params={**params, "rows": "topics"},
        )


def words(name: str, terms: list[str], params: Params) -> None:
    """Words as links to a search for them, among the same articles."""
    with st.container(key=f"words-{name}", horizontal=True, gap="xsmall"):
        for term in terms:
            st.page_link(
                "search.py", label=as_label(term), query_params={**params, **word_params(term)}
            )


def article_link(article: Article, params: Params, prefix: str = "") -> None:
    """A link with the title of an article; `params` leads back to where it was found."""
    st.page_link(
        "read.py",
        label=prefix + as_label(article.content.title),
        query_params={**params, "article": str(article.id)},
    )


def _article_share(article: Article, share: float, colour: str, params: Params) -> None:
    with st.container(
        key=f"share-{article.id}",
        horizontal=True,
        wrap=False,
        vertical_alignment="center",
        gap="small",
    ):
        st.html(
            f'<span class="sx-share"><i style="width:{share:.0%};background:{colour}"></i></span>'
            f'<span class="sx-share-number">{share:.0%}</span>',
            width="content",
        )
        article_link(article, params)


def sentences(word: str, selection: Selection) -> None:
    """The sentences a word stands in, among the selected articles."""
    st.html(f'<p class="sx-rail">“{as_html(word)}”的句子</p>')
    ids = open_archive().search.ids(filters=selection.filters) if selection else None
    kwic_list.lines(word, ids, selection.params(), SENTENCES)


def balance() -> float:
    """λ of the URL, or the usual one."""
    given = number(st.query_params.get("lambda", ""))
    return given / 100 if given is not None and given <= 100 else RELEVANCE
