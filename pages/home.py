"""首页: what is in the library, and one box to ask it."""

from __future__ import annotations

import streamlit as st

from corpus.holdings import Holdings
from corpus.plot import Word
from pages.parts import basket, cloud, figure, plots, queries
from pages.parts.empty import empty
from pages.parts.errors import calm
from pages.parts.links import import_link
from pages.parts.literal import as_label
from pages.parts.palette import ACCENT, NEUTRAL
from pages.parts.results import listed
from pages.parts.samples import offer_samples
from pages.parts.saved import saved_list
from pages.parts.searchbox import asked, front_search_box
from pages.parts.selection import word_params
from pages.parts.trash import trash_list

NEWEST = 8
LINKED = 16
STRONGEST = 6
CLOUD = cloud.Frame(440, 360, 40, 14, 54)


def main() -> None:
    """Draws the page."""
    query = asked()
    if query is not None:
        st.switch_page("search.py", query_params={"q": query} if query else None)
    at_revision = queries.revision()
    newest = queries.newest(at_revision, NEWEST)
    if not newest:
        _empty()
        trash_list(at_revision)
        return
    with st.container(key="front", horizontal_alignment="center"):
        st.html('<h1 class="sx-masthead">理论学习文库</h1>')
        front_search_box()
        holdings = st.empty()
        holdings.html(_holdings(None))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html('<h2 class="sx-section">最新入库</h2>')
        for article in newest:
            listed(article, key="newest")
        st.page_link("search.py", label="浏览全部文章", icon=":material/list:")
    trash_list(at_revision)
    basket.bar()
    # What takes a moment in a large library comes last; its place is kept above.
    holdings.html(_holdings(queries.holdings(at_revision)))
    with right:
        saved_list(at_revision)
        st.html('<h2 class="sx-section">主题词</h2>')
        with calm():
            _words(at_revision)


def _holdings(holdings: Holdings | None) -> str:
    if holdings is None:
        return '<p class="sx-figures"><span>正在统计……</span></p>'
    parts = [f"<b>{holdings.articles:,}</b> 篇文章"]
    parts.append(f"<b>{holdings.characters:,}</b> 字")
    if holdings.authors:
        parts.append(f"<b>{holdings.authors:,}</b> 位作者")
    if holdings.first and holdings.last:
        years = dict.fromkeys((holdings.first.year, holdings.last.year))
        parts.append(f"<b>{'—'.join(str(y) for y in years)}</b> 年")
    return f'<p class="sx-figures">{"".join(f"<span>{p}</span>" for p in parts)}</p>'


def _words(at_revision: int) -> None:
    """The library's keywords as a cloud, and the strongest as plain links."""
    words = [word for word in queries.library_keywords(at_revision) if word.score > 0]
    colours = [ACCENT] * STRONGEST + [NEUTRAL] * len(words)
    with calm():
        drawn = plots.described(
            cloud.chart(
                [Word(w.term, w.score, c) for w, c in zip(words, colours, strict=False)],
                CLOUD,
                figure.screen_look(),
                pick="word",
            )
        )
        says = "主题词云：" + "、".join(word.term for word in words)
        picked = figure.chart_to_leave_by(drawn, f"front-cloud-{at_revision}", says, "word")
        if picked:
            st.switch_page("search.py", query_params=word_params(picked["text"]))
    with st.container(key="words-front", horizontal=True, gap="xsmall"):
        for word in words[:LINKED]:
            st.page_link(
                "search.py", label=as_label(word.term), query_params=word_params(word.term)
            )


def _empty() -> None:
    with st.container(key="front-empty"):
        st.html('<h1 class="sx-masthead">理论学习文库</h1>')
        empty(
            "文库还是空的",
            "导入学习材料，思学会把一版一版的文章切分开，建立检索，算出主题。"
            "也可以先载入示例文库看看。",
        )
        with st.container(horizontal=True):
            offer_samples()
            import_link()


main()
