"""对比: two to four articles side by side."""

from __future__ import annotations

import streamlit as st

from corpus.article import Article
from pages.parts import basket, compare_matrix, compare_parts, queries
from pages.parts.article_finder import find_article
from pages.parts.empty import empty, empty_library
from pages.parts.figure import STATIC
from pages.parts.literal import as_label
from pages.parts.resources import open_archive
from pages.parts.selection import from_url

NEWEST_SHOWN = 6


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    if st.query_params.get("view") == "matrix":
        compare_matrix.matrix(from_url())
        return
    wanted = _wanted()
    articles = {article.id: article for article in open_archive().articles.find(wanted)}
    missing = [i for i in wanted if i not in articles]
    chosen = [articles[i] for i in wanted if i in articles]
    if missing:
        numbers = "、".join(str(i) for i in missing)
        st.warning(
            f"没有编号为 {numbers} 的文章，可能已移入回收站。其余的照常对比。",
            icon=":material/info:",
        )
    with st.container(key="compare-box"):
        _choose(chosen)
    if len(chosen) < basket.LEAST:
        _too_few(chosen)
        return
    compare_parts.head(chosen)
    compare_parts.side_by_side(chosen, _without)
    compare_parts.analysis(chosen)


def _wanted() -> list[int]:
    """The ids of the URL, else those of the basket; each once and no more than fit."""
    if "articles" in st.query_params:
        given = st.query_params["articles"].replace("，", ",").split(",")
        ids = [int(i) for i in (part.strip() for part in given) if i.isdecimal() and len(i) < 16]
    else:
        ids = list(basket.titles())
    return list(dict.fromkeys(ids))[: basket.MOST]


def _with(ids: list[int], article_id: int) -> None:
    _show([*ids, article_id])


def _without(ids: list[int], article_id: int) -> None:
    basket.take(article_id)
    _show([i for i in ids if i != article_id])


def _show(ids: list[int]) -> None:
    st.query_params["articles"] = ",".join(str(i) for i in ids)
    st.session_state["compare-query"] = ""


def _choose(chosen: list[Article]) -> None:
    """The box in which another article is looked for, and what was found."""
    ids = [article.id for article in chosen]
    if len(ids) >= basket.MOST:
        st.caption(f"已选满 {basket.MOST} 篇。移出一篇后可以换别的文章。")
        return
    find_article(
        "再加一篇" if chosen else "选择要对比的文章",
        ids,
        key="compare-query",
        on_pick=_with,
        args=(ids,),
    )


def _too_few(chosen: list[Article]) -> None:
    if chosen:
        st.info(
            f"已选《{as_label(chosen[0].content.title)}》，还要再选一篇才能对比。",
            icon=":material/compare:",
        )
        st.button(
            "移出",
            key="take-only",
            type="tertiary",
            icon=":material/close:",
            on_click=_without,
            args=([chosen[0].id], chosen[0].id),
        )
        return
    newest = queries.newest(queries.revision(), NEWEST_SHOWN)
    if not newest:
        empty_library("导入文章之后，可以在这里把两到四篇放在一起看。")
        return
    empty(
        "选两到四篇文章并排看", "在上面检索，或从检索、阅读页点“对比”。也可以从最新入库的文章开始："
    )
    st.page_link(
        "compare.py",
        label="看全库文章两两有多相近",
        icon=":material/grid_on:",
        query_params={"view": "matrix"},
    )
    for article in newest:
        st.button(
            as_label(article.content.title),
            key=f"start-{article.id}",
            type="tertiary",
            icon=":material/add:",
            on_click=_with,
            args=([], article.id),
        )


main()
