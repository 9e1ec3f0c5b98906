"""The 批量 view of the tagging page: one tag for everything a search finds."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st

from corpus.bulk_tagging import TaggedMany
from pages.parts import queries
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.errors import show as show_error
from pages.parts.filters import facets, said
from pages.parts.literal import as_html, as_label
from pages.parts.paging import choice
from pages.parts.resources import open_archive
from pages.parts.searchbox import plain_box
from pages.parts.selection import Selection, from_url, to_url
from pages.parts.tag_search import tag_search
from pages.parts.tagging_queries import jobs
from pages.parts.undo_bar import remember, undo_bar
from pages.parts.waiting import wait_for

Way = Literal["put_on", "take_off"]
WAYS: dict[Way, str] = {"put_on": "加上标签", "take_off": "取下标签"}
SAMPLES = 8
_HINT = "输入检索词；左侧可以按来源、年份等筛选"
PATIENCE = 2.0
_NAME, _WAY, _JOB, _UNDO, _QUERY = (
    "tag-many-name",
    "tag-many-way",
    "tag-many-job",
    "tag-many-done",
    "tag-many-q",
)


def show() -> None:
    """Draws the view."""
    st.html(
        '<p class="sx-lead">先检索、筛选出一批文章，再给它们一次加上或取下同一个标签；'
        "做完随时可以整批撤销。</p>"
    )
    selection = from_url()
    if _going_on():
        return
    undo_bar(_UNDO, _undo, key="tag-many-undo", label="整批撤销", icon=":material/sell:")
    plain_box(_QUERY, selection, _HINT, _look_for)
    found = queries.search(queries.revision(), replace(selection, page=1)).result
    with st.sidebar:
        facets(selection, found.facets)
    scope = said(selection)
    what = "" if selection else "（文库全部文章）"
    st.html(f'<p class="sx-count"><b>{found.total:,}</b> 篇{what}<span>{as_html(scope)}</span></p>')
    if not found.total:
        empty("", "没有找到文章，换一个检索词试试。")
        return
    _samples([hit.title for hit in found.hits[:SAMPLES]], found.total)
    _choose(selection)


def _look_for(selection: Selection, query: str) -> None:
    to_url(replace(selection, query=query, page=1))


def _samples(titles: list[str], total: int) -> None:
    shown = "".join(f"<li>{as_html(title)}</li>" for title in titles)
    more = f"<li>……另有 {total - len(titles):,} 篇</li>" if total > len(titles) else ""
    st.html(f'<ul class="sx-samples">{shown}{more}</ul>')


def _choose(selection: Selection) -> None:
    """The tag, what it would change, and the button that does it."""
    way: Way = st.session_state.get(_WAY, "put_on")
    with st.container(key="tag-many-what", horizontal=True, vertical_alignment="center"):
        choice("加上还是取下", WAYS, way, key="tag-many-choice", on_change=_choose_way)
        with st.container(width=320):
            tag_search(_choose_name)
    name: str = st.session_state.get(_NAME, "")
    if not name:
        st.caption("选一个标签，这里会先说明要改多少篇。")
        return
    ids = _ids(selection)
    bear = len(open_archive().tags.bearing(name).intersection(ids))
    change = len(ids) - bear if way == "put_on" else bear
    st.html(
        f'<p class="sx-group"><b>{as_html(name)}</b>'
        f'<small class="sx-n">{len(ids):,} 篇里已有 {bear:,} 篇带着它，'
        f"要改 {change:,} 篇</small></p>"
    )
    st.button(
        f"给 {change:,} 篇{WAYS[way]}“{as_label(name)}”",
        key="tag-many-apply",
        type="primary",
        icon=":material/sell:",
        disabled=not change,
        on_click=attempt,
        args=(_apply, selection, way, name),
    )


def _choose_way() -> None:
    st.session_state[_WAY] = st.session_state["tag-many-choice"]


def _choose_name(name: str) -> None:
    st.session_state[_NAME] = name


def _ids(selection: Selection) -> list[int]:
    return list(open_archive().search.ids(selection.query, filters=selection.filters))


def _apply(selection: Selection, way: Way, name: str) -> None:
    archive = open_archive()
    # The same for a double click, which so changes nothing twice.
    key = f"many-{archive.identity()}-{archive.revision()}-{way}-{name}-{selection.params()}"
    tags = archive.tags

    def work(_job: object) -> tuple[Way, TaggedMany]:
        ids = archive.search.ids(selection.query, filters=selection.filters)
        act = tags.put_on_many if way == "put_on" else tags.take_off_many
        return way, act(ids, name)

    st.session_state[_JOB] = key
    jobs().start(key, "批量标引", work).wait(PATIENCE)


def _going_on() -> bool:
    """Shows what is being done; tells once what was."""
    key = st.session_state.get(_JOB)
    job = jobs().get(key) if key else None
    if job is None:
        return False
    if job.state == "running":
        wait_for(job, "正在标引")
        return True
    del st.session_state[_JOB]
    if job.error is not None:
        show_error(job.error)
    elif job.result is not None:
        way, done = job.result
        if done.batch:
            verb = "加上" if way == "put_on" else "取下"
            remember(_UNDO, done.batch, f"已给 {done.changed:,} 篇{verb}“{done.name}”。")
    return False


def _undo(batch: str) -> None:
    undone = open_archive().undoing.undo(batch)
    told = f"已撤销，{undone.done:,} 处恢复原样。"
    if undone.skipped:
        told += f"另有 {len(undone.skipped):,} 处后来又被改过，没有动。"
    st.toast(told, icon=":material/undo:")
