"""A list of articles: results of a search, or simply the newest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import streamlit as st

from corpus.article import Article
from corpus.explanation import Match, Where
from corpus.hit import Hit
from corpus.passage_search import PassageHit
from nlp.roles import ROLE_NAMES
from pages.parts import basket
from pages.parts.article_text import byline
from pages.parts.board_button import add_to_board
from pages.parts.board_exhibits import of_hit
from pages.parts.literal import as_html, as_label
from pages.parts.selection import Params, Selection, place_value

WHERE: dict[Where, str] = {
    "title": "标题",
    "heading": "小标题",
    "body": "正文",
    "byline": "署名",
    "tag": "标签",
}
_SIGNS = re.compile(r"[^\w，。、：；！？“”‘’（）《》—…]+")


def title_link(
    article_id: int, title: str, params: Params, *, key: str, marks: Sequence[tuple[int, int]] = ()
) -> None:
    """A title, shown as typed with its marks, that leads to the article.

    A link's own label is markdown and cannot hold marks, so the link lies invisibly upon the
    title; its label, which only screen readers meet, has plain words alone.
    """
    with st.container(key=f"title-{key}-{article_id}", gap=None):
        st.html(f'<h3 class="sx-hit-title">{as_html(title, marks)}</h3>')
        words = _SIGNS.sub(" ", title).strip()
        st.page_link(
            "read.py",
            label=f"阅读：{words or article_id}",
            query_params={**params, "article": str(article_id)},
        )


def hit(found: Hit, selection: Selection, rank: int) -> None:
    """One result of a search."""
    with st.container(key=f"hit-{found.article_id}", gap=None):
        with st.container(key=f"hithead-{found.article_id}", horizontal=True, wrap=False):
            title_link(
                found.article_id,
                found.title,
                {**selection.params(), "at": str(rank)},
                key="hit",
                marks=found.title_marks,
            )
            basket.toggle(found.article_id, found.title, key=f"hit-basket-{found.article_id}")
        meta = byline(found.authors, found.source, found.column, found.published)
        snippets = "".join(
            f"<p>{as_html(snippet.text, snippet.marks)}</p>" for snippet in found.snippets
        )
        st.html(f'{meta}<div class="sx-snippets">{snippets}</div>{why(found)}')


def why(found: Hit) -> str:
    """Which words of the query stand in an article, as what and where: one line of HTML."""
    pieces = [_match(match) for match in found.matches]
    if found.missing:
        pieces.append(f"<span>未出现：{as_html('、'.join(found.missing))}</span>")
    return f'<p class="sx-why">{"".join(pieces)}</p>' if pieces else ""


def _match(match: Match) -> str:
    where = "、".join(WHERE[place] for place in match.where)
    how = ""
    if match.how == "variant":
        how = f"（写作“{as_html(match.found)}”）"
    elif match.how == "characters":
        how = "（在别的词里）"
    count = f" {match.count} 处" if match.count > 1 else ""
    return f"<span><b>{as_html(match.term)}</b>{how} {where}{count}</span>"


def passage(found: PassageHit, selection: Selection) -> None:
    """One paragraph that was found, under the title of its article."""
    name = f"{found.article_id}-{found.paragraph_index}"
    with st.container(key=f"hit-passage-{name}", gap=None):
        st.html(f'<p class="sx-passage">{as_html(found.text, found.marks)}</p>')
        with st.container(
            key=f"passage-foot-{name}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            st.page_link(
                "read.py",
                label=f"**{as_label(found.title)}**",
                query_params={
                    **selection.params(),
                    "article": str(found.article_id),
                    "place": place_value(found.paragraph_index),
                },
            )
            st.html(byline(found.authors, found.source, None, found.published), width="content")
            if found.role:
                role = ROLE_NAMES[found.role]
                st.html(f'<span class="sx-role">{role}</span>', width="content")
            if found.repeats:
                st.html(f'<p class="sx-meta">另有 {found.repeats} 处相同</p>', width="content")
            st.page_link(
                "search.py",
                label="相近的段落",
                icon=":material/join_inner:",
                query_params={"like": name},
            )
            add_to_board(partial(of_hit, found), key=f"board-passage-{name}")


def listed(article: Article, *, key: str) -> None:
    """One article of a plain list."""
    content = article.content
    with st.container(key=f"listed-{key}-{article.id}", gap=None):
        title_link(article.id, content.title, {}, key=key)
        st.html(byline(content.authors, content.source, content.column, content.published))
