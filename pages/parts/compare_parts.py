"""The parts of the comparison page: heads of the articles, their words, themes and likeness."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import altair as alt
import streamlit as st

from corpus.article import Article
from nlp.text import fold_text
from pages.parts import charts, figure, queries
from pages.parts.article_text import chinese_date
from pages.parts.caching import kept
from pages.parts.charts import Look, Part
from pages.parts.exports import Card
from pages.parts.figure import Figure
from pages.parts.heat_chart import Cell, heat
from pages.parts.jobs import Job
from pages.parts.literal import as_html, marks_of
from pages.parts.resources import open_archive
from pages.parts.results import title_link
from pages.parts.theme_parts import words
from pages.parts.theme_queries import SEED, library_themes

NAMES = "甲乙丙丁"
SHARED_SHOWN = 16
OWN_SHOWN = 12
OPENING = 180
PATIENCE = 3.0
_SENTENCE_END = re.compile(r"[。！？!?]")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison found.

    Attributes:
        shared: Keywords that stand in more than one of the articles.
        own: For each article keywords that stand in it alone.
        similarity: How alike each two are, 0 to 1.
    """

    shared: tuple[str, ...]
    own: tuple[tuple[str, ...], ...]
    similarity: tuple[tuple[float, ...], ...]


@kept(64)
def compared(at_revision: int, ids: tuple[int, ...]) -> Compared:  # noqa: ARG001
    """Compares articles; cached by revision."""
    found = open_archive().themes.compare(list(ids))
    return Compared(
        shared=tuple(k.term for k in found.shared[:SHARED_SHOWN]),
        own=tuple(tuple(k.term for k in own[:OWN_SHOWN]) for own in found.own),
        similarity=tuple(tuple(float(v) for v in row) for row in found.similarity),
    )


def side_by_side(articles: Sequence[Article], take_out: Callable[[list[int], int], None]) -> None:
    """The heads of the articles: title, byline, facts, opening."""
    ids = [article.id for article in articles]
    revision = queries.revision()
    found = compared(revision, tuple(ids))
    listed = queries.variants(revision)
    shared = [form for word in found.shared for form in listed.spellings(word)]
    columns = st.columns(len(articles), gap="medium")
    for name, article, column in zip(NAMES, articles, columns, strict=False):
        with column, st.container(key=f"side-{article.id}", gap="xsmall"):
            with st.container(
                key=f"side-head-{article.id}", horizontal=True, vertical_alignment="center"
            ):
                st.html(f'<span class="sx-letter">{name}</span>', width="content")
                st.button(
                    "移出",
                    key=f"take-{article.id}",
                    type="tertiary",
                    icon=":material/close:",
                    on_click=take_out,
                    args=(ids, article.id),
                )
            title_link(article.id, article.content.title, {}, key="side")
            st.html(_facts(article))
            opening = _opening(article)
            st.html(f'<p class="sx-opening">{as_html(opening, marks_of(shared, opening))}</p>')


def _facts(article: Article) -> str:
    content = article.content
    paragraphs = sum(p.kind == "paragraph" for p in content.paragraphs)
    facts = {
        "作者": "、".join(content.authors),
        "身份": content.affiliation,
        "来源": content.source and f"《{content.source}》",
        "栏目": content.column,
        "日期": content.published and chinese_date(content.published),
        "篇幅": f"{len(content.text):,} 字，{paragraphs} 段，{len(content.headings)} 个小标题",
        "标签": "、".join(content.tags),
    }
    rows = "".join(
        f"<tr><th>{name}</th><td>{as_html(value or '—')}</td></tr>" for name, value in facts.items()
    )
    return f'<table class="sx-facts">{rows}</table>'


def _opening(article: Article) -> str:
    """The first sentences of the text."""
    body = [p.text for p in article.content.paragraphs if p.kind == "paragraph"]
    text = body[0] if body else ""
    if len(text) <= OPENING:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, OPENING)]
    return text[: ends[-1]] if ends else text[:OPENING] + "……"


def analysis(articles: Sequence[Article]) -> None:
    """Words, themes and likeness of the articles."""
    revision = queries.revision()
    found = compared(revision, tuple(article.id for article in articles))
    left, right = st.columns([1, 1], gap="large")
    with left:
        _shared(articles, found, revision)
    with right:
        _likeness(articles, found, revision)
        _mix(articles)
    _own(articles, found)


def _shared(articles: Sequence[Article], found: Compared, revision: int) -> None:
    listed = queries.variants(revision)
    texts = [listed.unified(fold_text(f"{a.content.title}\n{a.content.text}")) for a in articles]
    counts = [
        (term, name, float(text.count(fold_text(term))))
        for term in found.shared
        for name, text in zip(NAMES, texts, strict=False)
    ]

    def draw(look: Look) -> alt.TopLevelMixin:
        return heat([_cell(*c, f"{c[2]:.0f}") for c in counts], look, unit="次")

    described = Figure(
        name="shared",
        title="共有的关键词",
        draw=draw,
        columns=("关键词", "文章", "出现次数"),
        rows=[(term, _named(name, articles), int(n)) for term, name, n in counts],
        card=_card(articles, revision),
        alt="共有的关键词在各篇里出现的次数：" + "、".join(found.shared),
    )
    if not found.shared:
        st.html('<h2 class="sx-section">共有的关键词</h2>')
        st.caption("这几篇没有共同的关键词。")
        return
    figure.head(described)
    figure.chart(draw(figure.screen_look()), _key("shared", articles), described.alt)
    st.caption("格子里是在各篇中出现的次数，颜色越深出现越多。点词可以检索：")
    words("shared", list(found.shared), {})
    figure.foot(described)


def _own(articles: Sequence[Article], found: Compared) -> None:
    st.html('<h2 class="sx-section">各篇独有的关键词</h2>')
    columns = st.columns(len(articles), gap="medium")
    for name, article, own, column in zip(NAMES, articles, found.own, columns, strict=False):
        with column:
            st.html(
                f'<p class="sx-rail"><span class="sx-letter">{name}</span> '
                f"{as_html(article.content.title)}</p>"
            )
            if own:
                words(f"own-{article.id}", list(own), {})
            else:
                st.caption("没有只在这一篇里出现的关键词。")


def _likeness(articles: Sequence[Article], found: Compared, revision: int) -> None:
    names = NAMES[: len(articles)]
    cells = [
        (one, other, found.similarity[i][j])
        for i, one in enumerate(names)
        for j, other in enumerate(names)
    ]

    def draw(look: Look) -> alt.TopLevelMixin:
        shown = [_cell(*c, f"{c[2]:.0%}") for c in cells]
        return heat(shown, look, unit="相似度", top=1.0)

    described = Figure(
        name="likeness",
        title="相似度",
        draw=draw,
        columns=("文章", "文章", "相似度"),
        rows=[(_named(a, articles), _named(b, articles), round(v, 4)) for a, b, v in cells],
        card=_card(articles, revision),
        alt="；".join(f"{a}与{b} {v:.0%}" for a, b, v in cells if names.index(a) < names.index(b)),
    )
    figure.head(described)
    if len(articles) == 2:
        st.html(
            f'<p class="sx-likeness"><b>{found.similarity[0][1]:.0%}</b>'
            "<span>用词越接近，数值越高；100% 表示用词完全相同。</span></p>"
        )
    else:
        figure.chart(draw(figure.screen_look()), _key("likeness", articles), described.alt)
        st.caption("用词越接近，数值越高；100% 表示用词完全相同。")
    figure.foot(described)


def _mix(articles: Sequence[Article]) -> None:
    themes = library_themes(PATIENCE)
    if isinstance(themes, Job):
        _wait_for(themes)
        return
    parts = [
        Part(name, theme.label, share, theme.colour)
        for name, article in zip(NAMES, articles, strict=False)
        for theme, share in zip(themes.themes, themes.of_article(article.id), strict=False)
        if share >= 0.005
    ]
    if not parts:
        st.html('<h2 class="sx-section">主题构成</h2>')
        st.caption("文库的文字太少，还看不出主题。")
        return

    def draw(look: Look) -> alt.TopLevelMixin:
        return charts.shares(parts, look)

    described = Figure(
        name="mix",
        title="主题构成",
        draw=draw,
        columns=("文章", "主题", "占比"),
        rows=[(_named(p.row, articles), p.series, round(p.value, 4)) for p in parts],
        card=Card(
            len(articles),
            themes.revision,
            "主题按全库计算",
            SEED,
            queries.dictionary_version(themes.revision),
        ),
        alt="；".join(f"{p.row}：{p.series} {p.value:.0%}" for p in parts if p.value >= 0.1),
    )
    figure.head(described)
    figure.chart(draw(figure.screen_look()), _key("mix", articles), described.alt)
    figure.legend({part.series: part.colour for part in parts})
    figure.foot(described)


@st.fragment(run_every=1.0)
def _wait_for(job: Job) -> None:
    st.info("正在计算全库的主题……", icon="spinner")
    if job.state != "running":
        st.rerun(scope="app")


def _cell(row: str, column: str, value: float, text: str) -> Cell:
    return Cell(row, column, value, text, f"{row}{column}")


def _named(name: str, articles: Sequence[Article]) -> str:
    return f"{name} {articles[NAMES.index(name)].content.title}"


def _card(articles: Sequence[Article], revision: int) -> Card:
    titles = "、".join(
        f"{name}《{article.content.title}》" for name, article in zip(NAMES, articles, strict=False)
    )
    version = queries.dictionary_version(revision)
    return Card(len(articles), revision, titles, dictionary=version)


def _key(name: str, articles: Sequence[Article]) -> str:
    return f"{name}-{'-'.join(str(article.id) for article in articles)}"
