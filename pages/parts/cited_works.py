"""The 文献 view of the page of references: what stands in 《》, and in which sentences."""

from __future__ import annotations

from collections import Counter
from functools import partial

import streamlit as st

from corpus.citation_places import Place
from corpus.citation_register import CitedWork
from corpus.matching import match_text
from nlp.citations import KIND_NAMES, CitationKind
from pages.parts import register_parts, register_queries
from pages.parts.empty import empty
from pages.parts.jobs import Job
from pages.parts.literal import as_html
from pages.parts.register_parts import Table
from pages.parts.selection import Selection

ORDER: tuple[CitationKind, ...] = ("document", "law", "newspaper", "book", "other")


def show(selection: Selection) -> None:
    """Draws the view.

    Args:
        selection: Which articles, and the page of the list.
    """
    found = register_queries.works(selection)
    if isinstance(found, Job):
        register_parts.wait_for(found)
        return
    if not found:
        empty(
            "这些文章没有用书名号提到文献",
            "这里列出文章里写在《》中的文件、法规、报刊和著作。请放宽左侧的筛选条件，或再导入一些文章。",
        )
        return
    register_parts.find("在文献里找", "规划纲要")
    wanted = register_parts.typed()
    matching = [work for work in found if wanted in match_text(work.title)] if wanted else found
    counts = Counter[str](work.kind for work in matching)
    kind = register_parts.kind("类别", {name: KIND_NAMES[name] for name in ORDER}, counts)
    shown = [work for work in matching if not kind or work.kind == kind]
    if not shown:
        empty("没有这样的文献", "请换几个字，或清空上面的查找框。")
        return
    times = sum(work.times for work in shown)
    register_parts.head(
        f"<b>{len(shown):,}</b> 种文献<span>共提到 {times:,} 次，提得最多的在前</span>",
        Table(
            "文献",
            ("文献", "类别", "次数", "篇数", "文章编号"),
            lambda: [
                (w.title, KIND_NAMES[w.kind], w.times, len(w.articles), _numbers(w)) for w in shown
            ],
            ("文献", "类别", "次数", "篇数"),
        ),
        selection,
    )
    register_parts.rows(shown, selection, _row)


def _numbers(work: CitedWork) -> str:
    return "、".join(map(str, work.articles))


def _row(work: CitedWork) -> None:
    mark = register_parts.mark_of(work.title)
    with st.container(
        key=f"register-row-{mark}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(
            f'<p class="sx-group"><b>《{as_html(work.title)}》</b>'
            f'<span><small class="sx-n">{KIND_NAMES[work.kind]}</small>'
            f'<small class="sx-n">{work.times:,} 次</small>'
            f'<small class="sx-n">{len(work.articles):,} 篇</small></span></p>',
            width="stretch",
        )
        register_parts.opener("open", mark, "看句子", ":material/expand_more:")
    if register_parts.is_open("open", mark):
        register_parts.sentences(mark, work.articles, partial(_places, work.title))


def _places(title: str, revision: int, ids: tuple[int, ...]) -> tuple[Place, ...]:
    return register_queries.work_places(revision, title, ids)
