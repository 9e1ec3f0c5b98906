"""What a word of the dictionary would change, and where it stands now."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.dictionary_preview import KeywordChange, Preview
from corpus.dictionary_words import Kind
from pages.parts import dictionary_queries, queries
from pages.parts.article_text import chinese_date
from pages.parts.literal import as_html, as_label

WAYS = 4
TERMS = 8
ARTICLES = 6


def uses(form: str) -> None:
    """The first use of a phrase and some sentences it stands in, each with the way there."""
    revision = queries.revision()
    first = dictionary_queries.first_use(revision, form)
    if first is not None:
        day = chinese_date(first.published) if first.published else "没有日期"
        st.page_link(
            "read.py",
            label=as_label(f"首见：{day}《{first.title}》"),
            query_params={"article": str(first.article_id), "q": f'"{form}"'},
        )
    for example in dictionary_queries.examples(revision, form):
        st.html(
            f'<blockquote class="sx-passage">{as_html(example.text, [example.span])}</blockquote>'
        )


def changes(word: str, kind: Kind) -> None:
    """What will be different: how it is cut, what is counted, keywords, search."""
    found = dictionary_queries.changes(queries.revision(), word, kind)
    if not found.articles:
        st.caption("文库里还没有这个词；加上以后，新入库的文章会按它来切。")
        return
    sampled = ""
    if found.looked_at < found.articles:
        sampled = f"（下面按其中 {found.looked_at:,} 篇估算）"
    st.html(
        f'<p class="sx-rail">采用前后</p><p>见于 <b>{found.articles:,}</b> 篇，'
        f"共 <b>{found.occurrences:,}</b> 处{sampled}。{_cuts(found)}</p>"
    )
    left, right = st.columns([2, 3], gap="large")
    with left:
        _terms(found)
    with right:
        _keywords(found.keywords[:ARTICLES])
    _search(found)


def _cuts(found: Preview) -> str:
    ways = "，".join(
        f"{as_html(' | '.join(way.pieces))} {way.count:,} 处" for way in found.ways[:WAYS]
    )
    return f"现在切作：{ways}。" if ways else ""


def _terms(found: Preview) -> None:
    rows = "".join(
        f"<tr><td>{as_html(term.term)}</td><td>{term.before:,}</td><td>→ {term.after:,}</td></tr>"
        for term in found.terms[:TERMS]
    )
    if rows:
        st.html(
            f'<p class="sx-rail">次数</p><table class="sx-changes"><tbody>{rows}</tbody></table>'
        )


def _keywords(articles: Sequence[KeywordChange]) -> None:
    if not articles:
        st.html('<p class="sx-rail">关键词</p><p>看过的文章，关键词都不变。</p>')
        return
    rows = "".join(
        f"<tr><td>{as_html(one.title)}</td><td>{_come_and_gone(one)}</td></tr>" for one in articles
    )
    st.html(f'<p class="sx-rail">关键词</p>{_table(rows)}')


def _table(rows: str) -> str:
    return f'<table class="sx-changes"><tbody>{rows}</tbody></table>'


def _come_and_gone(one: KeywordChange) -> str:
    come = "".join(f"<ins>{as_html(word)}</ins>" for word in one.come)
    gone = "".join(f"<del>{as_html(word)}</del>" for word in one.gone)
    return come + gone


def _search(found: Preview) -> None:
    parts = "；".join(
        f"“{part.term}”作为整词的文章 {part.before:,} → {part.after:,} 篇" for part in found.parts
    )
    told = f"检索这个词，前后都是 {found.articles:,} 篇，一篇不少"
    st.caption(as_label(f"{told}；{parts}。" if parts else f"{told}。"))
