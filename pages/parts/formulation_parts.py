"""A formulation on the page: its life, its users, its companions, its sentences."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.article_facets import Facet
from corpus.exhibit import Card
from corpus.formulations import Network, Track, User
from corpus.plot import Bar, Link, Node, Plot
from pages.parts import figure, formulation_life, formulation_queries, kwic_list, queries
from pages.parts.article_text import chinese_date
from pages.parts.figure import Figure
from pages.parts.filters import NAMES
from pages.parts.links import card_link
from pages.parts.literal import as_html, as_label
from pages.parts.paging import choice
from pages.parts.palette import ACCENT, NEUTRAL
from pages.parts.selection import word_params

FACETS: tuple[Facet, ...] = ("sources", "authors", "tags", "columns")
SENTENCES = 10
_WHO, _PAGE = "formulation-who", "formulation-page"


def headline(track: Track, who: Sequence[User]) -> None:
    """The life of a phrase in one sentence made of its counts."""
    name = as_html(track.phrase)
    if not track.occurrences:
        st.html(f'<p class="sx-lead">文库里没有“<b>{name}</b>”。</p>')
        return
    pieces = [f"共 <b>{track.occurrences:,}</b> 次，见于 <b>{track.articles:,}</b> 篇"]
    if track.first and track.first.published:
        pieces.insert(
            0,
            f"首见于 <b>{chinese_date(track.first.published)}</b>《{as_html(track.first.title)}》",
        )
    if track.last and track.last.published and track.last != track.first:
        pieces.append(f"最近一次在 {chinese_date(track.last.published)}")
    if who:
        pieces.append(f"用得最多的是{as_html(who[0].value)}（{who[0].articles:,} 篇）")
    forms = "，连同" + "、".join(map(as_html, track.forms[1:])) if len(track.forms) > 1 else ""
    st.html(f'<p class="sx-lead">“<b>{name}</b>”{forms}{"，".join(pieces)}。</p>')


def first_sentence(track: Track) -> None:
    """The sentence of the first use, with the way to it."""
    first = track.first
    if first is None:
        return
    st.html('<p class="sx-rail">首次出现</p>')
    text = as_html(first.text, [first.span])
    st.html(f'<blockquote class="sx-passage">{text}</blockquote>')
    with st.container(key="passage-of-first"):
        st.page_link(
            "read.py",
            label=f"——{as_label(first.title)}",
            query_params={**word_params(track.phrase), "article": str(first.article_id)},
        )
    card_link("做成主题卡", name=track.phrase, word=[track.phrase])


def life(tracks: Sequence[Track]) -> None:
    """The years of phrases."""
    formulation_life.show(tracks, _card(tracks), _key(tracks))


def users(track: Track) -> None:
    """Who writes the phrase; a click leads to those articles."""
    facets = {facet: NAMES[facet] for facet in FACETS}
    given = st.query_params.get("who", "")
    facet: Facet = given if given in facets else "sources"  # type: ignore[assignment]
    found = formulation_queries.users(track.revision, track.phrase, facet)

    described = Figure(
        name="users",
        title="谁在用",
        plot=Plot.of(
            "bars", [Bar(user.value, user.articles) for user in found], unit="篇", form="d"
        ),
        columns=(NAMES[facet], "篇数", "次数", "它的全部篇数"),
        rows=[(u.value, u.articles, u.occurrences, u.of) for u in found],
        card=_card([track]),
        alt="；".join(f"{u.value} {u.articles} 篇" for u in found),
    )
    figure.head(described)
    choice("按什么看", facets, facet, key=_WHO, on_change=_change_who)
    if not found:
        st.caption(f"用到它的文章都没有{NAMES[facet]}。")
        return
    picked = figure.chart_to_leave_by(
        described.on_screen("user"),
        f"users-{facet}-{_key([track])}",
        described.alt,
        "user",
    )
    if picked:
        st.switch_page(
            "search.py", query_params={**word_params(track.phrase), facet: [picked["id"]]}
        )
    figure.foot(described)


def _change_who() -> None:
    st.query_params["who"] = st.session_state[_WHO]


def companions(track: Track) -> None:
    """What stands in the same paragraphs; a click follows that phrase instead."""
    found = formulation_queries.companions(track.revision, track.phrase)
    if not found.companions:
        st.html('<h2 class="sx-section">结伴的提法</h2>')
        st.caption("没有与它明显结伴出现的提法。")
        return

    described = Figure(
        name="companions",
        title="结伴的提法",
        plot=Plot.of("network", *_graph(found), unit="同段次数"),
        columns=("提法", "另一个提法", "同段次数"),
        rows=[
            *((found.phrase, c.phrase, c.together) for c in found.companions),
            *found.links,
        ],
        card=_card([track], f"{found.paragraphs:,} 段含有它"),
        alt=f"与{found.phrase}同段的提法：" + "、".join(c.phrase for c in found.companions),
    )
    figure.head(described)
    picked = figure.chart_to_leave_by(
        described.on_screen("phrase"),
        f"companions-{_key([track])}",
        described.alt,
        "phrase",
    )
    st.caption(
        "与它同段、比在这些文章的其他段落里更常见的提法；连线越粗，一起出现得越多。"
        "文章很多时，取其中 400 篇来看。点一个提法，就看它。"
    )
    figure.foot(described)
    if picked and picked["id"] != found.phrase:
        st.query_params["phrase"] = [picked["id"]]
        st.rerun()


def _graph(found: Network) -> tuple[list[Node], list[Link]]:
    nodes = [Node(found.phrase, max(c.together for c in found.companions), ACCENT)]
    nodes += [Node(c.phrase, c.together, NEUTRAL) for c in found.companions]
    links = [Link(found.phrase, c.phrase, c.together) for c in found.companions]
    links += [Link(one, other, n) for one, other, n in found.links]
    return nodes, links


def sentences(track: Track) -> None:
    """Every sentence, page by page."""
    st.html('<h2 class="sx-section">每一处</h2>')
    last = max(1, -(-track.occurrences // SENTENCES))
    page = min(st.session_state.get(_PAGE, 1), last)
    kwic_list.lines(track.phrase, None, {}, SENTENCES, (page - 1) * SENTENCES)
    if last > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(last, key=_PAGE)


def _key(tracks: Sequence[Track]) -> str:
    names = "".join(track.phrase for track in tracks)
    return f"{tracks[0].revision}-{abs(hash(names)) % 10**8}"


def _card(tracks: Sequence[Track], *settings: str) -> Card:
    revision = tracks[0].revision
    names = "、".join(track.phrase for track in tracks)
    articles = sum(track.articles for track in tracks)
    version = queries.dictionary_version(queries.revision())
    ends = [use for track in tracks for use in (track.first, track.last) if use is not None]
    days = [use.published for use in ends if use.published]
    return Card(
        articles,
        revision,
        f"提法：{names}",
        dictionary=version,
        settings=settings,
        period=(min(days).year, max(days).year) if days else None,
    )
