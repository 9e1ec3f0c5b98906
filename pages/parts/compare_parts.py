"""The heads of compared articles: what was found, and facts and outlines side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from corpus.anatomy import Anatomy
from corpus.article import Article
from corpus.comparison_files import as_docx, as_xlsx
from corpus.comparison_summary import NAMES, summary
from pages.parts import aligned_points, compare_figures, compare_likeness, compare_words, queries
from pages.parts.article_text import chinese_date
from pages.parts.comparison_queries import comparison
from pages.parts.literal import as_html
from pages.parts.outline_parts import outline_html
from pages.parts.results import title_link

OUTLINE_SHOWN = 40
FILES = {"Word 文档": (as_docx, "docx"), "Excel 表格": (as_xlsx, "xlsx")}
MIMES = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet"}


def head(articles: Sequence[Article]) -> None:
    """The comparison in a sentence, and the files to take away."""
    found = comparison(queries.revision(), tuple(article.id for article in articles))
    name = "对比-" + "-".join(str(article.id) for article in found.articles)
    with st.container(
        key="compare-head", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(f'<p class="sx-summary">{as_html(summary(found))}</p>', width="stretch")
        with st.container(key="compare-files", horizontal=True, gap="small", width="content"):
            for label, (make, ending) in FILES.items():
                st.download_button(
                    label,
                    partial(make, found),
                    file_name=f"{name}.{ending}",
                    mime=f"application/vnd.openxmlformats-officedocument.{MIMES[ending]}",
                    key=f"compare-{ending}",
                    type="tertiary",
                    icon=":material/download:",
                    on_click="ignore",
                )


def side_by_side(articles: Sequence[Article], take_out: Callable[[list[int], int], None]) -> None:
    """The heads of the articles: title, facts, outline."""
    ids = [article.id for article in articles]
    revision = queries.revision()
    found = comparison(revision, tuple(ids))
    outlines = {
        article.id: anatomy
        for article, anatomy in zip(found.articles, found.anatomies, strict=True)
    }
    facts = [_facts_of(article) for article in articles]
    empty = {name for name in facts[0] if not any(its[name] for its in facts)}
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
            st.html(_facts(article, empty))
            if article.id in outlines:
                _outline(article, outlines[article.id])


def _facts(article: Article, without: set[str]) -> str:
    """The facts of an article as a table, without those that none of the articles has."""
    rows = "".join(
        f"<tr><th>{name}</th><td>{as_html(value or '—')}</td></tr>"
        for name, value in _facts_of(article).items()
        if name not in without
    )
    return f'<table class="sx-facts">{rows}</table>'


def _facts_of(article: Article) -> dict[str, str | None]:
    content = article.content
    paragraphs = sum(p.kind == "paragraph" for p in content.paragraphs)
    return {
        "作者": "、".join(content.authors),
        "身份": content.affiliation,
        "来源": content.source and f"《{content.source}》",
        "栏目": content.column,
        "日期": content.published and chinese_date(content.published),
        "篇幅": f"{len(content.text):,} 字，{paragraphs} 段，{len(content.headings)} 个小标题",
        "标签": "、".join(content.tags),
    }


def _outline(article: Article, anatomy: Anatomy) -> None:
    listed = outline_html(anatomy, "提纲", None, of=article.content.title)
    if not listed:
        st.caption("这篇没有小标题或层次词，看不出提纲。")
        return
    points = sum(1 for _ in anatomy.outline.walk())
    with st.container(key=f"outline-{article.id}", gap=None):
        st.html(listed if points <= OUTLINE_SHOWN else _folded(listed, points))


def _folded(listed: str, points: int) -> str:
    return f"<details><summary>提纲，{points} 个论点</summary>{listed}</details>"


def analysis(articles: Sequence[Article]) -> None:
    """Points, words, formulations, themes and likeness of the articles."""
    found = comparison(queries.revision(), tuple(article.id for article in articles))
    if len(found.articles) < len(articles):
        return  # one of them went into the trash a moment ago; the next run says so
    aligned_points.points(found)
    compare_figures.figures(found)
    left, right = st.columns([1, 1], gap="large")
    with left:
        compare_words.shared(found)
        compare_words.own(found)
    with right:
        compare_likeness.likeness(found)
        compare_likeness.mix(found)
    compare_words.formulations(found)
    compare_figures.reuse(found)
