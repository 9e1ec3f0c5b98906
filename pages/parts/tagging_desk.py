"""The 逐篇 view of the tagging page: one article after the other, with keys for everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from corpus.article import Article
from corpus.errors import ArticleNotFound
from corpus.query import Query
from corpus.tokens import parts
from pages.parts import tagging_queries
from pages.parts.article_text import article_html
from pages.parts.empty import empty
from pages.parts.errors import attempt, calm
from pages.parts.literal import as_html
from pages.parts.paging import choice
from pages.parts.queries import revision
from pages.parts.resources import open_archive
from pages.parts.searchbox import plain_box
from pages.parts.selection import Selection, from_url, to_url
from pages.parts.tag_explained import ask_why
from pages.parts.tag_search import tag_search
from pages.parts.tag_suggestions import Act, Action, tag_suggestions
from pages.parts.waiting import wait_for

Kind = Literal["untagged", "uncertain", "search"]
KINDS: dict[Kind, str] = {"untagged": "还没有标签的", "uncertain": "拿不准的", "search": "检索结果"}
PATIENCE = 3.0
MOST_FOUND = 5_000
_MEMORY = "tagging-desk"
_HINT = "输入检索词，把结果逐篇标过去；筛选条件从“检索”页带过来"
_BACK: dict[Action, Action] = {
    "accept": "take_off",
    "take_off": "accept",
    "refuse": "unrefuse",
    "unrefuse": "refuse",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What was done on the desk, to be taken back."""

    action: Action
    place: int
    article: int = 0
    name: str = ""


@dataclass(slots=True)
class Desk:
    """The queue of one session.

    Attributes:
        source: What the queue was made of.
        ids: The articles, in order; what happens to them changes nothing in it.
        place: Which of them is on the desk.
        steps: What was done so far, the last one last.
    """

    source: tuple[str, Selection]
    ids: list[int]
    place: int = 0
    steps: list[Step] = field(default_factory=list)


def show() -> None:
    """Draws the view."""
    kind = _kind()
    selection = from_url()
    with st.container(
        key="tagging-head", horizontal=True, vertical_alignment="center", gap="small"
    ):
        choice("标哪些文章", KINDS, kind, key="tagging-queue", on_change=_choose)
        st.html(_waiting(), width="content")
    if kind == "search":
        plain_box("tagging-q", selection, _HINT, _look_for)
    source = (kind, selection if kind == "search" else Selection())
    desk = st.session_state.get(_MEMORY)
    if not isinstance(desk, Desk) or desk.source != source:
        ids = _queue(kind, selection)
        if ids is None:
            return
        desk = st.session_state[_MEMORY] = Desk(source, ids)
    if not desk.ids:
        _nothing(kind)
        return
    # Outside of the fragment: thousands of tags need not be sent again with each article.
    tag_search(lambda name: _act(desk, Act("accept", str(desk.ids[desk.place]), name)))
    _work(desk)


def _kind() -> Kind:
    asked = st.query_params.get("queue", "")
    if asked in KINDS:
        return asked
    return "search" if from_url() else "untagged"


def _choose() -> None:
    st.query_params["queue"] = st.session_state["tagging-queue"]
    st.session_state.pop(_MEMORY, None)


def _look_for(selection: Selection, query: str) -> None:
    to_url(Selection(query, selection.filters))
    st.query_params["queue"] = "search"


def _queue(kind: Kind, selection: Selection) -> list[int] | None:
    """The articles to be tagged; None while they are looked for."""
    archive = open_archive()
    if kind == "untagged":
        return archive.tag_queue.untagged()
    if kind == "search":
        found = archive.search.ids(selection.query, filters=selection.filters)
        return list(found[:MOST_FOUND]) if selection else []
    found_or_job = tagging_queries.uncertain(PATIENCE)
    if isinstance(found_or_job, list):
        return found_or_job
    wait_for(found_or_job, "正在找拿不准的文章")
    return None


def _waiting() -> str:
    left = tagging_queries.untagged(revision())
    return f'<p class="sx-progress">文库里还有 <b>{left:,}</b> 篇没有标签</p>'


def _nothing(kind: Kind) -> None:
    told = {
        "untagged": "每一篇都有标签了。可以换到“拿不准的”，看看还有哪些要补。",
        "uncertain": "文库里还没有文章，或者还没有标签。先给几篇文章加上标签。",
        "search": "在上面输入检索词，或者从“检索”页带着筛选条件过来。",
    }[kind]
    empty("没有要标的文章", told)


@st.fragment
def _work(desk: Desk) -> None:
    """The article on the desk: a fragment, so that the next one comes at once."""
    article_id = desk.ids[desk.place]
    try:
        article: Article | None = open_archive().articles.get(article_id)
    except ArticleNotFound:
        article = None
    left, right = st.columns([3, 2], gap="large")
    with left, st.container(key="tag-text", gap="small"):
        st.html(_progress(desk))
        if article is None:
            st.html('<p class="sx-notice">这一篇已经移入回收站，按 N 看下一篇。</p>')
        else:
            st.html(article_html(article.content, Query()))
    with right, st.container(key="tag-side", gap="small"), calm():
        _side(desk, article_id, article)
    if desk.place + 1 < len(desk.ids):
        tagging_queries.prepare(desk.ids[desk.place + 1])


def _side(desk: Desk, article_id: int, article: Article | None) -> None:
    title, *paragraphs = parts(article) if article else [""]
    tag_suggestions(
        str(article_id),
        paragraphs,
        title,
        tagging_queries.suggestions(article_id) if article else (),
        lambda act: attempt(_act, desk, act),
        key="tagging-keys",
        worn=article.content.tags if article else (),
        refused=open_archive().tagging.refused(article_id) if article else (),
        empty="没有把握的建议。按 / 从词表里找标签，或按 N 看下一篇。",
        moves=True,
        search=True,
    )
    if article:
        ask_why(article_id)


def _progress(desk: Desk) -> str:
    today = tagging_queries.tagged_today()
    return (
        f'<p class="sx-progress">第 <b>{desk.place + 1:,}</b> 篇，共 {len(desk.ids):,} 篇'
        f"　今天已标 <b>{as_html(f'{today:,}')}</b> 篇</p>"
    )


def _act(desk: Desk, act: Act) -> None:
    if act.action == "undo":
        if desk.steps:
            _take_back(desk, desk.steps.pop())
        return
    if act.action in ("next", "previous"):
        to = desk.place + (1 if act.action == "next" else -1)
        if 0 <= to < len(desk.ids):
            desk.steps.append(Step(act.action, desk.place))
            desk.place = to
        return
    article = int(act.text)
    if _do(act.action, article, act.name):
        desk.steps.append(Step(act.action, desk.place, article, act.name))


def _take_back(desk: Desk, step: Step) -> None:
    back = _BACK.get(step.action)
    if back is not None:
        _do(back, step.article, step.name)
    desk.place = step.place


def _do(action: Action, article: int, name: str) -> bool:
    """Does it; False if it was so already, and there is nothing to take back."""
    archive = open_archive()
    if action == "accept":
        before = archive.revision()
        archive.tags.put_on(article, name)
        return archive.revision() != before
    if action == "take_off":
        archive.tags.take_off(article, name)
    elif action == "refuse":
        archive.tagging.refuse(article, name)
    else:
        archive.tagging.unrefuse(article, name)
    return True
