"""What stands beside an article: the paragraph in view, the whole, its sources, notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Literal

import streamlit as st

from corpus.anatomy import Anatomy
from corpus.anchors import find_anchor
from corpus.article import Article
from corpus.notes import Note
from nlp.citations import KIND_NAMES, Citation, Quotation
from nlp.roles import ROLE_NAMES
from pages.parts import (
    basket,
    board_exhibits,
    figure_parts,
    keyword_parts,
    note_parts,
    queries,
    reading_queries,
)
from pages.parts.board_button import add_to_board
from pages.parts.board_renewal import hand_over
from pages.parts.errors import attempt, calm
from pages.parts.list_button import add_to_list
from pages.parts.literal import as_html, as_label, shortened
from pages.parts.reading_view import asked_place, reading_view
from pages.parts.selection import place_value, word_params
from pages.parts.tagging import tag_editor
from pages.parts.theme_queries import Theme

View = Literal["here", "whole", "figures", "sources", "notes"]
KEYWORDS = 12
SIMILAR = 5
PASSAGES = 4
BEGINNING = 40
_MARKED = "reading-marked"


def rail(
    article: Article, anatomy: Anatomy, themes: Sequence[Theme | None], found: Sequence[Note]
) -> None:
    """Draws what stands beside the article."""
    sources = len(anatomy.citations) + sum(q.kind == "quotation" for q in anatomy.quotations)
    names = {
        "whole": "全文",
        "here": "本段",
        "figures": f"数字 {len(anatomy.figures)}" if anatomy.figures else "数字",
        "sources": f"引据 {sources}" if sources else "引据",
        "notes": f"笔记 {len(found)}" if found else "笔记",
    }
    key = f"rail-{article.id}"
    marked = st.session_state.pop(_MARKED, False)
    st.session_state[key] = "notes" if marked else st.session_state.get(key) or "whole"
    note_parts.write(found)
    view: View = st.segmented_control(
        "旁栏",
        list(names),
        key=key,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        required=True,
    )
    _beside(article, anatomy, themes, found, shown=view == "here")
    hand_over("figures", partial(board_exhibits.of_figures, article, anatomy))
    with calm():
        if view == "figures":
            figure_parts.figures(article.id, anatomy)
            if anatomy.figures:
                make = partial(board_exhibits.of_figures, article, anatomy)
                add_to_board(make, key="board-figures")
        elif view == "sources":
            _sources(article, anatomy)
        elif view == "notes":
            note_parts.notes(article.id, anatomy.paragraphs, found)
        elif view == "whole":
            _whole(article)


@st.fragment
def _beside(
    article: Article,
    anatomy: Anatomy,
    themes: Sequence[Theme | None],
    found: Sequence[Note],
    *,
    shown: bool,
) -> None:
    """The bar, and the paragraph in view: a fragment, so that scrolling moves nothing else."""

    def marked(said: dict[str, Any]) -> None:
        if attempt(note_parts.mark, article.id, anatomy.paragraphs, said):
            st.session_state[_MARKED] = True

    current = reading_view(article.id, asked_place(), marked, follow=shown)
    if st.session_state.get(_MARKED):
        st.rerun(scope="app")
    if shown and anatomy.paragraphs:
        with calm():
            _here(article, anatomy, themes, found, min(current, len(anatomy.paragraphs) - 1))


def _here(
    article: Article,
    anatomy: Anatomy,
    themes: Sequence[Theme | None],
    found: Sequence[Note],
    current: int,
) -> None:
    """The paragraph in view: what it does, its theme, what it refers to, what is like it."""
    st.html('<p class="sx-rail">正在读的一段</p>')
    _quote(as_html(shortened(anatomy.paragraphs[current], BEGINNING)))
    add_to_board(
        lambda: board_exhibits.of_paragraph(article, anatomy.paragraphs, current),
        key="board-passage",
    )
    role = anatomy.roles[current]
    theme = themes[current] if current < len(themes) else None
    facts = [f"作用：{ROLE_NAMES[role]}"] if role else []
    lead = "　".join(map(as_html, facts))
    if theme:
        lead += f'　<i class="sx-dot" style="background:{theme.colour}"></i>{as_html(theme.label)}'
    if lead:
        st.html(f'<p class="sx-by">{lead}</p>')
    for note in found:
        place = note.anchor and find_anchor(note.anchor, anatomy.paragraphs)
        if place and place[0] == current and note.text:
            st.html(f'<p class="sx-note-text">{as_html(note.text)}</p>')
    titles = [c.title for c in anatomy.citations if c.paragraph == current]
    if titles:
        st.html(f'<p class="sx-by">提到：{as_html("".join(f"《{t}》" for t in titles))}</p>')
    figures = [f for f in anatomy.figures if f.paragraph == current]
    if figures:
        said = "；".join(f"{f.indicator} {figure_parts.moved(f)}" for f in figures)
        st.html(f'<p class="sx-by">数字：{as_html(said)}</p>')
    _alike(article, current)


def _alike(article: Article, current: int) -> None:
    if article.content.paragraphs[current].kind == "heading":
        return
    hits = queries.passages_like(queries.revision(), article.id, current).hits
    others = [hit for hit in hits if hit.article_id != article.id][:PASSAGES]
    with st.container(key="read-alike", gap="xsmall"):
        st.html('<p class="sx-rail">别处相近的段落</p>')
        if not others:
            st.caption("别的文章里没有意思相近的段落。")
        for hit in others:
            _quote(as_html(shortened(hit.text, 2 * BEGINNING)))
            st.page_link(
                "read.py",
                label=f"——{as_label(hit.title)}",
                query_params={
                    "article": str(hit.article_id),
                    "place": place_value(hit.paragraph_index),
                },
            )
        if others:
            st.page_link(
                "search.py",
                label="全部相近的段落",
                icon=":material/join_inner:",
                query_params={"like": f"{article.id}-{current}"},
            )


def _whole(article: Article) -> None:
    """The whole article: keywords, tags, what is like it."""
    at_revision = queries.revision()
    with st.container(key="read-collect", horizontal=True, gap="small"):
        basket.toggle(article.id, article.content.title, key="read-basket")
        add_to_list(article.id, article.content.title, key="read-list")
    found = queries.keywords(at_revision, article.id, KEYWORDS)
    terms = [keyword.term for keyword in found]
    if found:
        with st.container(key="read-why-words", gap="xsmall"):
            with st.container(key="read-keywords", gap=None):
                st.html('<p class="sx-rail">关键词</p>')
                with st.container(key="words-read", horizontal=True, gap="xsmall"):
                    for term in terms:
                        st.page_link(
                            "search.py", label=as_label(term), query_params=word_params(term)
                        )
            keyword_parts.ask_why(article, found)
    tag_editor(article, terms)
    _nearly_the_same(article, at_revision)
    twins = {twin.article_id for twin in reading_queries.twins(at_revision, article.id)}
    similar = queries.similar(at_revision, article.id, SIMILAR + len(twins))
    similar = [other for other in similar if other.article_id not in twins][:SIMILAR]
    if similar:
        with st.container(key="read-similar", gap=None):
            st.html('<p class="sx-rail">相近的文章</p>')
            for other in similar:
                st.page_link(
                    "read.py",
                    label=as_label(other.title),
                    query_params={"article": str(other.article_id)},
                )


def _nearly_the_same(article: Article, at_revision: int) -> None:
    """Articles that hold much of this one word for word."""
    twins = reading_queries.twins(at_revision, article.id)
    if not twins:
        return
    with st.container(key="read-twins", gap=None):
        st.html('<p class="sx-rail">文字大半相同的文章</p>')
        for twin in twins:
            st.page_link(
                "compare.py",
                label=f"{as_label(twin.title)}　{twin.containment:.0%}",
                query_params={"articles": f"{article.id},{twin.article_id}"},
                help="并排对比这两篇",
            )


def _sources(article: Article, anatomy: Anatomy) -> None:
    """What the article refers to, and the words of others in it."""
    said = [q for q in anatomy.quotations if q.kind == "quotation"]
    if not anatomy.citations and not said:
        st.caption("这一篇没有《》里的篇名，也没有引用别人的话。")
        return
    if anatomy.citations:
        st.html(f'<p class="sx-rail">提到的文件和书报　{len(anatomy.citations)} 处</p>')
        rows = "".join(_cited(citation) for citation in anatomy.citations)
        st.html(f'<table class="sx-figures-table"><tbody>{rows}</tbody></table>')
    if said:
        st.html(f'<p class="sx-rail">引用的话　{len(said)} 处</p>')
        for place, quotation in enumerate(said):
            _quoted(article, quotation, place)


def _cited(citation: Citation) -> str:
    return (
        f"<tr><td>《{as_html(citation.title)}》</td><td>{KIND_NAMES[citation.kind]}</td>"
        f'<td><a href="#p-{citation.paragraph}">第 {citation.paragraph + 1} 段</a></td></tr>'
    )


def _quoted(article: Article, quotation: Quotation, place: int) -> None:
    who = f"{quotation.speaker}：" if quotation.speaker else ""
    with st.container(key=f"quoted-{place}", gap=None):
        _quote(as_html(f"{who}“{quotation.text}”"))
        popover = st.popover(
            "核对", key=f"check-{place}", type="tertiary", icon=":material/fact_check:",
            on_change="rerun",
        )  # fmt: skip
        if popover.open:
            with popover:
                _checked(article, quotation.text)


def _checked(article: Article, text: str) -> None:
    found = reading_queries.checked(queries.revision(), article.id, text)
    if found.verdict == "unknown" or found.article_id is None or found.text is None:
        st.caption("文库里没有别的出处，无法核对。")
        return
    if found.verdict == "verbatim":
        st.caption("与别处一字不差。" + (f"另有 {found.also} 篇也这样引用。" if found.also else ""))
    else:
        st.caption("与别处的文字有出入，标出的是不同的字：")
        _quote(as_html(text, found.spans), differs=True)
    _quote(as_html(found.text, found.other_spans), differs=True)
    st.page_link(
        "read.py",
        label=f"——{as_label(found.title or '')}",
        query_params={"article": str(found.article_id)},
    )


def _quote(html: str, *, differs: bool = False) -> None:
    style = "sx-quote sx-differs" if differs else "sx-quote"
    st.html(f'<blockquote class="{style}">{html}</blockquote>')
